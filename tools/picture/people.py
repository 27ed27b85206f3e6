"""The people of a shot: each stands in its place, acts, breathes, and tells where its face was."""

from dataclasses import dataclass
from typing import Protocol

import skia

from .acting import Acting, breathing
from .camera import View
from .composition import PITCH, Standing
from .figure.figure import Figure, Sprite
from .light import Light
from .spec import ShotSpec
from .stage import Stage, blurred
from .stock import LINEAR, figure, image_of, pixels_of

LARGEST_HEAD = 900
"""Heads are drawn no larger than this, in pixels; beyond it they are enlarged."""


@dataclass(frozen=True)
class Seen:
    """A face as it came out: of whom, where, and how far its lips are apart."""

    index: int
    box: tuple[float, float, float, float]
    """Left, top, right, bottom as fractions of the frame."""
    open: float


class Scene(Protocol):
    """Anything that can be filmed: paints one moment and says which faces it showed."""

    bloom: float
    """How much light parts glow."""

    @property
    def grade(self) -> str:
        """Name of the tone curve."""
        ...

    def draw(self, canvas: skia.Canvas, t: float) -> list[Seen]:
        """Paint the moment ``t`` seconds into the shot over the whole canvas."""
        ...


class Person:
    """One figure of a shot."""

    def __init__(self, spec: ShotSpec, standing: Standing, light: Light, dark: bool = False) -> None:
        own = spec.figures[standing.index]
        self.spec = spec
        self.standing = standing
        self.dark = dark
        """Shown as a silhouette."""
        self.seed = spec.seed * 31 + standing.index * 7919
        self.acting = Acting(own, spec.seconds, spec.fps, self.seed, standing.yaw, PITCH[spec.angle])
        self.size = standing.head * spec.height
        self.wet = spec.stage.weather == "rain"
        self.figure: Figure = figure(own.look, own.outfit, light, max(16, min(LARGEST_HEAD, round(self.size))))
        self._back: Sprite | None = None

    def sprite(self, t: float) -> Sprite:
        """Return the drawing on screen at ``t`` seconds."""
        if self.standing.back:
            if self._back is None:
                self._back = self._softened(self.figure.back(0.0, 0.0))
            return self._back
        state = self.acting.at(t, self.wet)
        return self.figure.silhouette(state) if self.dark else self.figure.sprite(state)

    def draw(self, canvas: skia.Canvas, stage: Stage, view: View, t: float) -> Seen | None:
        """Draw the person and return where its face is, None if it cannot be seen."""
        sprite = self.sprite(t)
        breath = breathing(t, self.seed)
        scale = self.size / sprite.head
        x = self.standing.x * stage.width
        y = self.standing.y * stage.height - 0.0045 * self.size * breath
        canvas.save()
        stage.lay(canvas, view, self.standing.depth)
        canvas.translate(x, y)
        # The chest lifts and the shoulders widen a little: the sprite grows from the eyes.
        canvas.scale(scale * (1 + 0.002 * breath), scale * (1 + 0.002 * breath))
        canvas.translate(-sprite.anchor[0], -sprite.anchor[1])
        canvas.drawImage(sprite.image, 0, 0, LINEAR)
        seen = None if self.standing.back else self._seen(canvas, sprite, stage)
        canvas.restore()
        return seen

    def _seen(self, canvas: skia.Canvas, sprite: Sprite, stage: Stage) -> Seen:
        box = canvas.getTotalMatrix().mapRect(skia.Rect.MakeLTRB(*sprite.face))
        edges = (
            box.left() / stage.width,
            box.top() / stage.height,
            box.right() / stage.width,
            box.bottom() / stage.height,
        )
        return Seen(self.standing.index, edges, sprite.mouth_open)

    def _softened(self, sprite: Sprite) -> Sprite:
        """Return a back as the foreground shows it: out of focus and in its own shadow."""
        standing = self.standing
        if not standing.blur and not standing.shade:
            return sprite
        pixels = pixels_of(sprite.image)
        shade = 1 - standing.shade
        for channel, tint in enumerate((0.92, 0.86, 1.06)):
            pixels[..., channel] = (pixels[..., channel] * min(1.0, shade * tint)).astype("uint8")
        pixels = blurred(pixels, standing.blur * sprite.head)
        return Sprite(image_of(pixels), sprite.anchor, sprite.head, sprite.face, sprite.mouth_open)
