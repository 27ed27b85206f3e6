"""The measures of one person: a Look turned into figure units, once."""

import math
import random
import zlib
from dataclasses import dataclass

from ....memory.look import Look
from ..light import RGBA, Light
from .geometry import Point, Turn, ease, table
from .pigment import INK, brightness, mix, rgb, shade

CROWN = -150.0

# Half width of the head at heights, from crown to chin; the line between the eyes is 0.
WOMAN = [(-152, 26), (-140, 58), (-118, 84), (-82, 100), (-42, 104), (-8, 101.5), (22, 96.5), (48, 89), (72, 77.5),
         (94, 61.5), (113, 44.5), (127, 28), (137, 12)]  # fmt: skip
MAN = [(-152, 28), (-140, 60), (-118, 86), (-82, 100), (-42, 102.5), (-6, 99.5), (26, 94.5), (52, 88.5), (76, 83.5),
       (98, 73), (118, 54), (134, 34), (145, 15)]  # fmt: skip
FRONT = [(-150, 20), (-130, 62), (-105, 84), (-70, 96), (-34, 99), (-4, 90), (28, 92), (57, 95), (88, 95), (112, 87),
         (132, 88), (144, 76)]  # fmt: skip
"""How far the middle of the face stands in front of the ears."""
BACK = [(-150, -6), (-40, -12), (36, -8), (73, 6), (96, 26), (119, 48), (136, 66), (148, 70)]
"""Where the sides of the face end, likewise: the jaw runs forward to the chin."""


LEVELS = range(-160, 200)


@dataclass(frozen=True)
class Tones:
    """The colours of one person in one light."""

    skin: RGBA
    skin_light: RGBA
    skin_shadow: RGBA
    """Cel shadow."""
    skin_deep: RGBA
    """Under the chin, in the ear."""
    line: RGBA
    """Drawn lines on skin."""
    hair: RGBA
    hair_light: RGBA
    hair_shine: RGBA
    hair_shadow: RGBA
    hair_deep: RGBA
    lips: RGBA
    iris: RGBA
    shadow: RGBA


def tones(look: Look, light: Light) -> Tones:
    """Return the colours of a look under a light."""
    skin, hair, dark = rgb(look.skin), rgb(look.hair_colour), light.shadow
    shadow = shade(skin, dark)
    deep = shade(shadow, (232, 172, 190, 255))
    pale = brightness(hair)
    return Tones(
        skin=skin,
        skin_light=mix(skin, (255, 240, 224, 255), 0.08 + 0.28 * brightness(skin) ** 2),
        skin_shadow=shadow,
        skin_deep=deep,
        line=mix(shade(deep, (190, 120, 120, 255)), (92, 30, 40, 255), 0.35),
        hair=hair,
        hair_light=mix(hair, (255, 226, 210, 255), 0.2 - 0.05 * pale),
        hair_shine=mix(mix(hair, (236, 190, 190, 255), 0.45), (255, 250, 245, 255), 0.12 + 0.25 * pale),
        hair_shadow=shade(hair, mix(dark, (150, 130, 170, 255), 0.45)),
        hair_deep=shade(shade(hair, dark), (128, 108, 146, 255)),
        lips=rgb(look.lips),
        iris=rgb(look.iris),
        shadow=dark,
    )


def seed_of(look: Look) -> int:
    """Return a number that is this look's own, the same on every machine."""
    return zlib.crc32(look.canonical().encode())


