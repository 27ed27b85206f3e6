"""The people of a shot: each stands in its place, acts, breathes, and tells where its face was."""

import math
from dataclasses import dataclass
from typing import Protocol, TypeVar

import cv2

from .acting import Acting
from .compositing import Board, Picture, Pixels, Placing, blank, blurred
from .composition import PITCH, ROLL, Standing
from .figure.figure import ASIDE, UNIT, Figure
from .figure.state import FigureState, Sprite
from .life import Lean, Life
from .light import Light
from .spec import ShotSpec
from .stock import figure
from .windows import Box, box

SHRUNK = 4
"""How much smaller shadows are drawn than what casts them."""
LOOSE = frozenset({"long_straight", "long_wavy", "ponytail", "bob", "braid", "curly"})
"""Hair that hangs."""
LARGEST_HEAD, LARGEST_DRAFT = 780, 360
"""Heads are drawn no larger than this, in pixels, finally and in a draft; beyond it they are enlarged."""
MARGIN = 0.13
"""How far a figure is drawn beyond the frame's sides, fraction of its width: camera and body move."""


@dataclass(frozen=True)
class Seen:
    """A face as it came out: of whom, where, and how far its lips are apart."""

    index: int
    box: tuple[float, float, float, float]
    """Left, top, right, bottom as fractions of the frame."""
    open: float


V = TypeVar("V", contravariant=True)


class Footing(Protocol[V]):
    """What somebody stands on: where a drawing comes to lie in the picture of a camera."""

    @property
    def width(self) -> int:
        """Of the frame, pixels."""
        ...

    @property
    def height(self) -> int:
        """Of the frame, pixels."""
        ...

    def placing(self, view: V, depth: float = 1.0) -> Placing:
        """Return how frame coordinates lie that are ``depth`` near: 0 infinitely far, 1 at the figures."""
        ...


class Scene(Protocol):
    """Anything that can be filmed: paints one moment and says which faces it showed."""

    bloom: float
    """How much light parts glow."""

    @property
    def grade(self) -> str:
        """Name of the tone curve."""
        ...

    @property
    def speakers(self) -> "dict[int, Person]":
        """Those whose lips can be seen, by their place in the Spec."""
        ...

    def lips(self, index: int, t: float) -> list[Box]:
        """Return where what a speaker's lips move is seen at ``t`` seconds."""
        ...

    def draw(self, board: Board, t: float) -> list[Seen]:
        """Paint the moment ``t`` seconds into the shot over the whole board."""
        ...


