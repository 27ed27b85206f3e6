"""The stage: curtains, one beam of light, and the dark where the others sit."""

from ..light import RGBA
from .brush import DARK, Brush, arc, curve, fade, ink, mix, ramp, shade
from .room import Room
from .scene import Scene

ROOM = Room(width=6.0, height=6.4, depth=6.2, eye=1.35, focal=840, horizon=900)


def paint_stage(scene: Scene) -> None:
    """Paint the stage: back cloth, side curtains, a spot from the upper left and one from the right, footlights."""
    scene.horizon = ROOM.horizon
    velvet = scene.pick("velvet", "a01f30", "2a3a8c", "5c2478", "12606a")
    beam = scene.pick("beam", "fff0d0", "ffe0b8", "e8f0ff")
    second = scene.pick("second", "5a8cff", "ff6ac0", "7affd8", "b07aff")
    rest = {"day": 0.55, "dusk": 0.85, "night": 1.0, "dawn": 0.65}[scene.mood.hour]
    scene.lamp(500, 900, 640, beam, rest, always=True)
    scene.lamp(860, 520, 620, second, 0.55 * rest, always=True)
    scene.daylight(140, 300, 800)
    scene.lit(-1, key=beam, fill=second)
    scene.grade = scene.mood.grade if scene.mood.hour != "day" else "warm"
    with scene.layer(0.2) as brush:
        ROOM.shell(brush, shade(velvet, -0.55), ink("8a5c3c"), ink("2a2630"))
        ROOM.planks(brush, ink("8a5c3c"), 0.3, 90)
        _back_cloth(scene, brush, velvet)
        scene.relight(brush, mix(scene.mood.inside, ink("2a2438"), 0.3))
        _star_drops(scene, brush, beam)
    with scene.layer(0.5) as brush:
        _drape(scene, brush, velvet, 0)
        _drape(scene, brush, velvet, 1)
        _valance(brush, velvet)
        scene.relight(brush, mix(scene.mood.inside, ink("3a3048"), 0.2))
    with scene.layer(0.8) as brush:
        brush.shaft([(70, -60), (170, -60), (820, 1270), (260, 1270)], fade(beam, 120 * rest), 30)
        brush.shaft([(110, -60), (140, -60), (700, 1250), (380, 1250)], fade(beam, 110 * rest), 20)
        brush.shaft([(880, -60), (950, -60), (560, 1290), (160, 1290)], fade(second, 74 * rest), 30)
        brush.pool(520, 1250, 310, 58, fade(beam, 150 * rest), core=0.55)
        _microphone(brush)
        _dust(scene, brush, beam)
    with scene.layer(1.35) as brush:
        _heads(scene, brush)


def _back_cloth(scene: Scene, brush: Brush, velvet: RGBA) -> None:
    wall = ROOM.back(-3.0, 3.0, 0.0, 6.4)
    x0, x1, top, low = wall[0][0], wall[1][0], wall[0][1], wall[2][1]
    folds = 26
    for i in range(folds):
        a, b = x0 + (x1 - x0) * i / folds, x0 + (x1 - x0) * (i + 1) / folds + 1
        brush.bar(a, top, b, low, shade(velvet, -0.72), shade(velvet, -0.3), shade(velvet, -0.75))
    brush.box(x0, top, x1, top + 200, fade(DARK, 190), fade(DARK, 0))


def _star_drops(scene: Scene, brush: Brush, beam: RGBA) -> None:
    dice = scene.dice("drops")
    for _ in range(46):
        x, y = dice.uniform(150, 850), dice.uniform(330, 1010)
        brush.oval(x, y, 2.4, 2.4, fade(shade(beam, 0.4), 230))
        brush.glow(x, y, dice.uniform(14, 40), fade(beam, 120))


def _drape(scene: Scene, brush: Brush, velvet: RGBA, side: int) -> None:
    """One heavy curtain, caught up at its middle."""
    dice = scene.dice(f"drape{side}")
    folds = 9
    for i in range(folds):
        top = -60 + i * 40.0
        tie = -70 + i * 25.0
        low = -60 + i * 34.0
        tone = shade(velvet, dice.uniform(-0.12, 0.06))
        shape = [
            (top, -20),
            (top + 44, -20),
            (tie + 36, 820),
            (tie + 26, 1010),
            (low + 40, 1420),
            (low, 1420),
            (tie, 1010),
            (tie + 4, 820),
        ]
        points = [(1000 - px, py) for px, py in shape] if side else shape
        xs = [p[0] for p in points]
        brush.paint(
            curve(points, tension=9),
            ramp((min(xs), 0), (max(xs), 0), (shade(tone, -0.55), shade(tone, 0.24), shade(tone, -0.35))),
        )
    band = [(-60, 935), (168, 925), (176, 972), (-60, 990)]
    brush.down([(1000 - px, py) for px, py in band] if side else band, ink("f0cc7a"), ink("8a6426"))


def _valance(brush: Brush, velvet: RGBA) -> None:
    for i in range(6):
        x = -60 + i * 200
        swag = [(x, -20), (x + 220, -20), *arc(x + 110, 60, 116, 120, 0, 180, 18)]
        brush.paint(swag, ramp((0, -20), (0, 190), (shade(velvet, -0.35), shade(velvet, 0.2), shade(velvet, -0.4))))
        for k in range(1, 4):
            brush.line(arc(x + 110, 10 + k * 12, 100, 36 * k, 10, 170, 14), fade(DARK, 70), 6, 4)
        brush.line(arc(x + 110, 60, 116, 120, 0, 180, 18), ink("e8c06a"), 8)


def _microphone(brush: Brush) -> None:
    x = 170.0
    brush.pool(x, 1288, 70, 14, fade(DARK, 190))
    brush.bar(x - 4, 900, x + 4, 1286, ink("dfe4ea"), ink("4c525c"))
    brush.oval(x, 1286, 50, 11, ink("2a2c34"))
    brush.box(x - 15, 850, x + 15, 912, ink("c8ced8"), ink("4a505c"), round=14)
    for y in range(858, 890, 7):
        brush.line([(x - 13, y), (x + 13, y)], ink("3a404a"), 2)


def _dust(scene: Scene, brush: Brush, beam: RGBA) -> None:
    dice = scene.dice("dust")
    for _ in range(46):
        t = dice.random()
        x, y = 130 + 400 * t + dice.gauss(0, 40 + 110 * t), -20 + 1240 * t
        brush.oval(x, y, dice.uniform(1, 2.6), dice.uniform(1, 2.6), fade(beam, dice.uniform(60, 190)))


def _heads(scene: Scene, brush: Brush) -> None:
    dice = scene.dice("audience")
    for i in range(7):
        x, y = -30 + i * 178 + dice.uniform(-20, 20), 1680 + dice.uniform(-24, 30)
        tone = ink("0e0a16")
        brush.oval(x, y, 62, 76, tone, 5)
        brush.fill(
            curve([(x - 128, 1910), (x - 112, y + 96), (x, y + 60), (x + 112, y + 96), (x + 128, 1910)]), tone, 5
        )
        brush.line(arc(x, y, 60, 74, 210, 320, 14), ink("ffe0b0", 64), 5, 4)
