"""Alert, Update, Cancel: when, and with what."""

from dataclasses import replace

import pytest

from tests.track.factory import (
    ALEPPO,
    ARMY,
    FIGHTERS,
    HAMA,
    HTS,
    OCHA,
    REBELS,
    SOHR,
    SYRIA,
    Desk,
    at,
    count,
    report,
    signal,
    toll,
)
from workers.errors import TocsinError
from workers.identity import alert_id
from workers.track import Theatre, TrackSettings


def kinds(alerts):
    return [(alert.msg_type, alert.signal) for alert in alerts]


def test_alert_says_what_where_and_who_says_so():
    """The first report of a thread, in full."""
    (alert,) = Desk().read(report("urn:1", signal(reasons=("time.weekday",)), hours=2, url="https://e.org/1"))

    assert alert.headline == "Rebel fighters captured Aleppo (Syria), reports example.org."
    assert (alert.thread, alert.revision, alert.msg_type) == ("SY/territory/geonames:170063", 1, "Alert")
    assert (alert.time, alert.cause, alert.theatre, alert.place) == (at(2), "urn:1", "SY", ALEPPO)
    assert (alert.severity, alert.certainty, alert.verification) == ("Severe", "Likely", "single_origin")
    assert (alert.references, alert.changes, alert.trend, alert.count) == ((), (), (), None)
    assert alert.reasons == ("time.weekday",)
    assert alert.id == alert_id(alert)
    (item,) = alert.evidence
    assert (item.sentence, item.start, item.end, item.uri, item.url) == (
        "Rebels took it.",
        0,
        15,
        "urn:1",
        "https://e.org/1",
    )
    assert alert.evidence_total == 1


def test_alert_time_is_the_arrival_where_there_is_no_publication():
    """Such signals do not alert by themselves, but they may cause an Update."""
    desk = Desk()
    desk.read(report("a", signal()))
    (alert,) = desk.read(
        report("b", signal(origin=ARMY, status="denied"), published=None, arrived=at(5), publisher="p.org")
    )

    assert alert.time == at(5)


def test_alert_only_from_what_may_alert():
    """Ongoing, denied and planned signals make no thread."""
    desk = Desk()
    story = [
        report("a", signal(time_role="ongoing")),
        report("b", signal("siege.imposed", status="denied")),
        report("c", signal("offensive.launched", status="planned")),
    ]

    assert desk.read(*story) == ()
    assert desk.alerts == []
    assert desk.silenced == [("track.not_alertable", "SY/territory/geonames:170063")]


def test_alert_of_an_ongoing_thread_keeps_its_earlier_evidence():
    """What did not alert by itself still supports what does."""
    desk = Desk()
    desk.read(report("a", signal(time_role="ongoing", origin=SOHR), publisher="p.org"))
    (alert,) = desk.read(report("b", signal(), hours=1))

    assert (alert.evidence_total, alert.verification, alert.certainty) == (2, "corroborated", "Observed")


def test_update_when_a_second_origin_confirms():
    """Verification moved: from one origin to two."""
    desk = Desk()
    desk.read(report("a", signal()))
    (alert,) = desk.read(report("b", signal(origin=SOHR), hours=1, publisher="other.net"))

    assert (alert.msg_type, alert.revision, alert.references) == ("Update", 2, (desk.alerts[0].id,))
    assert [(c.field, c.previous, c.current) for c in alert.changes] == [
        ("verification", "single_origin", "corroborated")
    ]
    assert (alert.certainty, alert.confidence) == ("Observed", 0.96)


def test_update_when_an_actor_is_named():
    """The rebels become Hayat Tahrir al-Sham; the vaguer name changes nothing."""
    desk = Desk()
    desk.read(report("a", signal()))
    (alert,) = desk.read(report("b", signal(actors=(HTS,)), hours=1))

    assert [(c.field, c.previous, c.current) for c in alert.changes] == [
        ("actors", ["agent:generic:rebels"], ["agent:hts"])
    ]
    assert desk.read(report("c", signal(actors=(FIGHTERS,)), hours=2)) == ()


