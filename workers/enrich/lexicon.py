"""Which words are English, from what the spaCy model carries.

Source: the model's rule lemmatizer holds WordNet's index of lemmas and its exceptions (``lemma_index``,
``lemma_exc``); its vocabulary holds the word forms of the training corpora (OntoNotes 5), names included.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.language import Language

_SHORTEST = 3
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"),
    ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("ly", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelLexicon:
    """``repair.Lexicon`` over the model's tables."""

    lemmas: frozenset[str]
    forms: frozenset[str]

    def seen(self, word: str) -> bool:
        """Whether any source has the word, or it is a regular inflection of one that has."""
        return word in self.forms or self.common(word)

    def common(self, word: str) -> bool:
        """Whether WordNet has the word or its lemma."""
        return word in self.lemmas or any(lemma in self.lemmas for lemma in _lemmas(word))


def _lemmas(word: str) -> Iterable[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: len(word) - len(ending)]
            yield stem + instead
            if not instead and stem[-1] == stem[-2]:
                yield stem[:-1]


def of(nlp: Language) -> ModelLexicon:
    """The lexicon of a loaded English pipeline with a rule lemmatizer."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # Language types pipes as callables
    tables = [*lookups.get_table("lemma_index").values(), *lookups.get_table("lemma_exc").values()]
    lemmas = {word for table in tables for word in table if len(word) >= _SHORTEST and word.isalpha()}
    stops = {word for word in nlp.Defaults.stop_words if word.isalpha()}
    forms = {word.lower() for word in nlp.vocab.strings if word.isalpha()}
    return ModelLexicon(frozenset(lemmas | stops), frozenset(forms))
