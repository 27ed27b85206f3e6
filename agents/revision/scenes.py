"""Scenes: moved, cut, added, set elsewhere; how an episode ends."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
