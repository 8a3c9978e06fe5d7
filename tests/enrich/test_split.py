from workers.enrich.split import LONGEST_PIECE, pieces


def test_pieces_stand_at_their_offsets():
    """Each piece is the text at its own place."""
    text = "One.\n\nTwo.\nThree.\n \n\nFour."
    found = pieces(text)
    assert [(p.paragraph, p.text) for p in found] == [(0, "One."), (1, "Two."), (2, "Three."), (3, "Four.")]
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in found)


def test_pieces_keep_hard_wrapped_lines_together():
    """Short lines that end inside sentences are one paragraph."""
    text = "The army said on\nMonday that it had\nleft the town after\na week.\n\nNothing else."
    assert [p.text for p in pieces(text)] == [
        "The army said on\nMonday that it had\nleft the town after\na week.",
        "Nothing else.",
    ]


def test_pieces_bound_a_text_without_paragraphs():
    """An endless paragraph is cut behind a sentence, and nothing is lost."""
    text = "They left the town. " * 2_000
    found = pieces(text)
    assert max(len(p.text) for p in found) <= LONGEST_PIECE
    assert "".join(p.text for p in found) == text
    assert all(p.text.startswith("They") for p in found)


def test_pieces_of_blank_text_are_none():
    """Blanks and line breaks hold nothing to read."""
    assert pieces(" \n\n \t\n") == []
