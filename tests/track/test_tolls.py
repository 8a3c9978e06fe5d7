import pytest

from tests.track.factory import OCHA, REBELS, SOHR, Desk, count, report, signal, toll
from workers.track.figures import Figure


def tell(*reports):
    """The alerts of a story of tolls as (type, message, low, best, high)."""
    desk = Desk()
    desk.read(*reports)
    return [
        (a.signal, a.msg_type, a.count and (a.count.low, a.count.best, a.count.high)) for a in desk.alerts
    ]


def at_least(number):
    return count(number, best=None, high=None, qualifier="at_least")


def test_toll_first_figure_is_reported():
    """The first figure alerts under its own type."""
    assert tell(report("a", toll(255))) == [("casualties.reported", "Alert", (255, 255, 255))]


def test_toll_rise_of_one_origin_is_told_with_what_it_was():
    """Same series, later, higher by more than a tenth."""
    desk = Desk()
    desk.read(report("a", toll(255)))
    (alert,) = desk.read(report("b", toll(412), hours=20))

    assert (alert.signal, alert.msg_type, alert.revision) == ("toll.rising", "Update", 2)
    assert alert.headline == (
        "Death toll in Syria rises to 412 (was 255), according to the Syrian Observatory for Human Rights."
    )
    assert alert.references == (desk.alerts[0].id,)
    assert [(change.field, change.previous, change.current) for change in alert.changes] == [
        (
            "count.dead",
            {"low": 255, "best": 255, "high": 255},
            {"low": 412, "best": 412, "high": 412},
        )
    ]
    assert [(point.as_of, point.best) for point in alert.trend] == [("2024-11-30", 255), ("2024-12-01", 412)]


@pytest.mark.parametrize(("second", "told"), [(104, False), (109, False), (110, True)])
def test_toll_rise_must_be_a_tenth_and_five(second, told):
    """From 100 the tenth decides."""
    assert (len(tell(report("a", toll(100)), report("b", toll(second), hours=1))) == 2) is told


@pytest.mark.parametrize(("second", "told"), [(24, False), (25, True)])
def test_toll_rise_of_a_small_toll_must_be_five(second, told):
    """From 20 a tenth would be two."""
    assert (len(tell(report("a", toll(20)), report("b", toll(second), hours=1))) == 2) is told


def test_toll_creeping_up_is_told_once_it_has_gone_far_enough():
    """Small steps are compared with what was told, not with each other."""
    assert [one[2] for one in tell(*(report(f"u{n}", toll(100 + 4 * n), hours=n) for n in range(4)))] == [
        (100, 100, 100),
        (112, 112, 112),
    ]


def test_toll_restated_is_silent():
    """The same figure, a rounded one, or a bound that it fits is nothing new."""
    story = [
        report("a", toll(255)),
        report("b", toll(255), hours=1),
        report("c", toll(0, count=at_least(200)), hours=2),
        report("d", toll(0, count=count(250, qualifier="about")), hours=3),
        report("e", toll(0, count=count(None, best=None, high=300, qualifier="up_to")), hours=4),
    ]

    assert len(tell(*story)) == 1


@pytest.mark.parametrize("lower", [254, 240, 100])
def test_toll_fall_is_revised_however_small(lower):
    """A lower later figure of the same origin is never silent."""
    assert tell(report("a", toll(255)), report("b", toll(lower), hours=1))[1:] == [
        ("toll.revised", "Update", (lower, lower, lower))
    ]


def test_toll_fall_after_an_untold_rise_is_revised():
    """The series fell, though it stands above what was told."""
    story = [report("a", toll(100)), report("b", toll(104), hours=1), report("c", toll(102), hours=2)]

    assert tell(*story)[1:] == [("toll.revised", "Update", (102, 102, 102))]


def test_toll_fall_is_told_once():
    """The next report that only repeats the revised figure is silent."""
    story = [report("a", toll(255)), report("b", toll(240), hours=1), report("c", toll(240), hours=2)]

    assert len(tell(*story)) == 2


def test_toll_correction_of_the_article_is_revised():
    """A higher version with a lower figure steps back, in one Update."""
    desk = Desk()
    desk.read(report("a", toll(2550)))
    (alert,) = desk.read(report("a", toll(255), version=2, hours=3))

    assert (alert.signal, alert.msg_type) == ("toll.revised", "Update")
    assert alert.headline.startswith("Death toll in Syria revised to 255 (was 2,550)")


def test_toll_older_figure_arriving_later_is_silent():
    """Out of order, the later publication still stands."""
    assert len(tell(report("b", toll(412), hours=20), report("a", toll(255), hours=1))) == 1


