"""The shop: shelves to the ceiling, bulbs on long wires, a counter with a brass till."""

from ..light import RGBA
from .brush import DARK, Brush, arc, fade, ink, inset, mix, shade
from .fittings import sunlight, window
from .room import Room
from .scene import Scene
from .sky import foliage, outside

ROOM = Room(width=4.0, height=3.9, depth=5.4, eye=1.42, horizon=800)


def paint_shop(scene: Scene) -> None:
    """Paint the shop: street window on the left, full shelves on the right and back, counter, hanging bulbs."""
    scene.horizon = ROOM.horizon
    wood = scene.pick("wood", "7a5438", "4f5a4c", "5c4a5e", "8a6a44")
    wall = scene.pick("wall", "c8b48c", "a8b4a0", "c49a84")
    for x, y in ((250, 380), (520, 300), (730, 400)):
        scene.lamp(x, y, 520, ink("ffc478"), 0.9)
    scene.daylight(80, 640, 900)
    scene.lit(-1, key=None if scene.mood.lamps < 0.5 else ink("ffc880"))
    outside(scene, "city", (110, 480), 900)
    panes = ROOM.side(3.4, 5.0, 0.6, 3.1)
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, ink("94704e"), shade(wall, 0.15))
        ROOM.tiles(brush, ink("b0926c"), 0.5, check=0.34)
        ROOM.skirting(brush, wood, 0.0, 0.5)
        window(scene, brush, panes, shade(wood, -0.3), (3, 2), 0.04)
        _shelves(scene, brush, wood)
        _side_shelves(scene, brush, wood)
        scene.relight(brush)
        sunlight(scene, brush, panes, ROOM.flat(-1.4, 0.6, 2.0, 4.4), 0.9)
    with scene.layer(0.65) as brush:
        _counter(scene, brush, wood)
        scene.relight(brush)
        for x, y in ((250, 380), (520, 300), (730, 400)):
            _bulb(scene, brush, x, y)
    with scene.layer(0.85) as brush:
        _buckets(scene, brush)
        scene.relight(brush)
        scene.shine(brush, 0.4)
    with scene.layer(1.35) as brush:
        foliage(brush, scene.dice("front"), 985, 1740, 250, ink("46663e"), 60)
        scene.relight(brush, shade(scene.mood.inside, -0.3), 0.3)


def _shelves(scene: Scene, brush: Brush, wood: RGBA) -> None:
    ROOM.block(brush, -1.45, 1.25, 0.5, 3.3, 5.15, 5.4, shade(wood, -0.1))
    dice = scene.dice("stock")
    for row in range(5):
        low = 0.62 + row * 0.52
        brush.down(ROOM.back(-1.38, 1.18, low, low + 0.46, 5.14), shade(wood, -0.6), shade(wood, -0.42))
        x = -1.3
        while x < 1.05:
            wide, tall = dice.uniform(0.08, 0.2), dice.uniform(0.16, 0.38)
            _thing(
                brush,
                dice.randrange(4),
                x,
                wide,
                low,
                tall,
                ink(dice.choice(("c0563c", "d8a84a", "5a8a7a", "4a6a9a", "a86a8a", "e6dac0", "7a4a34"))),
            )
            x += wide + dice.uniform(0.02, 0.07)
        brush.down(ROOM.back(-1.42, 1.22, low - 0.05, low, 5.12), shade(wood, 0.32), shade(wood, -0.2))


def _thing(brush: Brush, kind: int, x: float, wide: float, low: float, tall: float, tone: RGBA) -> None:
    quad = ROOM.back(x, x + wide, low, low + tall, 5.13)
    x0, y0, x1, y1 = quad[0][0], quad[0][1], quad[2][0], quad[2][1]
    if kind == 0:
        brush.bar(x0, y0, x1, y1, shade(tone, 0.35), tone, shade(tone, -0.5))
    elif kind == 1:
        brush.disc((x0 + x1) / 2, y1 - (x1 - x0) / 2, (x1 - x0) / 2, shade(tone, 0.6), tone, shade(tone, -0.5))
    elif kind == 2:
        middle = (x0 + x1) / 2
        shape = [
            (middle - 3, y0),
            (middle + 3, y0),
            (middle + 4, y0 + 8),
            (x1, y1 - (y1 - y0) * 0.4),
            (x1 - 2, y1),
            (x0 + 2, y1),
            (x0, y1 - (y1 - y0) * 0.4),
            (middle - 4, y0 + 8),
        ]
        brush.across(shape, shade(tone, 0.45), tone, shade(tone, -0.5))
    else:
        brush.box(x0, y0 + (y1 - y0) * 0.3, x1, y1, shade(tone, 0.2), shade(tone, -0.4), round=3)
        brush.box(x0 - 1, y0 + (y1 - y0) * 0.22, x1 + 1, y0 + (y1 - y0) * 0.36, shade(tone, -0.3))


