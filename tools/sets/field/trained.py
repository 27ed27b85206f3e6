"""Trained: a capture becomes a set that can be filmed; the order in which everything is done."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import torch

from ..capture import Capture
from ..spec import FieldSpec
from ..survey.survey import surveyed
from .carving import seen_through
from .exposure import Exposures
from .field import Field
from .field_set import FieldSet
from .figures import exposed_alike, psnr, ssim
from .hybrid import blended
from .learning import Course, Learner, learn
from .lessons import Lessons, lessons_of, size_within
from .library import Device
from .rendering import depth_of, render
from .sources import Sources
from .space import Space
from .sweeping import sweep

Floats = npt.NDArray[np.floating]

HOLD = 8
"""One frame in so many is held out, for good: what is measured on it was never learnt."""
BAKED = 160
"""Longer side of the depths that are kept of every frame, pixels."""
THOROUGH = 16
"""Samples along each of their rays."""
MEASURED = 6
"""Held-out frames that are measured at most."""


@dataclass(frozen=True)
class Lesson:
    """What is to be learnt from, and how."""

    capture: Capture
    spec: FieldSpec
    device: Device
    compiled: bool = False
    course: Course | None = None
    """None: the usual one, with the steps and the seed of the Spec."""


def held_out(frames: int) -> list[int]:
    """Return which frames are not learnt from."""
    return list(range(HOLD // 2, frames, HOLD))


def train(lesson: Lesson) -> FieldSet:
    """Return the set of a capture, with what was measured of it among its facts."""
    began = time.process_time(), time.monotonic()
    capture, spec = lesson.capture, lesson.spec
    held = held_out(len(capture.frames))
    kept = [number for number in range(len(capture.frames)) if number not in held]
    learner = prepared(lesson, kept)
    learn(learner)
    field = learner.field.eval()
    spent = time.process_time() - began[0], time.monotonic() - began[1]
    depths = _baked(field, capture)
    sources = Sources(capture, depths, *_exposures(learner, capture, kept, held))
    measured = measure(field, sources, held, spec.size)
    survey = surveyed(capture, depths)
    facts = {
        **measured,
        "held_out": len(held),
        "frames": len(capture.frames),
        "steps": spec.steps,
        "seconds": round(spent[1], 1),
        "cpu_seconds": round(spent[0], 1),
        "device": lesson.device,
        "cameras": json.dumps([camera.model_dump(mode="json") for camera in survey.cameras()]),
        "marks": json.dumps([mark.model_dump(mode="json") for mark in survey.marks()]),
    }
    return FieldSet(field, capture, depths, sources.factors, sources.lifts, survey, facts)


def prepared(lesson: Lesson, kept: Sequence[int]) -> Learner:
    """Return a learner that has yet to take its first step: what sweeping found is in its occupancy."""
    capture, spec, device = lesson.capture, lesson.spec, lesson.device
    torch.manual_seed(spec.seed)
    swept = sweep(capture, kept)
    lessons = lessons_of(capture, kept, spec.size, device, swept.depths)
    known = np.concatenate([capture.points, swept.points]).astype(np.float32)
    places = np.array([frame.eye.at for frame in capture.frames])
    field = Field(Space.around(places, known[:: max(1, len(known) // 20_000)])).to(device)
    if lesson.compiled:
        field.compiled()
    occupied(field, lessons, known)
    exposures = Exposures(len(kept)).to(device)
    course = lesson.course or Course(steps=spec.steps, seed=spec.seed)
    return Learner(field, exposures, lessons, course)


def occupied(field: Field, lessons: Lessons, points: Floats) -> None:
    """Tell a new field's occupancy where something is likely, and what is empty."""
    field.occupancy.seed(field.space, torch.from_numpy(points).to(field.device))
    if bool(lessons.swept.any()):
        field.occupancy.carve(seen_through(field.occupancy, field.space, lessons))


def measure(field: Field, sources: Sources, held: Sequence[int], longer_side: int) -> dict[str, object]:
    """Return PSNR and SSIM of the field and of the hybrid (``psnr``), means over held-out frames; empty if none is.

    ``psnr_exposed_alike`` is the hybrid's where the frame's own exposure is granted to it.
    """
    capture = sources.capture
    width, height = size_within(capture.width, capture.height, longer_side)
    rows = []
    for number in list(held)[:: max(1, -(-len(held) // MEASURED))]:
        frame = capture.frames[number]
        truth = _small(frame.colour(), width, height)
        view = render(field, frame.eye, width, height)
        mixed, _ = blended(sources, frame.eye, view, width, height, without=held)
        factor, lift = exposed_alike(mixed, truth)
        rows.append(
            {
                "field_psnr": psnr(view.colour, truth),
                "field_ssim": ssim(view.colour, truth),
                "psnr": psnr(mixed, truth),
                "ssim": ssim(mixed, truth),
                "psnr_exposed_alike": psnr(mixed * factor + lift, truth),
            }
        )
    return {name: round(float(np.mean([row[name] for row in rows])), 4) for name in (rows[0] if rows else ())}


def _baked(field: Field, capture: Capture) -> tuple[Floats, ...]:
    """Return how deep every frame is."""
    size = size_within(capture.width, capture.height, BAKED)
    return tuple(depth_of(field, frame.eye, *size, samples=THOROUGH) for frame in capture.frames)


def _exposures(learner: Learner, capture: Capture, kept: Sequence[int], held: Sequence[int]) -> tuple[Any, Any]:
    """Return what undoes the exposures of all frames; of those held out it is judged by what the field shows."""
    factors, lifts = np.ones((len(capture.frames), 3), np.float32), np.zeros((len(capture.frames), 3), np.float32)
    factor, lift = learner.exposures.undone()
    factors[list(kept)], lifts[list(kept)] = factor.cpu().numpy(), lift.cpu().numpy()
    size = size_within(capture.width, capture.height, BAKED // 2)
    for number in held:
        frame = capture.frames[number]
        shown = render(learner.field, frame.eye, *size)
        factors[number], lifts[number] = exposed_alike(_small(frame.colour(), *size), shown.colour)
    return factors, lifts


def _small(picture: npt.NDArray[np.uint8], width: int, height: int) -> Floats:
    small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / 255
