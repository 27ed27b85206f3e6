"""The report on a scouted set: pictures and a few sentences for whoever filmed it, with remedies."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ....memory.sets import Mark, SetCamera
from ..capture import Capture
from .cameras import Refused, refused_cameras
from .coverage import ENOUGH, Coverage, covered
from .plan import drawn_plan
from .sheets import frames_sheet, held_out_sheet, plates_sheet
from .survey import Survey

Pixels = npt.NDArray[np.uint8]
GOOD, FAIR = 26.0, 21.0
"""dB of held-out frames that look like the place, and like a soft picture of it."""


@dataclass(frozen=True)
class Report:
    """What is said of a set."""

    pictures: dict[str, Pixels]
    """RGB by name: ``frames``, ``plan``, ``held-out``, ``plates``."""
    cameras: tuple[SetCamera, ...]
    marks: tuple[Mark, ...]
    coverage: Coverage
    psnr: tuple[float, ...] = ()
    """Of the held-out frames, dB."""
    sentences: tuple[str, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)
    """The same as plain data."""

    def as_text(self) -> str:
        """Return it as a few sentences, one a line."""
        return "\n".join(self.sentences)

    def as_json(self) -> dict[str, object]:
        """Return it as plain data, without the pictures."""
        return self.facts


def report(
    capture: Capture,
    survey: Survey,
    facts: Mapping[str, Any] | None = None,
    held_out: Sequence[tuple[Pixels, Pixels]] = (),
    plates: Mapping[str, Pixels] | None = None,
) -> Report:
    """Return the report on a set.

    ``facts``: what else was measured, over those of the capture. ``held_out``: frames that the field never saw, and
    what it makes of them. ``plates``: what the named cameras see.
    """
    told = {**capture.facts, **(facts or {})}
    cameras, marks = survey.cameras(), survey.marks()
    refused, coverage = refused_cameras(survey, marks[0]), covered(survey, marks[0])
    figures = tuple(round(likeness(truth, made), 2) for truth, made in held_out)
    pictures = {
        "frames": frames_sheet(capture, _kept(capture, told)),
        "plan": drawn_plan(survey, coverage, cameras, refused, marks),
    }
    if held_out:
        pictures["held-out"] = held_out_sheet(held_out[:5], figures[:5])
    if plates:
        pictures["plates"] = plates_sheet(plates, cameras)
    sentences = (
        _kept(capture, told) + ".",
        *_sharpness(figures),
        *_directions(coverage),
        *_heights(coverage),
        _offered(cameras, refused),
        *_standing(marks, coverage),
        *(str(note) for note in _notes(told)),
    )
    data = _data(capture, told, coverage, cameras, refused, marks, figures)
    return Report(pictures, cameras, marks, coverage, figures, sentences, data)


def likeness(truth: Pixels, made: Pixels) -> float:
    """Return the PSNR of two pictures, dB, 99 at most."""
    error = float(np.square(truth.astype(np.float64) - made).mean()) / 255**2
    return 99.0 if error < 1e-9 else -10 * math.log10(error)


def _kept(capture: Capture, facts: Mapping[str, Any]) -> str:
    kept = facts.get("kept", len(capture.frames))
    text = f"{len(capture.frames)} of {kept} frames found their place"
    error = facts.get("error_px")
    return text + (f", {error:.2f} pixels off on average" if isinstance(error, int | float) else "")


def _sharpness(figures: Sequence[float]) -> list[str]:
    if not figures:
        return []
    mean = float(np.mean(figures))
    said = f"Frames that it never saw are rendered with {mean:.1f} dB"
    if mean >= GOOD:
        return [f"{said}: the set looks like the place."]
    if mean >= FAIR:
        return [f"{said}: the set is somewhat soft; hold the camera stiller, or film by more light, and scout again."]
    return [f"{said}: the set is blurred; film slowly, by more light, with nobody in the picture, and scout again."]


def _directions(coverage: Coverage) -> list[str]:
    if not coverage.blind:
        return ["It was seen all around: a camera may look anywhere at eye level."]
    sides = [side for side in coverage.blind if side.partition(" ")[0] not in coverage.blind or " " not in side]
    film = "that side" if len(sides) == 1 else "those sides"
    return [
        f"From the middle, as the front camera looks, too little was seen {_listed(sides)}: do not point a camera "
        f"there, or film {film} too and scout again."
    ]


def _heights(coverage: Coverage) -> list[str]:
    if coverage.up < ENOUGH:
        height = (
            f"Nothing above {coverage.top:.1f} m was seen" if coverage.top < 2.6 else "Little of the ceiling was seen"
        )
        return [f"{height}: do not point a camera up, or tilt it up once while you film."]
    return []


def _offered(cameras: Sequence[SetCamera], refused: Sequence[Refused]) -> str:
    names = _listed([camera.name for camera in cameras])
    text = f"Its camera is {names}" if len(cameras) == 1 else f"Its cameras are {names}"
    for one in refused:
        why = f"{one.seen:.0%} of its picture was seen" if one.seen else "it has no place that was seen to be free"
        text += f"; {one.name} is not offered, for {'only ' if one.seen else ''}{why}"
    return text + "."


def _standing(marks: Sequence[Mark], coverage: Coverage) -> list[str]:
    if not coverage.floor:
        return [
            "No free floor was seen: tilt the camera down while you film, or clear a square metre, and scout again."
        ]
    if len(marks) == 1:
        return ["One can stand in the middle."]
    return [f"One can stand on {len(marks)} marks: {_listed([mark.name for mark in marks])}."]


def _notes(facts: Mapping[str, Any]) -> list[str]:
    notes = facts.get("notes", ())
    return [str(note) for note in notes] if isinstance(notes, list | tuple) else []


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _data(
    capture: Capture, facts: Mapping[str, Any], coverage: Coverage, cameras: Sequence[SetCamera],
    refused: Sequence[Refused], marks: Sequence[Mark], figures: Sequence[float],
) -> dict[str, object]:  # fmt: skip
    return {
        "frames": len(capture.frames),
        "points": len(capture.points),
        "error_px": facts.get("error_px"),
        "seen_around": coverage.share,
        "seen_directions": list(coverage.turns),
        "blind": list(coverage.blind),
        "seen_up": coverage.up,
        "seen_to_m": coverage.top,
        "floor_m2": coverage.floor,
        "cameras": {camera.name: camera.seen for camera in cameras},
        "refused": {one.name: one.seen for one in refused},
        "marks": [mark.name for mark in marks],
        "psnr": [float(figure) for figure in figures],
    }
