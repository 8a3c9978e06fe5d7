import shutil

import pytest

from workers.detect.cues import load_cues
from workers.detect.kinds import DATA, load_lexicon
from workers.detect.theatre import load_theatres
from workers.detect.triggers import load_triggers
from workers.errors import DataFileError
from workers.types import PATH, TYPES, load


def changed(tmp_path, source, old, new):
    """A copy of a data file with one change, and the line of it."""
    copy = tmp_path / source.name
    shutil.copy(source, copy)
    text = copy.read_text(encoding="utf-8")
    assert old in text
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy, text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("- type: offensive.launched", "- type: offensive.lunched", "no type"),
        ("  weight: 85", "  weight: 850", "1 to 100"),
        ("  code: offensive.passive", "  code: offensive", "stands twice"),
        ("  agent: [armed, state, group, org]", "  agent: [armoured]", "no kind"),
        ("  needs: [agent, patient]", "  needs: [agents]", "literal"),
        ("  weight: 85", "  wait: 85", "weight"),
    ],
)
def test_triggers_refuse_a_wrong_line(tmp_path, old, new, reason):
    """A wrong row names its file, its line within the row, and what is wrong with it."""
    copy, line = changed(tmp_path, DATA / "triggers.yaml", old, new)
    with pytest.raises(DataFileError) as error:
        load_triggers(load_lexicon(), copy)
    assert error.value.file == copy
    assert abs(error.value.line - line) <= 12
    assert reason in error.value.reason


def test_status_cues_refuse_an_unknown_effect(tmp_path):
    """An effect that the walk does not know stops the start."""
    copy, line = changed(tmp_path, DATA / "status_cues.yaml", "  effect: deny", "  effect: refuse")
    with pytest.raises(DataFileError) as error:
        load_cues(copy)
    assert error.value.line == line


def test_theatres_refuse_what_is_no_country(tmp_path):
    """A theatre is named by a country code."""
    copy, _ = changed(tmp_path, DATA / "theatres.yaml", "  gaza: PS", "  gaza: Palestine")
    with pytest.raises(DataFileError, match="no country code"):
        load_theatres(copy)


def test_types_refuse_an_unknown_severity(tmp_path):
    """A severity is a word of CAP."""
    copy, line = changed(tmp_path, PATH, "severity: Severe", "severity: Bad")
    with pytest.raises(DataFileError) as error:
        load(copy)
    assert error.value.line == line


def test_types_refuse_a_name_that_stands_twice(tmp_path):
    """Of two rows with one name neither may win in silence."""
    copy, line = changed(tmp_path, PATH, "- name: attack.strike", "- name: offensive.launched")
    with pytest.raises(DataFileError) as error:
        load(copy)
    assert error.value.line == line


def test_types_are_those_of_the_design():
    """The names are part of the contract."""
    assert len(TYPES) == 23
    assert {t.family for t in TYPES.values() if t.name.startswith(("territory", "casualties", "toll"))} == {
        "territory",
        "toll",
    }
    assert not TYPES["deescalation.called"].escalates
    assert not TYPES["ceasefire.agreed"].escalates