def test_toll_vague_figures_neither_rise_nor_replace():
    """The word dozens is a floor; an exact figure sharpens it without a rise."""
    dozens = count(12, best=None, high=None, qualifier="many", vague=True)
    story = [
        report("a", toll(0, count=dozens)),
        report("b", toll(45), hours=1),
        report("c", toll(0, count=dozens), hours=2),
    ]

    assert tell(*story) == [
        ("casualties.reported", "Alert", (12, None, None)),
        ("casualties.reported", "Update", (45, 45, 45)),
    ]


def test_toll_another_origins_higher_figure_widens_the_band():
    """One other origin is no rise; the band says both, and each number stands with its origin."""
    desk = Desk()
    desk.read(report("a", toll(255)))
    (alert,) = desk.read(report("b", toll(300, origin=OCHA), hours=1, publisher="other.net"))

    assert alert.signal == "casualties.reported"
    assert (alert.count.low, alert.count.best, alert.count.high) == (255, 255, 300)
    assert [(one.origin.id, one.best) for one in alert.count.origins] == [("sohr", 255), ("ocha", 300)]


def test_toll_two_independent_origins_above_are_a_rise():
    """The first only widens the band; the second, from another outlet, makes it a rise."""
    story = [
        report("a", toll(255)),
        report("b", toll(330, origin=OCHA), hours=1, publisher="p1.org"),
        report("c", toll(340, origin=REBELS), hours=2, publisher="p2.org"),
    ]

    assert tell(*story) == [
        ("casualties.reported", "Alert", (255, 255, 255)),
        ("casualties.reported", "Update", (255, 255, 330)),
        ("toll.rising", "Update", (255, 255, 340)),
    ]


def test_toll_of_origins_that_only_bound_it_does_not_rise_by_itself():
    """Two say "at least 400" beside one exact 255: told once, and a report that repeats it is silent."""
    bounds = [
        toll(0, count=at_least(number), origin=origin) for number, origin in ((400, OCHA), (412, REBELS))
    ]
    story = [
        report("a", toll(255)),
        report("b", bounds[0], hours=1, publisher="p1.org"),
        report("c", bounds[1], hours=2, publisher="p2.org"),
    ]
    desk = Desk()
    desk.read(*story)

    assert desk.read(report("d", bounds[1], hours=3, publisher="p2.org")) == ()


def test_toll_two_origins_of_one_publisher_are_no_rise():
    """One outlet that cites two is one source."""
    story = [
        report("a", toll(255)),
        report("b", toll(330, origin=OCHA), hours=1, publisher="apnews.com"),
        report("c", toll(340, origin=REBELS), hours=2, publisher="ap.org"),
    ]

    assert [one[0] for one in tell(*story)] == ["casualties.reported"] * 2


def test_toll_typo_waits_for_a_second_origin():
    """Ten times and a thousand more is held back; the second origin lets it through."""
    desk = Desk()
    desk.read(report("a", toll(255)))

    assert desk.read(report("b", toll(25500), hours=1, publisher="p1.org")) == ()
    assert desk.silenced[-1] == ("toll.implausible", "SY/toll/iso:SY")
    (alert,) = desk.read(report("c", toll(24000, origin=OCHA), hours=2, publisher="p2.org"))
    assert (alert.signal, alert.count.high) == ("toll.rising", 25500)


def test_toll_typo_seconded_by_the_same_publisher_still_waits():
    """One outlet quoting two is not a second origin."""
    story = [
        report("a", toll(255)),
        report("b", toll(25500), hours=1, publisher="apnews.com"),
        report("c", toll(25500, origin=OCHA), hours=2, publisher="ap.org"),
    ]

    assert len(tell(*story)) == 1


def test_toll_typo_is_held_back_alone():
    """Two figures in one sentence: only the one too much to believe waits."""
    desk = Desk()
    desk.read(report("a", toll(255)))
    (alert,) = desk.read(report("b", toll(41200), toll(300, origin=OCHA), hours=1, publisher="p.org"))

    assert (alert.count.low, alert.count.high, alert.reasons) == (255, 300, ("toll.implausible",))


def test_toll_incident_counts_never_add_up():
    """Twelve more killed do not change the total, nor does the total change the incident."""
    story = [
        report("a", toll(255)),
        report("b", toll(0, count=count(12, kind="incident")), hours=1),
        report("c", toll(260), hours=2),
    ]
    desk = Desk()
    desk.read(*story)

    assert [(a.thread, a.count.best) for a in desk.alerts] == [
        ("SY/toll/iso:SY", 255),
        ("SY/toll/iso:SY/2024-11-30", 12),
    ]