def _side_shelves(scene: Scene, brush: Brush, wood: RGBA) -> None:
    dice = scene.dice("side")
    brush.across(ROOM.side(3.0, 5.1, 0.4, 3.2, 1.98), shade(wood, -0.35), shade(wood, -0.5))
    for row in range(5):
        low = 0.5 + row * 0.54
        board = ROOM.side(3.0, 5.1, low, low + 0.06, 1.95)
        for i in range(10):
            z = 3.1 + i * 0.2
            tone = ink(dice.choice(("c0563c", "d8a84a", "5a8a7a", "4a6a9a", "e6dac0")))
            item = ROOM.side(z, z + 0.14, low + 0.06, low + 0.06 + dice.uniform(0.14, 0.38), 1.95)
            brush.down(item, shade(tone, 0.1), shade(tone, -0.45))
        brush.down(board, shade(wood, 0.3), shade(wood, -0.3))


def _counter(scene: Scene, brush: Brush, wood: RGBA) -> None:
    ROOM.block(brush, 0.15, 2.1, 0.0, 0.98, 2.7, 3.3, wood)
    ROOM.block(brush, 0.08, 2.2, 0.98, 1.04, 2.64, 3.36, shade(wood, 0.2))
    front = ROOM.back(0.15, 2.1, 0.05, 0.95, 2.7)
    for i in range(3):
        panel = inset(front, i / 3 + 0.03, 0.1, (i + 1) / 3 - 0.03, 0.94)
        brush.down(panel, shade(wood, -0.4), shade(wood, -0.18))
        brush.line([panel[1], panel[2], panel[3]], shade(wood, 0.3), 2)
    x, y = ROOM.at(0.95, 1.04, 2.95)
    brass = ink("c89a4a")
    brush.box(x - 66, y - 72, x + 66, y, shade(brass, 0.2), shade(brass, -0.4), round=6)
    brush.fill([(x - 60, y - 72), (x + 60, y - 72), (x + 44, y - 124), (x - 44, y - 124)], shade(brass, -0.1))
    brush.box(x - 34, y - 160, x + 34, y - 122, shade(brass, 0.4), shade(brass, -0.2), round=6)
    brush.box(x - 26, y - 152, x + 26, y - 132, ink("f8f0d8"))
    for i in range(4):
        for k in range(3):
            brush.disc(x - 36 + i * 24, y - 58 + k * 19, 6, ink("fffaf0"), ink("c8bca4"))


def _bulb(scene: Scene, brush: Brush, x: float, y: float) -> None:
    burn = scene.mood.lamps
    brush.line([(x, -20), (x, y - 30)], ink("1c1618"), 3)
    brush.box(x - 8, y - 40, x + 8, y - 20, ink("6a4c2c"), ink("2c1e14"))
    brush.disc(x, y, 22, mix(ink("c8c0b0"), ink("fffbe8"), burn), mix(ink("8a8478"), ink("ffcf7a"), burn))
    brush.line(
        [(x - 6, y - 14), (x - 4, y + 4), (x, y - 6), (x + 4, y + 4), (x + 6, y - 14)],
        ink("fff4c8", round(90 + 165 * burn)),
        2,
    )
    brush.glow(x, y, 250, ink("ffbe6e", round(150 * burn)))


def _buckets(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("buckets")
    for x, y, size in ((110, 1220, 96), (270, 1165, 74)):
        tin = ink("9aa4a8")
        brush.pool(x, y, size * 0.8, size * 0.16, fade(DARK, 170))
        bloom = ink(dice.choice(("e0566a", "f2b84a", "f4ece0", "b878c8", "e87a4a")))
        foliage(brush, dice, x, y - size * 1.5, size * 0.8, ink("5a8a50"), 40)
        for _ in range(13):
            fx, fy = x + dice.gauss(0, size * 0.36), y - size * 1.6 + dice.gauss(0, size * 0.3)
            brush.disc(fx, fy, size * 0.13, shade(bloom, 0.5), bloom, shade(bloom, -0.35))
        body = [(x - size * 0.46, y - size), (x + size * 0.46, y - size), (x + size * 0.36, y), (x - size * 0.36, y)]
        brush.across(body, shade(tin, 0.1), shade(tin, 0.3), shade(tin, -0.5))
        brush.line(arc(x, y - size, size * 0.46, size * 0.08, 0, 360, 20), shade(tin, 0.4), 4)
