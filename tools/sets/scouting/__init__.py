"""Scouting: footage of a place becomes sharp frames, their cameras and the points that they share."""
