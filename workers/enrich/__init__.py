"""enrich: an article becomes a document with sentences, entities, places and actors."""

from workers.enrich.enricher import Enricher, load

__all__ = ["Enricher", "load"]
