"""The kitchen: a window over the sink, copper in a row, a lamp above the table where everything gets said."""

from ..light import RGBA
from .brush import DARK, Brush, arc, fade, ink, inset, shade, within
from .fittings import near_leaves, pendant, sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=4.2, height=3.0, depth=4.2, eye=1.45, horizon=780)


def paint_kitchen(scene: Scene) -> None:
    """Paint the kitchen: cupboards and window on the back wall, copper pans, island with a lamp above."""
    scene.horizon = ROOM.horizon
    cupboard = scene.pick("cupboard", "6f8a84", "d9d0bc", "5a6a84", "8a6a4c", "9a5a4c")
    wall = scene.pick("wall", "e0d2b8", "d2d6cc", "dcc0a8")
    scene.lamp(690, 470, 700, power=1.0)
    scene.daylight(330, 620, 820)
    scene.lit(
        -1 if scene.mood.lamps < 0.5 else 1,
        key=ink("ffc680") if scene.mood.lamps > 0.5 else None,
        fill=scene.mood.sky[1][1],
    )
    outside(scene, "garden", (330, 470), 860)
    pane = ROOM.back(-1.3, 0.1, 1.25, 2.45)
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, ink("a98a68"), ink("e8e0d0"))
        ROOM.tiles(brush, ink("b89a78"), 0.45, check=0.2)
        _tiles(scene, brush)
        window(scene, brush, pane, ink("f2ece0"), (2, 2), 0.04)
        _wall_cupboard(brush, cupboard)
        scene.relight(brush)
        sunlight(scene, brush, pane, ROOM.flat(-0.6, 1.2, 1.5, 3.2), 0.9)
    with scene.layer(0.62) as brush:
        _counter(scene, brush, cupboard)
        _pans(scene, brush)
        scene.relight(brush)
    with scene.layer(0.85) as brush:
        _island(scene, brush, cupboard)
        scene.relight(brush)
        pendant(scene, brush, 690, 430, 92, scene.pick("lamp", "c0613c", "3f5a52", "e0d4bc", "2c3448"))
        scene.shine(brush, 0.5)
    with scene.layer(1.35) as brush:
        near_leaves(scene, brush)
        scene.relight(brush, shade(scene.mood.inside, -0.2), 0.3)


def _tiles(scene: Scene, brush: Brush) -> None:
    glaze = scene.pick("glaze", "e9eee8", "cfe0e2", "f0e2c8", "c4d4c0")
    brush.down(ROOM.back(-2.1, 2.1, 0.92, 1.62), shade(glaze, 0.1), shade(glaze, -0.14))
    dice = scene.dice("tiles")
    for row in range(5):
        for i in range(28):
            x, low = -2.1 + i * 0.15, 0.92 + row * 0.14
            quad = ROOM.back(x, x + 0.15, low, low + 0.14)
            brush.fill(quad, fade(shade(glaze, dice.uniform(-0.3, 0.4)), 60))
            brush.line([quad[3], quad[0], quad[1]], fade(DARK, 34), 1.4)


def _wall_cupboard(brush: Brush, paint: RGBA) -> None:
    ROOM.block(brush, 0.55, 1.95, 1.75, 2.6, 3.85, 4.2, paint)
    front = ROOM.back(0.55, 1.95, 1.75, 2.6, 3.85)
    for u0, u1 in ((0.03, 0.49), (0.51, 0.97)):
        panel = inset(front, u0, 0.06, u1, 0.94)
        brush.line([*panel, panel[0]], shade(paint, -0.4), 2.5)
        inner = inset(panel, 0.14, 0.14, 0.86, 0.86)
        brush.down(inner, shade(paint, -0.18), shade(paint, 0.05))
    for u in (0.45, 0.55):
        brush.disc(*within(front, u, 0.82), 5, ink("ffe9b8"), ink("8a6430"))


