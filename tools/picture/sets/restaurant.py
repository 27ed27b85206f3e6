"""The restaurant: low lamps over white cloths, a bar of bottles, a candle between two glasses."""

from ..light import RGBA
from .brush import DARK, Brush, arc, curve, fade, ink, mix, ramp, shade, within
from .fittings import pendant, sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=4.6, height=3.8, depth=6.4, eye=1.4, horizon=800)


def paint_restaurant(scene: Scene) -> None:
    """Paint the dining room: window wall on the left, lit bar at the back, lamps in a receding row."""
    scene.horizon = ROOM.horizon
    wall = scene.pick("wall", "8a5244", "527064", "6e567a", "56668a")
    velvet = scene.pick("velvet", "8c2f3e", "2f6a5c", "9a6a2e", "3d4f86")
    for x, y, r in ((690.0, 420, 560), (610, 520, 380), (560, 590, 260)):
        scene.lamp(x, y, r, ink("ffbe72"), 0.9)
    scene.lamp(500, 760, 330, ink("ffb060"), 0.8)
    scene.lamp(400, 1000, 620, ink("ffb267"), 0.75)
    scene.daylight(140, 640, 760)
    night = scene.mood.lamps > 0.5
    scene.lit(1 if night else -1, key=ink("ffc27a") if night else None, fill=scene.mood.sky[1][1])
    outside(scene, "city", (160, 470), 880)
    panes = [ROOM.side(z, z + 0.95, 0.7, 3.0) for z in (3.5, 4.8)]
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, ink("7c5844"), shade(wall, -0.25))
        ROOM.planks(brush, ink("7c5844"), 0.2, 80)
        ROOM.skirting(brush, shade(wall, -0.3), 0.0, 0.95)
        ROOM.skirting(brush, ink("c9a05a"), 0.95, 1.0)
        _bar(scene, brush)
        for pane in panes:
            window(scene, brush, pane, ink("33241f"), (1, 3), 0.04)
        scene.relight(brush)
        _bar_light(scene, brush)
        for pane in panes:
            sunlight(scene, brush, pane, ROOM.flat(-1.9, 0.4, 2.4, 5.2), 0.6)
    with scene.layer(0.62) as brush:
        _banquette(brush, velvet)
        for z, x in ((5.3, -0.25), (3.9, 0.75)):
            _table(scene, brush, x, z)
        scene.relight(brush)
        for x, y, size in ((560, 565, 34), (610, 480, 48), (690, 360, 72)):
            pendant(scene, brush, x, y, size, ink("3c2a26"))
    with scene.layer(0.85) as brush:
        _table(scene, brush, -0.55, 2.35)
        scene.relight(brush)
        scene.shine(brush, 0.45)
        _candle(scene, brush, *ROOM.at(-0.55, 0.77, 2.35))
    with scene.layer(1.35) as brush:
        _glass(brush, 905, 1730, 440)
        scene.relight(brush, shade(scene.mood.inside, -0.2), 0.5)


def _bar(scene: Scene, brush: Brush) -> None:
    wood = ink("4a2c22")
    brush.down(ROOM.back(-0.9, 1.5, 1.1, 3.1), shade(wood, -0.1), shade(wood, -0.45))
    dice = scene.dice("bottles")
    for shelf in range(3):
        low = 1.22 + shelf * 0.6
        board = ROOM.back(-0.85, 1.45, low - 0.05, low)
        for i in range(26):
            x = -0.8 + i * 0.088 + dice.uniform(-0.01, 0.01)
            tall = dice.uniform(0.22, 0.42)
            glass = ink(dice.choice(("b5762c", "3f7a55", "c9d8d8", "8a3030", "d8b04c", "5a7fa8")))
            body = ROOM.back(x, x + 0.065, low, low + tall * 0.7)
            neck = ROOM.back(x + 0.022, x + 0.044, low + tall * 0.7, low + tall)
            brush.across(body, shade(glass, 0.4), glass, shade(glass, -0.5))
            brush.across(neck, shade(glass, 0.3), shade(glass, -0.3))
        brush.down(board, shade(wood, 0.3), shade(wood, -0.2))
    ROOM.block(brush, -1.1, 1.7, 0.0, 1.08, 5.6, 6.1, shade(wood, 0.08))
    brush.down(ROOM.back(-1.16, 1.76, 1.06, 1.13, 5.55), ink("c98d5c"), ink("6a4028"))


def _bar_light(scene: Scene, brush: Brush) -> None:
    burn = 0.25 + 0.75 * scene.mood.lamps
    for shelf in range(3):
        x, y = ROOM.at(0.3, 1.3 + shelf * 0.6, ROOM.depth)
        brush.glow(x, y, 210, ink("ffb45e", round(115 * burn)), 0.26)