class Anatomy:
    """Every measure of a person that does not change from frame to frame."""

    def __init__(self, look: Look, light: Light) -> None:
        self.look = look
        self.man = look.sex == "man"
        self.seed = seed_of(look)
        self.tones = tones(look, light)
        self.key = light.side
        self.child = ease((15 - look.age) / 7)
        """1 for a small child, 0 from 15 on."""
        self.old = ease((look.age - 46) / 26)
        """0 until the mid forties, 1 from 72 on."""
        dice = self.random(3)
        self.part = dice.choice((-1, 1)) * dice.uniform(14, 34)
        """Where the hair is parted."""
        self._measure_face()
        self._measure_features()
        self._measure_body()

    @property
    def age_allows_fringe(self) -> bool:
        """Whether loose hair falls into this forehead."""
        return self.look.age < 50

    def random(self, salt: int = 0) -> random.Random:
        """Return this person's own dice."""
        return random.Random(self.seed * 31 + salt)

    def _measure_face(self) -> None:
        look = self.look
        squat = 1 + 0.06 * look.length - 0.10 * self.child
        rows = []
        for y, w in MAN if self.man else WOMAN:
            jaw = math.exp(-(((y - 98) / 32) ** 2))
            cheek = math.exp(-(((y - 54) / 32) ** 2))
            sag = self.old * math.exp(-(((y - 102) / 22) ** 2)) * 3.5
            wide = w + jaw * 9.5 * look.jaw + cheek * (6.5 * look.cheek + 5 * self.child) + sag
            rows.append((y * squat if y > 0 else y, wide))
        self.widths: list[Point] = rows
        self.chin = rows[-1][0] + 1.5
        self.drop = self.chin / 152
        """Scale of heights below the eyes, for shapes drawn for a chin at 152."""
        self.squat = squat
        # Asked for thousands of times a frame, so looked up, not computed.
        self._levels = [
            (max(1.0, table(rows, y)), table(FRONT, y / squat if y > 0 else y), table(BACK, y))
            for y in (half / 2 for half in range(LEVELS.start * 2, LEVELS.stop * 2))
        ]

    def _measure_features(self) -> None:
        look, man, s = self.look, self.man, self.squat
        self.eye_x = 45.5 + 3.4 * look.eye_gap + 1.5 * self.child
        self.eye_w = (29.5 if not man else 28.5) * (1 + 0.12 * look.eye_size) * (1 + 0.06 * self.child)
        self.eye_h = (
            (17.4 if not man else 12.2) * (1 + 0.24 * look.eye_size) * (1 + 0.25 * self.child - 0.16 * self.old)
        )
        self.eye_low = self.eye_h * (0.60 if not man else 0.62)
        self.iris_r = (17.3 if not man else 13.8) * (1 + 0.10 * look.eye_size + 0.10 * self.child - 0.06 * self.old)
        self.tilt = look.eye_tilt * 4.4 + (3.6 if not man else 3.4) - 4.6 * self.old
        self.brow_y = (-41.0 if not man else -29.5) - 4 * self.child - 1.5 * self.old
        self.brow_w = (3.5 if not man else 6.2) * (1 + 0.34 * look.brow) * (1 - 0.25 * self.child)
        self.nose_y = (56 + 6 * look.nose + (4 if man else 0) - 7 * self.child) * s
        self.nose_w = (10.6 if not man else 13.2) * (1 + 0.2 * look.nose_width)
        self.mouth_y = (self.nose_y / s + self.chin / s) * 0.5 * s - 8 + (1 if man else 0)
        self.mouth_w = (20.5 if not man else 24.5) * (1 + 0.15 * look.mouth_width) * (1 - 0.12 * self.child)
        self.lip = (1.0 if not man else 0.72) * (1 + 0.34 * look.lip_fullness) * (1 - 0.3 * self.old)

    def _measure_body(self) -> None:
        look, man = self.look, self.man
        young = 1 - 0.26 * self.child
        self.neck = (33 if not man else 49 - 15 * self.child + 4 * look.build) * (1 - 0.12 * self.child)
        self.shoulder = (184 + 14 * look.build if not man else 254 - 66 * self.child + 22 * look.build) * young
        self.shoulder_y = (272 if not man else 280) - 22 * self.child + 7 * self.old
        self.collar_y = (232 if not man else 226) - 18 * self.child
        self.chest = (140 + 14 * look.build if not man else 186 - 44 * self.child + 22 * look.build) * young
        self.waist = (
            108 + 20 * look.build + 22 * self.old if not man else 150 + 26 * look.build + 16 * self.old
        ) * young
        self.hip = (160 + 16 * look.build if not man else 168 + 18 * look.build) * young

    def width(self, y: float) -> float:
        """Return half the width of the face at a height."""
        return self._level(y)[0]

    def depth(self, x: float, y: float) -> float:
        """Return how far a point of the face stands in front of the ears."""
        w, front, back = self._level(y)
        share = x / w
        return back + (front - back) * math.sqrt(max(0.0, 1 - share * share))

    def _level(self, y: float) -> tuple[float, float, float]:
        # Half a unit is finer than a pixel at any size that is filmed.
        i = int((y - LEVELS.start) * 2)
        return self._levels[0 if i < 0 else i if i < len(self._levels) else -1]

    def on_face(self, turn: Turn, x: float, y: float, lift: float = 0.0) -> Point:
        """Return where a point of the face is seen; ``lift`` stands it off the skin."""
        return turn.at(x, y, self.depth(x, y) + lift)

    def ink(self) -> RGBA:
        """Return the darkest line of this face: lashes, brows."""
        return mix(INK, self.tones.hair, 0.12)