def test_update_when_a_town_changes_hands():
    """The newest type is the state of things."""
    desk = Desk()
    army = replace(HTS, id="sy-army", name="The Syrian army", side="government")
    desk.read(report("a", signal(actors=(HTS,))))
    (alert,) = desk.read(report("b", signal("territory.recaptured", actors=(army,)), hours=30))

    assert alert.signal == "territory.recaptured"
    assert [c.field for c in alert.changes] == ["signal", "actors"]


def test_update_when_severity_moves():
    """The dead of a strike make it graver."""
    desk = Desk()
    strike = signal("attack.strike", place=HAMA)
    desk.read(report("a", strike))
    dead = signal("casualties.reported", place=HAMA, count=count(30, kind="incident"))
    (alert,) = desk.read(report("b", strike, dead, hours=1))

    assert [(c.field, c.current) for c in alert.changes] == [
        ("severity", "Severe"),
        ("count.dead", {"low": 30, "best": 30, "high": 30}),
    ]
    assert alert.headline == "Strike in Hama (Syria), 30 people killed, reports example.org."


def test_severity_falls_when_a_ceasefire_is_agreed():
    """De-escalation at the place, or in the whole country, lowers the offensive there by one step."""
    for place in (ALEPPO, SYRIA, None):
        desk = Desk()
        desk.read(report("a", signal("offensive.launched")))
        (alert,) = desk.read(report("b", signal("ceasefire.agreed", place=place, alerts=False), hours=9))

        assert (alert.thread, alert.severity) == ("SY/offensive/geonames:170063", "Moderate")
        assert alert.reasons == ("track.deescalated",)


def test_severity_of_another_place_stays():
    """A truce in Hama does not calm Aleppo."""
    desk = Desk()
    desk.read(report("a", signal("offensive.launched")))

    assert desk.read(report("b", signal("ceasefire.agreed", place=HAMA, alerts=False), hours=9)) == ()


def test_severity_rises_again_with_new_fighting():
    """The newest word counts."""
    desk = Desk()
    desk.read(
        report("a", signal("offensive.launched")),
        report("b", signal("ceasefire.agreed", alerts=False), hours=9),
        report("c", signal("offensive.launched"), hours=20),
    )

    assert [alert.severity for alert in desk.alerts] == ["Severe", "Moderate", "Severe"]


def test_cancel_when_the_article_is_killed():
    """All evidence withdrawn: one Cancel that names what it takes back."""
    desk = Desk()
    desk.read(report("a", signal()))
    (alert,) = desk.read(report("a", version=2, hours=3))

    assert (alert.msg_type, alert.revision, alert.references) == ("Cancel", 2, (desk.alerts[0].id,))
    assert alert.headline == "Withdrawn: Rebel fighters captured Aleppo (Syria), reports example.org."
    assert (alert.evidence, alert.certainty, alert.reasons) == ((), "Unknown", ("track.withdrawn",))
    assert alert.signal == "territory.captured"


def test_cancel_when_a_correction_no_longer_says_it():
    """The corrected article speaks of Hama: Aleppo is cancelled, Hama alerted, in one step."""
    desk = Desk()
    desk.read(report("a", signal()))
    alerts = desk.read(report("a", signal(place=HAMA), version=2, hours=3))

    assert [(alert.msg_type, alert.thread) for alert in alerts] == [
        ("Alert", "SY/territory/geonames:170017"),
        ("Cancel", "SY/territory/geonames:170063"),
    ]


def test_cancel_when_its_own_origin_denies_it():
    """The party that said so takes it back, in another outlet."""
    desk = Desk()
    desk.read(report("a", signal(origin=ARMY)))
    (alert,) = desk.read(
        report("b", signal(origin=ARMY, status="denied", says="No."), hours=3, publisher="p.org")
    )

    assert (alert.msg_type, alert.certainty, alert.reasons) == (
        "Cancel",
        "Unlikely",
        ("track.denied_by_origin",),
    )
    assert [item.sentence for item in alert.evidence] == ["No."]
    assert alert.headline.startswith("Denied by those who said it: ")


