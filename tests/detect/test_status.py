import pytest

from tests.detect.parse import sentence
from workers.detect.cues import load_cues
from workers.detect.status import status_of
from workers.detect.tree import Tree

pytestmark = pytest.mark.model


def standing(text, word):
    tree = Tree(sentence(text))
    return status_of(tree, next(t.i for t in tree.tokens if t.text == word), load_cues())


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("They tried to seize Goma but were pushed back.", "seize", "denied"),
        ("They tried to seize Goma but kept the road open.", "seize", "planned"),
        ("Troops repelled an attempt to seize Goma.", "seize", "denied"),
        ("Troops repelled the attack.", "attack", "asserted"),
        ("Their failed bid to seize Goma cost 12 lives.", "seize", "denied"),
        ("Rebel claims to have seized Goma are false.", "seized", "denied"),
        ("Rebel claims that they have seized Goma are untrue.", "seized", "denied"),
        ("The army claims that reports of an attack are false.", "attack", "denied"),
        ("The minister described as false reports that rebels had seized Goma.", "seized", "denied"),
        ("The Kremlin called reports that troops had seized Goma a lie.", "seized", "denied"),
        ("There was no truth to reports that Goma had fallen.", "fallen", "denied"),
        ("There is no plan to seize Goma.", "seize", "denied"),
        ("Not one shell fell on Goma.", "shell", "denied"),
        ("The army denied any massacre.", "massacre", "denied"),
        ("The army promised to answer any attack.", "attack", "hypothetical"),
        ("They were not able to seize Goma.", "seize", "denied"),
        ("They were able to seize Goma.", "seize", "asserted"),
        ("They called off their attack.", "attack", "denied"),
        ("He denied responsibility for the attack.", "attack", "asserted"),
        ("Nobody has claimed the attack.", "attack", "asserted"),
        ("The rebels claimed the capture of Goma.", "capture", "claimed"),
        ("The offensive would begin next week.", "offensive", "planned"),
        ("Fighting could break out soon.", "Fighting", "hypothetical"),
        ("The offensive has not begun.", "offensive", "denied"),
        ("The army would attack if talks failed.", "attack", "hypothetical"),
        ("He would not rule out sending troops.", "sending", "hypothetical"),
        ("He told the air force to bomb the camps.", "bomb", "planned"),
        ("Troops are to leave Goma.", "leave", "planned"),
        ("Calls grew for airstrikes.", "airstrikes", "called_for"),
        ("Lawmakers want the army to seize Goma.", "seize", "called_for"),
        ("Rebels seized Goma; the army denied that it had fled.", "seized", "asserted"),
    ],
)
def test_what_governs_an_act_gives_its_status(text, word, status):
    """From the act outwards, through failure, denial, plan and call."""
    assert standing(text, word).status == status


def test_lives_claimed_are_no_claim():
    """To claim lives is to kill."""
    assert standing("The attacks claimed the lives of 12 officers.", "officers").status == "asserted"
