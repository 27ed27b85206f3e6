"""The apartment: a sofa under a wide window, string lights, someone's whole life on a shelf."""

from itertools import pairwise

from ..light import RGBA
from .brush import DARK, Brush, curve, fade, ink, mix, ramp, shade
from .fittings import curtain, near_leaves, picture, plant, sunlight, window
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=4.2, height=3.1, depth=4.5, eye=1.4, horizon=790)


def paint_apartment(scene: Scene) -> None:
    """Paint the living room: window ahead with curtains, sofa below it, floor lamp on the right."""
    scene.horizon = ROOM.horizon
    wall = scene.pick("wall", "d9c3ae", "b9c4bc", "c7b8c6", "c9b48e", "a9b6c8")
    cloth = scene.pick("cloth", "b5653f", "4f6f78", "7d5a78", "6e7a4e", "a3793f")
    scene.lamp(842, 640, 640, power=1.0)
    scene.lamp(300, 380, 480, ink("ffbf7a"), 0.5)
    scene.daylight(430, 640, 800)
    scene.lit(1, key=None if scene.mood.hour in ("day", "dawn") else ink("ffc07c"), fill=scene.mood.sky[1][1])
    outside(scene, "city", (300, 440), 870)
    panes = ROOM.back(-1.35, 0.75, 0.95, 2.7)
    with scene.layer(0.4) as brush:
        ROOM.shell(brush, wall, ink("9a7352"), ink("ded5c8"))
        ROOM.planks(brush, ink("9a7352"), 0.18)
        ROOM.skirting(brush, ink("efe6da"), 0.0, 0.13)
        picture(scene, brush, ROOM.back(1.15, 1.75, 1.5, 2.25), "wall")
        picture(scene, brush, ROOM.back(1.2, 1.55, 0.95, 1.38), "small")
        window(scene, brush, panes, ink("efe7db"), (3, 2), 0.03)
        scene.relight(brush)
        sunlight(scene, brush, panes, ROOM.flat(-0.8, 1.5, 1.4, 3.4), 0.9)
        _string_lights(scene, brush)
    with scene.layer(0.62) as brush:
        curtain(scene, brush, 196, 286, 440, 1010, shade(cloth, 0.34), "left", -0.1)
        curtain(scene, brush, 604, 680, 440, 1010, shade(cloth, 0.34), "right", 0.1)
        brush.box(176, 430, 700, 444, ink("6a4a38"), ink("3a2820"), round=6)
        _sofa(scene, brush, cloth)
        plant(scene, brush, 112, 1120, 330, "corner")
        scene.relight(brush)
        _floor_lamp(scene, brush, 842)
    with scene.layer(0.8) as brush:
        _table(scene, brush)
        scene.relight(brush)
        scene.shine(brush, 0.6)
    with scene.layer(1.4) as brush:
        near_leaves(scene, brush)
        scene.relight(brush, shade(scene.mood.inside, -0.1), 0.3)


def _string_lights(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("string")
    points = [(60.0, 470.0), (240.0, 520.0), (420.0, 470.0), (600.0, 528.0), (760.0, 462.0), (960.0, 520.0)]
    brush.line(curve(points, closed=False), ink("2c2424", 190), 2.5)
    burn = max(0.15, scene.mood.lamps)
    for (ax, ay), (bx, by) in pairwise(points):
        for t in (0.1, 0.35, 0.6, 0.85):
            x, y = ax + (bx - ax) * t, ay + (by - ay) * (3 * t * t - 2 * t * t * t) + dice.uniform(4, 10)
            brush.oval(x, y, 5.5, 7.5, ink("ffe7ae", round(90 + 165 * burn)))
            brush.glow(x, y, 64, ink("ffbe6a", round(130 * burn)))


def _sofa(scene: Scene, brush: Brush, cloth: RGBA) -> None:
    brush.pool(470, 1130, 420, 50, fade(DARK, 190))
    back = curve(
        [(190, 1000), (196, 892), (230, 862), (470, 856), (700, 862), (734, 892), (740, 1000), (730, 1070), (200, 1070)]
    )
    brush.paint(back, ramp((0, 850), (0, 1080), (shade(cloth, 0.16), shade(cloth, -0.3))))
    for x in (372, 556):
        brush.line([(x, 874), (x - 2, 1010)], fade(DARK, 120), 7, 4)
    for x0, x1 in ((214, 376), (380, 552), (556, 716)):
        brush.box(x0, 985, x1, 1058, shade(cloth, 0.24), shade(cloth, -0.12), round=22)
    brush.box(200, 1046, 732, 1112, shade(cloth, -0.18), shade(cloth, -0.5), round=10)
    for x0, x1 in ((158, 232), (700, 776)):
        brush.box(x0, 926, x1, 1118, shade(cloth, 0.2), shade(cloth, -0.42), round=32)
    for x, turn, tone in ((292, -12, "e2c489"), (640, 10, "f0e2cc"), (584, -6, "8c3f3c")):
        pillow = scene.pick(f"pillow{x}", tone, "c9d4d8", "d69a72", "5c6a8c")
        with brush.at(x, 962, 1, 1, turn):
            shape = curve([(-52, -46), (0, -52), (52, -46), (58, 0), (52, 46), (0, 50), (-52, 46), (-58, 0)])
            brush.fill(shape, fade(DARK, 70), 8)
            brush.paint(shape, ramp((0, -50), (0, 50), (shade(pillow, 0.16), shade(pillow, -0.26))))


def _floor_lamp(scene: Scene, brush: Brush, x: float) -> None:
    brush.pool(x, 1128, 74, 16, fade(DARK, 150))
    brush.bar(x - 5, 660, x + 5, 1126, ink("8a7458"), ink("3a2c22"))
    brush.oval(x, 1124, 46, 9, ink("33271f"))
    burn = scene.mood.lamps
    brush.glow(x, 640, 360, ink("ffb868", round(130 * burn)))
    hot = mix(ink("d9c6a4"), ink("ffdf9e"), burn)
    shape = [(x - 56, 560), (x + 56, 560), (x + 92, 690), (x - 92, 690)]
    brush.across(shape, shade(hot, -0.28), mix(hot, ink("fff2cc"), burn), shade(hot, -0.28))
    brush.down(shape, ink("ffb45a", round(70 * burn)), ink("ffffff", 0))


def _table(scene: Scene, brush: Brush) -> None:
    brush.pool(520, 1330, 380, 70, fade(DARK, 190))
    ROOM.block(brush, -0.5, 0.75, 0.36, 0.42, 1.75, 2.4, ink("8a5c3a"))
    for x in (-0.44, 0.69):
        a, b = ROOM.at(x, 0.36, 1.78), ROOM.at(x, 0.0, 1.78)
        brush.line([a, b], ink("4a2f20"), 15)
    x, y = ROOM.at(0.15, 0.43, 2.05)
    brush.bar(x - 26, y - 52, x + 26, y, ink("f2eee6"), ink("d5ccc0"), ink("8a8078"), round=6)
    brush.fill([(x - 200, y + 4), (x - 84, y - 12), (x - 60, y + 10), (x - 180, y + 30)], ink("39506e"))
    brush.fill([(x - 196, y - 8), (x - 88, y - 22), (x - 64, y - 2), (x - 176, y + 16)], ink("d9cfbe"))
