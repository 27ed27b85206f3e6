"""A drawn shot made over: where another language moves other lips or shows other words, and nowhere else."""

from collections.abc import Sequence
from pathlib import Path

from ...errors import MakerRefused
from ..take import Made, Spec, Take
from .spec import ShotSpec


class RedrawSpec(Spec):
    """A shot as it is to be, over a take of it as it was; that is the input.

    Of a shot in a scouted set the inputs are the take, its plates and the set.
    """

    shot: ShotSpec
    was: ShotSpec
    """The Spec of that take: it differs in mouths, captions and words only."""


class Redrawn:
    """Makes a silent mp4 segment like ``Drawn``: people act as they did, but for their lips."""

    tool = "redrawn"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: RedrawSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Draw over the take what differs, into ``out``; raise a ToolError and leave nothing there otherwise.

        Facts: those of ``Drawn``; ``remade``: frames in which anything was drawn; ``pixels``: share of all that was.
        """
        from .encode import Encoding, encode
        from .planes import planes
        from .remaking import Remaking, worded

        refuse_unlike(spec.shot, spec.was)
        was, shot, scene = spec.was, spec.shot, None
        wanted = 1 if was.ground is None else 3
        if len(inputs) != wanted:
            raise MakerRefused(f"a shot is made over one take of it, and {len(inputs)} inputs were given, not {wanted}")
        if was.ground is not None:
            from .located import located_scene

            scene = located_scene(worded(was, shot), Path(inputs[1].path), Path(inputs[2].path))
        remaking = Remaking(shot, was, scene)
        original = planes(Path(inputs[0].path), was.width, was.height)
        encode(remaking.frames(original), out, Encoding(was.width, was.height, was.fps, was.draft, again=True))
        return Made(seconds=shot.frames / shot.fps, facts=remaking.facts(inputs[0].facts))


def refuse_unlike(shot: ShotSpec, was: ShotSpec) -> None:
    """Raise MakerRefused unless two Specs differ, and in mouths, captions and words alone."""
    if shot == was:
        raise MakerRefused("the shot is as it was: nothing of it can be made over; use its take")
    if unlike := [name for name in ShotSpec.model_fields if getattr(_bare(shot), name) != getattr(_bare(was), name)]:
        raise MakerRefused(f"a shot whose {', '.join(unlike)} is another cannot be made over its take: draw it anew")


def _bare(shot: ShotSpec) -> ShotSpec:
    """Return the shot with nobody speaking and nothing written."""
    quiet = tuple(figure.model_copy(update={"mouth": ()}) for figure in shot.figures)
    blank = shot.prop.model_copy(update={"text": ""}) if shot.prop is not None else None
    empty = {"figures": quiet, "prop": blank, "captions": (), "title": "", "subtitle": "", "badge": "", "speech": None}
    return shot.model_copy(update=empty)
