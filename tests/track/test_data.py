"""The files a desk may edit: right as they are, and refused with their line when wrong."""

import re
from pathlib import Path

import pytest

from workers.errors import DataFileError
from workers.track import headlines, origins, severity
from workers.types import TYPES


def wrong(tmp_path, source, old, new):
    """A copy of a data file with one thing wrong."""
    text = source.read_text()
    assert old in text
    path = tmp_path / source.name
    path.write_text(text.replace(old, new, 1))
    return path


def test_severities_refuse_an_unknown_severity(tmp_path):
    """CAP has five words."""
    path = wrong(tmp_path, severity.PATH, "{at: 25, severity: Severe}", "{at: 25, severity: Grave}")

    with pytest.raises(DataFileError, match=r"severities\.yaml:\d+"):
        severity.load(path)


def test_severities_refuse_an_unknown_family(tmp_path):
    """What lowers must lower something that exists."""
    path = wrong(tmp_path, severity.PATH, "[offensive, siege]", "[offensives, siege]")

    with pytest.raises(DataFileError, match="offensives"):
        severity.load(path)


def test_headlines_refuse_a_type_without_words(tmp_path):
    """A new type needs its sentence."""
    path = wrong(tmp_path, headlines.PATH, "  siege.imposed:", "  siege.lifted:")

    with pytest.raises(DataFileError, match=r"siege\."):
        headlines.load(path)


@pytest.mark.parametrize(
    "bad", ["{agent} captured {place}", "{agents captured", "{agents} [captured {town}]"]
)
def test_headlines_refuse_a_word_that_is_never_filled(tmp_path, bad):
    """A misspelt {field} would fail on the first alert, at night."""
    path = wrong(tmp_path, headlines.PATH, "{agents} captured {place}", bad)

    with pytest.raises(DataFileError, match=r"headlines\.yaml:\d+"):
        headlines.load(path)


def test_headlines_refuse_a_metric_without_its_three_forms(tmp_path):
    """First, rising and revised are all needed."""
    text = re.sub(r"(missing: .*), revised: .*}", r"\1}", headlines.PATH.read_text())
    path = tmp_path / "headlines.yaml"
    path.write_text(text)

    with pytest.raises(DataFileError, match="missing"):
        headlines.load(path)


def test_publishers_refuse_a_name_in_two_families(tmp_path):
    """Of which family would it be?"""
    path = wrong(tmp_path, origins.DATA / "publishers.yaml", "[sana.sy, sana]", "[sana.sy, bbc.com]")

    with pytest.raises(DataFileError, match=r"bbc\.com"):
        origins.load_publishers(path)


def test_publishers_refuse_a_name_that_never_matches(tmp_path):
    """Names are compared in lower case and without www."""
    path = wrong(tmp_path, origins.DATA / "publishers.yaml", "[sana.sy, sana]", "[www.sana.sy, SANA]")

    with pytest.raises(DataFileError, match=r"www\.sana\.sy"):
        origins.load_publishers(path)


def test_tiers_name_every_kind_of_origin():
    """Actors' kinds, and what stands where nobody is known."""
    assert set(origins.TIERS) == {
        *("state", "military", "rebel", "militia", "alliance", "igo", "monitor", "ngo", "media", "official"),
        *("publisher", "person", "unnamed"),
    }


def test_every_type_can_be_told():
    """Each type that detect may give has its words."""
    assert {name for name in TYPES if not name.endswith((".rising", ".revised"))} == set(
        headlines.HEADLINES.types
    )


@pytest.mark.parametrize(
    ("sources", "apart"),
    [
        ([("sohr", "a")], False),
        ([("sohr", "a"), ("sohr", "b")], False),
        ([("sohr", "a"), ("un", "a")], False),
        ([("sohr", "a"), ("un", "b")], True),
        ([("sohr", "a"), ("sohr", "b"), ("un", "a")], True),
    ],
)
def test_independence_needs_another_origin_and_another_publisher(sources, apart):
    """Ten outlets quoting one observatory are one origin; so is one outlet that quotes two."""
    assert origins.independent(sources) is apart


def test_reasons_are_documented():
    """Every code that tracking leaves stands in docs/reasons*.md, and no other of its own does."""
    root = Path(__file__).resolve().parents[2]
    source = "".join(path.read_text() for path in (root / "workers" / "track").glob("*.py"))
    docs = "".join(path.read_text() for path in (root / "docs").glob("reasons*.md"))
    used = set(re.findall(r'"((?:track|toll)\.[a-z_]+)"', source)) - set(TYPES)

    assert used == set(re.findall(r"`((?:track|toll)\.[a-z_]+)`", docs)) - set(TYPES)
