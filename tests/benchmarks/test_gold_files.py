"""Reading of gold files: what is refused, and with which words."""

import pytest

from benchmarks.eval import gold
from benchmarks.eval.gold import GoldError

ARTICLE = """\
- id: made-01
  published: 2024-12-01T18:00:00Z
  source: Made Wire
  headline: Rebels seize the town
  text: |
    Rebels seized the town by the river on
    Friday, and 12 soldiers died. Another 120 were hurt.
  acts:
    - {on: seize, in: headline, type: territory.captured, origin: unnamed}
  counts:
    - {on: 12 soldiers, metric: dead, n: 12}
"""


@pytest.fixture
def read(tmp_path):
    def read(text, **options):
        path = tmp_path / "dev" / "made.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return gold.read(path, **options)

    return read


def test_gold_file_is_read_with_the_commonest_values_filled_in(read):
    """What is left out is asserted, new, by the publisher, an incident, exact, of people."""
    (article,) = read(ARTICLE)
    (act,), (count,) = article.acts, article.counts

    assert (act.on, act.field, act.status, act.time, act.origin) == (
        "seize", "headline", "asserted", "new", "unnamed",
    )  # fmt: skip
    assert (count.type, count.field, count.origin) == ("casualties.reported", "body", "publisher")
    assert count.figure.value == ("dead", 12, 12, 12)
    assert (count.figure.qualifier, count.figure.kind, count.figure.victims) == (
        "exact",
        "incident",
        "people",
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("on: seize,", "on: seizes,", 9, "'seizes' stands 0 times in its field, not once"),
        ("on: 12 soldiers", "on: the town", 11, None),
        ("{on: 12 soldiers", "{on: the", 11, "'the' stands"),
        ("territory.captured", "territory.taken", 9, "type: 'territory.taken' is none of none, "),
        (", n: 12", ", n: twelve", 11, "n: 'twelve' is no int"),
        (", n: 12", ", n: 12, status: told", 11, "status: 'told' is none of asserted, claimed"),
        (", n: 12", ", n: 12, time: old", 11, "time: 'old' is none of new, update"),
        (", n: 12", ", n: 12, victims: sailors", 11, "victims: 'sailors' is none of civilians"),
        (", n: 12", ", n: 12, wher: Hama", 11, "there is no field 'wher'"),
        (", n: 12", ", n: 12, qualifier: at_least", 11, "qualifier at_least goes with low, not with n"),
        (", n: 12", ", low: 12", 11, "qualifier exact goes with n, not with low"),
        (
            ", n: 12",
            ", low: 12, qualifier: about",
            11,
            "qualifier about goes with n or low+high, not with low",
        ),
        (", n: 12", "", 11, "qualifier exact goes with n, not with nothing"),
        (", n: 12", ", n: 12, n: 12", 11, "'n' stands here twice"),
        ("18:00:00Z", "18:00:00", 1, "published: a time with its zone, such as 2024-12-01T18:00:00Z"),
        ("  source: Made Wire\n", "", 1, "the field 'source' is missing"),
    ],
)
def test_gold_file_that_breaks_its_format_is_refused_with_its_line(read, old, new, line, reason):
    """The message names file, line and reason; a phrase may use any words that stand once."""
    if reason is None:
        assert read(ARTICLE.replace(old, new))[0].counts[0].on == "the town"
        return
    with pytest.raises(GoldError) as refused:
        read(ARTICLE.replace(old, new))

    assert str(refused.value).startswith(f"dev/made.yaml:{line}: {reason}")


def test_gold_file_lists_all_its_problems(read, tmp_path):
    """Whoever mends a file sees everything at once."""
    with pytest.raises(GoldError):
        read(ARTICLE.replace("seize,", "seizes,").replace(", n: 12", ", n: x"))

    found = list(gold.problems(tmp_path / "dev" / "made.yaml"))

    assert [line for line, _ in found] == [9, 11]


def test_second_reading_has_labels_without_a_text(read):
    """Its phrases are looked up in the first reading's text."""
    text = "- id: made-01\n  acts: [{on: seized, type: territory.captured}]\n"

    (article,) = read(text, with_text=False)

    assert article.text is None
    assert list(gold.absent(article, "", "Rebels seized it.")) == []
    assert list(gold.absent(article, "", "Rebels hold it.")) == [
        (2, "'seized' stands 0 times in its field, not once")
    ]


@pytest.mark.parametrize(
    ("on", "text", "spans"),
    [
        ("12", "112 and 12 and 120", [(8, 10)]),
        ("the town on Friday", "the town on\nFriday", [(0, 18)]),
        ("taking control", "Saturdaytaking control", [(8, 22)]),
        ("no one", "nothing", []),
    ],
)
def test_phrase_is_found_as_whole_words_first(on, text, spans):
    """A line end counts as a blank; a damaged join is found where no whole word is."""
    assert gold.locate(on, text) == spans
