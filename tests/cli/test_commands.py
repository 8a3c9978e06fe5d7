"""The command line as a whole: help, errors, exit codes."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from workers.cli import COMMANDS, main
from workers.errors import DataFileError, RejectedError, SettingsError

SUBCOMMANDS = [[name] for name in COMMANDS] + [["dead-letters", "list"], ["dead-letters", "replay"]]


def test_help_names_every_command():
    """The first thing that a person types shows all there is."""
    result = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 0
    assert [name for name in COMMANDS if f"\n  {name}" not in result.output] == []


@pytest.mark.parametrize("command", SUBCOMMANDS, ids=" ".join)
def test_help_teaches_by_an_example(command):
    """Each command that does something shows how it is called."""
    result = CliRunner().invoke(main, [*command, "--help"])

    assert result.exit_code == 0
    if command != ["dead-letters"]:
        assert "Examples:" in result.output
        assert f"tocsin {' '.join(command)}" in result.output


def test_help_loads_neither_model_nor_kafka():
    """``tocsin --help`` answers at once."""
    script = (
        "import sys; from workers.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print([m for m in ('spacy', 'faust', 'aiokafka', 'rich') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingsError("TOCSIN_X is no setting."), 78),
        (DataFileError(__file__, 3, "no such thing"), 78),
        (RejectedError("text.missing", "$", "There is no text."), 65),
    ],
)
def test_error_of_ours_is_one_sentence_and_its_exit_code(monkeypatch, error, code):
    """No traceback for what is raised on purpose."""

    def fail():
        raise error

    monkeypatch.setitem(_check_kinds(), "settings", fail)
    result = CliRunner().invoke(main, ["check"])

    assert (result.exit_code, result.stderr) == (code, f"tocsin: {error}\n")


def test_interrupt_is_quiet(monkeypatch):
    """Ctrl-C ends with 130 and says nothing."""

    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setitem(_check_kinds(), "settings", interrupt)
    result = CliRunner().invoke(main, ["check"])

    assert (result.exit_code, result.output) == (130, "")


def test_broken_pipe_is_quiet():
    """``tocsin ... | head -1`` leaves no traceback."""
    command = f"{sys.executable} -m workers.cli check | true; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert (result.stdout, result.stderr) == ("141\n", "")


def _check_kinds():
    from workers.cli.check import KINDS

    return KINDS


def test_check_stops_at_a_wrong_setting(monkeypatch):
    """The variable, what it holds, and 78."""
    monkeypatch.setenv("TOCSIN_LATE_HOURS", "soon")
    result = CliRunner().invoke(main, ["check"])

    assert result.exit_code == 78
    assert result.stdout == ""
    assert result.stderr == "tocsin: TOCSIN_LATE_HOURS='soon' is not a whole number.\n"


@pytest.mark.model
def test_check_passes_on_what_is_shipped():
    """Everything that people edit loads, one line a kind."""
    result = CliRunner().invoke(main, ["check"])

    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.output.splitlines()] == [
        ["ok", kind] for kind in _check_kinds()
    ]
