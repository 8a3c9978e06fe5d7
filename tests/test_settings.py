"""What an operator may set, that docs/settings.md says the same, and how a wrong value is refused."""

from dataclasses import fields
from pathlib import Path

import pytest

from workers.errors import SettingsError
from workers.settings import PREFIX, Settings, load

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text(encoding="utf-8")


def spoken(setting):
    """A row of the page, from the code."""
    low, high = setting.metadata["low"], setting.metadata["high"]
    default = f"`{setting.default}`" if setting.default != "" else "empty"
    least = "" if low is None else f"at least {low}"
    span = least if high is None else f"{low} to {high}"
    return [f"`{PREFIX}{setting.name.upper()}`", default, span, setting.metadata["about"]]


def test_page_lists_each_setting_as_the_code_has_it():
    """Name, default, range and sentence of every setting are the same on the page and in the code, in its order."""
    lines = [line for line in PAGE.splitlines() if line.startswith(f"| `{PREFIX}")]
    on_page = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    assert on_page == [spoken(setting) for setting in fields(Settings)]


def test_page_names_no_setting_that_is_not_there():
    """Also in its prose the page speaks only of settings that exist."""
    words = {word.strip("`*,.:;()|") for word in PAGE.split()}
    named = {word for word in words if word.startswith(PREFIX) and word != PREFIX}

    assert named == {PREFIX + setting.name.upper() for setting in fields(Settings)}


def test_load_gives_defaults_to_an_empty_environment():
    """Nothing set is the documented default of all; names of others are none of our business."""
    assert load({"PATH": "/bin", "BROKER_URL": "kafka://elsewhere"}) == Settings()


def test_load_reads_each_kind():
    """Words, whole numbers and numbers are read as what they are, spaces around them left out."""
    settings = load(
        {
            "TOCSIN_BROKER_URL": "kafka:19092",
            "TOCSIN_WEB_PORT": " 0 ",
            "TOCSIN_RISE_RATIO": "0.25",
            "TOCSIN_SESSION_TIMEOUT_SECONDS": "30",
        }
    )

    assert settings == Settings(
        broker_url="kafka:19092", web_port=0, rise_ratio=0.25, session_timeout_seconds=30.0
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("TOCSIN_WEB_PORT", "http", "TOCSIN_WEB_PORT='http' is not a whole number."),
        ("TOCSIN_WEB_PORT", "80.5", "TOCSIN_WEB_PORT='80.5' is not a whole number."),
        ("TOCSIN_WEB_PORT", "", "TOCSIN_WEB_PORT='' is not a whole number."),
        ("TOCSIN_RISE_RATIO", "a tenth", "TOCSIN_RISE_RATIO='a tenth' is not a number."),
        ("TOCSIN_WEB_PORT", "65536", "TOCSIN_WEB_PORT='65536' is out of range: 0 to 65535."),
        ("TOCSIN_POOL_PROCESSES", "0", "TOCSIN_POOL_PROCESSES='0' is out of range: 1 to 64."),
        ("TOCSIN_RISE_MINIMUM", "0", "TOCSIN_RISE_MINIMUM='0' is out of range: at least 1."),
        ("TOCSIN_RISE_RATIO", "inf", "TOCSIN_RISE_RATIO='inf' is not a number."),
        ("TOCSIN_PORT", "80", "TOCSIN_PORT is no setting of Tocsin; docs/settings.md lists them."),
        ("TOCSIN_web_port", "80", "TOCSIN_web_port is no setting of Tocsin; docs/settings.md lists them."),
    ],
    ids=lambda value: value if value.startswith("TOCSIN") and " " not in value else None,
)
def test_load_refuses_a_wrong_value(name, text, message):
    """The message names the variable, what it holds and what it may hold."""
    with pytest.raises(SettingsError) as caught:
        load({name: text})

    assert str(caught.value) == message
    assert caught.value.exit_code == 78


def test_load_refuses_what_is_no_number():
    """A value that compares with nothing is out of every range."""
    with pytest.raises(SettingsError):
        load({"TOCSIN_RISE_RATIO": "nan"})


def test_load_refuses_an_endless_timeout():
    """A timeout must end."""
    with pytest.raises(SettingsError):
        load({"TOCSIN_DRAIN_TIMEOUT_SECONDS": "inf"})


@pytest.mark.parametrize(("heartbeat", "good"), [("4.0", True), ("4.1", False)])
def test_load_holds_heartbeat_and_session_together(heartbeat, good):
    """A session must outlast two lost heartbeats."""
    environ = {"TOCSIN_HEARTBEAT_SECONDS": heartbeat}
    if good:
        assert load(environ).heartbeat_seconds == 4.0
        return
    with pytest.raises(SettingsError, match="at least three times TOCSIN_HEARTBEAT_SECONDS"):
        load(environ)
