"""Lines and beats: said otherwise, cut, added, moved."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
