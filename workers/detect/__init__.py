"""Document → EnrichedArticle: the signals that an article holds, each with status, time, place, origin and reasons."""

from workers.detect.detector import Detector
from workers.detect.kinds import load_lexicon
from workers.detect.origin import Speakers, load_speakers
from workers.detect.reading import Rules
from workers.detect.cues import load_cues
from workers.detect.triggers import load_triggers
from workers.detect.where import load_theatres

__all__ = ["Detector", "load"]


def load() -> Detector:
    """The detector with its data files read and checked.

    Raises:
        DataFileError: naming file, line and reason.
    """
    lexicon = load_lexicon()
    return Detector(
        Rules(lexicon, load_triggers(lexicon), load_cues(), Speakers(load_speakers()), load_theatres())
    )
