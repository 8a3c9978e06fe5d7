"""Which alerts ``tocsin alerts`` shows, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from workers.cli.alerts import Desk, Filter
from workers.errors import RejectedError
from workers.models import to_json

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)
ALL = Filter(since=None, severity=None, theatre=None)


@pytest.fixture
def desk():
    """Builds a desk that keeps the ids it shows in ``desk.shown``."""

    def build(which=ALL):
        shown = []
        desk = Desk(which, lambda alert, _value: shown.append(alert.id))
        return desk, shown

    return build


def test_repeat_is_shown_once(desk, make_alert):
    """Delivery is at least once; a person sees an alert once."""
    one, shown = desk()
    for id_ in ("a", "b", "a"):
        one.receive(to_json(make_alert(id=id_)), NOW)

    assert shown == ["a", "b"]


def test_embargo_is_kept_and_ends(desk, make_alert):
    """An alert under embargo is shown at its time, in the order of times, and never before."""
    one, shown = desk()
    for id_, minutes in (("late", 60), ("soon", 10), ("past", -10)):
        until = NOW + timedelta(minutes=minutes)
        one.receive(to_json(make_alert(id=id_, embargoed_until=until)), NOW)

    assert shown == ["past"]
    assert one.held == [NOW + timedelta(minutes=10), NOW + timedelta(minutes=60)]
    one.release(NOW + timedelta(minutes=10))
    assert shown == ["past", "soon"]
    one.release(NOW + timedelta(hours=1))
    assert (shown, one.held) == (["past", "soon", "late"], [])


@pytest.mark.parametrize(
    ("which", "wanted"),
    [
        (Filter(since=NOW, severity=None, theatre=None), False),
        (Filter(since=NOW - timedelta(days=1), severity=None, theatre=None), True),
        (Filter(since=None, severity="Extreme", theatre=None), False),
        (Filter(since=None, severity="Severe", theatre=None), True),
        (Filter(since=None, severity="Minor", theatre="SY"), True),
        (Filter(since=None, severity=None, theatre="UA"), False),
    ],
)
def test_filter_chooses_by_time_severity_and_theatre(make_alert, which, wanted):
    """Severity means this grave or graver."""
    assert which.wants(make_alert()) is wanted


def test_record_that_is_no_alert_is_refused(desk):
    """The command says so and goes on."""
    one, _ = desk()
    with pytest.raises(RejectedError, match=r"json\.invalid"):
        one.receive(b"{", NOW)
