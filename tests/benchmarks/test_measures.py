"""The measures on gold, on small articles whose figures can be counted by hand."""

from dataclasses import replace

import pytest

from benchmarks.eval import figures, kinds, second, standing
from benchmarks.eval.labels import DISPLACEMENT, Figure, GoldArticle, Label
from benchmarks.eval.names import Voice, same_name, same_voice, voice_of_label
from tests.benchmarks.makers import act, count, figure, scored


def row(rows, name):
    """The row of a measure."""
    return next(r for r in rows if r.name == name)


def test_counts_are_right_only_with_metric_and_every_bound():
    """Of two labels one is found; the other's signal has a floor where the text has a number."""
    floor = count("dead", 7, figure=figure("dead", 7, best=None, high=None, qualifier="at_least"))
    article = scored([count("dead", 12), count("dead", 7)], [count("dead", 12), floor])

    exact = row(figures.rows("dev", [article]), "counts: value and metric exact")

    assert (exact.n, exact.precision, exact.recall, exact.value) == (2, 0.5, 0.5, 0.5)
    assert [fault.wanted for fault in exact.faults] == [str(count("dead", 7))]


def test_count_aspects_are_asked_of_exact_values_alone():
    """A wrong kind beside a wrong value is one error, not two."""
    wanted = [count("dead", 12), count("injured", 7)]
    toll = count("dead", 12, figure=figure("dead", 12, kind="cumulative"))
    found = [toll, count("injured", 8, figure=figure("injured", 8, kind="cumulative"))]

    kind = row(figures.rows("dev", [scored(wanted, found)]), "counts: kind of those")

    assert (kind.n, kind.value, kind.verdict) == (1, 0.0, "short")


def test_headline_count_that_the_body_gives_again_is_not_missed():
    """It may be found, and then it is right; unfound, it is nobody's error."""
    headline, body = count("dead", 12, 0, optional=True), count("dead", 12, 1)

    unfound = row(figures.rows("dev", [scored([headline, body], [body])]), "counts: value and metric exact")
    found = row(
        figures.rows("dev", [scored([headline, body], [headline, body])]), "counts: value and metric exact"
    )

    assert (unfound.n, unfound.value) == (1, 1.0)
    assert (found.n, found.value) == (2, 1.0)


def test_casualties_are_one_mention_a_sentence():
    """Three counts in one sentence and none found in the next: one of two."""
    wanted = [count("dead", 1, 1), count("dead", 2, 1), count("injured", 3, 1), count("dead", 4, 2)]

    assert kinds.counted(scored(wanted, [count("dead", 9, 1)]), "casualties.reported") == (1, 1, 2)


def test_displacement_is_told_by_a_figure_or_an_act():
    """A label without a figure is met by a signal with one; each sentence holds one."""
    article = scored([act(DISPLACEMENT, 1), count("displaced", 500, 1)], [count("displaced", 400, 1)])

    assert kinds.counted(article, DISPLACEMENT) == (1, 1, 1)


def test_acts_are_counted_one_by_one():
    """Two captures in a sentence are two."""
    article = scored([act("territory.captured"), act("territory.captured")], [act("territory.captured")])

    assert kinds.counted(article, "territory.captured") == (1, 1, 2)


def test_type_macro_ignores_types_that_nobody_labelled():
    """A false alarm of a type without labels lowers that type's precision, not the mean of the others."""
    article = scored([act("siege.imposed")], [act("siege.imposed"), act("attack.strike")])
    rows = list(kinds.rows("dev", [article]))

    assert row(rows, "types: macro").value == 1.0
    assert row(rows, "types: attack.strike").value == 0.0


def test_status_recall_tells_found_from_all():
    """Three denials: one found as such, one found as asserted, one not found."""
    wanted = [act("territory.captured", i, status="denied") for i in (1, 2, 3)]
    found = [wanted[0], act("territory.captured", 2)]

    rows = list(standing.rows("dev", [scored(wanted, found)]))

    assert row(rows, "status: denied, recall of those found").value == 0.5
    assert row(rows, "status: denied, recall of all").value == pytest.approx(1 / 3)


def test_background_that_alerts_is_a_share_of_all_background():
    """Of four background labels, one was taken for news."""
    wanted = [act("attack.strike", i, time="background") for i in range(4)]
    found = [act("attack.strike", 0, alerts=True), act("attack.strike", 1, time="background")]

    measured = row(standing.rows("dev", [scored(wanted, found)]), "background mentions that alert")

    assert (measured.n, measured.value, len(measured.faults)) == (4, 0.25, 1)


