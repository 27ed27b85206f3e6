"""A frame of a clip as a picture: the last of one clip is the first of the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...errors import MakerRefused, ToolError
from ..edit import ffmpeg
from ..take import Made, Spec, Take
from .decoding import colours, scaled
from .probe import probe_clip


class FrameOfSpec(Spec):
    """One frame of the clip that is handed in with it."""

    back: float = 1.0
    """Seconds before the end from which the last frame is looked for."""


@dataclass(frozen=True)
class LastFrame:
    """Makes a PNG of the last frame of a clip, as it is shown. Facts: ``width``, ``height``."""

    tool = "last-frame"
    version = "1"
    suffix = ".png"

    def make(self, spec: FrameOfSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the picture at ``out``; ToolError if the clip does not read."""
        if len(inputs) != 1:
            raise MakerRefused("the last frame is taken of one clip: hand in one")
        path = Path(inputs[0].path)
        clip = probe_clip(path)
        start = max(0.0, clip.seconds - spec.back)
        chain = ",".join([*colours(clip), scaled(clip, clip.width, clip.height)])
        part = out.with_name(f".{out.name}.part")
        # Every frame is written over the one before it: what is left is the last.
        look = ("-map", "0:v:0", "-an", "-vf", chain, "-fps_mode", "passthrough", "-update", "1", "-c:v", "png")
        plain = ("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1")
        try:
            ffmpeg.run(
                [*ffmpeg.source(path, "-ss", f"{start:.3f}"), *look, *plain, "-f", "image2", "-y", f"file:{part}"],
                f"taking the last frame of {path.name}",
            )
            if not part.is_file() or not part.stat().st_size:
                raise ToolError(f"{path.name} gave no last frame; have the clip made again")
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return Made(facts={"width": clip.width, "height": clip.height})
