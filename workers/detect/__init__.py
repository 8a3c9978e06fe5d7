"""Document → EnrichedArticle: the signals that an article holds, each with status, time, place, origin and reasons."""

from workers.detect.detector import Detector
from workers.detect.reasons import reasons
from workers.detect.rules import load_rules

__all__ = ["Detector", "load", "reasons"]


def load() -> Detector:
    """The detector with its data files read and checked.

    Raises:
        DataFileError: naming file, line and reason.
    """
    return Detector(load_rules())
