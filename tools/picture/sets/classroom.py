"""The classroom: rows of desks, a green board, dust in the light of tall windows."""

from ..light import RGBA
from .brush import DARK, Brush, arc, fade, ink, inset, shade, within
from .fittings import sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=4.6, height=3.6, depth=6.2, eye=1.45, horizon=790)


def paint_classroom(scene: Scene) -> None:
    """Paint the classroom: windows on the left, the board ahead, desks in rows, a clock that is always right."""
    scene.horizon = ROOM.horizon
    wall = scene.pick("wall", "d8cfa8", "c0d0c8", "d4bfa8", "c4c8d8")
    wood = scene.pick("desk", "b5814c", "c89a64", "9a7450")
    scene.lamp(500, 360, 700, ink("f4f4e6"), 0.7)
    scene.daylight(60, 600, 1050)
    scene.lit(-1)
    outside(scene, "garden", (130, 470), 880)
    panes = [ROOM.side(z, z + 0.9, 0.95, 3.0) for z in (3.7, 4.95)]
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, ink("a98460"), ink("e6e2d6"))
        ROOM.planks(brush, ink("a98460"), 0.2, 80)
        ROOM.skirting(brush, shade(wall, -0.4), 0.0, 0.9)
        ROOM.skirting(brush, shade(wall, -0.6), 0.9, 0.95)
        _board(scene, brush)
        _clock(brush, *ROOM.at(1.45, 2.95, ROOM.depth))
        _notices(scene, brush)
        for pane in panes:
            window(scene, brush, pane, ink("efe8d8"), (2, 3), 0.05)
        scene.relight(brush)
        _tubes(scene, brush)
        for z, pane in zip((2.0, 3.4), panes, strict=True):
            sunlight(scene, brush, pane, ROOM.flat(-1.7, 0.4, z, z + 1.1), 1.0)
    with scene.layer(0.6) as brush:
        ROOM.block(brush, -0.75, 0.75, 0.0, 0.8, 5.0, 5.5, shade(wood, -0.25))
        for z in (4.1, 3.2):
            for x in (-1.55, -0.3, 0.95):
                _desk(brush, x, z, wood)
        scene.relight(brush)
    with scene.layer(0.84) as brush:
        for x in (-1.3, 0.45):
            _desk(brush, x, 2.3, wood)
        scene.relight(brush)
        scene.shine(brush, 0.3)
    with scene.layer(1.35) as brush:
        _near_chair(brush, wood)
        scene.relight(brush, shade(scene.mood.inside, -0.3), 0.4)


def _board(scene: Scene, brush: Brush) -> None:
    board = ROOM.back(-1.5, 0.95, 1.05, 2.5)
    brush.fill([(x + 4, y + 9) for x, y in board], fade(DARK, 120), 9)
    brush.down(board, ink("a8784a"), ink("7a5230"))
    slate = inset(board, 0.02, 0.035, 0.98, 0.95)
    brush.down(slate, ink("2f5a48"), ink("1f4436"))
    dice = scene.dice("chalk")
    for i in range(3):
        u = dice.uniform(0.1, 0.8)
        brush.fill(inset(slate, u - 0.1, 0.2 + i * 0.2, u + 0.14, 0.36 + i * 0.2), ink("dfe8df", 24), 9)
    for row in range(5):
        v, u = 0.2 + row * 0.15, 0.08
        while u < dice.uniform(0.5, 0.9):
            step = dice.uniform(0.02, 0.07)
            a, b = (
                within(slate, u, v + dice.uniform(-0.02, 0.02)),
                within(slate, u + step * 0.7, v + dice.uniform(-0.025, 0.025)),
            )
            brush.line([a, b], ink("eef4ea", 150), 3)
            u += step
    tray = ROOM.back(-1.5, 0.95, 1.0, 1.06, 6.1)
    brush.down(tray, ink("c89a64"), ink("7a5230"))


def _clock(brush: Brush, x: float, y: float) -> None:
    brush.oval(x + 3, y + 6, 40, 40, fade(DARK, 110), 6)
    brush.disc(x, y, 40, ink("4a4440"), ink("2a2624"))
    brush.disc(x, y, 34, ink("fffdf4"), ink("d8d2c0"))
    brush.line([(x, y), (x - 1, y - 25)], ink("1c1a1e"), 3.4)
    brush.line([(x, y), (x - 15, y - 8)], ink("1c1a1e"), 4.6)
    brush.line(arc(x, y, 37, 37, 200, 320, 12), ink("ffffff", 120), 3)


def _notices(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("notices")
    for i in range(5):
        x, low = 1.15 + (i % 2) * 0.42, 1.1 + (i // 2) * 0.5
        paper = ROOM.back(x, x + 0.34, low, low + 0.42)
        tone = ink(dice.choice(("f6efdc", "f2c85a", "9ac4d8", "e89a8a", "b4d49a")))
        brush.fill([(px + 2, py + 4) for px, py in paper], fade(DARK, 80), 3)
        brush.down(paper, shade(tone, 0.1), shade(tone, -0.1))
        brush.disc(*within(paper, 0.5, 0.08), 3.5, ink("ff8a7a"), ink("b8242c"))


def _tubes(scene: Scene, brush: Brush) -> None:
    burn = max(0.12, scene.mood.lamps)
    for z in (2.2, 3.6, 5.0):
        for x in (-1.0, 0.8):
            tube = ROOM.flat(x, x + 0.22, z, z + 1.0, ROOM.height - 0.06)
            brush.fill(tube, ink("c8ccc8"))
            brush.fill(tube, ink("fffff4", round(235 * burn)), 4)
            brush.glow(*within(tube, 0.5, 0.5), 170, ink("f4f8ea", round(74 * burn)), 0.5)


def _desk(brush: Brush, x: float, z: float, wood: RGBA) -> None:
    for dx in (0.03, 0.82):
        for dz in (0.03, 0.45):
            brush.line(
                [ROOM.at(x + dx, 0.7, z + dz), ROOM.at(x + dx, 0.0, z + dz)], ink("4c525a"), ROOM.scale(z) * 0.03
            )
    foot = ROOM.at(x + 0.42, 0, z + 0.2)
    brush.pool(foot[0], foot[1], ROOM.scale(z) * 0.5, ROOM.scale(z) * 0.1, fade(DARK, 120))
    ROOM.block(brush, x, x + 0.85, 0.68, 0.74, z, z + 0.5, wood)
    seat = ROOM.back(x + 0.2, x + 0.64, 0.55, 0.9, z - 0.28)
    brush.down(seat, shade(wood, 0.12), shade(wood, -0.35))
    for dx in (0.22, 0.62):
        brush.line(
            [ROOM.at(x + dx, 0.6, z - 0.28), ROOM.at(x + dx, 0.0, z - 0.28)], ink("4c525a"), ROOM.scale(z) * 0.03
        )


def _near_chair(brush: Brush, wood: RGBA) -> None:
    brush.box(-60, 1440, 300, 1600, shade(wood, -0.1), shade(wood, -0.6), round=26)
    for x in (0, 230):
        brush.line([(x, 1590), (x - 6, 1900)], ink("2c3036"), 26)