def _counter(scene: Scene, brush: Brush, paint: RGBA) -> None:
    ROOM.block(brush, -2.1, 2.1, 0.0, 0.86, 3.6, 4.2, paint)
    ROOM.block(brush, -2.1, 2.1, 0.86, 0.92, 3.52, 4.2, ink("d8cbb4"))
    front = ROOM.back(-2.1, 2.1, 0.05, 0.84, 3.6)
    for i in range(5):
        panel = inset(front, i / 5 + 0.015, 0.06, (i + 1) / 5 - 0.015, 0.96)
        brush.line([*panel, panel[0]], shade(paint, -0.4), 2.5)
        brush.down(inset(panel, 0.14, 0.14, 0.86, 0.86), shade(paint, -0.2), shade(paint, 0.02))
        brush.disc(*within(panel, 0.88, 0.2), 5.5, ink("ffe9b8"), ink("8a6430"))
    x, y = ROOM.at(-0.6, 0.92, 3.7)
    brush.line([(x, y), (x, y - 62), *arc(x + 22, y - 62, 22, 22, 180, 360, 10), (x + 44, y - 44)], ink("b8c4cc"), 8)
    brush.line([(x - 2, y), (x - 2, y - 60)], ink("f4f8fa"), 2)
    dice = scene.dice("jars")
    for i in range(6):
        jx, jy = ROOM.at(0.5 + i * 0.21, 0.92, 3.9)
        tall, tone = dice.uniform(34, 64), ink(dice.choice(("c98a4a", "8a4a34", "e8d9b0", "6a8a58", "d8b45a")))
        brush.bar(jx - 14, jy - tall, jx + 14, jy, shade(tone, 0.4), tone, shade(tone, -0.4), round=5)
        brush.box(jx - 13, jy - tall - 9, jx + 13, jy - tall + 2, ink("9a6a44"), ink("6a4428"), round=3)
    kx, ky = ROOM.at(-1.55, 0.92, 3.75)
    brush.pool(kx, ky, 50, 9, fade(DARK, 120))
    brush.disc(kx, ky - 34, 36, ink("ffb0a0"), ink("c0392f"), ink("641418"))
    brush.line(arc(kx, ky - 58, 30, 30, 190, 350, 12), ink("2a2024"), 6)
    brush.line([(kx + 30, ky - 40), (kx + 54, ky - 62)], ink("b8362c"), 10)


def _pans(scene: Scene, brush: Brush) -> None:
    y = 470.0
    brush.box(180, y, 520, y + 8, ink("5a4030"), ink("2c1e16"), round=3)
    for i, size in enumerate((34, 42, 30, 38)):
        x = 216 + i * 88
        brush.line([(x, y + 4), (x, y + 62)], ink("6a3c22"), 7)
        brush.fill(arc(x + 3, y + 62 + size, size, size, 0, 360, 30), fade(DARK, 90), 6)
        brush.disc(x, y + 60 + size, size, ink("ffd0a0"), ink("c87442"), ink("6a3018"))
        brush.line(arc(x, y + 60 + size, size * 0.82, size * 0.82, 0, 360, 24), ink("8a4a28", 150), 2)


def _island(scene: Scene, brush: Brush, paint: RGBA) -> None:
    ROOM.block(brush, -0.95, 1.25, 0.0, 0.84, 1.9, 2.6, shade(paint, -0.12))
    ROOM.block(brush, -1.05, 1.35, 0.84, 0.9, 1.82, 2.7, ink("a9744a"))
    front = ROOM.back(-0.95, 1.25, 0.05, 0.8, 1.9)
    for i in range(3):
        panel = inset(front, i / 3 + 0.03, 0.06, (i + 1) / 3 - 0.03, 0.94)
        brush.line([*panel, panel[0]], shade(paint, -0.5), 3)
    x, y = ROOM.at(0.75, 0.91, 2.25)
    brush.pool(x, y + 4, 96, 16, fade(DARK, 150))
    for dx, dy, tone in ((-34, -28, "d8452f"), (4, -34, "e8a23a"), (36, -26, "b8c24a"), (-10, -54, "d8452f")):
        brush.disc(x + dx, y + dy, 25, shade(ink(tone), 0.6), ink(tone), shade(ink(tone), -0.5))
    brush.fill(arc(x, y - 26, 82, 34, 0, 180, 20), ink("e9e2d4"))
    brush.fill([*arc(x, y - 26, 82, 34, 90, 180, 20), (x, y - 26)], fade(DARK, 50))
    x, y = ROOM.at(-0.6, 0.91, 2.2)
    brush.bar(x - 22, y - 48, x + 22, y, ink("f8f2e6"), ink("dfd4c2"), ink("94887a"), round=6)
    brush.line(arc(x + 24, y - 26, 13, 14, -80, 80, 8), ink("d4c8b6"), 6)
