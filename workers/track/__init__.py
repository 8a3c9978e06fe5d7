"""Rows of a theatre, Report → changed rows, alerts, and what was left unsaid.

Read in this order: ``theatre`` (what one report leads to), ``view`` (which threads it touches), ``pictures`` (what a
thread's reports say together), ``tell`` (what of that is news).
"""

from workers.track.pictures import Picture
from workers.track.settings import TrackSettings
from workers.track.theatre import Step, Theatre

__all__ = ["Picture", "Step", "Theatre", "TrackSettings"]
