"""Wording: a shot in words, for models that read."""

from ..picture.spec import ShotSpec


def frame_prompt(shot: ShotSpec) -> str:
    """Return what is seen in the first moment of a shot; pictures that go with it are called image 1, image 2, …"""
    who = ", ".join(f"image {n}: {reference.subject}" for n, reference in enumerate(shot.references, 1))
    where = f"{shot.stage.set}, {shot.stage.hour}, {shot.stage.weather}"
    return f"{shot.framing.replace('_', ' ')}, {shot.angle} angle, {where}. {shot.words} {who}".strip()


def clip_prompt(shot: ShotSpec, most: int = 2000) -> str:
    """Return what happens in a shot from its first frame on, in ``most`` characters at most."""
    return f"{shot.words} Camera: {shot.move.replace('_', ' ')}."[:most]
