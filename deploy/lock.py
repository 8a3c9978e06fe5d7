"""Writes runtime.lock and build.lock, the parts of requirements.lock that an image needs: `python deploy/lock.py`.

requirements.lock also pins the tools and the local broker with its Java, which an image does without. A test compares.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def blocks(lock: str) -> dict[str, list[str]]:
    """Each distribution's blocks of the lock, by name; one has two where it differs between Pythons."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=\S)", lock.strip()):
        found.setdefault(named(block), []).append(block)
    return found


def named(requirement: str) -> str:
    """The normal form of the name that a requirement begins with."""
    match = _NAME.match(requirement)
    if match is None:
        raise ValueError(f"no requirement: {requirement!r}")
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def wanted_by(block: str) -> set[str]:
    """Who wants a distribution, as the lock's `# via` lines say."""
    comments = re.findall(r"^ +# +(.+)$", block, re.MULTILINE)
    return {named(line.removeprefix("via").strip()) for line in comments if line != "via"}


def closure(roots: Iterable[str], wanters: Mapping[str, set[str]]) -> set[str]:
    """The roots and all that they want, directly or not."""
    chosen = {named(root) for root in roots}
    while more := {name for name, who in wanters.items() if who & chosen} - chosen:
        chosen |= more
    return chosen


def part(lock: str, roots: Iterable[str]) -> str:
    """The part of a lock that some requirements need, hashes and all."""
    parts = blocks(lock)
    chosen = closure(roots, {name: wanted_by("\n".join(text)) for name, text in parts.items()})
    return "".join(f"{block}\n" for name, texts in parts.items() if name in chosen for block in texts)


def locks() -> dict[str, str]:
    """The text of each file by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {
        "runtime.lock": part(lock, project["project"]["dependencies"]),
        "build.lock": part(lock, project["build-system"]["requires"]),
    }


if __name__ == "__main__":
    for name, text in locks().items():
        (HERE / name).write_text(text, encoding="utf-8")
        print(f"Wrote deploy/{name}.")
