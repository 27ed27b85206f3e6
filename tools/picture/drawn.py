"""The drawn maker: skia draws, OpenCV grades, moviepy times, ffmpeg encodes."""

from collections.abc import Sequence
from pathlib import Path

from ...errors import MakerRefused
from ..take import Made, Take
from .spec import ShotSpec


class Drawn:
    """Makes a silent mp4 segment of any ShotSpec; needs no model, no key and no GPU."""

    tool = "drawn"
    version = "1"
    suffix = ".mp4"

    def make(self, spec: ShotSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Film the shot into ``out``; raise a ToolError and leave nothing there otherwise.

        Facts: width, height, fps, frames; ``faces``: for each figure boxes ``[t, left, top, right, bottom]`` as
        fractions of the frame, four a second; ``mouths``: for each figure ``[t, open]`` at every frame it is seen in;
        ``luma``: mean brightness, 0 to 255, four a second.
        """
        from .encode import Encoding, encode
        from .filming import Filming

        if spec.width % 2 or spec.height % 2 or min(spec.width, spec.height) < 16:
            raise MakerRefused(
                f"a shot of {spec.width}x{spec.height} cannot be encoded: "
                "choose an even width and height of at least 16 pixels"
            )
        filming = Filming(spec)
        encode(filming.frames(), out, Encoding(spec.width, spec.height, spec.fps, spec.draft))
        return Made(seconds=spec.frames / spec.fps, facts=filming.facts())
