"""People as they are seen and heard: looks, clothes, voices, tempers."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