def _banquette(brush: Brush, velvet: RGBA) -> None:
    ROOM.block(brush, 1.55, 2.3, 0.0, 0.48, 2.4, 6.0, shade(velvet, -0.1))
    quad = ROOM.side(2.4, 6.0, 0.45, 1.2, 2.1)
    brush.across(quad, shade(velvet, -0.1), shade(velvet, 0.12), shade(velvet, -0.25))
    for i in range(1, 9):
        u = (i / 9) ** 1.35
        brush.line([within(quad, u, 0.02), within(quad, u, 0.98)], fade(DARK, 120), 4, 2)
    brush.line([within(quad, 0, 0.0), within(quad, 1, 0.0)], ink("d8a860"), 5)


def _table(scene: Scene, brush: Brush, x: float, z: float) -> None:
    unit = ROOM.scale(z)
    cx, cy = ROOM.at(x, 0.76, z)
    _, floor = ROOM.at(x, 0, z)
    cloth = ink("efe6dc")
    brush.pool(cx, floor, unit * 0.62, unit * 0.16, fade(DARK, 190))
    drop = [
        (cx - unit * 0.46, cy),
        (cx + unit * 0.46, cy),
        (cx + unit * 0.42, floor - unit * 0.12),
        (cx + unit * 0.2, floor - unit * 0.06),
        (cx, floor - unit * 0.12),
        (cx - unit * 0.2, floor - unit * 0.05),
        (cx - unit * 0.42, floor - unit * 0.12),
    ]
    brush.paint(curve(drop, tension=10), ramp((0, cy), (0, floor), (shade(cloth, -0.08), shade(cloth, -0.55))))
    for i in range(-3, 4):
        brush.line(
            [(cx + i * unit * 0.12, cy + unit * 0.1), (cx + i * unit * 0.11, floor - unit * 0.12)],
            fade(DARK, 60),
            unit * 0.04,
            unit * 0.03,
        )
    brush.oval(cx, cy, unit * 0.47, unit * 0.13, shade(cloth, 0.1))
    if z > 3:
        brush.oval(cx, cy - unit * 0.09, unit * 0.025, unit * 0.05, mix(ink("d8c8a8"), ink("fff0c0"), scene.mood.lamps))
    for side in (-1, 1):
        chair = cx + side * unit * 0.62
        brush.box(
            chair - unit * 0.17,
            cy - unit * 0.14,
            chair + unit * 0.17,
            cy + unit * 0.28,
            ink("5a3a2c"),
            ink("2e1c18"),
            round=unit * 0.08,
        )
        brush.line([(chair - unit * 0.13, cy + unit * 0.2), (chair - unit * 0.14, floor)], ink("2a1a16"), unit * 0.04)
        brush.line([(chair + unit * 0.13, cy + unit * 0.2), (chair + unit * 0.14, floor)], ink("2a1a16"), unit * 0.04)


def _candle(scene: Scene, brush: Brush, x: float, y: float) -> None:
    burn = 0.3 + 0.7 * scene.mood.lamps
    brush.bar(x - 9, y - 74, x + 9, y - 6, ink("fff4e0"), ink("f0dcba"), ink("b89a74"), round=3)
    brush.glow(x, y - 92, 230, ink("ffb45c", round(190 * burn)))
    brush.oval(x, y - 92, 6, 17, ink("fff6cf"), 2)
    for side in (-1, 1):
        _glass(brush, x + side * 66, y + 10, 120)


def _glass(brush: Brush, x: float, y: float, size: float) -> None:
    """A wine glass, its foot at (x, y)."""
    bowl = curve(
        [
            (x - size * 0.2, y - size),
            (x - size * 0.24, y - size * 0.72),
            (x - size * 0.1, y - size * 0.48),
            (x + size * 0.1, y - size * 0.48),
            (x + size * 0.24, y - size * 0.72),
            (x + size * 0.2, y - size),
        ]
    )
    brush.line([(x, y - size * 0.46), (x, y - size * 0.04)], ink("dfe8f0", 150), size * 0.04)
    brush.oval(x, y - size * 0.02, size * 0.2, size * 0.035, ink("dfe8f0", 120))
    brush.fill(bowl, ink("dfe8f4", 46))
    with brush.clip(bowl):
        brush.box(x - size, y - size * 0.76, x + size, y, ink("a81e34", 220), ink("5a0a1c", 235))
    brush.line(bowl, ink("f2f6ff", 120), size * 0.014)
    brush.line(arc(x, y - size * 0.74, size * 0.2, size * 0.22, 150, 215, 8), ink("ffffff", 190), size * 0.025)
