"""Findings: mended by the edit they propose, or waived."""

from .rehearsal import CarriedOut

CARRIED_OUT: CarriedOut = {}
