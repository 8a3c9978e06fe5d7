import re
from pathlib import Path

from workers import detect
from workers.detect.reasons import page

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / "workers" / "detect"
CODE = re.compile(r'"((?:alert|type|context|count|origin|place|status|theatre|time)\.[a-z_.]+)"')


def test_every_code_in_the_stage_is_explained():
    """A rule cannot leave a code that nobody can read up on."""
    written = {code for path in STAGE.glob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    known = detect.reasons().keys()
    prefixes = {code.rpartition(".")[0] for code in known}
    assert sorted(written - known - prefixes) == []


def test_page_of_reasons_is_up_to_date():
    """docs/reasons.md is what the data files say; reasons.py says how to write it."""
    assert (ROOT / "docs" / "reasons.md").read_text(encoding="utf-8") == page()


def test_every_reason_is_one_sentence():
    """Each is read by a person at night."""
    wrong = [code for code, about in detect.reasons().items() if not re.fullmatch(r"[\"A-Z].*\.", about)]
    assert wrong == []
