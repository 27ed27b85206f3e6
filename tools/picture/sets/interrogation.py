"""The interrogation room: one lamp, one steel table, and a mirror that looks back."""

from .brush import DARK, Brush, arc, curve, fade, ink, inset, mix, shade, within
from .room import Room
from .scene import Scene

ROOM = Room(width=3.8, height=3.2, depth=4.4, eye=1.4, horizon=780)
COLD = ink("bfe6dc")


def paint_interrogation(scene: Scene) -> None:
    """Paint the room: the mirror on the back wall, the hanging lamp above the table, a barred slit of window."""
    scene.horizon = ROOM.horizon
    scene.grade = "sick"
    wall = scene.pick("wall", "6f8a84", "7c8488", "84826c", "687a8e")
    bulb = ink("f4ffe2") if scene.dice("bulb").random() < 0.5 else ink("ffe6b4")
    scene.lamp(500, 520, 900, bulb, 0.62 + 0.38 * scene.mood.lamps, always=True)
    scene.daylight(60, 420, 640)
    scene.lit(1, key=bulb, fill=COLD)
    with scene.layer(0.3) as brush:
        ROOM.shell(brush, wall, ink("5c6468"), shade(wall, -0.2))
        ROOM.tiles(brush, ink("5c6468"), 0.5, check=0.06)
        ROOM.skirting(brush, shade(wall, -0.45), 0.0, 1.05)
        ROOM.skirting(brush, shade(wall, 0.25), 1.05, 1.09)
        _bricks(scene, brush)
        _mirror(scene, brush)
        _door(brush)
        _slit(scene, brush)
        scene.relight(brush, mix(scene.mood.inside, ink("4c5a66"), 0.5))
    with scene.layer(0.6) as brush:
        _chair(brush)
        scene.relight(brush, mix(scene.mood.inside, ink("2c3844"), 0.5))
        _cone(brush, bulb)
        _bars(scene, brush)
    with scene.layer(0.85) as brush:
        _lamp(brush, bulb)
        _table(brush)
        scene.relight(brush, ink("7c8890"), 0.8)
        brush.glow(500, 352, 330, fade(bulb, 190))
        brush.oval(500, 352, 46, 14, ink("fffdf0"), 4)
    with scene.layer(1.3) as brush:
        _near_chair(brush)


