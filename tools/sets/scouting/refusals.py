"""Refusals: footage that cannot become a set, told in one sentence with its figures, and what to do about it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ....errors import MakerRefused
from .choosing import FEWEST
from .looking import FINE, Look
from .poses import Pairs

LOCKED = 0.015
"""Share of the picture's longer side by which the view of a camera on a stand shifts at most."""
FILLED, OFTEN = 0.5, 0.5
"""Share of a frame that somebody fills, and of the frames, from which there is no place to be seen."""
FLAT = 0.85
"""Share of pairs without parallax from which a camera only turned."""
REGISTERED = 0.8
"""Share of the frames that must find their place."""
PARALLAX = 1.5
"""Degrees under which a point is seen from two sides, at the median, that tell no depth."""
SHARPER = "film slower, in more light, and keep the exposure short"


def refuse_blurred(looks: Sequence[Look]) -> None:
    """Raise MakerRefused if too few pictures are sharp."""
    sharp = sum(look.sharp for look in looks)
    if sharp < FEWEST:
        raise MakerRefused(
            f"Of {len(looks)} frames looked at, {sharp} {_were(sharp)} sharp enough; {FEWEST} are needed: {SHARPER}."
        )


def refuse_unchanging(looks: Sequence[Look], seconds: float) -> None:
    """Raise MakerRefused if hardly one picture differs from the one before it: such are looked at once."""
    if len(looks) < FEWEST:
        raise MakerRefused(
            f"The camera does not move: {seconds:.0f} s of footage have {len(looks)} different pictures; "
            "walk an arc of some steps round the scene."
        )


def refuse_locked(looks: Sequence[Look], come: npt.NDArray[np.float64]) -> None:
    """Raise MakerRefused if the camera stood still."""
    if come[-1] < LOCKED:
        raise MakerRefused(
            f"The camera does not move: in {looks[-1].second:.0f} s its picture shifts by {come[-1] * FINE:.0f} of "
            f"{FINE} pixels, and depth shows only from several places; walk an arc of some steps round the scene."
        )


def refuse_filled(shares: Sequence[float]) -> None:
    """Raise MakerRefused if somebody fills the frame: ``shares`` of some frames that people with faces fill."""
    full = [share for share in shares if share > FILLED]
    if len(full) > OFTEN * len(shares):
        raise MakerRefused(
            f"In {len(full)} of {len(shares)} frames looked at, people fill {np.median(full):.0%} of the picture: "
            "there is too little of the place to be seen; film it empty, or from further back."
        )


def refuse_few(kept: int, looks: Sequence[Look], come: npt.NDArray[np.float64]) -> None:
    """Raise MakerRefused if too few frames differ from each other."""
    if kept >= FEWEST:
        return
    sharp = sum(look.sharp for look in looks)
    if sharp < 0.5 * len(looks):
        why, remedy = f"{sharp} of {len(looks)} are sharp", SHARPER
    else:
        why = f"its view shifts by {come[-1]:.0%} of a picture in all"
        remedy = "walk on, 20 to 60 seconds, an arc of some steps round the scene"
    raise MakerRefused(
        f"The footage gives {kept} frames that show the place differently ({why}); {FEWEST} are needed: {remedy}."
    )


def refuse_turned(pairs: Pairs) -> None:
    """Raise MakerRefused if the camera only turned, or saw one flat wall, or frames share nothing."""
    if pairs.compared < FEWEST - 1:
        raise MakerRefused(
            f"Only {pairs.compared} pairs of frames have enough in common to be compared: the place has too little "
            "texture, or the camera moves too fast; film slower, in more light, with furniture in view."
        )
    if pairs.flat > FLAT:
        raise MakerRefused(
            f"In {pairs.flat:.0%} of {pairs.compared} pairs of frames the camera only turns, or sees one flat wall: "
            "without parallax nothing has depth; do not pan from one spot but walk, two steps to the side at least."
        )


def refuse_unplaced(placed: int, kept: int, pairs: Pairs) -> None:
    """Raise MakerRefused if too few frames found their place."""
    if placed >= REGISTERED * kept:
        return
    if pairs.flat > 0.5:
        why = f"in {pairs.flat:.0%} of the pairs the camera only turns"
        remedy = "walk sideways while you film, and never pan from one spot"
    else:
        why = "between some of them the view jumps, or little holds still"
        remedy = "film one place in one go, slowly, without cuts, and with less that moves"
    raise MakerRefused(
        f"{placed} of {kept} frames could be placed ({placed / kept:.0%}, and {REGISTERED:.0%} are needed): {why}; "
        f"{remedy}."
    )


def refuse_flat(parallax: float) -> None:
    """Raise MakerRefused if points are seen from one side: ``parallax`` in degrees, at the median."""
    if parallax < PARALLAX:
        raise MakerRefused(
            f"The camera hardly changes its place: the median point is seen within {parallax:.1f} degrees, and "
            f"{PARALLAX} are needed for depth; walk an arc of some steps round the scene instead of turning."
        )


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
