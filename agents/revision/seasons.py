"""The season: what an episode is for, who plays which part, when a thread is answered, who leaves."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