def test_cancel_waits_while_anything_stands():
    """One of two articles is killed: the thread steps back to what still stands."""
    desk = Desk()
    desk.read(report("a", signal()), report("b", signal(origin=SOHR), hours=1, publisher="p.org"))
    (alert,) = desk.read(report("b", version=2, hours=2))

    assert (alert.msg_type, alert.verification) == ("Update", "single_origin")


def test_denial_by_another_party_is_a_dispute():
    """It is told, with the denial among the evidence, and halves the confidence."""
    desk = Desk()
    desk.read(report("a", signal(origin=REBELS, status="claimed")))
    (alert,) = desk.read(
        report("b", signal(origin=ARMY, status="denied", says="No."), hours=1, publisher="p.org")
    )

    assert (alert.verification, alert.certainty, alert.confidence) == ("disputed", "Possible", 0.4)
    assert [item.sentence for item in alert.evidence] == ["Rebels took it.", "No."]
    assert alert.headline.endswith(", according to Hayat Tahrir al-Sham (disputed).")


def test_denial_taken_back_ends_the_dispute():
    """An origin's last word counts."""
    desk = Desk()
    desk.read(
        report("a", signal(origin=REBELS)),
        report("b", signal(origin=ARMY, status="denied"), hours=1, publisher="p.org"),
        report("c", signal(origin=ARMY), hours=9, publisher="p.org"),
    )

    assert [alert.verification for alert in desk.alerts] == ["single_origin", "disputed", "corroborated"]


def test_alert_again_after_a_cancel():
    """New evidence opens the thread again; revisions go on."""
    desk = Desk()
    desk.read(report("a", signal()), report("a", version=2, hours=1))
    (alert,) = desk.read(report("b", signal(), hours=2, publisher="p.org"))

    assert (alert.msg_type, alert.revision, alert.references) == ("Alert", 3, (desk.alerts[1].id,))
    assert alert.changes == ()


def test_kill_before_its_article_wins():
    """The empty report of a higher version is kept."""
    desk = Desk()

    assert desk.read(report("a", version=2, hours=3), report("a", signal())) == ()
    assert desk.silenced == [("track.older_version", "a")]


def test_repeat_with_a_later_arrival_changes_nothing():
    """A feed that sends everything twice does not make its news late."""
    desk = Desk()
    desk.read(report("a", signal()))
    before = desk.theatre.rows()

    assert desk.read(report("a", signal(), arrived=at(90))) == ()
    assert desk.theatre.rows() == before


def test_late_article_never_alerts_but_counts():
    """Arrived three days after publication: silent, and evidence for the next that is on time."""
    desk = Desk()

    assert desk.read(report("a", signal(origin=SOHR), hours=0, arrived=at(49), publisher="p.org")) == ()
    (alert,) = desk.read(report("b", signal(), hours=50))
    assert alert.verification == "corroborated"


def test_late_article_of_a_told_thread_is_silent():
    """It would change the verification; the next on time tells it."""
    desk = Desk()
    desk.read(report("a", signal()))

    assert desk.read(report("b", signal(origin=SOHR), arrived=at(49), publisher="p.org")) == ()
    assert desk.silenced == [("track.late", "SY/territory/geonames:170063")]
    (alert,) = desk.read(report("c", signal(), hours=50))
    assert [c.field for c in alert.changes] == ["verification"]


def test_late_kill_still_cancels():
    """A correction of what was told is never late."""
    desk = Desk()
    desk.read(report("a", signal()))

    assert kinds(desk.read(report("a", version=2, arrived=at(90)))) == [("Cancel", "territory.captured")]


def test_embargoed_alert_says_until_when():
    """All its evidence is embargoed, so it is."""
    (alert,) = Desk().read(report("a", signal(), embargoed_until=at(12)))

    assert alert.embargoed_until == at(12)


