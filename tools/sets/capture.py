"""A capture: frames of a place, each with the camera that took it, and the points that they share."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused
from ...memory.sets import Eye

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Frame:
    """One frame as it was kept: undistorted, its optical axis in the middle."""

    second: float
    """Where in the footage it was."""
    eye: Eye
    picture: bytes
    """JPEG."""
    masked: bytes = b""
    """PNG of one channel, white where somebody or something moved; empty: nothing did."""

    def colour(self) -> Pixels:
        """Return its pixels: height x width x 3, RGB."""
        return np.asarray(cv2.imdecode(np.frombuffer(self.picture, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)

    def still(self) -> npt.NDArray[np.bool_] | None:
        """Return where it shows the place itself: height x width; None: everywhere."""
        if not self.masked:
            return None
        return np.asarray(cv2.imdecode(np.frombuffer(self.masked, np.uint8), cv2.IMREAD_GRAYSCALE)) < 128


@dataclass(frozen=True)
class Capture:
    """The frames of a place in its world: metres, y up, the floor at y = 0, ``front`` looking along -z."""

    frames: tuple[Frame, ...]
    """In the order of the footage."""
    width: int
    """Pixels of every frame."""
    height: int
    points: npt.NDArray[np.float32]
    """N x 3."""
    colours: npt.NDArray[np.uint8]
    """N x 3, RGB."""
    sightings: npt.NDArray[np.float32]
    """M x 4: index of the frame, x, y in its pixels, index of the point."""
    facts: dict[str, object]
    """What was measured: frames offered and registered, reprojection error in pixels, what the scale was taken from…"""

    def write(self, out: Path) -> None:
        """Write it as a zip."""
        arrays = io.BytesIO()
        np.savez_compressed(arrays, points=self.points, colours=self.colours, sightings=self.sightings)
        told = {
            "width": self.width,
            "height": self.height,
            "facts": self.facts,
            "frames": [{"second": one.second, "eye": one.eye.model_dump(mode="json")} for one in self.frames],
        }
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            _put(archive, "capture.json", json.dumps(told, sort_keys=True).encode())
            _put(archive, "points.npz", arrays.getvalue())
            for number, one in enumerate(self.frames):
                _put(archive, f"frames/{number:03d}.jpg", one.picture)
                if one.masked:
                    _put(archive, f"masks/{number:03d}.png", one.masked)

    @classmethod
    def read(cls, path: Path) -> "Capture":
        """Read one; raise MakerRefused if the file is none."""
        try:
            with zipfile.ZipFile(path) as archive:
                told = json.loads(archive.read("capture.json"))
                names = set(archive.namelist())
                frames = tuple(
                    Frame(
                        second=one["second"],
                        eye=Eye.model_validate(one["eye"]),
                        picture=archive.read(f"frames/{number:03d}.jpg"),
                        masked=archive.read(mask) if (mask := f"masks/{number:03d}.png") in names else b"",
                    )
                    for number, one in enumerate(told["frames"])
                )
                arrays = np.load(io.BytesIO(archive.read("points.npz")))
                return cls(
                    frames, told["width"], told["height"], arrays["points"], arrays["colours"], arrays["sightings"],
                    told["facts"],
                )  # fmt: skip
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as wrong:
            raise MakerRefused(f"{path.name} is no capture: scout the footage again ({wrong})") from wrong


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write a member without the time of day: the same capture is the same file."""
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
