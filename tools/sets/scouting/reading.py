"""Reading: whatever somebody filmed with becomes a short, light film of stills that everything here can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ....errors import MakerRefused, ToolError
from ...clip.decoding import colours
from ...clip.probe import RawClip, probe_clip
from ...edit import ffmpeg
from ...edit.probe import probe
from ...footage.decoding import pictures
from ...footage.original import PLAIN, READ

Pixels = npt.NDArray[np.uint8]

A_SECOND, MOST = 10.0, 720
"""Pictures that are looked at: so many a second, and in all."""
HEAVY = 12e9
"""Pixels of footage from which only its key frames are read: about three minutes of 1080p, 50 seconds of 4K."""
SPARSE = 1.3
"""Seconds between key frames on average from which those alone are too few."""
SAME = 0.4
"""Grey levels by which two pictures differ on average when they are one, coded twice."""
LIMIT = 75e9
"""Pixels that are decoded at most: five minutes of 4K; what comes after them is not looked at."""
SHORTEST = 1.5
"""Seconds."""


@dataclass(frozen=True)
class Footage:
    """The footage as it is looked at: its pictures at an even rate, in the size in which they may be kept."""

    path: Path
    rate: float
    """Pictures a second."""
    size: tuple[int, int]
    shot: RawClip
    """What was handed in."""
    shot_fps: float
    read: float
    """Seconds of it that were read, from the start."""
    keys: bool
    """Whether only its key frames were."""

    @property
    def offered(self) -> int:
        """Frames that the footage has."""
        return round(self.shot.seconds * self.shot_fps)

    def frames(self) -> Iterator[tuple[float, Pixels]]:
        """Yield the pictures and the second each was at; height x width x 3, RGB. A still repeated comes once."""
        before: Pixels | None = None
        for number, picture in enumerate(pictures(self.path, f"{self.rate:.5f}", self.size)):
            if before is None or cv2.norm(before, picture, cv2.NORM_L1) > SAME * picture.size:
                yield round(number / self.rate, 3), picture
            before = picture


def read_footage(path: Path, longest: int, folder: Path, heavy: float = HEAVY, limit: float = LIMIT) -> Footage:
    """Bring footage into a film of stills in ``folder``; ``longest`` is the longer side of its pictures, in pixels;
    from ``heavy`` pixels in all only key frames are read, and of others no more than ``limit``.

    HDR is brought to plain colours, a picture that was held upright is upright. Raises MakerRefused for what is no
    footage: the sentence says why, and what to do.
    """
    path = _plain(path, folder)
    clip = _measured(path)
    video = probe(path).video
    fps = video.fps if video and video.fps else 30.0
    if clip.seconds < SHORTEST:
        raise MakerRefused(
            f"The footage lasts {clip.seconds:.1f} s: too short to see a place from several sides. "
            "Film 20 to 60 seconds, walking slowly round it."
        )
    scale = min(1.0, longest / max(clip.width, clip.height))
    size = (max(2, 2 * round(clip.width * scale / 2)), max(2, 2 * round(clip.height * scale / 2)))
    # A rate that ffmpeg, given five digits, understands as the same number.
    rate = round(min(A_SECOND, fps, MOST / clip.seconds), 5)
    pace = clip.width * clip.height * fps
    read, out = min(clip.seconds, limit / pace), folder / "stills.mp4"
    if pace * clip.seconds > heavy:
        keys = Footage(out, rate, size, clip, fps, clip.seconds, keys=True)
        _stills(path, clip, keys, ("-skip_frame", "nokey"))
        if sum(1 for _ in keys.frames()) * SPARSE >= clip.seconds:
            return keys
    found = Footage(out, rate, size, clip, fps, read, keys=False)
    _stills(path, clip, found, ("-t", f"{read:.3f}"))
    return found


def _plain(path: Path, folder: Path) -> Path:
    """Return the footage in a container that is read here, copied into one if need be."""
    suffix = path.suffix.lower()
    if not path.is_file() or not path.stat().st_size:
        raise MakerRefused("The footage is empty or not there: export it again, and name the video file.")
    if suffix in PLAIN:
        return path
    if suffix not in READ:
        raise MakerRefused(
            f"A {suffix or 'nameless'} file is no video that is read here: save it as an mp4 with H.264."
        )
    out = folder / "taken.mp4"
    source = ["-protocol_whitelist", "file,pipe", "-f", READ[suffix], "-i", f"file:{path}"]
    try:
        ffmpeg.run([*source, "-map", "0:v:0", "-c", "copy", "-f", "mp4", "-y", f"file:{out}"], "reading the footage")
    except ToolError as error:
        raise MakerRefused(
            f"The footage does not read as a {suffix} video, or has no picture: save it as an mp4 with H.264."
        ) from error
    return out


def _measured(path: Path) -> RawClip:
    try:
        return probe_clip(path)
    except ToolError as error:
        why = str(error).partition("; ")[0].replace(path.name, "it")
        raise MakerRefused(
            f"The footage cannot be read ({why}): export it as an mp4 with H.264, or copy it anew from the camera."
        ) from error


def _stills(path: Path, clip: RawClip, footage: Footage, options: tuple[str, ...]) -> None:
    """Write the film of stills, nearly without loss, in the colours of high definition."""
    width, height = footage.size
    flags = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"
    scaled = f"scale={width}:{height}:flags={flags}"
    if not clip.hdr:  # HDR is scaled as it is, since its colours cost dear, and then brought to ours
        scaled += f":in_color_matrix={clip.matrix}:out_color_matrix=bt709:out_range=tv"
    plain = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709"
    chain = [f"fps={footage.rate:.5f}:round=near:start_time=0", scaled, *colours(clip), "setsar=1", plain]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "6", "-pix_fmt", "yuv420p", "-g", "12", "-threads", "2"]
    source = ffmpeg.source(path, "-threads", "2", *options)
    end = ["-map_metadata", "-1", "-f", "mp4", "-y", f"file:{footage.path}"]
    try:
        ffmpeg.run(
            [*source, "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", ",".join([*chain, "format=yuv420p"]), *coded, *end],
            "reading the footage",
        )
    except ToolError as error:
        raise MakerRefused(
            "The footage breaks off before a single picture could be read: export it again, or copy it anew from the "
            "camera."
        ) from error
