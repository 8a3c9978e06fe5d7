import pytest

from workers.detect.signals import alert_rule
from workers.detect.theatre import Setting, Theatres, load_theatres, place_theatre, theatre_of
from workers.models import ActorMention, Place, SignalPlace

RULES = load_theatres()
NOWHERE = Setting(year=2024, main=None, dateline=None)


def place(name, country, kind="city"):
    return SignalPlace(id=f"place:{name}", name=name, country=country, kind=kind)


def actor(theatre):
    return ActorMention(id="a", name="A", kind="rebel", field="body", start=0, end=1, theatre=theatre)


@pytest.mark.parametrize(
    ("name", "country", "theatre"),
    [
        ("Aleppo", "SY", "SY"),
        ("Sevastopol", "RU", "UA"),
        ("Gaza City", "IL", "PS"),
        ("Golan Heights", "IL", "SY"),
    ],
)
def test_theatre_of_a_place_is_its_country_or_what_the_data_say(name, country, theatre):
    """A gazetteer may file Sevastopol under Russia; the war there is Ukraine's."""
    assert place_theatre(place(name, country), RULES) == theatre


def test_theatre_merges_countries_by_data():
    """A desk may follow two countries as one theatre."""
    assert place_theatre(place("Goma", "CD"), Theatres(countries={"CD": "RW"})) == "RW"


def test_theatre_falls_back_step_by_step():
    """Place, actors, the article's main theatre, nationality, dateline, unknown: the first that is there."""
    dateline = Place(id="x", name="Khartoum", country="SD")
    full = Setting(year=2024, main="CD", dateline=dateline)
    goma, fighters = place("Goma", "CD"), [actor(None), actor("SY")]
    assert theatre_of(goma, fighters, "YE", full, RULES) == ("CD", "theatre.place")
    assert theatre_of(None, fighters, "YE", full, RULES) == ("SY", "theatre.actors")
    assert theatre_of(None, [actor(None)], "YE", full, RULES) == ("CD", "theatre.article")
    only_dateline = Setting(year=2024, main=None, dateline=dateline)
    assert theatre_of(None, [], "YE", only_dateline, RULES) == ("YE", "theatre.nationality")
    assert theatre_of(None, [], "PT", only_dateline, RULES) == ("SD", "theatre.dateline")
    assert theatre_of(None, [], None, NOWHERE, RULES) == ("ZZ", "theatre.unknown")


def test_wars_and_conflicts_have_years():
    """Syria was at peace in 2009; the war in El Salvador ended in 1992."""
    assert (RULES.at_war("SY", 2009), RULES.at_war("SY", 2024)) == (False, True)
    assert (RULES.in_conflict("SV", 1990), RULES.in_conflict("SV", 1993)) == (True, False)
    assert (RULES.at_war("TH", 2012), RULES.in_conflict("TH", 2012)) == (False, True)


@pytest.mark.parametrize("status", ["asserted", "claimed", "denied", "planned", "called_for", "hypothetical"])
@pytest.mark.parametrize("role", ["new", "update", "ongoing", "background"])
def test_only_new_facts_and_claims_alert(status, role):
    """(asserted | claimed) x (new | update), and nothing else."""
    alerts, _ = alert_rule("territory.captured", status, role)
    assert alerts == (status in {"asserted", "claimed"} and role in {"new", "update"})


def test_types_that_do_not_escalate_never_alert():
    """A call for calm is no escalation, however new."""
    assert alert_rule("deescalation.called", "asserted", "new") == (False, "type.does_not_escalate")
