"""The stage: a painted set before the camera, its sheets moving against each other, out of focus by their distance."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import skia

from ...memory.storyboard import Framing
from .camera import Camera, View
from .compositing import Board, Picture, Pixels, Placing, blank, blurred, canvas_on, lay, pixels_of
from .composition import ROLL, Standing
from .light import RGBA, Light
from .retake import dice
from .sets.weather import WeatherSheets
from .spec import ShotSpec
from .stock import plate

SOFTNESS: dict[Framing, float] = {
    "extreme_close_up": 0.020,
    "close_up": 0.013,
    "medium_close_up": 0.0085,
    "medium": 0.005,
    "wide": 0.0012,
    "over_shoulder": 0.009,
    "two_shot": 0.0065,
    "insert": 0.018,
    "panels": 0.03,
    "silhouette": 0.003,
    "establishing": 0.0,
    "title": 0.006,
    "end": 0.014,
}
"""Blur of the infinitely far, as a fraction of the frame's width."""

LENS: dict[Framing, float] = {
    "extreme_close_up": 1.55,
    "close_up": 1.38,
    "medium_close_up": 1.22,
    "medium": 1.12,
    "over_shoulder": 1.22,
    "two_shot": 1.10,
    "insert": 1.40,
    "panels": 1.5,
}
"""How much the set is enlarged behind nearer figures."""


@dataclass(frozen=True)
class Sheet:
    """One layer, cut to where there is anything, ready to be laid."""

    picture: Picture
    x: float
    y: float
    depth: float


class Stage:
    """The set of one shot, as seen by its camera."""

    def __init__(self, spec: ShotSpec, camera: Camera, standings: Sequence[Standing] = ()) -> None:
        self.spec = spec
        self.width, self.height = spec.width, spec.height
        self.camera = camera
        self.plate = plate(spec.stage, spec.width, spec.height, spec.style)
        self.roll = ROLL[spec.angle]
        again = dice(spec.seed, "set lies")
        self.zoom = LENS.get(spec.framing, 1.0) * (again.uniform(1.05, 1.12) if again else 1.0)
        self.aim_x, self.aim_y = self._aim(standings)
        self.cover = self._cover()
        self.behind, self.front = self._sheets(standings)
        weather = spec.stage.weather
        self.weather = WeatherSheets(weather, self.width, self.height, spec.seed) if weather != "clear" else None

    def placing(self, view: View, depth: float = 1.0) -> Placing:
        """Return how frame coordinates lie that are ``depth`` near: 0 infinitely far, 1 at the figures."""
        zoom = 1 + (view.zoom - 1) * (0.30 + 0.70 * depth)
        middle = Placing(x=self.width / 2, y=self.height / 2).turned(view.roll + self.roll)
        shifted = middle.moved(view.x * depth * self.width, view.y * depth * self.height)
        return shifted.scaled(zoom).moved(-self.width / 2, -self.height / 2)

    def draw_behind(self, board: Board, view: View, t: float) -> None:
        """Draw everything behind the figures."""
        for sheet in self.behind:
            self._draw(board, sheet, view)
        if self.weather is not None:
            self.weather.draw_behind(board.canvas, t)

    def draw_front(self, board: Board, view: View, t: float) -> None:
        """Draw what stands before the figures."""
        for sheet in self.front:
            self._draw(board, sheet, view)
        if self.weather is not None:
            self.weather.draw_front(board.canvas, t)

    def _draw(self, board: Board, sheet: Sheet, view: View) -> None:
        placing = self.placing(view, sheet.depth)
        placing = placing.moved(self.width / 2 + self.aim_x, self.height / 2 + self.aim_y)
        placing = placing.scaled(self.zoom * self.cover).moved(-self.plate.width / 2, -self.plate.height / 2)
        board.lay(sheet.picture, placing.moved(sheet.x, sheet.y))

    def _aim(self, standings: Sequence[Standing]) -> tuple[float, float]:
        """Return where the enlarged set is shifted to, pixels: who face each other have different walls behind them."""
        slack = (self.zoom - 1) / 2
        turn = next((standing.yaw for standing in standings if not standing.back), 0.0)
        draw = dice(self.spec.seed, "set is aimed at") or random.Random(f"aim {self.spec.stage.seed}")
        side = -1.0 if turn < -0.1 else 1.0 if turn > 0.1 else draw.uniform(-0.35, 0.35)
        tilt = {"low": 0.55, "high": -0.55}.get(self.spec.angle, 0.15)
        # A low camera sees more of what is above; a close one looks at the height of the eyes, not at the floor.
        return -0.8 * side * slack * self.width, tilt * slack * self.height

    def _cover(self) -> float:
        """Return the least enlargement at which no edge of the plate comes into the frame during the move."""
        need = 1.0
        for step in range(25):
            view = self.camera.at(self.camera.seconds * step / 24)
            need = max(need, self._cover_of(view, 0.0), self._cover_of(view, 1.3))
        return need

    def _cover_of(self, view: View, depth: float) -> float:
        angle = math.radians(abs(view.roll + self.roll))
        width, height = self.width, self.height
        zoom = 1 + (view.zoom - 1) * (0.30 + 0.70 * depth)
        across = width * math.cos(angle) + height * math.sin(angle)
        down = height * math.cos(angle) + width * math.sin(angle)
        across += 2 * (abs(view.x) * depth * width + abs(self.aim_x) * zoom)
        down += 2 * (abs(view.y) * depth * height + abs(self.aim_y) * zoom)
        return max(across / (self.plate.width * self.zoom * zoom), down / (self.plate.height * self.zoom * zoom))

    def _sheets(self, standings: Sequence[Standing]) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
        behind: list[Sheet] = []
        front: list[Sheet] = []
        soft = SOFTNESS[self.spec.framing] * self.width / self.zoom
        for layer in self.plate.layers:
            near = layer.depth > 1
            blur = soft * abs(layer.depth - 1) * (1.6 if near else 1.0)
            sheet = _sheet(pixels_of(layer.image), layer.depth, blur)
            if sheet is None:
                continue
            if not near and behind and self._moves_alike(behind[-1], sheet):
                behind[-1] = _merged(behind[-1], sheet, self.plate.width, self.plate.height)
            elif not near:
                behind.append(sheet)
            elif not self._hides_a_face(sheet, standings):
                front.append(sheet)
        return tuple(behind), tuple(front)

    def _moves_alike(self, sheet: Sheet, nearer: Sheet) -> bool:
        """Whether two sheets may be one: behind a figure in focus nobody sees them move against each other."""
        alike = 0.12 if self.spec.framing in {"establishing", "wide", "silhouette"} else 0.45
        return nearer.depth - sheet.depth <= alike * (1.6 if self.spec.draft else 1.0)

    def _hides_a_face(self, sheet: Sheet, standings: Sequence[Standing]) -> bool:
        """Whether something in the foreground would stand before a face, anywhere on the camera's way."""
        alpha = sheet.picture.pixels[..., 3]
        scale = self.zoom * self.cover
        for standing in standings:
            reach = standing.head * self.height * 0.62
            left = (standing.x * self.width - reach - self.width / 2 - self.aim_x) / scale + self.plate.width / 2
            top = (standing.y * self.height - reach - self.height / 2 - self.aim_y) / scale + self.plate.height / 2
            x, y, size = int(left - sheet.x), int(top - sheet.y), int(2 * reach / scale)
            part = alpha[max(0, y) : max(0, y + size), max(0, x) : max(0, x + size)]
            if part.size and float(part.mean()) > 6:
                return True
        return False


