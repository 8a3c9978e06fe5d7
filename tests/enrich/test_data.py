import shutil
from collections import Counter
from functools import cache

import pytest

from workers.enrich import rows
from workers.errors import DataFileError


@pytest.fixture
def folder(tmp_path):
    """A copy of the data that a test may spoil."""
    return shutil.copytree(rows.DATA, tmp_path / "data")


def spoil(path, old, new):
    """Replaces a word once and gives the number of its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def reasons(error):
    """What an error and all its causes say."""
    inner = [*getattr(error, "exceptions", ()), *([error.__cause__] if error.__cause__ else [])]
    return f"{error} " + " ".join(reasons(e) for e in inner)


def test_actors_cover_the_wars_since_2011():
    """At least 300 actors in at least 25 theatres, each kind among them."""
    actors = rows.load().actors
    theatres = {row.theatre for row in actors} | {iso for row in actors for iso in row.sides}
    assert len(actors) >= 300
    assert len(theatres - {None, "*"}) >= 25
    assert set(Counter(row.kind for row in actors)) >= rows.ACTOR_KINDS - {"official"}


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("actors.yaml", "kind: rebel, theatre: YE", "kind: rebels, theatre: YE", "kind 'rebels' is none of"),
        ("actors.yaml", "sides: {YE: opposition", "sides: {YE: rebel", "side 'rebel' is none of"),
        ("actors.yaml", "theatre: YE", "theatre: Yemen", "theatre 'Yemen' is no ISO code"),
        ("actors.yaml", "years: [2017, 2025]", "years: [2025, 2017]", "the first year comes first"),
        ("actors.yaml", "needs: {JFS: [SY]}", "needs: {JFX: [SY]}", "none of the names"),
        ("actors.yaml", "id: jaish-al-islam", "id: hts", "stands here twice"),
        ("actors.yaml", "theatre: YE", "theatre: QQ", "'QQ' is no country of countries.yaml"),
        ("actors.yaml", "kind: rebel, theatre: YE", "sort: rebel, theatre: YE", "sort"),
        ("regions.yaml", "lat: 35.8", "lat: 135.8", "is nowhere on earth"),
        ("places.yaml", "geonames: 170017", "near: x, geonames: 170017", "one of geonames, id and near"),
        ("countries.yaml", "names: [Norway]", "names: [NO]", "expected str"),
        ("installations.yaml", "\ndam:", "\nweir:", "is no kind of site"),
        ("stopnames.yaml", "never: [", "never: [on, ", "expected str"),
    ],
)
def test_wrong_line_is_refused_with_its_number(folder, file, old, new, reason):
    """The start stops with file, line and reason."""
    line = spoil(folder / file, old, new)
    with pytest.raises(DataFileError) as caught:
        rows.load(folder)
    assert reason in reasons(caught.value)
    assert caught.value.file == folder / file
    assert caught.value.line == line + new.count("\n")


def test_unknown_city_is_refused(folder):
    """A GeoNames id that the gazetteer has not would silently name nothing."""
    from workers.enrich import tables

    spoil(folder / "places.yaml", "geonames: 170017", "geonames: 1")
    with pytest.raises(DataFileError, match="GeoNames id 1"):
        tables.load(folder)


@pytest.mark.parametrize(
    ("name", "country", "actor"),
    [
        ("10th Front", "CO", "farc-fronts"), ("36th Front", "CO", "farc-fronts"), ("STC", "YE", "stc-yemen"), ("National Shield", "YE", "nation-shield"),
        ("Giants Brigades", "YE", "giants-brigades"), ("Wagner", "ML", "wagner"), ("RSF", "SD", "rsf"), ("Zinki", "SY", "nour-al-din-al-zenki"),
        ("Arakan Army", "MM", "arakan-army"), ("KNLA", "MM", "knla"), ("AFC/M23", "CD", "m23"), ("CODECO", "CD", "codeco"), ("Wazalendo", "CD", "wazalendo"),
        ("Pentagon", "US", "mil:us"), ("Kremlin", "RU", "gov:ru"), ("SBU", "UA", "sbu"), ("Azov regiment", "UA", "azov"), ("UPDF", "UG", "mil:ug"),
        ("KNDF", "MM", "karenni-forces"), ("Frontier Corps", "PK", "frontier-corps"), ("Jund al-Aqsa", "SY", "jund-al-aqsa"),
    ],
)  # fmt: skip
def test_actor_is_known_by_its_press_name(name, country, actor):
    """In an article that speaks of the country, if the name needs one."""
    from workers.enrich import tables
    from workers.enrich.actors import Role, fitting

    meanings = [m for m in _names(tables).meanings(name) if isinstance(m, Role)]
    found = fitting(meanings, Counter({country: 2}), set(), 2024)
    assert found is not None
    assert found.actor.id == actor


@cache
def _names(tables):
    return tables.load().names
