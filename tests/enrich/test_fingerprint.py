import subprocess
import sys

from workers.enrich.fingerprint import fingerprint, similarity

STORY = (
    "Rebel fighters entered the northern town on Friday after three days of shelling, residents and a monitoring group"
    " said. At least twelve people were killed, among them two medics whose ambulance was hit near the main square."
    " The army said it had repelled the assault and sent reinforcements from the coast. Aid agencies warned that more"
    " than four thousand people had fled towards the border since Wednesday, most of them on foot."
)
OTHER = (
    "The central bank left its interest rate unchanged on Thursday, as most economists had expected. Inflation slowed"
    " to three percent in October, and exports of wheat rose for the second month in a row, the ministry said."
)


def test_fingerprint_has_64_values_of_32_bits():
    """What the topics store."""
    values = fingerprint("Headline", STORY)
    assert len(values) == 64
    assert all(0 <= value < 2**32 for value in values)


def test_fingerprint_of_near_copies_is_near():
    """A changed word, other case, quotes and line breaks leave the texts near copies."""
    copy = STORY.replace("twelve", "12").replace(". ", ".\n\n").upper()
    assert similarity(fingerprint("", STORY), fingerprint("", copy)) >= 0.8


def test_fingerprint_of_other_texts_is_far():
    """Two stories share next to nothing."""
    assert similarity(fingerprint("", STORY), fingerprint("", OTHER)) < 0.1


def test_fingerprint_never_changes():
    """The values are stored in topics: a new release, process or Python must give the same."""
    assert fingerprint("", "rebels took the town")[:3] == (384770701, 2179904324, 3469479806)


def test_fingerprint_is_the_same_in_another_process():
    """Python's own string hash, which differs by process, has no part in it."""
    code = (
        "from workers.enrich.fingerprint import fingerprint; print(fingerprint('', 'rebels took the town'))"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert seen.strip() == str(fingerprint("", "rebels took the town"))


def test_fingerprint_of_no_words_is_empty():
    """No words, no fingerprint, and no similarity to anything."""
    assert fingerprint("", " — ") == ()
    assert similarity((), fingerprint("", STORY)) == 0.0