def _sheet(pixels: Pixels, depth: float, blur: float) -> Sheet | None:
    """Return the layer blurred and cut to where there is anything; None if it is empty."""
    if blur > 0.4:
        pixels = blurred(pixels, blur)
    rows = np.flatnonzero(pixels[..., 3].max(axis=1) > 2)
    columns = np.flatnonzero(pixels[..., 3].max(axis=0) > 2)
    if not rows.size or not columns.size:
        return None
    cut = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    opaque = bool((cut[..., 3] == 255).all())
    return Sheet(Picture(np.ascontiguousarray(cut), opaque), float(columns[0]), float(rows[0]), depth)


def _merged(far: Sheet, near: Sheet, width: int, height: int) -> Sheet:
    """Return two sheets laid over each other; they keep the depth of the far one, against which the figures stand."""
    pixels = blank(width, height)
    for sheet in (far, near):
        lay(pixels, sheet.picture, Placing(x=sheet.x, y=sheet.y))
    return Sheet(Picture(pixels, bool((pixels[..., 3] == 255).all())), 0.0, 0.0, far.depth)


class Backlight:
    """A glow behind figures that are only outlines: without it they drown in a dark set."""

    def __init__(self, width: int, light: Light, standings: Sequence[Standing], colour: RGBA | None = None) -> None:
        """``width``: of the frame, pixels."""
        rims = light.rims
        red, green, blue = (colour or (rims[0].colour if rims else (255, 220, 180, 255)))[:3]
        self.x = sum(standing.x for standing in standings) / len(standings)
        self.y = sum(standing.y for standing in standings) / len(standings) + 0.02
        half = round(width * (0.50 + 0.08 * len(standings)))
        pixels = blank(half * 2, half * 2)
        centre = skia.Point(half, half)
        tones = [skia.ColorSetARGB(a, red, green, blue) for a in (112, 62, 18, 0)]
        glow = skia.GradientShader.MakeRadial(centre, half, tones, [0, 0.3, 0.65, 1])
        canvas_on(pixels).drawCircle(centre, half, skia.Paint(Shader=glow))
        pixels[..., 3] = 0
        self.picture = Picture(pixels)

    def draw(self, board: Board, placing: Placing, t: float) -> None:
        """Draw the glow; ``placing`` is how frame coordinates lie where the figures are."""
        placing = placing.moved(self.x * board.width, self.y * board.height)
        pulse = 0.94 + 0.06 * math.sin(t * 1.7)
        board.lay(self.picture, placing.moved(-self.picture.width / 2, -self.picture.height / 2), pulse)
