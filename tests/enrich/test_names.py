# ruff: noqa: RUF001 - other alphabets' letters are what is tested
import pytest

from workers.enrich.fold import fold, key
from workers.enrich.names import NameTable
from workers.enrich.parse import WORD, Word
from workers.models import Token


def words(text):
    """The words of a text, each a token by itself."""
    found, last = [], 0
    for match in WORD.finditer(text):
        token = Token(0, match[0], match[0].lower(), "PROPN", "NNP", "dep", 0, match.start(), match.end())
        found.append(
            Word(match[0], key(match[0]), text[last : match.start()], match.start(), match.end(), token)
        )
        last = match.end()
    return found


def found(table, text):
    """What the longest matches mean, with their words in the text."""
    taken, result = 0, []
    for i, matches in enumerate(table.scan(words(text))):
        if matches and i >= taken:
            start = words(text)[i].start
            result.append((text[start : matches[0].end], [value for _, value in matches[0].values]))
            taken = i + matches[0].count
    return result


@pytest.fixture
def table():
    """A few names with their traps."""
    names = NameTable()
    for name in (
        "Hama",
        "Free Syrian Army",
        "Syrian",
        "HTS",
        "rebel forces",
        "Hay'at Tahrir al-Sham",
        "U.S.",
        "Goma",
    ):
        names.add(name, name)
    names.add("People's Protection Units", "ypg")
    return names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in Ḩamā", [("Ḩamā", ["Hama"])]),
        ("in Hama's east", [("Hama's", ["Hama"])]),
        ("Hamada and Hamas", []),
        ("the Free Syrian Army", [("Free Syrian Army", ["Free Syrian Army"])]),
        ("a Free, Syrian Army", [("Syrian", ["Syrian"])]),
        ("HTS fighters, hts", [("HTS", ["HTS"])]),
        (
            "Rebel forces and REBEL FORCES",
            [("Rebel forces", ["rebel forces"]), ("REBEL FORCES", ["rebel forces"])],
        ),
        ("Hayat Tahrir Al Sham", [("Hayat Tahrir Al Sham", ["Hay'at Tahrir al-Sham"])]),
        ("the U.S. said; tell us", [("U.S", ["U.S."])]),
        ("Peoples Protection Units", [("Peoples Protection Units", ["ypg"])]),
        ("goma", []),
        ("GOMA", [("GOMA", ["Goma"])]),
        ("Syrians fled", [("Syrian", ["Syrian"])]),
    ],
)
def test_names_match_folded_cased_and_whole(table, text, expected):
    """Exact words, folded diacritics, the name's own case, the longest first, never a part of a word."""
    assert found(table, text) == expected


def test_names_refuse_a_name_without_letters(table):
    """Such a name would match nothing for ever."""
    with pytest.raises(ValueError, match="is no name"):
        table.add("—", "dash")


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Şırnak", "sirnak"), ("Łódź", "lodz"), ("Dūmā’s", "duma's"), ("ʿAfrīn", "'afrin"), ("ASCII", "ascii")],
)
def test_fold_gives_one_spelling(text, folded):
    """Lower case, no diacritics, straight apostrophes."""
    assert fold(text) == folded
