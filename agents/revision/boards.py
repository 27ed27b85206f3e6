"""Shots: taken otherwise, cut, added, locked; music and captions."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