def test_toll_classes_of_victims_are_series_of_their_own():
    """255 people and then 120 civilians is no fall."""
    story = [report("a", toll(255)), report("b", toll(0, count=count(120, victims="civilians")), hours=1)]

    assert len(tell(*story)) == 1


def test_toll_without_a_scope_continues_the_latest():
    """One that has "risen to 412" is the toll since Wednesday."""
    story = [
        report("a", toll(0, count=count(255, scope_start="2024-11-27"))),
        report("b", toll(412), hours=10),
    ]

    assert [one[0] for one in tell(*story)] == ["casualties.reported", "toll.rising"]


def test_toll_scopes_far_apart_are_two_series():
    """The dead of the war since 2011 say nothing about those since Wednesday."""
    since = {"scope_start": "2011-03-15"}
    story = [
        report("a", toll(0, count=count(255, scope_start="2024-11-27"))),
        report("b", toll(0, count=count(306887, **since)), hours=1),
    ]

    assert tell(*story) == [("casualties.reported", "Alert", (255, 255, 255))]


def test_toll_withdrawn_steps_back_to_what_still_stands():
    """The report of the rise is killed: the older figure stands again."""
    story = [report("a", toll(255)), report("b", toll(412), hours=1), report("b", version=2, hours=2)]

    assert tell(*story)[2:] == [("toll.revised", "Update", (255, 255, 255))]


def test_toll_dead_and_injured_of_one_place_share_a_thread():
    """The dead lead; a move of the injured is told under its own name."""
    desk = Desk()
    injured = [toll(0, count=count(number, metric="injured")) for number in (40, 90)]
    desk.read(report("a", toll(20), injured[0]), report("b", injured[1], hours=2))

    assert [(a.signal, a.count.metric, [c.field for c in a.changes]) for a in desk.alerts] == [
        ("casualties.reported", "dead", []),
        ("toll.rising", "injured", ["count.injured"]),
    ]
    assert desk.headlines()[1].startswith("Injured in Syria rise to 90 (were 40)")


def test_toll_of_displaced_people_rises_under_its_own_type():
    """Displacement has its own rising type and family."""
    story = [
        report(name, signal("displacement.reported", place=None, origin=OCHA, count=figure), hours=hours)
        for name, figure, hours in (
            ("a", count(14000, best=None, high=None, metric="displaced", qualifier="more_than"), 0),
            ("b", count(48500, metric="displaced"), 30),
        )
    ]
    desk = Desk()
    desk.read(*story)

    assert [a.signal for a in desk.alerts] == ["displacement.reported", "displacement.rising"]
    assert desk.headlines()[1] == (
        "Displaced people in Syria rise to 48,500 (were more than 14,000), according to OCHA."
    )


def test_toll_silent_origin_leaves_the_band():
    """After two weeks without a word from it, an origin's old figure is no bound any more."""
    desk = Desk()
    desk.read(report("a", toll(255)), report("b", toll(300, origin=OCHA), hours=1))
    (alert,) = desk.read(report("c", toll(412), hours=24 * 16))

    assert [one.origin for one in alert.count.origins] == [SOHR]
    assert (alert.count.low, alert.count.high) == (412, 412)


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        (Figure(255, 255, 255), Figure(255, 255, 255), "same"),
        (Figure(255, 255, 255), Figure(256, 256, 256), "rises"),
        (Figure(255, 255, 255), Figure(200, -1, -1), "same"),
        (Figure(255, 255, 255), Figure(300, -1, -1), "rises"),
        (Figure(255, 255, 255), Figure(-1, -1, 200), "falls"),
        (Figure(200, -1, -1), Figure(200, 200, 200), "sharper"),
        (Figure(200, -1, -1), Figure(180, 180, 180), "falls"),
        (Figure(-1, -1, 300), Figure(250, 250, 250), "sharper"),
        (Figure(-1, -1, 300), Figure(350, 350, 350), "rises"),
        (Figure(12, -1, -1, vague=True), Figure(45, 45, 45), "sharper"),
        (Figure(45, 45, 45), Figure(100, -1, -1, vague=True), "same"),
        (Figure(255, 255, 255), Figure(240, 240, 240, rounded=True), "same"),
        (Figure(255, 255, 255), Figure(200, 200, 200, rounded=True), "falls"),
    ],
)
def test_figure_relation(old, new, relation):
    """What a later figure is to an earlier one of the same series."""
    assert old.then(new) == relation


def test_toll_of_some_is_no_second_origin_for_all():
    """Another origin that counts children alone does not corroborate the toll of all."""
    desk = Desk()
    children = toll(40, count=count(40, victims="children"), origin=OCHA)
    desk.read(report("a", toll(255)), report("b", children, hours=1, publisher="p1.org"))

    assert {alert.verification for alert in desk.alerts} == {"single_origin"}
