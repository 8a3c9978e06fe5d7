import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from workers import datafile
from workers.errors import DataFileError


@dataclass(frozen=True)
class Row:
    """A row of a data file."""

    id: str
    names: tuple[str, ...]
    kind: Literal["state", "rebel"] = "state"
    weight: int = 1

    def __post_init__(self):
        if self.weight < 0:
            raise ValueError("weight must not be negative")


GOOD = "- id: a\n  names: [b, c]\n- id: d\n  names:\n    - e\n  kind: rebel\n"


@pytest.fixture
def load(tmp_path):
    """Writes a file and loads it as rows."""

    def load(text):
        path = tmp_path / "rows.yaml"
        path.write_text(text)
        return datafile.load(path, tuple[Row, ...])

    return load


def test_load_reads_rows(load):
    """A good file becomes frozen rows."""
    assert load(GOOD) == (Row("a", ("b", "c")), Row("d", ("e",), "rebel"))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("- id: d", "- id: 7", 3, "expected str, got int 7"),
        ("    - e", "    - NO", 5, "expected str, got bool False"),
        ("  names: [b, c]", "  nams: [b, c]", 1, "the field 'names' is missing"),
        ("  kind: rebel", "  kind: rebels", 6, "rebels not in literal"),
        ("  kind: rebel", "  kinds: rebel", 3, "there is no field kinds"),
        ("  kind: rebel", "  weight: -1", 3, "weight must not be negative"),
        ("  kind: rebel", "  id: again", 6, "the key 'id' stands here twice"),
        ("  kind: rebel", "  kind: [", 7, "expected node content"),
    ],
    ids=[
        "wrong type",
        "YAML's NO",
        "missing field",
        "unknown word",
        "unknown field",
        "own rule",
        "repeated",
        "no YAML",
    ],
)
def test_load_names_the_line_that_is_wrong(load, old, new, line, reason):
    """File, line and reason, in words."""
    with pytest.raises(DataFileError) as caught:
        load(GOOD.replace(old, new))

    assert caught.value.line == line
    assert reason in caught.value.reason


def test_load_names_a_file_that_is_absent(tmp_path):
    """No line, but the file and why."""
    with pytest.raises(DataFileError, match=r"nothing\.yaml: cannot be read: No such file"):
        datafile.load(tmp_path / "nothing.yaml", tuple[Row, ...])


def test_error_survives_the_way_out_of_a_process():
    """Copied as pickling copies, it still names file, line and reason."""
    error = copy.copy(DataFileError(Path("actors.yaml"), 7, "no such kind"))

    assert (str(error), error.line, error.reason) == ("actors.yaml:7: no such kind", 7, "no such kind")
