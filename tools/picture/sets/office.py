"""The office: a corner of glass above the city, a great desk, a chair whose back is always to the view."""

from ..light import RGBA
from .brush import DARK, Brush, arc, curve, fade, ink, inset, ramp, shade, within
from .fittings import near_leaves, picture, shelves, sunlight, table_lamp, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=4.4, height=3.7, depth=4.6, eye=1.45, horizon=790)


def paint_office(scene: Scene) -> None:
    """Paint the office: a wall of windows behind the desk, bookcase on the right, lamp on the left."""
    scene.horizon = ROOM.horizon
    wood = scene.pick("wood", "7a4a34", "5e4a44", "8a6444", "4a4650")
    wall = scene.pick("wall", "c9bcae", "b8bcc4", "a8a49c", "c4b0a0")
    scene.lamp(150, 770, 620, power=1.0)
    scene.lamp(760, 330, 520, power=0.55)
    scene.daylight(470, 560, 900)
    key = None if scene.mood.hour in ("day", "dusk") else ink("ffc382")
    scene.lit(-1, key=key)
    outside(scene, "city", (330, 400), 860)
    panes = ROOM.back(-1.85, 1.15, 0.55, 3.35)
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, shade(wood, -0.25), ink("d8d2cc"))
        ROOM.planks(brush, wood, 0.22, 70)
        ROOM.skirting(brush, shade(wood, -0.1), 0.0, 0.16)
        ROOM.skirting(brush, shade(wall, 0.3), 3.55, 3.7)
        window(scene, brush, panes, shade(wood, -0.45), (3, 2), 0.03)
        scene.relight(brush)
        _reflections(scene, brush)
        sunlight(scene, brush, panes, ROOM.flat(-0.9, 2.0, 1.4, 3.6), 0.9)
    with scene.layer(0.62) as brush:
        _sideboard(scene, brush, wood)
        x0, x1 = 742.0, 1080.0
        shelves(scene, brush, x0, 330, x1, 1110, 6, wood, "office")
        scene.relight(brush)
        _shelf_light(scene, brush, x0, x1)
    with scene.layer(0.8) as brush:
        _chair(brush, scene.pick("leather", "2b2430", "4a2420", "23303a", "3c3028"))
        _desk(scene, brush, wood)
        scene.relight(brush)
        table_lamp(scene, brush, 150, 1096, 290, ink("c9b487"))
    with scene.layer(1.35) as brush:
        near_leaves(scene, brush, left=False)
        scene.relight(brush, shade(scene.mood.inside, -0.35), 0.3)


def _reflections(scene: Scene, brush: Brush) -> None:
    """Let the windows shine on the polished floor."""
    low = ROOM.at(0, 0, ROOM.depth)[1]
    for x0, x1 in ((180, 320), (345, 490), (515, 650)):
        paint = ramp((0, low), (0, low + 300), (fade(scene.mood.sky[-1][1], 74), fade(scene.mood.sky[1][1], 0)))
        brush.paint(
            [(x0, low), (x1, low), (x1 + (x1 - 500) * 0.6, low + 300), (x0 + (x0 - 500) * 0.6, low + 300)], paint
        )


def _sideboard(scene: Scene, brush: Brush, wood: RGBA) -> None:
    ROOM.block(brush, -1.95, -0.6, 0.0, 0.62, 3.9, 4.4, shade(wood, -0.12))
    front = ROOM.back(-1.95, -0.6, 0.0, 0.62, 3.9)
    for u in (0.33, 0.66):
        brush.line([within(front, u, 0.08), within(front, u, 0.95)], fade(DARK, 120), 2.5)
    picture(scene, brush, ROOM.back(1.42, 2.0, 1.5, 2.3), "right")
    x, y = ROOM.at(-1.0, 0.64, 4.1)
    brush.bar(x - 16, y - 62, x + 16, y, ink("dce8ee", 190), ink("8fa3b4", 120), ink("e9f2f6", 170), round=6)
    brush.box(x - 14, y - 34, x + 14, y - 2, ink("c0722e", 210), ink("8a4a1c", 230), round=4)


def _shelf_light(scene: Scene, brush: Brush, x0: float, x1: float) -> None:
    burn = scene.mood.lamps
    for i in range(6):
        y = 330 + i * 130 + 10
        brush.glow((x0 + x1) / 2, y + 8, 190, ink("ffc074", round(95 * burn)), 0.34)


def _chair(brush: Brush, leather: RGBA) -> None:
    back = curve(
        [(390, 905), (400, 760), (450, 700), (540, 690), (630, 700), (682, 760), (690, 905), (680, 1060), (400, 1060)]
    )
    brush.paint(back, ramp((390, 0), (690, 0), (shade(leather, -0.3), shade(leather, 0.22), shade(leather, -0.45))))
    for x in (465, 540, 615):
        brush.line([(x, 706), (x + (x - 540) * 0.06, 1040)], fade(DARK, 120), 5, 2)
    for y in (780, 860, 940):
        for x in (465, 540, 615):
            brush.disc(x, y, 6, shade(leather, 0.3), shade(leather, -0.5))
    brush.line(
        curve([(396, 790), (450, 704), (540, 694), (630, 704), (684, 790)], closed=False), shade(leather, 0.4), 3.5
    )


def _desk(scene: Scene, brush: Brush, wood: RGBA) -> None:
    room = Room(width=8, height=4, depth=6, eye=1.45, horizon=790)
    room.block(brush, -1.55, 1.25, 0.0, 0.76, 2.0, 2.85, shade(wood, -0.05))
    front = room.back(-1.62, 1.32, 0.7, 0.78, 1.96)
    brush.down(front, shade(wood, 0.3), shade(wood, -0.2))
    for u0, u1 in ((0.03, 0.32), (0.36, 0.64), (0.68, 0.97)):
        panel = inset(room.back(-1.55, 1.25, 0.0, 0.7, 2.0), u0, 0.08, u1, 0.9)
        brush.down(panel, shade(wood, -0.42), shade(wood, -0.25))
        brush.line([panel[3], panel[2], panel[1]], shade(wood, 0.14), 3)
    x, y = room.at(0.55, 0.78, 2.35)
    brush.fill([(x - 120, y + 12), (x + 40, y - 6), (x + 96, y + 22), (x - 66, y + 44)], ink("f3efe6"))
    brush.fill([(x - 104, y + 4), (x + 52, y - 12), (x + 104, y + 14), (x - 54, y + 36)], ink("fffdf6"))
    for i in range(4):
        brush.line([(x - 60 + i * 12, y + 6 + i * 7), (x + 44 + i * 12, y - 7 + i * 7)], ink("8f98a8", 150), 2)
    laptop = room.back(-0.42, 0.14, 0.78, 1.12, 2.45)
    brush.down(laptop, ink("4c525c"), ink("2c3038"))
    base = room.flat(-0.42, 0.14, 2.2, 2.45, 0.785)
    brush.down(base, ink("8b919c"), ink("6a707a"))
    cup = room.at(0.95, 0.78, 2.3)
    brush.bar(cup[0] - 20, cup[1] - 44, cup[0] + 20, cup[1], ink("f4efe8"), ink("d8cfc4"), ink("8c8078"), round=5)
    brush.line(arc(cup[0] + 22, cup[1] - 24, 12, 13, -80, 80, 8), ink("cfc6bb"), 6)
