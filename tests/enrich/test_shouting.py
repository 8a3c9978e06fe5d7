"""Headlines in capitals: what the parser is given, and what stays as it was sent."""

import pytest

from workers.enrich.shouting import calm

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("loud", "quiet"),
    [
        ("M23 CAPTURES CONGO BORDER TOWN OF BUNAGANA - ACTIVISTS", "M23 captures Congo border town of Bunagana - activists"),
        ("US, BRITAIN STRIKE HOUTHI TARGETS IN YEMEN - OFFICIALS", "US, Britain strike Houthi targets in Yemen - officials"),
        ("SUDAN'S RSF KILLS DOZENS IN ATTACK ON ZAMZAM CAMP", "Sudan's RSF kills dozens in attack on Zamzam camp"),
        ("ARMY SAYS CEASEFIRE IS OVER", "Army says ceasefire is over"),
        ("The RSF and the SAF fought in the U.S.", "The RSF and the SAF fought in the U.S."),
        ("RSF", "RSF"),
    ],
)  # fmt: skip
def test_capitals_are_written_small_but_for_names(enricher, loud, quiet):
    """Of the same length; a text that is not nearly all in capitals stays as it is."""
    assert calm(loud, enricher.known, enricher.tables) == quiet


def test_tokens_keep_the_capitals_of_the_text(read):
    """Only the model sees the small letters; lemmas are those of what it saw."""
    document = read("Details follow.", "M23 CAPTURES CONGO BORDER TOWN OF BUNAGANA")
    token = document.sentences[0].tokens[1]
    assert (token.text, token.lemma, token.pos) == ("CAPTURES", "capture", "VERB")
    assert [place.name for place in document.places][-1] == "Bunagana"
