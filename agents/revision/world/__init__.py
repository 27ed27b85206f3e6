"""Edits of what is declared: people as they look, dress, speak and feel, names, places, objects, style and rules."""