@pytest.mark.parametrize(
    ("wanted", "right"),
    [
        (act("territory.captured"), True),
        (act("territory.captured", status="claimed", time="update"), True),
        (act("territory.captured", status="denied"), False),
        (act("territory.captured", time="ongoing"), False),
        (act("attack.strike"), False),
        (act("territory.captured", 2), False),
    ],
)
def test_alert_is_right_where_a_label_is_a_fact_and_news(wanted, right):
    """A label of its type, in its sentence, asserted or claimed, new or an update."""
    article = scored([wanted], [act("territory.captured", alerts=True)])

    assert row(standing.rows("dev", [article]), "alerts that are right, by gold").value == right


def test_alert_with_another_figure_is_wrong():
    """12 dead were told, 21 were alerted."""
    article = scored([count("dead", 12)], [count("dead", 21, alerts=True)])

    assert row(standing.rows("dev", [article]), "alerts that are right, by gold").value == 0.0


def test_sentences_of_none_alone_are_told_from_mixed_ones():
    """Sentence 1 holds a tempting word alone, sentence 2 also a strike."""
    tempting = [act("none", 1), act("none", 2)]
    found = [act("attack.strike", 1, alerts=True), act("attack.strike", 2, alerts=True)]
    article = scored([act("attack.strike", 2)], found, tempting)

    measured = row(standing.rows("dev", [article]), "sentences labelled only none that alert")

    assert (measured.n, measured.value) == (1, 1.0)


@pytest.mark.parametrize(
    ("label", "found", "same"),
    [
        ("publisher", Voice(name="Made Wire", kind="publisher"), True),
        ("publisher", Voice(name="officials", kind="unnamed"), False),
        ("unnamed", Voice(name="officials", kind="unnamed"), True),
        ("unnamed", Voice(name="rebels", kind="rebel", id="generic:rebels"), True),
        ("unnamed", Voice(name="Hamas", kind="militia", id="hamas"), False),
        (
            "the Syrian Observatory for Human Rights",
            Voice(name="Observatory", kind="monitor", id="sohr"),
            True,
        ),
        ("SOHR", Voice(name="Syrian Observatory for Human Rights", kind="monitor", id="sohr"), True),
        ("Syrian army", Voice(name="Syrian armed forces", kind="military", id="mil:sy"), True),
        ("Syrian army", Voice(name="Iraqi armed forces", kind="military", id="mil:iq"), False),
        ("Syrian army", Voice(name="Made Wire", kind="publisher"), False),
        ("U.N. mission", Voice(name="United Nations", kind="igo", id="un"), True),
        ("Gulf Wire", Voice(name="United Nations", kind="igo", id="un"), False),
        ("Nasser al-Argali", Voice(name="Argali", kind="person", id="argali"), True),
    ],
)
def test_origin_is_compared_by_actor_then_by_words(label, found, same):
    """An alias of the same actor, or one name within the other; a role without a name is unnamed."""
    assert same_voice(voice_of_label(label), found) is same


def test_names_without_words_are_never_the_same():
    """An unknown place is not the same as another unknown place."""
    assert not same_name(None, None)
    assert not same_name("the", "the")


def test_second_reading_is_compared_label_by_label():
    """One capture read alike, one count read with another value, one status differs."""
    article = replace(scored([act("territory.captured", 1), count("dead", 12, 2, spans=((20, 22),))]))
    article = replace(
        article, reading=replace(article.reading, body="Sentence  captured  12 dead   at least 7  ")
    )

    def label(on, name, figure=None, **changes):
        plain = {"field": "body", "status": "asserted", "time": "new", "origin": "publisher", "place": None}
        return Label(**(plain | {"on": on, "type": name, "figure": figure, "line": 1} | changes))

    twelve = Figure(
        metric="dead", low=12, best=None, high=None, qualifier="at_least",
        kind="incident", victims="people", subset=False,
    )  # fmt: skip
    again = GoldArticle(
        id="made-01",
        path=article.article.path,
        acts=(label("captured", "territory.captured", status="claimed"),),
        counts=(label("12", "casualties.reported", twelve),),
    )

    rows = list(second.rows([article], [again]))

    assert row(rows, "types: macro F1").value == 1.0
    assert row(rows, "counts: value and metric").value == 0.0
    assert (row(rows, "status: same").value, row(rows, "time role: same").value) == (0.5, 1.0)
    assert row(rows, "status: Cohen's kappa").value == 0.0


def test_second_reading_of_another_set_is_left_alone():
    """With dev alone, what was read twice of test is not looked at."""
    again = GoldArticle(id="other-01", path=scored().article.path, acts=(), counts=())

    assert list(second.rows([scored()], [again])) == []


def test_count_that_is_wrong_is_told_beside_the_label_it_was_taken_for():
    """Also where the label itself may be missed, as that of a headline."""
    headline = count("dead", 140, 0, optional=True)
    article = scored([headline], [count("dead", 141, 0)])

    assert [fault.wanted for fault in figures.faults([article])] == [str(headline)]