def test_embargoed_evidence_stays_out_of_a_public_alert():
    """Neither its words, nor its figures, nor its support for others."""
    desk = Desk()
    desk.read(report("a", toll(255)))

    assert desk.read(report("b", toll(412), hours=1, publisher="p.org", embargoed_until=at(12))) == ()
    (alert,) = desk.read(report("c", toll(300), hours=2))
    assert (alert.count.high, alert.evidence_total, alert.embargoed_until) == (300, 2, None)


def test_embargoed_alert_is_not_compared_with_in_public():
    """Public evidence during the embargo is an Alert of its own: a change would tell the embargoed figure."""
    desk = Desk()
    desk.read(report("a", toll(412), embargoed_until=at(12)))
    (alert,) = desk.read(report("b", toll(300), hours=2, publisher="p.org"))

    assert (alert.msg_type, alert.embargoed_until, alert.changes) == ("Alert", None, ())
    assert "412" not in alert.headline
    assert alert.revision == 2


def test_embargo_that_is_over_is_public():
    """Once a report of the thread arrived after it, all evidence counts again."""
    desk = Desk()
    desk.read(report("a", toll(412), embargoed_until=at(12)))
    (alert,) = desk.read(report("b", toll(500), hours=20))

    assert (alert.signal, alert.embargoed_until, alert.evidence_total) == ("toll.rising", None, 2)


def test_embargo_of_two_lengths_keeps_the_longer_out():
    """An alert that opens at twelve holds nothing that opens at twenty."""
    desk = Desk()
    desk.read(report("a", toll(255), embargoed_until=at(12)))

    assert desk.read(report("b", toll(412), hours=1, embargoed_until=at(20))) == ()


def test_public_thread_left_with_embargoed_evidence_is_cancelled():
    """The public article is killed: those who were told hear it, without the embargoed rest."""
    desk = Desk()
    desk.read(report("a", signal()), report("b", signal(), hours=1, embargoed_until=at(12)))
    (alert,) = desk.read(report("a", version=2, hours=2))

    assert (alert.msg_type, alert.embargoed_until, alert.evidence) == ("Cancel", None, ())
    desk = Desk()
    desk.read(report("a", signal()), report("b", signal(), hours=1, embargoed_until=at(12)))
    desk.crash(report("a", version=2, hours=2), rows_put=1)
    assert desk.read(report("a", version=2, hours=2)) == ()


def test_rehearsal_alerts_are_rehearsals():
    """A test feed's alert says Test, and its later date moves nobody's horizon."""
    desk = Desk()
    desk.read(report("a", signal()))
    (alert,) = desk.read(report("a", signal(), hours=24 * 400, status="Test"))

    assert (alert.status, alert.thread) == ("Test", "SY/test/territory/geonames:170063")
    assert desk.read(report("b", signal(origin=SOHR), hours=1, publisher="p.org"))[0].msg_type == "Update"


def test_too_late_report_changes_nothing():
    """Older than the horizon, counted back from the newest publication of the theatre."""
    desk = Desk()
    desk.read(report("a", signal(), hours=24 * 61))
    before = desk.theatre.rows()

    assert desk.read(report("b", signal(place=HAMA))) == ()
    assert desk.silenced == [("track.too_late", "b")]
    assert desk.theatre.rows() == before


def test_expired_rows_go_two_at_a_time():
    """Each handled report deletes at most two; pictures forget at once."""
    desk = Desk(TrackSettings(horizon_days=1))
    desk.read(*(report(f"u{n}", signal(), hours=n / 10) for n in range(5)))
    step = desk.theatre.derive(report("new", signal(place=HAMA), hours=48))

    assert [key for key, value in step.rows if value is None] == ["SY/report/u0", "SY/report/u1"]
    desk.theatre.commit(step)
    assert [picture.thread for picture in desk.theatre.threads()] == ["SY/territory/geonames:170017"]
    desk.read(*(report(f"v{n}", signal(place=HAMA), hours=48 + n) for n in range(3)))
    assert sorted(desk.theatre.rows()) == [
        "SY/report/new",
        "SY/report/v0",
        "SY/report/v1",
        "SY/report/v2",
        "SY/told/SY/territory/geonames:170017",
    ]


