"""All rules as data, loaded once."""

from dataclasses import dataclass

from workers.detect.cues import Cues, load_cues
from workers.detect.kinds import Lexicon, load_lexicon
from workers.detect.origin import Speakers, load_speakers
from workers.detect.relevance import Relevance, load_relevance
from workers.detect.theatre import Theatres, load_theatres
from workers.detect.triggers import Triggers, load_triggers


@dataclass(frozen=True, slots=True)
class Rules:
    """What a linguist or a desk may edit, as the detector uses it."""

    lexicon: Lexicon
    triggers: Triggers
    cues: Cues
    speakers: Speakers
    theatres: Theatres
    relevance: Relevance


def load_rules() -> Rules:
    """The rules of the data files.

    Raises:
        DataFileError: naming file, line and reason.
    """
    lexicon = load_lexicon()
    return Rules(
        lexicon=lexicon,
        triggers=load_triggers(lexicon),
        cues=load_cues(),
        speakers=Speakers(load_speakers()),
        theatres=load_theatres(),
        relevance=load_relevance(),
    )
