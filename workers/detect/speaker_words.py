"""The words by which a text names its sources: origins.yaml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerWords:
    """The word lists of origins.yaml, which explains them."""

    says: frozenset[str]
    measures: frozenset[str]
    tells: frozenset[str]
    counts: frozenset[str]
    calls: frozenset[str]
    cites: frozenset[str]
    estimates: frozenset[str]
    words: frozenset[str]
    roles: frozenset[str]
    speaks_for: frozenset[str]
    fighters: frozenset[str]
    titles: frozenset[str]
    military_titles: frozenset[str]
    state_titles: frozenset[str]
    civil_titles: frozenset[str]
    armed_names: frozenset[str]
    parties: frozenset[str]
    parties_with_side: frozenset[str]
    party_bodies: frozenset[str]
    no_parties: frozenset[str]
