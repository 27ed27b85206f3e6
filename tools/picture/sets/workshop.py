"""The workshop: a bench scarred by work, tools in their outlines, iron windows full of light."""

from ..light import RGBA
from .brush import DARK, Brush, arc, fade, ink, shade
from .fittings import pendant, sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=4.8, height=4.2, depth=5.4, eye=1.45, horizon=800)
STEEL = ink("aab4bc")


def paint_workshop(scene: Scene) -> None:
    """Paint the workshop: factory windows ahead, tool wall on the right, bench with a vice, shop lamps."""
    scene.horizon = ROOM.horizon
    brick = scene.pick("brick", "9a5c48", "8a8078", "7a6a5c", "6a7478")
    wood = scene.pick("wood", "a5794c", "8a6444", "b08a5c")
    scene.lamp(660, 450, 620, ink("ffc074"), 1.0)
    scene.lamp(240, 420, 460, ink("ffc074"), 0.7)
    scene.daylight(400, 560, 950)
    scene.lit(-1, key=None if scene.mood.lamps < 0.5 else ink("ffc27c"))
    outside(scene, "city", (330, 440), 880)
    panes = ROOM.back(-1.9, 0.9, 1.3, 3.7)
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, brick, ink("8c8680"), shade(brick, -0.4))
        _bricks(scene, brush, brick)
        for z in (2.2, 3.6, 5.0):
            ROOM.block(brush, -2.4, 2.4, 3.95, 4.2, z, z + 0.18, ink("5a4434"))
        window(scene, brush, panes, ink("3a3a40"), (6, 5), 0.016)
        _tool_wall(scene, brush, wood)
        scene.relight(brush)
        sunlight(scene, brush, panes, ROOM.flat(-1.2, 1.7, 1.6, 4.2), 1.0)
    with scene.layer(0.65) as brush:
        _bench(scene, brush, wood)
        scene.relight(brush)
        pendant(scene, brush, 660, 420, 84, ink("4a6a5c"))
        pendant(scene, brush, 240, 400, 60, ink("4a6a5c"), 0.8)
    with scene.layer(0.85) as brush:
        ROOM.block(brush, -1.9, -0.85, 0.0, 0.55, 2.2, 2.9, ink("8a6a44"))
        for i in range(4):
            brush.line([ROOM.at(-1.9, 0.05 + i * 0.13, 2.2), ROOM.at(-0.85, 0.05 + i * 0.13, 2.2)], fade(DARK, 130), 5)
        scene.relight(brush)
        _dust(scene, brush)
        scene.shine(brush, 0.4)
    with scene.layer(1.35) as brush:
        _chain(brush)
        scene.relight(brush, shade(scene.mood.inside, -0.35), 0.4)


def _bricks(scene: Scene, brush: Brush, brick: RGBA) -> None:
    dice = scene.dice("bricks")
    for row in range(34):
        low = row * 0.125
        for i in range(19):
            x = -2.4 + i * 0.26 + (0.13 if row % 2 else 0)
            quad = ROOM.back(x, min(2.4, x + 0.25), low, low + 0.11)
            brush.fill(quad, fade(shade(brick, dice.uniform(-0.35, 0.25)), 120))


def _tool_wall(scene: Scene, brush: Brush, wood: RGBA) -> None:
    board = ROOM.back(1.08, 2.25, 1.35, 2.95)
    brush.fill([(x + 4, y + 8) for x, y in board], fade(DARK, 120), 8)
    brush.down(board, shade(wood, 0.15), shade(wood, -0.2))
    dice = scene.dice("tools")
    for row in range(3):
        for column in range(5):
            x, y = ROOM.at(1.2 + column * 0.22, 2.8 - row * 0.52, ROOM.depth)
            kind = dice.randrange(4)
            for shift, tone in ((4, fade(DARK, 90)), (0, None)):
                px, py = x + shift, y + shift
                handle = tone or ink(dice.choice(("b8402f", "d8a23a", "3a5a7a", "6a4428")))
                steel = tone or STEEL
                if kind == 0:
                    brush.line([(px, py + 16), (px, py + 62)], handle, 7)
                    brush.line([(px - 15, py + 10), (px + 15, py + 10)], steel, 13)
                elif kind == 1:
                    brush.line([(px, py), (px, py + 34)], steel, 4)
                    brush.line([(px, py + 36), (px, py + 62)], handle, 10)
                elif kind == 2:
                    brush.line([(px, py + 12), (px, py + 62)], steel, 7)
                    brush.line(arc(px, py + 6, 9, 9, 120, 420, 14), steel, 6)
                else:
                    brush.fill([(px - 6, py + 20), (px + 6, py + 20), (px + 14, py + 66), (px - 14, py + 66)], steel)
                    brush.line([(px, py), (px, py + 18)], handle, 12)


def _bench(scene: Scene, brush: Brush, wood: RGBA) -> None:
    ROOM.block(brush, -0.6, 2.3, 0.78, 0.92, 2.9, 3.8, wood)
    for x in (-0.5, 0.9, 2.1):
        ROOM.block(brush, x, x + 0.12, 0.0, 0.78, 2.95, 3.1, shade(wood, -0.35))
    ROOM.block(brush, -0.4, 2.2, 0.2, 0.28, 3.0, 3.7, shade(wood, -0.3))
    front = ROOM.back(-0.6, 2.3, 0.78, 0.92, 2.9)
    dice = scene.dice("scars")
    for _ in range(16):
        u = dice.random()
        x = front[0][0] + (front[1][0] - front[0][0]) * u
        brush.line(
            [(x, front[0][1] + 5), (x + dice.uniform(6, 40), front[0][1] + dice.uniform(8, 30))], fade(DARK, 90), 2
        )
    x, y = ROOM.at(-0.1, 0.92, 3.0)
    iron = ink("4f6f86")
    brush.box(x - 62, y - 30, x + 62, y, shade(iron, 0.2), shade(iron, -0.4), round=6)
    for dx in (-40, 22):
        brush.box(x + dx - 18, y - 78, x + dx + 18, y - 22, shade(iron, 0.3), shade(iron, -0.4), round=5)
    brush.line([(x - 96, y - 44), (x - 40, y - 44)], STEEL, 10)
    brush.line([(x - 96, y - 66), (x - 96, y - 22)], STEEL, 7)
    for i, tone in enumerate(("c0563c", "d8c08a", "4a7a6a")):
        cx, cy = ROOM.at(0.75 + i * 0.26, 0.92, 3.5)
        brush.bar(cx - 22, cy - 52, cx + 22, cy, shade(ink(tone), 0.4), ink(tone), shade(ink(tone), -0.5), round=4)
        brush.oval(cx, cy - 52, 22, 6, shade(ink(tone), 0.3))
        brush.line([(cx - 5, cy - 52), (cx - 14, cy - 96)], shade(wood, 0.2), 4)
        brush.line([(cx + 5, cy - 52), (cx + 12, cy - 104)], shade(wood, -0.2), 4)


def _dust(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("dust")
    for _ in range(40):
        x, y = dice.uniform(120, 880), dice.uniform(420, 1200)
        brush.glow(x, y, dice.uniform(4, 12), fade(shade(scene.mood.sun, 0.3), 110))


def _chain(brush: Brush) -> None:
    for i in range(16):
        y = -20 + i * 46
        if i % 2:
            brush.line([(112, y), (112, y + 40)], ink("2c2c34"), 13)
        else:
            brush.line(arc(112, y + 20, 14, 26, 0, 360, 16), ink("34343e"), 11)
    brush.line(arc(112, 790, 46, 50, -90, 150, 20), ink("34343e"), 24)
