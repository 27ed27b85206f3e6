"""The hospital: a ward with a bed, a monitor that never sleeps, and a curtain that hides the next bed."""

from ....memory.bible import Hour
from .brush import DARK, Brush, arc, fade, ink, inset, mix, shade, within
from .fittings import curtain, sunlight, window
from .plate import Grade
from .room import Room
from .scene import Scene
from .sky import outside

ROOM = Room(width=3.8, height=3.3, depth=5.2, eye=1.42, horizon=770)
MONITOR = ink("4fe3b0")
GRADES: dict[Hour, Grade] = {"day": "neutral", "dusk": "golden", "night": "cool", "dawn": "cool"}


def paint_hospital(scene: Scene) -> None:
    """Paint the ward: window on the left, bed and monitor on the right."""
    scene.horizon = ROOM.horizon
    scene.grade = GRADES[scene.mood.hour]
    wall = scene.pick("wall", "cfe3e0", "d6e2ea", "e4e0d4", "cfdcd2")
    cloth = scene.pick("cloth", "6fb1b0", "7f9fc4", "8fb59a", "a99cc4")
    pane = ROOM.side(3.15, 4.75, 0.8, 2.75)
    scene.lamp(470, 320, 860, ink("e9f6ff"), 0.85)
    scene.lamp(745, 640, 380, MONITOR, 0.5, always=True)
    scene.daylight(130, 640, 900)
    scene.lit(-1, fill=mix(MONITOR, ink("bfe6ff"), 0.4) if scene.mood.dark else None)
    outside(scene, "city", (150, 470))
    with scene.layer(0.45) as brush:
        ROOM.shell(brush, wall, ink("b9c6c8"), ink("e6ebea"))
        ROOM.tiles(brush, ink("a9b8ba"), 0.6, check=0.1)
        ROOM.skirting(brush, shade(cloth, 0.1), 0.86, 1.0)
        _far_wall(scene, brush, cloth)
        _ceiling(scene, brush)
        window(scene, brush, pane, ink("eef2f0"), (2, 2))
        _blind(brush, pane)
        scene.relight(brush)
        sunlight(scene, brush, pane, ROOM.flat(-1.5, 0.3, 2.3, 4.0), 0.8)
        _tubes(scene, brush)
        _corridor_light(scene, brush)
    with scene.layer(0.75) as brush:
        _monitor_stand(brush)
        _bed(brush, cloth)
        scene.relight(brush)
        _monitor(scene, brush)
    with scene.layer(0.9) as brush:
        curtain(scene, brush, 838, 1060, 250, 1900, cloth, "ward", 0.04)
        brush.box(600, 240, 1100, 252, ink("dfe6e6"), ink("7f8c8e"))
        scene.relight(brush, lamps=0.7)
    with scene.layer(1.35) as brush:
        _rail(brush)
        scene.relight(brush, lamps=0.5)


def _far_wall(scene: Scene, brush: Brush, cloth: tuple[int, int, int, int]) -> None:
    door = ROOM.back(-0.75, 0.45, 0.0, 2.15)
    brush.line([*door, door[0]], ink("8fa3a6"), 12)
    brush.down(door, shade(cloth, -0.1), shade(cloth, -0.3))
    pane = inset(door, 0.56, 0.12, 0.82, 0.46)
    brush.down(pane, ink("f6fbff"), ink("c6d8de"))
    brush.line([*pane, pane[0]], ink("6d7f84"), 3)
    brush.down(inset(door, 0.04, 0.86, 0.96, 0.98), ink("b9c4c6"), ink("7d8b8e"))
    sign = ROOM.back(-0.35, 0.05, 2.32, 2.5)
    brush.down(sign, ink("2f9a74"), ink("1d6f55"))
    chart = ROOM.back(-1.5, -1.05, 1.35, 2.0)
    brush.fill([(x + 4, y + 7) for x, y in chart], fade(DARK, 90), 6)
    brush.down(chart, ink("f7f5ee"), ink("dcdcd4"))
    dice = scene.dice("chart")
    for i in range(6):
        v = 0.16 + i * 0.13
        brush.line([within(chart, 0.14, v), within(chart, dice.uniform(0.4, 0.86), v)], ink("8796a0", 180), 3)


def _corridor_light(scene: Scene, brush: Brush) -> None:
    """Let the corridor shine through the pane of the door, and under it."""
    burn = scene.mood.lamps
    door = ROOM.back(-0.75, 0.45, 0.0, 2.15)
    pane = inset(door, 0.56, 0.12, 0.82, 0.46)
    brush.fill(pane, ink("fff0cc", round(230 * burn)))
    brush.line([*pane, pane[0]], ink("4d5d64"), 3)
    brush.glow(*within(pane, 0.5, 0.5), 230, ink("ffdca0", round(170 * burn)))
    brush.pool(*ROOM.at(-0.15, 0, 4.9), 150, 26, ink("ffdca0", round(120 * burn)))


def _ceiling(scene: Scene, brush: Brush) -> None:
    for z in (1.6, 2.6, 3.6):
        brush.line([ROOM.at(-2.4, ROOM.height, z), ROOM.at(2.4, ROOM.height, z)], ink("9fabab", 120), 2)
    for x in (-1.6, -0.8, 0.0, 0.8, 1.6):
        brush.line([ROOM.at(x, ROOM.height, 4.7), ROOM.at(x, ROOM.height, 0.8)], ink("9fabab", 110), 2)


