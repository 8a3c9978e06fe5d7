"""Which theatres a version of an article speaks of, or spoke of: articles rows, EnrichedArticle → Report, ..."""

from workers.revise.articles import Articles, Step
from workers.revise.revise import Revision, revise

__all__ = ["Articles", "Revision", "Step", "revise"]
