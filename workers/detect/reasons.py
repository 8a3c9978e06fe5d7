"""What the reason codes mean, in words: for ``explain`` and docs/reasons.md."""

from collections.abc import Mapping

from workers import datafile
from workers.detect.kinds import DATA
from workers.detect.rules import load_rules
from workers.detect.timing_reasons import REASONS

_HEAD = """# Reasons

Every decision of the detector leaves a code in a signal's `reasons`, in the order in which the rules fired. Made of the data
files beside the rules by `python -c "from workers.detect.reasons import page; print(page(), end='')" > docs/reasons.md`; a
test holds the two together.
"""


def reasons() -> Mapping[str, str]:
    """Code → one sentence, sorted by code.

    Raises:
        DataFileError: naming the file and line that is wrong.
    """
    rules = load_rules()
    found = dict(datafile.load(DATA / "reasons.yaml", dict[str, str])) | REASONS
    found |= {f"trigger.{p.code}": p.about for p in rules.triggers.patterns}
    found |= {f"status.{row.code}": row.about for row in rules.cues.rows}
    return dict(sorted(found.items()))


def page() -> str:
    """docs/reasons.md: one table for each kind of rule."""
    lines, kind = [_HEAD], ""
    for code, about in reasons().items():
        if code.partition(".")[0] != kind:
            kind = code.partition(".")[0]
            lines.append(f"\n## {kind}\n\n| code | what it says |\n|---|---|\n")
        lines.append(f"| `{code}` | {about} |\n")
    return "".join(lines)
