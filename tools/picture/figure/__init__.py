"""People: a Look, an Outfit and a FigureState become a lit, transparent picture of one person."""
