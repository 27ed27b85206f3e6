"""A reel: the plates of one shot with their depth, in one file."""

import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ....errors import MakerRefused
from ....memory.sets import Eye
from ...picture.light import Light, Rim
from ..geometry import axes, focal
from ..set import Plate

Field = npt.NDArray[np.float32]
FINEST = 65535
JPEG = (cv2.IMWRITE_JPEG_QUALITY, 95, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444)
STEP = 0.06
"""Pixels whose inverse depths differ by more than that share are not on one surface."""


@dataclass(frozen=True, eq=False)
class Key:
    """One plate, ready to be warped."""

    plate: Plate

    @cached_property
    def nearness(self) -> Field:
        """Inverse depth: height x width, 1 / metres."""
        return np.asarray(1 / np.maximum(self.plate.depth, 1e-3), np.float32)

    @cached_property
    def clean(self) -> npt.NDArray[np.uint8]:
        """255 where a pixel has the colour of one surface only; 0 behind the edge of something nearer."""
        return unmixed(self.nearness)

    @cached_property
    def camera(self) -> npt.NDArray[np.float64]:
        """The axes of its eye."""
        return axes(self.plate.eye)

    @cached_property
    def focal(self) -> float:
        """Pixels."""
        return focal(self.plate.eye, self.plate.height)

    @cached_property
    def wholly_seen(self) -> bool:
        """Whether the footage saw all of it."""
        return bool(self.plate.seen.all())

    @cached_property
    def seen(self) -> npt.NDArray[np.uint8]:
        """255 where the footage saw it."""
        return np.asarray(self.plate.seen * np.uint8(255))


@dataclass(frozen=True, eq=False)
class Reel:
    """The plates along the path of one shot, from its first moment to its last."""

    plates: tuple[Plate, ...]
    light: Light
    """How the set lights somebody in the middle of the first plate."""

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The plates with what is reckoned once for all frames."""
        return tuple(Key(plate) for plate in self.plates)

    def write(self, out: Path) -> None:
        """Write it as a zip: JPEG colours, PNG inverse depths of 16 bits, PNG masks, and a JSON that names the eyes."""
        told: dict[str, Any] = {"light": light_as_data(self.light), "eyes": [], "nearest": []}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for number, plate in enumerate(self.plates):
                near = 1 / np.maximum(plate.depth, 1e-3)
                most = float(near.max())
                told["eyes"].append(plate.eye.model_dump(mode="json"))
                told["nearest"].append(most)
                _put(archive, f"colour/{number}.jpg", _encoded(".jpg", plate.colour[..., ::-1], JPEG))
                levels = np.round(near / most * FINEST).astype(np.uint16)
                _put(archive, f"depth/{number}.png", _encoded(".png", levels, (cv2.IMWRITE_PNG_COMPRESSION, 3)))
                _put(archive, f"seen/{number}.png", _encoded(".png", plate.seen * np.uint8(255)))
            _put(archive, "reel.json", json.dumps(told, sort_keys=True).encode())

    @classmethod
    def read(cls, path: Path) -> "Reel":
        """Read one; raise MakerRefused if the file is none."""
        try:
            with zipfile.ZipFile(path) as archive:
                told = json.loads(archive.read("reel.json"))
                plates = tuple(
                    Plate(
                        Eye.model_validate(eye),
                        _decoded(archive.read(f"colour/{number}.jpg"), cv2.IMREAD_COLOR_RGB),
                        _depth(_decoded(archive.read(f"depth/{number}.png"), cv2.IMREAD_UNCHANGED), most),
                        _decoded(archive.read(f"seen/{number}.png"), cv2.IMREAD_GRAYSCALE) > 127,
                    )
                    for number, (eye, most) in enumerate(zip(told["eyes"], told["nearest"], strict=True))
                )
                return cls(plates, light_from(told["light"]))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as wrong:
            raise MakerRefused(f"{path.name} is no reel of plates: film them again ({wrong})") from wrong


def unmixed(near: Field) -> npt.NDArray[np.uint8]:
    """Return 255 where nothing much nearer is within two pixels, for inverse depths."""
    nearest = cv2.dilate(near, np.ones((5, 5), np.uint8))
    return np.asarray((nearest < near * np.float32(1 + STEP)) * np.uint8(255))


def light_as_data(light: Light) -> dict[str, Any]:
    """Return a light as plain JSON data."""
    rims = [{"dx": rim.dx, "dy": rim.dy, "colour": list(rim.colour), "blur": rim.blur} for rim in light.rims]
    colours = ("ambient_top", "ambient_bottom", "shadow", "key")
    return {name: list(getattr(light, name)) for name in colours} | {
        "side": light.side,
        "exposure": light.exposure,
        "rims": rims,
    }


def light_from(data: dict[str, Any]) -> Light:
    """Return the light that such data says."""
    rims = tuple(Rim(one["dx"], one["dy"], tuple(one["colour"]), one["blur"]) for one in data["rims"])
    colours = {name: tuple(data[name]) for name in ("ambient_top", "ambient_bottom", "shadow", "key")}
    return Light(**colours, side=data["side"], rims=rims, exposure=data["exposure"])


def _depth(levels: npt.NDArray[Any], most: float) -> Field:
    return np.asarray(1 / np.maximum(levels.astype(np.float32) * np.float32(most / FINEST), 1e-4), np.float32)


def _encoded(suffix: str, pixels: npt.NDArray[Any], settings: tuple[int, ...] = ()) -> bytes:
    return cv2.imencode(suffix, np.ascontiguousarray(pixels), settings)[1].tobytes()


def _decoded(data: bytes, how: int) -> Any:
    return cv2.imdecode(np.frombuffer(data, np.uint8), how)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write a member without the time of day: the same plates are the same file."""
    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