def _bricks(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("bricks")
    for row in range(12):
        low = 1.1 + row * 0.18
        a, b = ROOM.at(-1.9, low, ROOM.depth), ROOM.at(1.9, low, ROOM.depth)
        brush.line([a, b], fade(DARK, 40), 1.6)
        for i in range(11):
            x = -1.9 + i * 0.37 + (0.18 if row % 2 else 0)
            brush.line([ROOM.at(x, low, ROOM.depth), ROOM.at(x, low + 0.18, ROOM.depth)], fade(DARK, 36), 1.6)
            if dice.random() < 0.14:
                brush.fill(ROOM.back(x, min(1.9, x + 0.37), low, low + 0.18), fade(DARK, 26))


def _mirror(scene: Scene, brush: Brush) -> None:
    glass = ROOM.back(-1.35, 1.0, 1.15, 2.35)
    brush.fill([(x + 5, y + 9) for x, y in glass], fade(DARK, 150), 10)
    brush.down(glass, ink("9fb0b4"), ink("5c6c74"))
    pane = inset(glass, 0.025, 0.05, 0.975, 0.95)
    brush.down(pane, ink("2a3c48"), ink("16222c"))
    with brush.clip(pane):
        x, y = within(pane, scene.dice("watcher").uniform(0.22, 0.72), 0.62)
        shape = [
            (x - 62, y + 130),
            (x - 54, y + 34),
            (x - 16, y + 10),
            (x + 16, y + 10),
            (x + 54, y + 34),
            (x + 62, y + 130),
        ]
        brush.fill(curve(shape), ink("0c141c", 190), 4)
        brush.oval(x, y - 16, 24, 30, ink("0c141c", 190), 3)
        for u in (0.1, 0.55):
            brush.fill(
                [within(pane, u, 0), within(pane, u + 0.14, 0), within(pane, u - 0.02, 1), within(pane, u - 0.16, 1)],
                ink("cfe8ea", 40),
                8,
            )


def _bars(scene: Scene, brush: Brush) -> None:
    """The slit's light on the far wall, striped by its bars."""
    power = {"day": 120.0, "dusk": 190.0, "night": 84.0, "dawn": 150.0}[scene.mood.hour]
    power *= 1.0 if scene.mood.weather == "clear" else 0.4
    for i in range(4):
        x = 70 + i * 60
        brush.shaft([(x - 100, 300), (x - 64, 300), (x + 250, 1010), (x + 170, 1010)], fade(scene.mood.sun, power), 9)


def _door(brush: Brush) -> None:
    quad = ROOM.side(3.0, 3.95, 0.0, 2.1, 1.9)
    brush.down(quad, ink("55646a"), ink("2e383e"))
    brush.line([*quad, quad[0]], ink("242c32"), 8)


def _slit(scene: Scene, brush: Brush) -> None:
    quad = ROOM.side(3.1, 4.1, 2.2, 2.85, -1.9)
    sky = scene.mood.sky[-2][1]
    brush.down(quad, shade(sky, 0.2), sky)
    for i in range(1, 5):
        brush.line([within(quad, i / 5, 0), within(quad, i / 5, 1)], ink("1c2228"), 6)
    brush.line([*quad, quad[0]], ink("3c464c"), 7)


def _chair(brush: Brush) -> None:
    steel = ink("5a656c")
    back = ROOM.back(-0.3, 0.3, 0.75, 1.12, 3.4)
    brush.down(back, shade(steel, 0.2), shade(steel, -0.4))
    for x in (-0.28, 0.28):
        brush.line([ROOM.at(x, 1.1, 3.4), ROOM.at(x, 0.0, 3.4)], shade(steel, -0.35), 8)
    ROOM.block(brush, -0.3, 0.3, 0.42, 0.48, 2.95, 3.4, steel)


def _cone(brush: Brush, bulb: tuple[int, int, int, int]) -> None:
    brush.shaft([(440, 350), (560, 350), (1010, 1290), (-10, 1290)], fade(bulb, 70), 34)
    brush.shaft([(462, 350), (538, 350), (760, 1240), (240, 1240)], fade(bulb, 74), 26)


def _lamp(brush: Brush, bulb: tuple[int, int, int, int]) -> None:
    brush.line([(500, -40), (500, 250)], ink("15191e"), 5)
    shape = [(470, 250), (530, 250), (548, 282), (622, 352), (378, 352), (452, 282)]
    brush.across(shape, ink("39434a"), ink("8a98a0"), ink("2a3238"), ink("15191e"))
    brush.line(arc(500, 352, 122, 14, 0, 180, 20), mix(ink("20262c"), bulb, 0.4), 4)


def _table(brush: Brush) -> None:
    steel = ink("aab6ba")
    ROOM.block(brush, -1.05, 1.05, 0.7, 0.76, 1.75, 2.7, steel)
    top = ROOM.flat(-1.05, 1.05, 1.75, 2.7, 0.76)
    brush.pool(*within(top, 0.5, 0.45), 330, 60, ink("ffffff", 130))
    for x in (-0.95, 0.95):
        brush.line([ROOM.at(x, 0.7, 1.85), ROOM.at(x, 0.0, 1.85)], shade(steel, -0.6), 22)
    x, y = within(top, 0.34, 0.55)
    brush.fill([(x - 70, y + 10), (x + 40, y - 8), (x + 82, y + 18), (x - 34, y + 40)], ink("d9bd84"))
    brush.fill([(x - 50, y + 4), (x + 36, y - 8), (x + 66, y + 10), (x - 26, y + 28)], ink("fbf8f0"))
    x, y = within(top, 0.76, 0.5)
    brush.bar(x - 20, y - 44, x + 20, y, ink("f6f6f2"), ink("dcdcd6"), ink("8c9090"), round=4)
    brush.line(arc(x - 96, y + 4, 22, 9, 0, 360, 20), ink("5c666c"), 5)
    brush.line(arc(x - 52, y + 8, 22, 9, 0, 360, 20), ink("5c666c"), 5)


def _near_chair(brush: Brush) -> None:
    brush.line([(70, 1900), (60, 1400), (90, 1360), (330, 1350), (362, 1390), (372, 1900)], ink("10151a"), 34, 5)
    brush.box(66, 1420, 362, 1560, ink("171d23"), ink("0c1014"), round=20)
