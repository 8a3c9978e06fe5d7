"""How well detection does: docs/annotation.md says what is right, this package measures it."""
