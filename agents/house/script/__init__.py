"""From an episode's purpose to its script: moves chosen, slots filled, what happened remembered."""
