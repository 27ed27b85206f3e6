"""A set from one picture: its room as a box at true scale, what stands in it as cards, to be filmed from near by."""

import json
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import MakerRefused, ToolError
from ...memory.sets import Eye, Mark, Point, SetCamera
from ..take import Made, Take
from .geometry import axes, look_at
from .picturing.room import Laid, lay_out
from .picturing.sheets import Lens, Plane, Sheet, film
from .set import MANIFEST, Plate
from .spec import PictureSetSpec

Pixels = npt.NDArray[np.uint8]

LEAST, LONGEST = 320, 1600
"""Pixels of the picture's shorter side at least, and of the longer side as it is kept."""
FACE = 0.22
"""Height of a face, as a fraction of the picture's, from which it is a portrait and no place."""
ENOUGH_SEEN = 0.86
"""Share of its picture that a named camera beside the front must see."""
ARC, LIFT = 14.0, 9.0
"""Degrees by which the camera goes around what it films at most."""
_COARSE = (72, 128)
_CLEAR = 0.25
"""Metres between a camera and what stands in the room."""


@dataclass(frozen=True)
class PictureSet:
    """A set laid out from one picture."""

    laid: Laid
    lens: Lens
    sheets: tuple[Sheet, ...]
    """The room, then the cards from far to near."""

    @classmethod
    def read(cls, path: Path) -> "PictureSet":
        """Read one; raise MakerRefused if the file is none."""
        try:
            with zipfile.ZipFile(path) as archive:
                laid = Laid.of(json.loads(archive.read(MANIFEST))["laid"])
                room, hidden = _decoded(archive.read("room.png")), _decoded(archive.read("seen.png"))[..., 0]
                cards = [_decoded(archive.read(f"cards/{n:02d}.png")) for n in range(len(laid.cards))]
        except (OSError, KeyError, ValueError, TypeError, zipfile.BadZipFile, cv2.error) as wrong:
            raise MakerRefused(f"{path.name} is no set of a picture: lay the picture out again ({wrong})") from wrong
        return cls.of(laid, room, hidden, cards)

    @classmethod
    def of(cls, laid: Laid, room: Pixels, seen: Pixels, cards: Sequence[Pixels]) -> "PictureSet":
        """Return the set of a room (RGB), where it was seen, and what stands in it (RGBA)."""
        lens = Lens(laid.eye, room.shape[1], room.shape[0])
        whole = np.dstack([room, np.full(room.shape[:2], 255, np.uint8)])
        sheets = [Sheet(whole, laid.walls, seen, endless=True)]
        for pixels, card in zip(cards, laid.cards, strict=True):
            weight = pixels[..., 3:].astype(np.float32) / 255
            laid_on = np.dstack([(pixels[..., :3] * weight + 0.5).astype(np.uint8), pixels[..., 3]])
            sheets.append(Sheet(laid_on, (Plane(card.normal, card.offset),)))
        return cls(laid, lens, tuple(sheets))

    def cameras(self) -> tuple[SetCamera, ...]:
        """Return the camera that took the picture and, as far as one picture allows, those beside it."""
        front = self.laid.front
        found = [SetCamera(name="front", eye=front, seen=self.share_seen(front))]
        ways = {"left": (-1, 0), "right": (1, 0), "high": (0, 1), "low": (0, -1)}
        for name, (across, up) in ways.items():
            eye = self._aside(across, up)
            if eye is not None:
                found.append(SetCamera(name=name, eye=eye, seen=self.share_seen(eye)))
        return tuple(found)

    def marks(self) -> tuple[Mark, ...]:
        """Return where one can stand."""
        return self.laid.marks

    def share_seen(self, eye: Eye) -> float:
        """Return which share of a 9:16 picture the picture shows."""
        return round(float(self.plate(eye, *_COARSE).seen.mean()), 4)

    def free(self, at: Point) -> bool:
        """Tell whether a camera can be there."""
        inside = all(plane.offset - float(np.dot(plane.normal, at)) > _CLEAR for plane in self.laid.walls)
        return inside and not any(card.holds(at, _CLEAR) for card in self.laid.cards)

    def plate(self, eye: Eye, width: int, height: int, t: float = 0.0) -> Plate:
        """Film it; nothing in it moves."""
        return film(self.sheets, self.lens, eye, width, height)

    def _aside(self, across: int, up: int) -> Eye | None:
        """Return the eye that goes farthest around the middle mark and still sees enough; None if none does."""
        front, mark = self.laid.front, self.laid.marks[0]
        aim = (mark.x, min(1.2, 0.8 * front.at[1]), mark.z)
        away = np.array(front.at) - np.array(aim)
        for share in (1.0, 0.8, 0.6, 0.45, 0.3):
            for zoom in (1.0, 0.88, 0.78):
                yaw, rise = math.radians(ARC * share * across), math.radians(LIFT * share * up)
                c, s = math.cos(yaw), math.sin(yaw)
                flat = np.array([c * away[0] + s * away[2], away[1], c * away[2] - s * away[0]])
                flat[1] += math.tan(rise) * math.hypot(flat[0], flat[2])
                at = tuple(float(value) for value in np.array(aim) + flat)
                ahead = np.array(front.at) + axes(front)[:, 2] * float(np.linalg.norm(away))
                eye = look_at(at, (float(ahead[0]), float(ahead[1]), float(ahead[2])), front.fov * zoom)  # type: ignore[arg-type]
                if self.free(eye.at) and self.share_seen(eye) >= ENOUGH_SEEN:
                    return eye
        return None


