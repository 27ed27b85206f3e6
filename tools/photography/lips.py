"""Lips: whose mouth has to be remade because a video model moved it without knowing the words."""

from ..picture.spec import FigureSpec, ShotSpec


def speaks_on_screen(spec: ShotSpec) -> bool:
    """Tell whether anybody's mouth opens in a shot because of what they say."""
    return any(opens(figure) for figure in spec.figures if figure.faces != "away")


def opens(figure: FigureSpec) -> bool:
    """Tell whether somebody speaks: whoever only listens has a mouth too, and keeps it closed."""
    return any(key.open > 0 for key in figure.mouth)
