"""The world: names, relations, objects, places, style, rules."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
