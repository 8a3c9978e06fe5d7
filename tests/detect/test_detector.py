from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from workers import __version__, detect, enrich
from workers.models import Article

pytestmark = pytest.mark.model

MOMENT = datetime(2024, 12, 1, 18, tzinfo=UTC)
CAPTURE = "M23 rebels captured Goma on Sunday."


@cache
def stages():
    return enrich.load(), detect.load()


def article(body, **changes):
    base = Article(
        uri="a",
        version="1",
        order=(1, "", 0, ""),
        published=MOMENT,
        arrived=MOMENT,
        publisher="Test Wire",
        language="en",
        body=body,
    )
    return replace(base, **changes)


def read(body, **changes):
    enricher, detector = stages()
    return detector(enricher([article(body, **changes)])[0])


def test_detector_says_nothing_of_a_withdrawn_article():
    """A kill or a withheld article carries no signals, and says why."""
    record = read(CAPTURE, pub_status="canceled")
    assert (record.signals, record.remarks) == ((), ("article.not_usable",))


def test_detector_remarks_on_a_language_that_it_cannot_read():
    """A body in another language gives no signals, and a remark instead of a guess."""
    record = read(
        "Les rebelles ont pris la ville de Goma dimanche, selon plusieurs habitants joints par nos soins.",
        language="fr",
    )
    assert (record.signals, record.remarks) == ((), ("language.unsupported",))


def test_detector_keeps_the_remarks_of_decode():
    """What decode noticed stays in the record, before what detect adds."""
    record = read(CAPTURE, pub_status="withheld", remarks=("published.missing",))
    assert record.remarks == ("published.missing", "article.not_usable")


def test_detector_finds_nothing_new_without_a_publication_time():
    """An article that nobody can date never alerts."""
    record = read(CAPTURE, published=None)
    assert [s.type for s in record.signals] == ["territory.captured"]
    assert not any(s.alerts for s in record.signals)


def test_detector_marks_an_explainer_and_stays_silent():
    """An article that looks back is background as a whole."""
    record = read(CAPTURE, headline="Timeline: ten years of war in eastern Congo")
    assert "article.explainer" in record.remarks
    assert not any(s.alerts for s in record.signals)


def test_evidence_is_the_sentence_at_its_offsets():
    """Evidence points to the words in the field's own text."""
    body = "The talks ended on Friday.  " + CAPTURE
    (signal,) = read(body).signals
    evidence = signal.evidence
    assert body[evidence.start : evidence.end] == evidence.sentence == CAPTURE


def test_detector_is_pure():
    """The same article gives the same record, also after another one."""
    first = read(CAPTURE)
    read("Rebels shelled Aleppo on Friday. They said it was a reply.")
    assert read(CAPTURE) == first


def test_record_names_its_extractor():
    """Whoever reads the record can tell which version made it."""
    assert read(CAPTURE).extractor == f"tocsin/{__version__}"


def test_one_sentence_may_hold_several_types():
    """Offensive, capture and dead in one sentence are three signals."""
    record = read("Rebels launched an offensive on Saturday, captured Hama and killed 40 soldiers.")
    assert {s.type for s in record.signals if s.alerts} >= {
        "offensive.launched",
        "territory.captured",
        "casualties.reported",
    }


def test_same_type_and_place_of_a_sentence_is_one_signal():
    """Said twice in one sentence, it is one signal."""
    record = read("Rebels seized Hama on Thursday and took control of Hama by night.")
    assert [s.type for s in record.signals].count("territory.captured") == 1


def test_heading_of_a_section_is_no_event():
    """A line in the body without a verb announces a section; it reports nothing."""
    record = read(
        "The talks go on in Geneva.\n\nAirstrikes by government forces\n\nThe talks go on in Vienna."
    )
    assert record.signals == ()


def test_count_is_tied_to_the_armed_act_before_it():
    """A toll without a cause belongs to the armed act of the sentences before, and says so."""
    record = read("Fighters of the M23 attacked Goma on Sunday. The mayor said 14 people died.")
    (toll,) = [s for s in record.signals if s.type == "casualties.reported"]
    assert toll.alerts
    assert "context.act_before" in toll.reasons


def test_count_without_armed_violence_is_no_signal():
    """People who die of no armed act are no casualties of a conflict."""
    assert read("A bus fell into a river in Peru. The mayor said 14 people died.").signals == ()


def test_gunmen_count_only_where_there_is_a_conflict():
    """Unnamed gunmen in a country at peace are crime; where a war goes on they are part of it."""
    assert read("Gunmen attacked a bus in Lisbon.").signals == ()
    (signal,) = read("Gunmen attacked a bus in Mogadishu.").signals
    assert (signal.type, "context.theatre" in signal.reasons) == ("attack.ground", True)


def test_confidence_falls_when_less_is_said():
    """A named side taking a named town is surer than a fight somewhere."""
    sure = read(CAPTURE).signals[0]
    vague = read("Gunmen attacked a bus in Mogadishu.").signals[0]
    assert 0 < vague.confidence < sure.confidence < 1


def test_origin_does_not_reach_into_the_next_paragraph():
    """Who was cited in one paragraph is not cited for the next."""
    body = "Rebels shelled Hama, according to Reuters.\n\nThey captured Homs on Friday."
    (captured,) = [s for s in read(body).signals if s.type == "territory.captured"]
    assert captured.origin.kind == "publisher"


def test_part_of_a_count_is_no_toll_of_its_own():
    """Some of the dead are a subset: kept, marked, and silent."""
    found = read("Rebels attacked Hama on Friday. 102 of the dead were soldiers, a monitor said.")
    parts = [s for s in found.signals if s.count and s.count.subset]

    assert [(s.count.low, s.alerts) for s in parts] == [(102, False)]
    assert "alert.not_subset" in parts[0].reasons


def test_headline_count_that_the_body_gives_again_is_told_once():
    """The body's words place and date the figure; the headline's would make a second toll."""
    found = read(
        "Rebels entered Aleppo on Friday. The fighting in Syria has killed 255 people since Wednesday.",
        headline="Rebels enter Aleppo as toll of the fighting reaches 255",
    )
    counts = [(s.evidence.field, s.count.low) for s in found.signals if s.count]

    assert counts == [("body", 255)]