def test_expired_thread_alerts_anew():
    """After a quiet horizon the same place is news again, from revision one."""
    desk = Desk(TrackSettings(horizon_days=10))
    desk.read(report("a", signal()))
    (alert,) = desk.read(report("b", signal(), hours=24 * 11))

    assert (alert.msg_type, alert.revision, alert.references) == ("Alert", 1, ())


def test_thread_that_stays_alive_does_not_alert_anew():
    """What was told lives as long as its thread has reports."""
    desk = Desk(TrackSettings(horizon_days=10))
    desk.read(*(report(f"u{day}", signal(), hours=24 * day) for day in range(0, 40, 5)))

    assert kinds(desk.alerts) == [("Alert", "territory.captured")]
    assert sum("/told/" in key for key in desk.theatre.rows()) == 1


def test_copy_is_one_source_with_its_original():
    """The same wire text from another outlet confirms nothing."""
    desk = Desk()
    desk.read(report("a", signal(), text="wire"))

    assert desk.read(report("b", signal(), hours=1, publisher="p.org", text="wire")) == ()
    assert desk.read(report("c", signal(), hours=2, publisher="q.org"))[0].verification == "corroborated"


def test_copy_published_earlier_becomes_the_original():
    """Whichever arrived first, the earliest publication is the head."""
    desk = Desk()
    desk.read(
        report("b", signal(), hours=1, publisher="p.org", text="wire"),
        report("a", signal(), hours=0, publisher="first.org", text="wire"),
    )
    (picture,) = desk.theatre.threads()

    assert [origin.name for origin in picture.speakers] == ["first.org"]
    assert picture.verification == "single_origin"


def test_copy_with_a_new_figure_is_a_new_figure():
    """A write-through repeats most of its text; its higher toll still counts."""
    desk = Desk()
    desk.read(report("a", toll(255), text="wire"))
    (alert,) = desk.read(report("b", toll(412), hours=5, publisher="p.org", text="wire"))

    assert alert.signal == "toll.rising"


def test_publishers_of_one_family_are_one_source():
    """Two sites of one agency confirm nothing."""
    desk = Desk()
    desk.read(report("a", signal(), publisher="apnews.com"))

    assert desk.read(report("b", signal(origin=SOHR), hours=1, publisher="www.AP.org")) == ()


def test_evidence_is_ten_at_most_and_says_how_many():
    """The best of each origin first."""
    desk = Desk()
    desk.read(
        *(report(f"u{n:02}", signal(origin=SOHR, says=f"Said {n}."), hours=n) for n in range(12)),
        report("x", signal(origin=OCHA, says="We confirm."), hours=13, publisher="p.org"),
    )

    assert len(desk.alerts[-1].evidence) == 10
    assert desk.alerts[-1].evidence_total == 13
    assert {item.origin.id for item in desk.alerts[-1].evidence[:2]} == {"sohr", "ocha"}


def test_rows_of_another_format_are_refused():
    """A format change is a migration, never a guess."""
    desk = Desk()
    desk.read(report("a", signal()))
    rows = {key: value.replace(b'"format":1', b'"format":2') for key, value in desk.theatre.rows().items()}

    with pytest.raises(TocsinError, match="format 2"):
        Theatre.from_rows("SY", rows, desk.settings)


def test_rows_are_told_first_report_last():
    """The report's row is the proof that everything before it was done."""
    step = Desk().theatre.derive(report("a", signal(), signal("siege.imposed")))

    assert [key for key, _ in step.rows] == [
        "SY/told/SY/siege/geonames:170063",
        "SY/told/SY/territory/geonames:170063",
        "SY/report/a",
    ]


def test_headline_of_a_single_death_counts_one_person():
    """One person, one child: never "1 people"."""
    desk = Desk()
    one = signal("casualties.reported", count=count(1, kind="incident"))
    child = signal("casualties.reported", place=HAMA, count=count(1, kind="incident", victims="children"))
    desk.read(report("a", one), report("b", child))

    assert [line.split(",")[0] for line in desk.headlines()] == [
        "1 person killed in Aleppo (Syria)",
        "1 child killed in Hama (Syria)",
    ]
