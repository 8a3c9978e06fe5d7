from tests.revise.factory import NOON, article, signal
from workers.models import ArticleState
from workers.revise import Revision, revise


def spoken(revision):
    return {report.theatre: len(report.signals) for report in revision.reports}


def test_revise_first_version_gives_one_report_a_theatre():
    """Each theatre gets its own signals, in the order of theatres."""
    revision = revise(None, article(signal("UA"), signal("SY"), signal("SY", type="siege.imposed")))

    assert [(report.theatre, len(report.signals)) for report in revision.reports] == [("SY", 2), ("UA", 1)]
    assert revision.state == ArticleState(
        uri="urn:1", order=(1, "", 0, ""), published=NOON, theatres=("SY", "UA")
    )
    assert revision.reports[0].fingerprint == (1, 2)


def test_revise_ordinary_first_version_keeps_nothing():
    """Most articles say nothing of any conflict and leave no row."""
    assert revise(None, article()) == Revision(None, ())


def test_revise_background_and_hypothetical_go_no_further_but_are_remembered():
    """They are no report; yet the article carried signals, so its state is kept."""
    revision = revise(None, article(signal(time_role="background"), signal(status="hypothetical")))

    assert revision.reports == ()
    assert revision.state is not None
    assert revision.state.theatres == ()


def test_revise_denials_and_plans_are_reported():
    """Tracking needs them, though they do not alert."""
    revision = revise(None, article(signal(status="denied"), signal(status="planned")))

    assert spoken(revision) == {"SY": 2}


def test_revise_newer_version_reports_to_theatres_it_left():
    """A theatre that it no longer speaks of gets an empty report."""
    first = revise(None, article(signal("SY"), signal("UA")))

    second = revise(first.state, article(signal("UA"), signal("IQ"), version=2))

    assert spoken(second) == {"IQ": 1, "SY": 0, "UA": 1}
    assert second.state.theatres == ("IQ", "SY", "UA")


def test_revise_older_version_changes_nothing():
    """A version that arrives late is no correction."""
    state = revise(None, article(signal("SY"), version=3)).state

    assert revise(state, article(signal("UA"), version=2)) == Revision(state, ())


def test_revise_same_version_gives_the_same_again():
    """Redelivery after a crash must send what may not have been sent."""
    once = revise(None, article(signal("SY"), version=2))

    assert revise(once.state, article(signal("SY"), version=2)) == once


def test_revise_kill_empties_every_theatre():
    """A canceled article says nothing anywhere, even if its text is sent with it."""
    state = revise(None, article(signal("SY"), signal("UA"))).state

    kill = revise(state, article(signal("SY"), version=2, pub_status="canceled"))

    assert spoken(kill) == {"SY": 0, "UA": 0}
    assert kill.state.theatres == ("SY", "UA")


def test_revise_kill_before_its_article_wins():
    """The kill is remembered, and the article that it overtook is older."""
    kill = revise(None, article(version=2, pub_status="withheld"))

    assert kill.reports == ()
    assert revise(kill.state, article(signal("SY"), version=1)) == Revision(kill.state, ())


def test_revise_story_sent_again_after_its_kill_is_reported():
    """A newer usable version lifts the kill."""
    kill = revise(None, article(version=2, pub_status="canceled"))

    again = revise(kill.state, article(signal("SY"), version=3))

    assert spoken(again) == {"SY": 1}
    assert again.state.order == (3, "", 0, "")


def test_revise_correction_without_signals_is_remembered():
    """A second version may overtake the first, whatever it says."""
    correction = revise(None, article(version=2))

    assert revise(correction.state, article(signal("SY"), version=1)).reports == ()


def test_revise_state_without_publication_time_expires_by_arrival():
    """Every row needs an event time by which it goes."""
    revision = revise(None, article(signal(), published=None))

    assert revision.state.published == NOON
