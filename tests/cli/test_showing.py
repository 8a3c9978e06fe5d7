"""What a person reads: the page of an article and the story of an alert."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from rich.console import Console

from workers import detect
from workers.cli import page, telling, words
from workers.models import Article


def printed(show, *args, **console):
    """What ``show`` writes to a plain console of 100 columns."""
    out = Console(file=StringIO(), width=100, highlight=False, markup=False, **console)
    show(out, *args)
    return out.file.getvalue()


def article(body="Rebels captured Aleppo. A [red] market stayed shut."):
    when = datetime(2024, 11, 30, 12, tzinfo=UTC)
    return Article(
        uri="lw-1",
        version="1",
        order=(1, "", 0, ""),
        published=when,
        arrived=when,
        publisher="Levant Wire",
        language="en",
        headline="Rebels in Aleppo",
        body=body,
    )


def test_page_marks_what_was_found_in_place(make_enriched):
    """Without colours, mentions stand in guillemets and a sentence that says something has a number."""
    text = printed(page.show, article(), make_enriched())

    assert "Rebels in «Aleppo»\n" in text
    assert "① «Rebels» captured «Aleppo». A [red] market stayed shut.\n" in text


def test_page_says_of_each_signal_what_and_why(make_enriched):
    """Type, verdict, words, origin, count and reasons."""
    text = printed(page.show, article(), make_enriched())

    assert "① casualties.reported · ALERTS\n   “Rebels captured Aleppo.”\n" in text
    assert "says   Syrian Observatory for Human Rights (monitor)\n" in text
    assert "count  dead 1,255, exact, cumulative, since 2024-11-27 (“1,255 people”)\n" in text
    assert "why    demo.unheard_of\n" in text
    assert "Signals: 1; alerting by themselves: 1." in text


def test_page_in_colour_keeps_the_text_itself(make_enriched):
    """Where colours show what is what, no character is added but the number."""
    text = printed(
        page.show, article(), make_enriched(), force_terminal=True, color_system="truecolor", no_color=False
    )

    assert "«" not in text
    assert "\x1b[32mAleppo\x1b[0m" in text


def test_silence_is_explained_in_words(make_enriched):
    """Type before status before time, as that is the order in which they decide."""
    (signal,) = make_enriched().signals
    cases = {
        "it does not escalate": replace(signal, type="deescalation.called", alerts=False),
        "it is called for": replace(signal, status="called_for", alerts=False),
        "it is background": replace(signal, time_role="background", alerts=False),
    }

    assert {words.silence(s): s for s in cases.values()} == cases


def test_alert_is_told_with_words_source_and_change(make_alert):
    """What a desk needs in ten seconds."""
    text = printed(telling.tell, make_alert())

    assert text == (
        "30 Nov 12:00  Alert  Severe  Rebels captured Aleppo  [Test]\n"
        "   territory.captured · Aleppo, SY · single origin · likely · revision 1 of\n"
        "   SY/territory/geonames:170063\n"
        "   changed  severity: nothing → Severe\n"
        "   “Rebels captured Aleppo.”  Levant Wire, citing Syrian Observatory for Human Rights (lw-1)\n"
        "\n"
    )


def test_figures_say_what_is_known():
    """Exact, a range, a bound, or nothing."""
    cases = {
        (5, 5, 5): "5",
        (1255, 1255, None): "1,255",
        (5, None, 9): "5 to 9",
        (5, None, None): "at least 5",
    }
    cases |= {(None, None, 9): "up to 9", (None, None, None): "some"}

    assert {case: telling.figure(*case) for case in cases} == cases


def test_every_reason_of_a_signal_has_words():
    """A person at night reads no codes: each that detect can leave has words, whole or by its family."""
    bare = [code for code in detect.reasons() if words.reason(code) == code]
    assert bare == []
