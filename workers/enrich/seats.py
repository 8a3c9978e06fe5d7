"""Places where nothing happens: where somebody sits, speaks or comes from, and capitals that stand for governments."""

from workers.enrich.fold import DASHES
from workers.enrich.gazetteer import Spot
from workers.enrich.mentions import Hit
from workers.enrich.parse import Parsed
from workers.enrich.tables import Tables
from workers.models import Token

_SEATED = frozenset({
    "based", "headquartered", "born", "raised", "educated", "trained", "registered", "flagged", "owned",
    "made", "built", "supplied", "funded", "financed", "backed", "supported", "sponsored", "led",
    "allied", "aligned", "linked", "affiliated", "brokered", "mediated",
})  # fmt: skip
_AWAY = frozenset({"base", "headquarter", "bear", "exile", "educate", "register", "study"})
_SPEAKING = frozenset({"say", "tell", "speak", "meet", "testify", "announce", "write", "confer"})
_SPOKEN = frozenset({
    "reporter", "journalist", "correspondent", "conference", "briefing", "summit", "meeting", "interview",
    "talk", "negotiation", "consultation", "mediator", "speech", "embassy", "bureau",
})  # fmt: skip
_SUFFERING = frozenset({
    "be", "become", "see", "have", "remain", "suffer", "witness", "face", "mark", "need", "border", "lie", "fall",
    "wake", "lose", "host", "mourn", "experience", "hold", "house", "endure", "escape", "resemble", "brace",
})  # fmt: skip
_PRESSED = frozenset({
    "urge", "ask", "tell", "beg", "accuse", "warn", "blame", "press", "pressure", "condemn", "thank", "criticise",
    "criticize", "call", "persuade",
})  # fmt: skip
_OF_STATES = frozenset({
    "force", "troop", "army", "military", "government", "ally", "claim", "denial", "offer", "response", "envoy",
    "ambassador", "decision", "warplane", "jet", "intervention", "invasion", "support", "backing", "position",
    "ministry", "minister", "offensive", "counteroffensive", "ultimatum", "demand", "proposal", "soldier",
})  # fmt: skip
_DEALINGS = frozenset({
    "talk", "tension", "war", "deal", "agreement", "truce", "ceasefire", "relation", "negotiation", "accord", "pact",
    "exchange", "tie",
})  # fmt: skip
_VERBAL = frozenset({"dobj", "ccomp", "xcomp"})


def is_where(hit: Hit, parsed: Parsed, tables: Tables) -> bool:
    """Whether something may happen at a name."""
    return not (is_origin(hit, parsed) or is_podium(hit, parsed) or is_metonym(hit, parsed, tables))


def is_origin(hit: Hit, parsed: Parsed) -> bool:
    """Whether a name only says where somebody sits or comes from ("the Britain-based monitor", "based in Britain")."""
    behind = parsed.words[hit.last + 1 : hit.last + 2]
    if any(word.key in _SEATED and word.gap in tuple(DASHES) for word in behind):
        return True
    head = _placed_by(hit, parsed, frozenset({"in", "at"}))
    return head is not None and head.lemma in _AWAY and head.tag == "VBN"


def is_podium(hit: Hit, parsed: Parsed) -> bool:
    """Whether somebody only speaks or meets there ("told reporters in Dubai", "talks in Geneva")."""
    head = _placed_by(hit, parsed, frozenset({"in", "at"}))
    if head is None:
        return False
    subjects = {
        t.lemma for t in parsed.sentence.tokens if t.head == head.i and t.dep in {"nsubj", "nsubjpass"}
    }
    return head.lemma in _SPEAKING | _SPOKEN or not subjects.isdisjoint(_SPOKEN - {"journalist", "reporter"})


def is_metonym(hit: Hit, parsed: Parsed, tables: Tables) -> bool:
    """Whether a capital stands for its government: "Kinshasa accused", "Moscow's forces", "signed by Ankara"."""
    if not isinstance(hit.meaning, Spot) or hit.meaning.id not in tables.capitals:
        return False
    token, head = coordinated(hit, parsed)
    tokens = parsed.sentence.tokens
    if token.dep == "nsubj":
        acts = any(t.head == head.i and t.dep in _VERBAL for t in tokens)
        return head.tag.startswith("VB") and acts and head.lemma not in _SUFFERING
    if token.dep == "dobj":
        return head.lemma in _PRESSED
    if token.dep == "poss":
        return head.lemma in _OF_STATES
    if token.dep != "pobj":
        return False
    return head.dep == "agent" or (head.lemma in {"between", "with"} and tokens[head.head].lemma in _DEALINGS)


def coordinated(hit: Hit, parsed: Parsed) -> tuple[Token, Token]:
    """The name's token, or the first of the list it stands in ("the US, France and Britain"), with its head."""
    tokens = parsed.sentence.tokens
    token = parsed.words[hit.last].token
    for _ in tokens:
        if token.dep not in {"conj", "appos"} or tokens[token.head].pos not in {"PROPN", "NOUN"}:
            break
        token = tokens[token.head]
    return token, tokens[token.head]


def _placed_by(hit: Hit, parsed: Parsed, prepositions: frozenset[str]) -> Token | None:
    """What the preposition before a name belongs to."""
    token, head = coordinated(hit, parsed)
    if token.dep != "pobj" or head.lemma not in prepositions:
        return None
    return parsed.sentence.tokens[head.head]
