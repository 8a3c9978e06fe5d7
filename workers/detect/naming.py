"""Whom a phrase names as a speaker: a person, a body by its name, or somebody without a name."""

from workers.detect.speaker_phrase import FIGHTERS, OF_NAMES, Phrase, folded
from workers.models import ActorMention, Origin

_MADE = ("gov:", "mil:")
"""Actors whose shown name is made from a country's, so that the words of the text say more."""


class Naming(Phrase):
    """Names the speaker that a phrase stands for."""

    def origin(self) -> Origin | None:
        """The origin that a phrase names; None for a pronoun."""
        apposed = self._apposed()
        if apposed:
            return self._by_apposition(apposed)
        name = self._person()
        if name:
            return self._as_person(name)
        actor = self.at_head()
        if self._is_role(actor):
            return self._unnamed()
        return self._body(actor)

    def _person(self) -> list[int]:
        """The tokens of the name of a person at the head of the phrase."""
        token = self.tree.tokens[self.voice.head]
        if token.pos != "PROPN" and self.voice.head not in self.mentions.entities:
            return []
        run = self.run()
        titles = [i for i in run if self.lemma(i) in self.words.titles]
        name = [i for i in run if i > max(titles, default=-1)]
        actor = self.mentions.actors.get(self.voice.head)
        if (
            not name
            or (actor and actor.kind != "state")
            or (not titles and self._place_like(self.voice.head))
        ):
            return []
        entity = self.mentions.entities.get(self.voice.head)
        is_person = entity is not None and entity.label == "PERSON"
        return name if titles or is_person else []

    def _place_like(self, head: int) -> bool:
        entity = self.mentions.entities.get(head)
        return head in self.mentions.places or (entity is not None and entity.label in {"GPE", "ORG", "NORP"})

    def _as_person(self, name: list[int]) -> Origin:
        text = self.text(name)
        kind, family = self.side(name)
        return Origin(id=folded(text), name=text, kind=kind, family=family or folded(text))

    def _apposed(self) -> list[int]:
        """Of "the governor of X, Y Z, said" the name that is set off by commas."""
        head = self.tree.tokens[self.voice.head]
        found = self._set_off(head.i)
        named = head.pos in {"PROPN", "PRON"}
        return found if found and (not named or self._known_longer(found)) else []

    def _set_off(self, head: int) -> list[int]:
        """The name between the first comma behind the head and the next."""
        members, tokens = self.voice.members, self.tree.tokens
        behind = [i for i in members if i > head]
        first = next((i for i in behind if "," in (tokens[i].text, tokens[i - 1].text)), len(tokens))
        found = list[int]()
        for i in (i for i in behind if i >= first):
            token = tokens[i]
            if token.text == "," and found:
                break
            if token.text == "," or (not found and token.tag == "DT"):
                continue
            if token.pos != "PROPN" and token.text.lower() not in OF_NAMES:
                return []
            found.append(i)
        return found

    def _known_longer(self, apposed: list[int]) -> bool:
        """Of "the U.N. mission, MONUSCO" the second is an actor of its own."""
        actor = self.mentions.actors.get(apposed[0]) if apposed else None
        at_head = self.mentions.actors.get(self.voice.head)
        return actor is not None and at_head is None

    def _by_apposition(self, apposed: list[int]) -> Origin:
        """A person or a body whose name is set off: "the rebel spokesman, X Y", "the security service, the ABC"."""
        actor, at_head = self.mentions.actors.get(apposed[-1]), self.at_head()
        if actor and actor.kind != "state":
            return self._of_actor(actor, self.text(apposed))
        if actor is None and at_head and not self._is_role(at_head):
            return self._body(at_head, self.text(apposed)) or self._unnamed()
        titles = [n for n, i in enumerate(apposed) if self.lemma(i) in self.words.titles]
        return self._as_person(apposed[max(titles, default=-1) + 1 :] or apposed)

    def _is_role(self, actor: ActorMention | None) -> bool:
        """True of "a doctor", "two U.N. officials", "a fighter": a person or persons without a name."""
        lemma, token = self.lemma(self.voice.head), self.tree.tokens[self.voice.head]
        if actor and not actor.id.startswith("generic:"):
            return lemma in self.words.roles and not token.text.istitle()
        if lemma in self.words.roles:
            return True
        single = token.tag == "NN" and any(
            self.tree.lemma(i) in {"a", "one", "another"} for i in self.voice.members
        )
        return single and lemma in self.words.fighters

    def _unnamed(self) -> Origin:
        body = self.about()
        family = body.family or body.id if body else "unnamed"
        lemma = self.lemma(self.voice.head)
        name = self.text(self.core())
        at_head = self.at_head()
        if lemma in self.words.speaks_for:
            kind = self.side([])[0].replace("person", "unnamed")
            return Origin(id=f"generic:{lemma}", name=self.text(self.whole()), kind=kind, family=family)
        if at_head and at_head.id.startswith("generic:") and at_head.kind not in FIGHTERS:
            return Origin(id=at_head.id, name=name, kind=at_head.kind, family=family if body else at_head.id)
        return Origin(id="unnamed", name=name, kind="unnamed", family=family)

    def _body(self, actor: ActorMention | None, name: str = "") -> Origin | None:
        """A body: of our tables, or by the words of the text."""
        token, core = self.tree.tokens[self.voice.head], self.core()
        name = name or self.text(core)
        if actor and (not actor.id.startswith("generic:") or len(core) == 1):
            return self._of_actor(actor, name)
        inside = [self.mentions.actors[i] for i in core if i in self.mentions.actors]
        known = next((m for m in inside if not m.id.startswith("generic:")), None)
        proper = any(self.tree.tokens[i].pos == "PROPN" for i in core)
        if actor and actor.id.startswith("generic:") and known is None and not proper:
            return Origin(id=actor.id, name=name, kind=actor.kind, family=actor.family or actor.id)
        if known or proper or token.pos == "PROPN":
            kind = self._kind(actor, known)
            family = (known.family or known.id) if known else folded(name)
            return Origin(id=folded(name), name=name, kind=kind, family=family)
        if inside:
            return self._of_actor(inside[-1], name)
        return (
            None if token.pos == "PRON" else Origin(id="unnamed", name=name, kind="unnamed", family="unnamed")
        )

    def _kind(self, actor: ActorMention | None, known: ActorMention | None) -> str:
        if actor and actor.id.startswith("generic:"):
            return actor.kind
        words = {self.lemma(i) for i in self.voice.members}
        if words & self.words.civil_titles:
            return "organisation"
        if known and known.kind != "state":
            return known.kind
        near = (self.mentions.actors.get(i) for i in self.voice.members)
        fighter = next((m.kind for m in near if m and m.kind in FIGHTERS), None)
        if fighter:
            return fighter
        if words & self.words.armed_names:
            return "militia"
        return "state" if known or words & self.words.state_titles else "organisation"

    def _of_actor(self, actor: ActorMention, text: str) -> Origin:
        name = text if actor.id.startswith((*_MADE, "generic:")) else actor.name
        return Origin(id=actor.id, name=name, kind=actor.kind, family=actor.family or actor.id)