def _tubes(scene: Scene, brush: Brush) -> None:
    burn = max(0.25, scene.mood.lamps)
    for z in (1.5, 2.6, 3.7):
        panel = ROOM.flat(-0.42, 0.42, z, z + 0.55, ROOM.height - 0.01)
        brush.fill(panel, mix(ink("9fb0ba"), ink("fbffff"), burn))
        brush.fill(panel, ink("e8f6ff", round(120 * burn)), 26)
        x, y = within(panel, 0.5, 0.5)
        brush.glow(x, y, 260, ink("dff2ff", round(70 * burn)), 0.5)


def _blind(brush: Brush, pane: list[tuple[float, float]]) -> None:
    for i in range(9):
        v = i * 0.034
        brush.down(inset(pane, 0.0, v, 1.0, v + 0.024), ink("f4f6f2"), ink("aab6b8"))


def _bed(brush: Brush, cloth: tuple[int, int, int, int]) -> None:
    white = ink("f0f2f4")
    ROOM.block(brush, 0.35, 1.5, 0.3, 0.5, 2.15, 4.2, ink("93a3aa"))
    for x in (0.42, 1.4):
        for z in (2.2, 4.0):
            a, b = ROOM.at(x, 0.3, z), ROOM.at(x, 0.0, z)
            brush.line([a, b], ink("7c8a92"), 8)
    ROOM.block(brush, 0.35, 1.5, 0.5, 0.72, 2.15, 4.2, white)
    blanket = ROOM.flat(0.32, 1.53, 2.15, 3.35, 0.735)
    brush.down(blanket, shade(cloth, 0.1), shade(cloth, 0.24))
    front = ROOM.back(0.32, 1.53, 0.34, 0.735, 2.14)
    brush.down(front, shade(cloth, 0.02), shade(cloth, -0.4))
    side = [ROOM.at(0.32, 0.735, 2.15), ROOM.at(0.32, 0.735, 3.35), ROOM.at(0.32, 0.4, 3.35), ROOM.at(0.32, 0.36, 2.15)]
    brush.across(side, shade(cloth, -0.36), shade(cloth, -0.2))
    for t in (0.18, 0.4, 0.66, 0.85):
        a, b = within(front, t, 0.05), within(front, t + 0.03, 0.95)
        brush.line([a, b], fade(shade(cloth, -0.5), 120), 6, 4)
    x, y = ROOM.at(0.93, 0.84, 3.75)
    brush.oval(x + 4, y + 14, 76, 26, fade(DARK, 90), 8)
    brush.oval(x, y, 74, 27, ink("fbfbf8"))
    brush.oval(x - 8, y - 7, 48, 12, ink("ffffff"), 6)
    head = ROOM.back(0.34, 1.52, 0.5, 1.12, 4.2)
    brush.line([head[3], head[0], head[1], head[2]], ink("aab8be"), 9)
    brush.line([head[0], head[1]], ink("e9f0f2"), 3)


def _monitor_stand(brush: Brush) -> None:
    x, y = 735.0, 640.0
    brush.bar(x - 5, 560, x + 5, 1010, ink("e3eaec"), ink("87949a"), ink("4f5a60"))
    brush.pool(x, 1010, 80, 16, fade(DARK, 140))
    brush.line([(x - 52, 1006), (x, 985), (x + 52, 1006)], ink("6b777c"), 9)
    brush.box(x - 88, y - 72, x + 92, y + 66, ink("e7ecee"), ink("8c999f"), round=14)
    drip = 628.0
    brush.bar(drip - 3, 420, drip + 3, 1000, ink("edf2f4"), ink("78858a"))
    brush.line([(drip - 34, 432), (drip - 34, 420), (drip + 34, 420), (drip + 34, 432)], ink("c5d0d4"), 5)
    bag = [(drip - 54, 440), (drip - 14, 440), (drip - 16, 530), (drip - 34, 548), (drip - 52, 530)]
    brush.down(bag, ink("eaf6f8", 150), ink("a9d4dc", 205))
    brush.line([(drip - 34, 548), (drip - 38, 640), (drip - 10, 760), (drip + 60, 850)], ink("dceef2", 190), 3)


def _monitor(scene: Scene, brush: Brush) -> None:
    x, y = 735.0, 640.0
    brush.box(x - 76, y - 60, x + 80, y + 52, ink("06201f"), ink("0b3030"), round=8)
    beat = [(x - 74, y - 18)]
    for start in (-60, -14, 32):
        for dx, dy in ((0, 0), (6, -6), (11, 4), (15, -34), (20, 22), (25, 0), (40, 0)):
            beat.append((x + start + dx, y - 18 + dy))
    brush.line(beat, fade(MONITOR, 150), 7, 5)
    brush.line(beat, ink("b8ffe4"), 2.6)
    wave = arc(x - 74, y + 24, 1, 1, 0, 1, 1)[:1] + [
        (x - 74 + i * 8, y + 26 + (7 if i % 4 < 2 else -5)) for i in range(20)
    ]
    brush.line(wave, ink("ffd36b", 200), 2.2)
    brush.glow(x, y, 330, fade(MONITOR, 84))


def _rail(brush: Brush) -> None:
    metal = ink("6d7d86")
    brush.line([(-60, 1500), (250, 1470), (560, 1490)], shade(metal, -0.4), 44, 4)
    brush.line([(-60, 1490), (250, 1460), (560, 1480)], shade(metal, 0.25), 12, 4)
    for x in (40, 250, 460):
        brush.line([(x, 1480), (x - 10, 1800)], shade(metal, -0.45), 30, 4)
