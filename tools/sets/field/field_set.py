"""A set made of a field: the field, the frames it was learnt from, and what was surveyed, as one file."""

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ....errors import MakerRefused
from ....memory.sets import Eye, Mark, Point, SetCamera
from ..capture import Capture
from ..set import MANIFEST, Plate
from ..survey.survey import Survey
from .library import Device, device_for, library, threads

Floats = npt.NDArray[np.float32]
KIND = "field"


@dataclass(frozen=True)
class FieldSet:
    """A place that was filmed once and can be filmed from anywhere in it."""

    field: Any
    """``Field``."""
    capture: Capture
    depths: tuple[Floats, ...]
    """Of every frame, small: metres along its axis."""
    factors: Floats
    """What undoes the exposure of every frame, frames x 3: its colours times this…"""
    lifts: Floats
    """…plus this."""
    survey: Survey
    facts: Mapping[str, object]
    """What was measured when it was made."""

    def cameras(self) -> tuple[SetCamera, ...]:
        """Return the cameras that have names, ``front`` first."""
        return self.survey.cameras()

    def marks(self) -> tuple[Mark, ...]:
        """Return where one can stand, the best place first."""
        return self.survey.marks()

    def share_seen(self, eye: Eye) -> float:
        """Return which share of a 9:16 picture the footage saw, 0 to 1."""
        return self.survey.share_seen(eye)

    def free(self, at: Point) -> bool:
        """Tell whether a camera can be there."""
        return self.survey.free(at)

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        """Film it; nothing in it moves, so that ``t`` does not matter."""
        from .hybrid import film

        with threads():
            return film(self.field, self.sources, eye, width, height)

    @cached_property
    def sources(self) -> Any:
        """The frames to take colours from (``Sources``)."""
        from .sources import Sources

        return Sources(self.capture, self.depths, self.factors, self.lifts)

    def write(self, path: Path) -> None:
        """Write it as a zip; the same set is the same file."""
        field = self.field
        told = {
            "kind": KIND,
            "space": {"centre": field.space.centre, "half": field.space.half, "near": field.space.near,
                      "far": field.space.far},
            "grid": field.radiance.grid.shape,
            "cells": field.occupancy.cells,
            "facts": dict(self.facts),
        }  # fmt: skip
        weights = {name: value.cpu().numpy().astype(np.float16) for name, value in field.state_dict().items()}
        frames = {"factors": self.factors, "lifts": self.lifts} | {
            f"depth{number:03d}": depth.astype(np.float16) for number, depth in enumerate(self.depths)
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            _put(archive, MANIFEST, json.dumps(told, sort_keys=True).encode())
            _put(archive, "weights.npz", _packed(weights))
            _put(archive, "frames.npz", _packed(frames))
            _put(archive, "survey.npz", _packed(self.survey.arrays()))
            _put(archive, "capture.zip", _written(self.capture))

    @classmethod
    def read(cls, path: Path, device: Device | None = None) -> "FieldSet":
        """Read one, onto a device (the best there is); raise MakerRefused if the file is none."""
        library("torch")
        try:
            with zipfile.ZipFile(path) as archive:
                told = json.loads(archive.read(MANIFEST))
                weights, frames, survey = (_unpacked(archive.read(f"{name}.npz")) for name in _ARRAYS)
                capture = _read(archive.read("capture.zip"))
                field = _field(told, weights, device_for(device))
                depths = tuple(frames[f"depth{number:03d}"].astype(np.float32) for number in range(len(capture.frames)))
            return cls(field, capture, depths, frames["factors"], frames["lifts"], Survey.of(survey), told["facts"])
        except (OSError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile) as wrong:
            raise MakerRefused(f"{path.name} is no set that can be filmed: train it again ({wrong})") from wrong


_ARRAYS = ("weights", "frames", "survey")


def _field(told: Mapping[str, Any], weights: Mapping[str, npt.NDArray[np.float16]], device: Device) -> Any:
    import torch

    from .encoding import HashGrid
    from .field import Field
    from .occupancy import Occupancy
    from .space import Space

    space = Space(**{**told["space"], "centre": tuple(told["space"]["centre"])})
    field = Field(space, HashGrid(**told["grid"]), Occupancy(told["cells"]))
    field.load_state_dict({name: torch.from_numpy(value.astype(np.float32)) for name, value in weights.items()})
    return field.to(device).eval()


def _packed(arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """Return arrays as a compressed .npz; in order, since the file is to be the same every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            one = io.BytesIO()
            np.save(one, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            _put(archive, f"{name}.npy", one.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _unpacked(data: bytes) -> dict[str, npt.NDArray[Any]]:
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _written(capture: Capture) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "capture.zip"
        capture.write(path)
        return path.read_bytes()


def _read(data: bytes) -> Capture:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "capture.zip"
        path.write_bytes(data)
        return Capture.read(path)


def _put(archive: zipfile.ZipFile, name: str, data: bytes, packing: int = zipfile.ZIP_STORED) -> None:
    """Write a member without the time of day."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    archive.writestr(member, data, compress_type=packing)
