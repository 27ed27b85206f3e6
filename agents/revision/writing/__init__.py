"""Scenes and episodes written anew in the direction that the user wants."""
