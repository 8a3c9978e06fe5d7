"""Nouns that count: tolls, lives, deaths, "the killing of", "30 wounded"."""

from workers.detect import victims
from workers.detect.counts_bond import Bond, countable, counts_people, governor, toll_link
from workers.detect.counts_data import rows
from workers.detect.counts_mention import Mention, Scene
from workers.models import Metric

_TOLL_SPAN = 26


def by_toll(scene: Scene, mention: Mention) -> Bond | None:
    """As in "death toll rises to 95", "bringing the toll to 267", "a toll of 12 dead"."""
    if mention.noun is not None and not countable(scene, mention.noun):
        return None
    if not toll_link(scene, mention, rows().toll_links):
        return None
    for i in range(mention.first - 2, max(-1, mention.first - _TOLL_SPAN), -1):
        if scene.word(i) in {"toll", "tolls"}:
            near = scene.word(mention.first - 1) != "of" or i == mention.first - 2
            fits = near and _deadly(scene, i)
            return Bond(i, "dead", "count.toll", toll=True, whom=_people_before(scene, i)) if fits else None
        if scene.word(i) in {";", "killing", "wounding", "injuring"}:
            return None
    return None


def _people_before(scene: Scene, noun: int) -> int | None:
    """As in "the civilian death toll", "civilian deaths"."""
    i = noun - 2 if scene.word(noun - 1) == "death" else noun - 1
    return i if i >= 0 and victims.victim_class(scene.tokens, i) else None


def _deadly(scene: Scene, toll: int) -> bool:
    return scene.word(toll - 1) not in {
        "injury",
        "injured",
        "casualty",
        "wounded",
        "economic",
        "financial",
        "heavy",
    }


def by_noun_itself(scene: Scene, mention: Mention) -> Bond | None:
    """As in "15 deaths", "40 wounded", "12 hurt", "no fatalities"."""
    if mention.noun is None:
        return None
    token = scene.tokens[mention.noun]
    metric = rows().states.get(scene.word(mention.noun)) or rows().nouns.get(token.lemma)
    if metric is None or token.lemma in rows().of_only:
        return None
    whom = _people_before(scene, mention.noun)
    return Bond(mention.noun, metric, "count.noun", whom=whom if whom and whom > mention.first else None)


def by_lives(scene: Scene, mention: Mention) -> Bond | None:
    """As in "claimed 17 lives", "17 people lost their lives", "the lives of 17 people"."""
    if mention.noun is not None and scene.tokens[mention.noun].lemma == "life":
        verb = governor(scene, mention.node)
        if verb is not None and scene.tokens[verb].lemma in rows().lives:
            return Bond(verb, "dead", "count.lives")
        return None
    behind = [scene.word(mention.end + k) for k in range(1, 7)]
    for k in range(3):
        if behind[k : k + 3] in (
            ["lost", "their", "lives"],
            ["lost", "his", "life"],
            ["lost", "her", "life"],
        ):
            return Bond(mention.end + 1 + k, "dead", "count.lives") if counts_people(scene, mention) else None
    return None


def by_of(scene: Scene, mention: Mention) -> Bond | None:
    """As in "the deaths of at least 23 civilians", "the killing by the army of 300", "took the lives of nine"."""
    of = mention.first - 1
    while of > 0 and scene.word(of) in {"the", "its", "their", "his", "all"}:
        of -= 1
    node = scene.tokens[mention.node]
    of = node.head if node.dep == "pobj" and scene.word(node.head) == "of" else of
    if of < 1 or scene.word(of) != "of" or not counts_people(scene, mention, opened=True):
        return None
    head = _past_agent(scene, scene.tokens[of].head)
    noun = scene.tokens[head if head < of and scene.tokens[head].lemma in rows().nouns else of - 1]
    if noun.lemma in {"life", "live"}:
        verb = governor(scene, noun.i)
        if verb is None or scene.tokens[verb].lemma not in rows().lives:
            return None
        return Bond(noun.i, "dead", "count.lives")
    metric = rows().nouns.get(noun.lemma)
    if noun.lemma == "loss" and not (mention.noun and counts_people(scene, mention)):
        return None
    return Bond(noun.i, metric, "count.of", open=noun.lemma != "loss") if metric else None


def _past_agent(scene: Scene, noun: int) -> int:
    """Of "the killing by the army of 300" the killing, though the parse hangs "of" on the army."""
    by = scene.tokens[noun].head
    return scene.tokens[by].head if scene.word(by) == "by" else noun


def by_state_before(scene: Scene, mention: Mention) -> Bond | None:
    """As in "12 dead bodies" is not asked; "30 wounded soldiers", "200 displaced people" between figure and noun."""
    if mention.noun is None or not counts_people(scene, mention):
        return None
    for i in range(mention.quantity.last + 1, mention.noun):
        metric = rows().states.get(scene.word(i)) or _fallen(scene, i, mention.noun)
        if metric:
            return Bond(i, metric, "count.attribute")
    return None


def _fallen(scene: Scene, i: int, noun: int) -> Metric | None:
    """Of "55,000 fallen soldiers"; prices and towns fall too."""
    fits = scene.word(i) == "fallen" and victims.victim_class(scene.tokens, noun) in {
        "soldiers",
        "rebels",
        "police",
    }
    return "dead" if fits else None
