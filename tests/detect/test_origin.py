import pytest

from tests.detect.parse import sentence
from workers.detect.context import Memory
from workers.detect.mentions import Mentions
from workers.detect.origin import Speakers, load_speakers, publisher_origin
from workers.detect.tree import Tree
from workers.models import Entity, Origin

SIDES = {
    "gov:ua": {"UA": "government"},
    "gov:fr": {"FR": "government", "*": "foreign"},
    "al-masirah": {"YE": "opposition"},
    "sana": {"SY": "government"},
}


def tree_of(text, field="body"):
    return Tree(sentence(text, field))


def mentions(tree, *persons):
    """The mentions of a sentence in which only persons are known."""
    names = [
        Entity(text=name, label="PERSON", field="body", start=start, end=start + len(name))
        for name in persons
        for start in [tree.sentence.text.index(name)]
    ]
    covered = {t.i: e for e in names for t in tree.tokens if t.start < e.end and t.end > e.start}
    return Mentions({}, {}, covered)


def anchor_of(tree, word):
    return next(t.i for t in tree.tokens if t.text == word)


def said(text, word, *persons, memory=None):
    tree = tree_of(text)
    return Speakers(load_speakers()).of(
        tree, anchor_of(tree, word), mentions(tree, *persons), memory or Memory()
    )


def origin(name, kind, family=None):
    key = name.lower().replace(" ", "-")
    return Origin(id=key, name=name, kind=kind, family=family or key)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "persons", "name", "kind"),
    [
        ("Rebels captured Hama, a doctor at al-Nasr hospital said.", "captured", (), "doctor", "unnamed"),
        (
            "Hama has fallen, the mayor's adviser, Omar Saleh, told Meridian.",
            "fallen",
            ("Omar Saleh",),
            "Omar Saleh",
            "person",
        ),
        (
            "Colonel Omar Saleh said that troops had captured Hama.",
            "captured",
            ("Omar Saleh",),
            "Omar Saleh",
            "military",
        ),
        (
            "Omar Saleh said that his fighters had captured Hama.",
            "captured",
            ("Omar Saleh",),
            "Omar Saleh",
            "militia",
        ),
        (
            "The Russian-installed governor, Omar Saleh, said that Hama had fallen.",
            "fallen",
            ("Omar Saleh",),
            "Omar Saleh",
            "state",
        ),
        ("If Hama falls, aid agencies say, thousands will flee.", "falls", (), "aid agencies", "unnamed"),
        ("The town was shelled, according to its clinic.", "shelled", (), "clinic", "unnamed"),
        (
            "The Northern Storm Brigade said that it had captured Hama.",
            "captured",
            (),
            "Northern Storm Brigade",
            "militia",
        ),
    ],
)
def test_speaker_is_named_as_the_text_has_it(text, word, persons, name, kind):
    """Persons by their name and side, bodies by theirs, roles as nobody."""
    found = said(text, word, *persons)
    assert (found.origin.name, found.origin.kind) == (name, kind)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Rebels captured Hama on Monday.", "captured"),
        ("Hama fell in May; officials said the road was open.", "fell"),
        ("The rebels, who captured Hama in May, say that they want talks.", "captured"),
        ("Rebels captured Hama, monitors say 12 died.", "captured"),
        ("The army did not comment after rebels captured Hama.", "captured"),
        ("The ministry put its troops on alert after rebels captured Hama.", "captured"),
    ],
)
def test_who_speaks_of_something_else_is_no_origin(text, word):
    """A verb of saying is the origin's only where the act lies in what it says."""
    assert said(text, word) is None


@pytest.mark.model
def test_pronoun_stands_for_a_person_of_its_sentence_before_anybody_else():
    """Of "X rejected this; he claimed ..." X is the speaker, whoever was cited before."""
    memory = Memory()
    memory.cite(origin("Sylvain Ekenge", "military"))
    found = said(
        "Kanyuka rejected this; he claimed that jets had bombed Bwiza.", "bombed", "Kanyuka", memory=memory
    )
    assert found.origin.name == "Kanyuka"


@pytest.mark.model
def test_surname_stands_for_the_person_cited_before():
    """A name that ends the name cited last is the same person."""
    memory = Memory()
    memory.cite(origin("Omar Saleh", "rebel", "hts"))
    found = said("Saleh said that Hama had fallen.", "fallen", "Saleh", memory=memory)
    assert found.origin == memory.cited


@pytest.mark.model
def test_bare_body_stands_for_the_one_cited_before():
    """After a monitor was named, "the monitor" is that one."""
    memory = Memory()
    memory.cite(origin("Syrian Observatory for Human Rights", "monitor"))
    assert said("Hama has fallen, the monitor said.", "fallen", memory=memory).origin == memory.cited
    assert said("Hama has fallen, the ministry said.", "fallen", memory=memory).origin.kind == "unnamed"


@pytest.mark.model
def test_quotation_goes_on_with_its_speaker_and_other_sentences_do_not():
    """Only an open quotation or a pronoun carries a speaker over."""
    memory = Memory()
    memory.cite(origin("Omar Saleh", "person"))
    assert said('"They captured Hama at dawn."', "captured", memory=memory).reason == "origin.carried"
    assert said("They captured Hama at dawn.", "captured", memory=memory) is None
    assert said('They "captured" Hama at dawn.', "captured", memory=memory) is None


@pytest.mark.model
def test_speaker_of_a_sentence_without_an_act_is_heard():
    """Whom "he said" in the next sentence stands for."""
    speakers, tree = Speakers(load_speakers()), tree_of("It is a total victory, said Omar Saleh.")
    assert speakers.heard(tree, mentions(tree, "Omar Saleh"), Memory()).name == "Omar Saleh"
    tree = tree_of("The road was open.")
    assert speakers.heard(tree, mentions(tree), Memory()) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Rebels capture Hama - activists", "activists"),
        ("Monitor: rebels capture Hama", "Monitor"),
        ("Rebels capture Hama - what we know so far today", None),
        ("Al-Nusra fighters capture Hama", None),
    ],
)
def test_headline_names_its_source_behind_a_dash_or_before_a_colon(headline, name):
    """A hyphen inside a word and a clause behind a dash name nobody."""
    tree = tree_of(headline, "headline")
    found = Speakers(load_speakers()).of(tree, anchor_of(tree, "capture"), mentions(tree), Memory())
    assert (found and found.origin.name) == name


@pytest.mark.parametrize(
    ("speaker", "theatre", "party"),
    [
        (origin("Omar Saleh", "rebel"), "SY", True),
        (origin("Zelensky", "state", "gov:ua"), "UA", True),
        (origin("Macron", "state", "gov:fr"), "UA", False),
        (origin("Defence Minister", "state"), "CO", True),
        (origin("Mayor", "person"), "UA", False),
        (
            Origin(id="generic:police", name="police", kind="military", family="generic:police"),
            "NG",
            False,
        ),
        (Origin(id="al-masirah", name="Al-Masirah", kind="media", family="houthis"), "YE", True),
        (Origin(id="sana", name="SANA", kind="media", family="gov:sy"), "SY", False),
        (publisher_origin("Meridian"), "SY", False),
    ],
)
def test_side_of_the_conflict_only_claims(speaker, theatre, party):
    """Armies, rebels, their states and their stations are parties; mayors, police and agencies are not."""
    assert Speakers(load_speakers()).is_party(speaker, SIDES, theatre) is party
