"""Necklines: the right half, from the top of the shoulder to the middle."""

from .anatomy import Anatomy
from .geometry import Point


def crew(body: Anatomy) -> list[Point]:
    """Round neck."""
    n, c = body.neck, body.collar_y
    return [(n + 17, c - 27), (n + 8, c - 6), (n * 0.62, c + 14), (0, c + 21)]


def high(body: Anatomy) -> list[Point]:
    """Closed at the throat."""
    n, c = body.neck, body.collar_y
    return [(n + 12, c - 32), (n + 2, c - 22), (n * 0.5, c - 6), (0, c - 2)]


def vee(body: Anatomy) -> list[Point]:
    """V neck."""
    n, c = body.neck, body.collar_y
    return [(n + 17, c - 27), (n + 6, c + 6), (n * 0.5, c + 52), (0, c + 92)]


def open_shirt(body: Anatomy) -> list[Point]:
    """A shirt with the top button undone."""
    n, c = body.neck, body.collar_y
    return [(n + 12, c - 30), (n + 2, c - 6), (n * 0.4, c + 34), (0, c + 62)]


def deep_vee(body: Anatomy) -> list[Point]:
    """A jacket, buttoned at the waist."""
    n, c = body.neck, body.collar_y
    return [(n + 16, c - 27), (n + 10, c + 20), (n * 0.9, c + 150), (8, 560)]


def sweetheart(body: Anatomy) -> list[Point]:
    """A bodice under thin straps."""
    s = body.shoulder
    return [(s * 0.74, 326), (s * 0.60, 334), (s * 0.40, 338), (s * 0.18, 352), (0, 384)]


def off_shoulder(body: Anatomy) -> list[Point]:
    """A gown that leaves the shoulders bare."""
    s = body.shoulder
    return [(s + 2, 322), (s * 0.78, 330), (s * 0.44, 344), (s * 0.18, 356), (0, 376)]
