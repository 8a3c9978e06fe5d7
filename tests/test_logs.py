"""One line an event, for machines or for people, and no secrets in it."""

import json
import logging

import pytest

from workers import logs
from workers.errors import SettingsError


@pytest.fixture(autouse=True)
def restored_logging():
    """The root logger is as before after each test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    for name in ("faust", "mode", "aiokafka"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def lines(capsys):
    return capsys.readouterr().err.splitlines()


def test_json_line_has_sentence_and_fields(capsys):
    """A line is one JSON object: time, level, logger, message, then the fields."""
    logs.setup("INFO", "json")
    logging.getLogger("tocsin").info("An alert was sent.", extra={"fields": {"severity": "Severe", "n": 2}})
    (line,) = lines(capsys)
    record = json.loads(line)

    assert list(record) == ["time", "level", "logger", "message", "severity", "n"]
    assert record["message"] == "An alert was sent."
    assert (record["level"], record["logger"], record["severity"], record["n"]) == (
        "info",
        "tocsin",
        "Severe",
        2,
    )
    assert record["time"].endswith("Z")


def test_text_line_is_for_people(capsys):
    """A line has the time of day, the level, the sentence and the fields."""
    logs.setup("INFO", "text")
    logging.getLogger("tocsin").warning("The CPU pool was rebuilt.", extra={"fields": {"attempt": 2}})
    (line,) = lines(capsys)

    assert line[8:] == " WARNING The CPU pool was rebuilt.  attempt=2"


@pytest.mark.parametrize("form", logs.FORMATS)
def test_lines_hide_secrets(capsys, form):
    """Users and passwords of addresses and fields that speak of secrets are masked, in exceptions too."""
    logs.setup("INFO", form)
    try:
        int("sasl://bob:hunter2@kafka:9092")
    except ValueError:
        logging.getLogger("aiokafka").exception(
            "Lost %s.",
            "kafka://bob:hunter2@kafka:9092",
            extra={"fields": {"sasl_password": "hunter2", "url": "https://bob:hunter2@desk/x"}},
        )
    text = "\n".join(lines(capsys))

    assert "hunter2" not in text
    assert "kafka://***@kafka:9092" in text
    assert "https://***@desk/x" in text


def test_json_line_holds_a_value_that_json_does_not_know(capsys):
    """A log line never fails: a strange value is written as its text."""
    logs.setup("INFO", "json")
    logging.getLogger("tocsin").info("So it is.", extra={"fields": {"thing": {1: object}, "time": "mine"}})
    (line,) = lines(capsys)

    assert json.loads(line)["thing"] == {"1": "<class 'object'>"}
    assert json.loads(line)["time"] != "mine"


@pytest.mark.parametrize(
    ("level", "theirs"), [("DEBUG", "DEBUG"), ("INFO", "WARNING"), ("WARNING", "WARNING"), ("ERROR", "ERROR")]
)
def test_libraries_take_the_same_way(capsys, level, theirs):
    """Lines of faust, mode and aiokafka come once, through our handler, from their own level on."""
    logging.getLogger("faust").addHandler(logging.StreamHandler())
    logs.setup(level, "json")
    logging.getLogger("faust.app").log(logging.getLevelName(theirs), "A line of faust.")
    logging.getLogger("faust.app").log(logging.getLevelName(theirs) - 1, "A quieter line.")

    assert [json.loads(line)["message"] for line in lines(capsys)] == ["A line of faust."]


@pytest.mark.parametrize(
    ("level", "form", "message"),
    [
        ("LOUD", "json", "TOCSIN_LOG_LEVEL='LOUD' is none of DEBUG, INFO, WARNING, ERROR."),
        ("INFO", "xml", "TOCSIN_LOG_FORMAT='xml' is none of json, text."),
    ],
)
def test_setup_refuses_what_does_not_exist(level, form, message):
    """A wrong level or format stops the start and says what there is."""
    with pytest.raises(SettingsError) as caught:
        logs.setup(level, form)

    assert str(caught.value) == message
