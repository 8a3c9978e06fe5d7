"""Pairing of labels and signals, without the model."""

from dataclasses import replace

from benchmarks.eval.labels import DISPLACEMENT
from benchmarks.eval.match import match
from tests.benchmarks.makers import act, count


def test_match_pairs_an_act_with_the_signal_of_its_sentence_and_type():
    """Another sentence or another type is no match."""
    wanted = [act("territory.captured", 1)]
    found = [act("territory.captured", 2), act("siege.imposed", 1), act("territory.captured", 1)]

    matching = match(wanted, found)

    assert [(p.wanted, p.found, p.exact) for p in matching.pairs] == [(wanted[0], found[2], False)]
    assert matching.missed == ()
    assert matching.spurious == tuple(found[:2])


def test_match_ignores_status_and_time_role():
    """A denied capture of old is still the capture that was told."""
    matching = match(
        [act("territory.captured")], [act("territory.captured", status="denied", time="background")]
    )

    assert len(matching.pairs) == 1


def test_match_is_one_to_one():
    """One signal answers one label."""
    matching = match([act("attack.strike"), act("attack.strike")], [act("attack.strike")])

    assert (len(matching.pairs), len(matching.missed), len(matching.spurious)) == (1, 1, 0)


def test_match_prefers_the_same_place():
    """Of two captures in a sentence, each goes with that of its own place, whatever their order."""
    goma, bukavu = act("territory.captured", place="Goma"), act("territory.captured", place="Bukavu")

    matching = match([goma, bukavu], [replace(bukavu), replace(goma)])

    assert [(p.wanted.place, p.found.place) for p in matching.pairs] == [
        ("Goma", "Goma"),
        ("Bukavu", "Bukavu"),
    ]


def test_match_keeps_the_order_of_the_text_where_nothing_else_decides():
    """First goes with first."""
    first, second = act("attack.strike", status="denied"), act("attack.strike", status="planned")

    matching = match([first, second], [replace(first), replace(second)])

    assert [(p.wanted.status, p.found.status) for p in matching.pairs] == [("denied",) * 2, ("planned",) * 2]


def test_match_pairs_counts_of_equal_value_before_others_of_the_metric():
    """The 12 goes with the 12 although the 7 stands first; the 7 then takes what is left, and is not exact."""
    wanted, found = [count("dead", 12), count("dead", 7)], [count("dead", 8), count("dead", 12)]

    matching = match(wanted, found)

    assert [(p.wanted.figure.best, p.found.figure.best, p.exact) for p in matching.pairs] == [
        (12, 12, True),
        (7, 8, False),
    ]


def test_match_never_pairs_the_dead_with_the_injured():
    """Both are casualties.reported, but metric is half of a count."""
    matching = match([count("dead", 12)], [count("injured", 12)])

    assert matching.pairs == ()


def test_match_prefers_overlapping_words_among_equal_counts():
    """In "12 soldiers and 12 rebels" each 12 goes with that at its own place in the sentence."""
    soldiers, rebels = count("dead", 12, spans=((10, 12),)), count("dead", 12, spans=((26, 28),))

    matching = match([soldiers, rebels], [replace(rebels), replace(soldiers)])

    assert all(p.wanted.spans == p.found.spans for p in matching.pairs)
    assert len(matching.pairs) == 2


def test_match_prefers_the_same_victims_among_equal_counts():
    """The same where the words do not tell them apart."""
    soldiers, rebels = count("dead", 12, victims="soldiers"), count("dead", 12, victims="rebels")

    matching = match([soldiers, rebels], [replace(rebels), replace(soldiers)])

    assert [p.found.figure.victims for p in matching.pairs] == ["soldiers", "rebels"]


def test_match_takes_a_displacement_with_and_without_a_figure_for_the_same():
    """A label without a figure and a signal with one tell the same displacement; the value is not exact."""
    (pair,) = match([act(DISPLACEMENT)], [count("displaced", 500)]).pairs

    assert not pair.exact