@dataclass(frozen=True)
class Picturing:
    """Makes the set of a PictureSetSpec. The one input is the take of a picture.

    Facts: ``cameras``, ``marks``, ``room`` (whether its walls were found), ``fov``, ``eye`` and ``size`` in metres,
    ``cards``, ``hidden`` (the share that was filled in) and ``notes`` in sentences.
    """

    tool = "pictured"
    version = "1"
    suffix = ".set"

    def make(self, spec: PictureSetSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Write the set at ``out``; raise MakerRefused for what is no picture of a place."""
        cv2.setNumThreads(1)
        if len(inputs) != 1:
            raise ToolError(f"a set is laid out from one picture, and {len(inputs)} were given")
        picture, notes = suited(Path(inputs[0].path))
        made = lay_out(picture, spec.tall)
        a_set = PictureSet.of(made.laid, made.room, made.seen, made.cards)
        write(out, a_set)
        return Made(facts={**made.facts, **_facts(a_set), "notes": [*notes, *made.notes]})


def suited(path: Path) -> tuple[Pixels, list[str]]:
    """Return a picture (RGB) as a set is laid out from it, and what is to be said of it.

    Raise MakerRefused if no set can be made of it.
    """
    from ..photo.faces import find_faces

    try:
        read = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        read = None
    if read is None:
        raise MakerRefused(
            f"{path.name} does not read as a picture: a set is laid out from a JPEG, PNG or WebP of the place."
        )
    height, width = read.shape[:2]
    if min(height, width) < LEAST:
        raise MakerRefused(
            f"The picture is {width}x{height}: to film in it, a place needs at least {LEAST} pixels each way. "
            "Take it at full size."
        )
    if float(cv2.cvtColor(read, cv2.COLOR_BGR2GRAY).std()) < 4:
        raise MakerRefused("The picture is one even tone: nothing of a place is seen in it. Take it in more light.")
    faces = [face.height / height for face in find_faces(np.asarray(read, np.uint8))]
    tallest = max(faces, default=0.0)
    if tallest > FACE:
        raise MakerRefused(
            f"A face fills {tallest:.0%} of the picture's height: that is a portrait and no place. Take the place with "
            "nobody in it, from the height of the eyes, as far back as it goes."
        )
    scale = min(1.0, LONGEST / max(height, width))
    small = cv2.resize(read, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else read
    # Portraits hang on walls: whether it is a person or a picture of one, nobody can tell from a small face.
    there = ["A face is seen in the picture: if that is somebody, they stay in the set."] if faces else []
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8), there


def _facts(a_set: PictureSet) -> dict[str, Any]:
    return {
        "cameras": [one.model_dump(mode="json") for one in a_set.cameras()],
        "marks": [one.model_dump(mode="json") for one in a_set.marks()],
    }


def write(out: Path, a_set: PictureSet) -> None:
    """Write a set as a zip, all of it or nothing; the same set gives the same file."""
    room, *cards = (_bare(sheet.picture) for sheet in a_set.sheets)
    seen = a_set.sheets[0].seen
    assert seen is not None, "the room says where it was seen"
    members = {"room.png": np.asarray(room[..., :3], np.uint8), "seen.png": seen}
    members |= {f"cards/{number:02d}.png": card for number, card in enumerate(cards)}
    told = {"kind": "picture", "laid": a_set.laid.as_json()}
    part = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(_member(MANIFEST), json.dumps(told, sort_keys=True))
            for name, pixels in members.items():
                archive.writestr(_member(name), _encoded(pixels))
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _bare(pixels: Pixels) -> Pixels:
    """Return colours as they are without their alpha."""
    alpha = pixels[..., 3:].astype(np.float32)
    colour = np.where(alpha > 0, pixels[..., :3].astype(np.float32) * 255 / np.maximum(alpha, 1), 0)
    return np.dstack([(colour + 0.5).clip(0, 255).astype(np.uint8), pixels[..., 3]])


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))


def _encoded(pixels: Pixels) -> bytes:
    turned = (
        pixels
        if pixels.ndim == 2
        else cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA)
    )
    done, png = cv2.imencode(".png", turned)
    assert done
    return bytes(png.tobytes())


def _decoded(data: bytes) -> Pixels:
    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if read is None:
        raise ValueError("a picture in it does not read")
    if read.ndim == 2:
        return np.asarray(read[..., None], np.uint8)
    return np.asarray(cv2.cvtColor(read, cv2.COLOR_BGR2RGB if read.shape[2] == 3 else cv2.COLOR_BGRA2RGBA), np.uint8)
