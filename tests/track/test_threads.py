import pytest

from tests.track.factory import AIRPORT, ALEPPO, HAMA, HTS, SOHR, SYRIA, Desk, count, report, signal, toll
from workers.track.threads import Spot, spot_of, threads_of


@pytest.mark.parametrize(
    ("said", "thread"),
    [
        (signal(), "SY/territory/geonames:170063"),
        (signal("territory.recaptured"), "SY/territory/geonames:170063"),
        (signal("installation.seized", place=AIRPORT), "SY/installation/geonames:170063.airport"),
        (signal("attack.strike", day="2024-11-29"), "SY/strike/geonames:170063/2024-11-29"),
        (signal("attack.strike"), "SY/strike/geonames:170063/2024-11-30"),
        (signal("coalition.formed", place=None, actors=(HTS,)), "SY/coalition/hts"),
        (signal("coalition.formed", place=None), "SY/coalition/urn:1"),
        (toll(255), "SY/toll/iso:SY"),
        (toll(255, place=None), "SY/toll/iso:SY"),
        (toll(0, count=count(12, kind="incident"), place=HAMA), "SY/toll/geonames:170017/2024-11-30"),
        (toll(0, count=count(40, kind="period"), place=None), "SY/toll/urn:1/2024-11-30"),
    ],
)
def test_thread_id_is_readable_and_stable(said, thread):
    """Theatre, family, place or actors or uri; a day for incidents; countable conditions without place are the theatre's."""
    assert list(threads_of(report("urn:1", said))) == [thread]


def test_thread_id_of_a_rehearsal_is_its_own():
    """A demo's Aleppo is not Aleppo."""
    assert list(threads_of(report("urn:1", signal(), status="Exercise"))) == [
        "SY/exercise/territory/geonames:170063"
    ]
    assert spot_of("SY/exercise/strike/x/2024-11-30") == Spot("exercise", "strike", "x")


def test_thread_id_of_a_strange_uri_is_hashed_and_safe():
    """What could break a URL's path, or is long, is cut and hashed; two such uris stay apart."""
    one, other = (
        next(iter(threads_of(report(uri, signal("coalition.formed", place=None)))))
        for uri in ("https://e.org/a?b=1", "https://e.org/a?b=2")
    )

    assert one != other
    assert one.count("/") == 2
    assert len(next(iter(threads_of(report("x" * 500, signal("coalition.formed", place=None)))))) < 100


def test_thread_takes_the_casualties_of_its_strike():
    """One sentence, one event: the dead of a strike are told in the strike's thread."""
    dead = signal("casualties.reported", place=None, count=count(12, kind="incident"))

    assert list(threads_of(report("urn:1", dead, signal("attack.strike", place=HAMA)))) == [
        "SY/strike/geonames:170017/2024-11-30"
    ]


def test_thread_takes_casualties_of_its_place_and_day_from_another_sentence():
    """The article gives the dead later on, at the same place and day; those of another place stay apart."""
    strike = signal("attack.strike", place=HAMA)
    dead = signal(
        "casualties.reported", place=HAMA, count=count(12, kind="incident"), says="Twelve died there."
    )
    moved = [
        type(one)(**{**{f: getattr(one, f) for f in one.__slots__}, "evidence": _at(one.evidence, 100)})
        for one in (dead, toll(0, place=ALEPPO, count=count(3, kind="incident")))
    ]

    assert list(threads_of(report("urn:1", strike, *moved))) == [
        "SY/strike/geonames:170017/2024-11-30",
        "SY/toll/geonames:170063/2024-11-30",
    ]


def _at(evidence, start):
    from dataclasses import replace

    return replace(evidence, start=start, end=start + 5)


def test_thread_is_left_out_of_plans_and_calls():
    """Who plans to take a town has not taken it."""
    planned = [signal(status=status) for status in ("planned", "called_for", "hypothetical")]

    assert threads_of(report("urn:1", *planned, signal(time_role="background"))) == {}


def test_thread_of_another_outlet_is_the_same():
    """Ten outlets, one event, one thread, one alert while nothing changes."""
    desk = Desk()
    for number in range(10):
        desk.read(report(f"urn:{number}", signal(origin=SOHR), hours=number, publisher=f"p{number}.org"))

    assert [(alert.msg_type, alert.thread) for alert in desk.alerts] == [
        ("Alert", "SY/territory/geonames:170063")
    ]


def test_thread_of_the_country_is_not_that_of_a_city():
    """A toll of Syria and one of Hama are two series."""
    desk = Desk()
    desk.read(report("urn:1", toll(412)), report("urn:2", toll(40, place=HAMA), hours=1))

    assert [(alert.thread, alert.msg_type) for alert in desk.alerts] == [
        ("SY/toll/iso:SY", "Alert"),
        ("SY/toll/geonames:170017", "Alert"),
    ]
    assert SYRIA.id == "iso:SY"