class Person:
    """One figure of a shot."""

    def __init__(
        self,
        spec: ShotSpec,
        standing: Standing,
        light: Light,
        dark: bool = False,
        steady: bool = False,
        wind: float = 0.0,
        cropped: bool = False,
    ) -> None:
        """``steady``: the head keeps still; ``cropped``: what never comes into the frame is not drawn."""
        own = spec.figures[standing.index]
        self.spec = spec
        self.standing = standing
        self.dark = dark
        """Shown as a silhouette."""
        self.seed = spec.seed * 31 + standing.index * 7919
        self.acting = Acting(
            own, spec.seconds, spec.fps, self.seed, standing.yaw, PITCH[spec.angle], steady, spec.draft
        )
        # Only hair that hangs can be blown; for anyone else a gust would be a new drawing of the same.
        self.life = Life(self.acting, self.seed, wind if own.look.hair in LOOSE else 0.0)
        self.size = standing.head * spec.height
        self.wet = spec.stage.weather == "rain"
        head = max(16, min(LARGEST_DRAFT if spec.draft else LARGEST_HEAD, round(self.size)))
        aside = self._aside() if cropped and not (dark or standing.back) else ASIDE
        self.figure: Figure = figure(own.look, own.outfit, light, head, self._reach(), aside, own.wound)
        self._back: Sprite | None = None
        self._shown: tuple[Sprite, Picture] | None = None
        self._shadow: tuple[Picture, Picture] | None = None

    def _reach(self) -> float:
        """Return how many heads of the person the frame holds: what is below it is not drawn at all."""
        crown = self.standing.y - 0.56 * self.standing.head
        heads = (1.06 - crown) / self.standing.head + 0.25
        return min(8.0, max(1.75, math.ceil(heads * 4) / 4))

    def _aside(self) -> float:
        """Return how far to the sides of the eyes the frame shows the figure, figure units, in coarse steps."""
        width, height, x = self.spec.width, self.spec.height, self.standing.x
        tilted = 0.63 * height * math.sin(math.radians(ROLL[self.spec.angle]))
        beyond = max(x, 1 - x) * width + MARGIN * width + tilted
        return min(ASIDE, math.ceil(beyond / self.size * UNIT / 50) * 50)

    def sprite(self, t: float) -> Sprite:
        """Return the drawing on screen at ``t`` seconds."""
        if self.standing.back:
            if self._back is None:
                self._back = self._softened(self.figure.back(0.0, 0.0))
            return self._back
        state = self.state(t)
        return self.figure.silhouette(state) if self.dark else self.figure.sprite(state)

    def state(self, t: float) -> FigureState:
        """Return what is drawn at ``t`` seconds."""
        loose = self.spec.figures[self.standing.index].look.hair in LOOSE and not self.dark
        return self.acting.at(t, self.wet, self.life.sway(t) if loose else 0.0)

    def lips(self, stage: Footing[V], view: V, t: float) -> Box:
        """Return where in the frame is whatever the lips move at ``t`` seconds."""
        return self.mouthing(self._placed(stage, view, t), t)

    def mouthing(self, placing: Placing, t: float) -> Box:
        """Return where whatever the lips move comes to lie, if the point between the eyes is so placed."""
        place = self.figure.place(self.state(t))
        return box(*placing.moved(-place.anchor[0], -place.anchor[1]).bounds(*place.jaw.reach))

    def shown(self, placing: Placing, t: float, part: Box, kept: Box) -> Sprite | None:
        """Return as much of the drawing at ``t`` seconds as that part of a picture shows, None if it is nothing.

        ``placing`` is how the point between its eyes is placed in that picture.
        """
        if self.standing.back or self.dark or self.spec.style == "papercut":
            return self.sprite(t)
        state = self.state(t)
        x, y = self.figure.place(state).anchor
        back = placing.moved(-x, -y).inverse()
        there, inner = (box(*back.bounds(one.left, one.top, one.right, one.bottom)) for one in (part, kept))
        there = there.grown(2).common(self.figure.bounds)
        return self.figure.piece(state, there, inner) if there.area else None

    def draw(self, board: Board, stage: Footing[V], view: V, t: float) -> Seen | None:
        """Draw the person and return where its face is, None if it cannot be seen."""
        placing = self._placed(stage, view, t)
        sprite = self.sprite(t) if board.part == board.whole else self.shown(placing, t, board.part, board.kept)
        if sprite is None:
            return None
        placing = placing.moved(-sprite.anchor[0], -sprite.anchor[1])
        picture = self.picture(sprite)
        if self.spec.style == "papercut" and not self.dark:
            self._cast_shadow(board, picture, placing)
        board.lay(picture, placing)
        if self.standing.back:
            return None
        left, top, right, bottom = placing.bounds(*sprite.face)
        box = (left / stage.width, top / stage.height, right / stage.width, bottom / stage.height)
        return Seen(self.standing.index, box, sprite.mouth_open)

    def _placed(self, stage: Footing[V], view: V, t: float) -> Placing:
        """Return how the drawing lies about the point between its eyes."""
        return self._placing(stage, view, self.life.lean(t)).scaled(self.size / self.figure.head)

    def _placing(self, stage: Footing[V], view: V, lean: Lean) -> Placing:
        """Return how the body lies about the point between its eyes: breathing and leaning, the waist in its place."""
        waist = 1.9 * self.size
        x, y = self.standing.x * stage.width, self.standing.y * stage.height + lean.down * self.size
        placing = stage.placing(view, self.standing.depth).moved(x, y + waist).turned(lean.degrees).moved(0, -waist)
        # The chest lifts and the shoulders widen a little: the sprite grows from the eyes.
        return placing.scaled(lean.zoom)

    def _cast_shadow(self, board: Board, picture: Picture, placing: Placing) -> None:
        """Draw the shadow that a cut-out throws on the paper behind it."""
        if self._shadow is None or self._shadow[0] is not picture:
            self._shadow = (picture, Picture(_shadow_of(picture)))
        away = self.size * 0.035
        board.lay(self._shadow[1], placing.moved(away, away * 1.5).scaled(SHRUNK), 0.62)

    def picture(self, sprite: Sprite) -> Picture:
        """Return the sprite's pixels; a drawing held for several frames is read once."""
        if self._shown is None or self._shown[0] is not sprite:
            self._shown = (sprite, Picture(sprite.pixels))
        return self._shown[1]

    def _softened(self, sprite: Sprite) -> Sprite:
        """Return a back as the foreground shows it: out of focus and in its own shadow."""
        standing = self.standing
        if not standing.blur and not standing.shade:
            return sprite
        pixels = sprite.pixels.copy()
        shade = 1 - standing.shade
        for channel, tint in enumerate((1.06, 0.86, 0.92)):
            pixels[..., channel] = (pixels[..., channel] * min(1.0, shade * tint)).astype("uint8")
        pixels = blurred(pixels, standing.blur * sprite.head)
        return Sprite(pixels, sprite.anchor, sprite.head, sprite.face, sprite.mouth_open)


def _shadow_of(picture: Picture) -> Pixels:
    """Return the soft dark shape of a picture, at a quarter of its size."""
    size = (max(1, picture.width // SHRUNK), max(1, picture.height // SHRUNK))
    alpha = cv2.resize(cv2.extractChannel(picture.pixels, 3), size, interpolation=cv2.INTER_AREA)
    shadow = blank(*size)
    shadow[..., 3] = cv2.GaussianBlur(alpha, (0, 0), max(0.8, size[0] * 0.012))
    return shadow
