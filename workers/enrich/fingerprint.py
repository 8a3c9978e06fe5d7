"""MinHash of 3-word shingles: near copies of a text have near-equal fingerprints (Broder 1997).

The share of equal values in two fingerprints estimates the Jaccard similarity of the shingle sets. Values
depend only on the text: the hash is CRC-32 and the permutations are made here, so that a new library,
process or Python version never changes what is stored in topics.
"""

import re
import zlib

import numpy as np
import numpy.typing as npt

from workers.enrich.fold import fold

PERMUTATIONS = 64
SHINGLE = 3
_SEED = 0x9E3779B97F4A7C15
_BLOCK = 4096
_WORD = re.compile(r"\w+")


def _constants() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """64 pairs (a, b) of a multiply-shift scheme, from SplitMix64 (Steele and others, 2014) with a fixed seed."""
    state, drawn = _SEED, []
    for _ in range(2 * PERMUTATIONS):
        state = (state + _SEED) & ((1 << 64) - 1)
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & ((1 << 64) - 1)
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & ((1 << 64) - 1)
        drawn.append(z ^ (z >> 31))
    return np.array(drawn[::2], dtype=np.uint64) | np.uint64(1), np.array(drawn[1::2], dtype=np.uint64)


_A, _B = _constants()


def fingerprint(headline: str, body: str) -> tuple[int, ...]:
    """64 unsigned 32-bit values for the text; empty if it has no word.

    Case, diacritics, punctuation and white space do not matter. A text under three words is one shingle.
    """
    words = _WORD.findall(fold(f"{headline}\n{body}"))
    if not words:
        return ()
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    hashes = np.fromiter((zlib.crc32(s.encode()) for s in shingles), dtype=np.uint64, count=len(shingles))
    smallest = np.full(PERMUTATIONS, np.iinfo(np.uint32).max, dtype=np.uint64)
    for at in range(0, len(hashes), _BLOCK):
        mixed = (hashes[at : at + _BLOCK, None] * _A + _B) >> np.uint64(32)
        smallest = np.minimum(smallest, mixed.min(axis=0))
    return tuple(int(value) for value in smallest)


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated Jaccard similarity of two texts, 0 to 1; 0 where either has no words."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS
