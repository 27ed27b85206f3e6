"""Sets: a StageSpec becomes layered plates, their light and their weather."""
