"""Scenes and episodes written anew, and scripts brought from outside."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
