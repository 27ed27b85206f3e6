"""Lengths: an episode or a scene goes faster, slower, shorter."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
