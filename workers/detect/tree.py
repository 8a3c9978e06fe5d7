"""A sentence's parse as a tree."""

from collections.abc import Iterator
from functools import cached_property

from workers.models import Sentence, Token

_CORE = frozenset({"compound", "amod", "nmod", "nummod", "npadvmod", "det", "predet"})


class Tree:
    """The parse of one sentence. Numbers are token indices within the sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        self._below = below

    def children(self, i: int, *deps: str) -> list[int]:
        """The children of a token, all of them or those with one of ``deps``."""
        if not deps:
            return self._below[i]
        return [c for c in self._below[i] if self.tokens[c].dep in deps]

    def subtree(self, i: int) -> list[int]:
        """A token and everything below it, in the order of the text."""
        found, stack = [], [i]
        while stack:
            found.append(node := stack.pop())
            stack.extend(self._below[node])
        return sorted(found)

    def above(self, i: int) -> Iterator[int]:
        """The tokens from a token's head up to the root."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def core(self, i: int) -> list[int]:
        """A noun with its modifiers on the left, in the order of the text: "the Syrian armed forces"."""
        found, stack = [i], [i]
        while stack:
            inner = [c for c in self._below[stack.pop()] if self.tokens[c].dep in _CORE and c < i]
            found.extend(inner)
            stack.extend(inner)
        return sorted(found)

    def conjuncts(self, i: int) -> list[int]:
        """A token and those joined to it by "and", "or" or a comma."""
        found = [i]
        for node in found:
            found.extend(self.children(node, "conj", "appos"))
        return found

    def lemma(self, i: int) -> str:
        """The lemma of a token."""
        return self.tokens[i].lemma

    def before(self, i: int) -> Token | None:
        """The word before a token; of "de-escalation", which is three tokens, "de"."""
        i -= 2 if i > 1 and self.tokens[i - 1].text == "-" else 1
        return self.tokens[i] if i >= 0 else None

    def subject_before(self, i: int) -> int | None:
        """The last subject before a pronoun that is no pronoun itself, in the same sentence."""
        for token in reversed(self.tokens[:i]):
            if token.dep in {"nsubj", "nsubjpass"} and token.tag not in {"PRP", "WP", "WDT"}:
                return token.i
        return None

    def is_heading(self) -> bool:
        """True for a line of the body that names and says nothing: no verb, no full stop."""
        if (
            self.sentence.field == "headline"
            or not self.tokens
            or self.tokens[-1].text in {".", "!", "?", "\u201d", '"'}
        ):
            return False
        return not any(t.tag.startswith(("VB", "MD")) for t in self.tokens)

    @cached_property
    def roots(self) -> list[int]:
        """The tokens that head themselves."""
        return [t.i for t in self.tokens if t.head == t.i]
