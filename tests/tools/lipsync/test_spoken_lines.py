"""Mouths of real lines: timed by the voice model, without speaking them."""

from itertools import pairwise
from pathlib import Path

import pytest

from cliffhanger.memory.look import Look, Outfit
from cliffhanger.tools.lipsync.visemes import CLOSURES, SEEN, STEP, Phone, mouth_keys
from cliffhanger.tools.picture.drawn import Drawn
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey, ShotSpec, StageSpec
from cliffhanger.tools.voice.g2p import g2p
from cliffhanger.tools.voice.model import style_matrix, voice_model
from cliffhanger.tools.voice.phrase import Clock, paced, phrases, whole

LINES = (
    "Bring me the map, Pam. My problem is bigger.",
    "Stop. Put the baby down.",
    "I remember the bomb, and I remember you beside it.",
    "Maybe. Probably. Probably maybe.",
    "You kept the bullet in a jam jar?",
    "He's my brother, not my lawyer.",
    "Nobody touches that piano but my mother.",
    "People who climb put their price up.",
    "Upstairs. Move!",
    "We both know whose name is on the map.",
)
STYLES = ("af_heart", "am_onyx", "bf_emma", "am_santa")


def timed(line: str, style: str) -> tuple[Phone, ...]:
    """Return when each phoneme of a line is heard."""
    model, found, start = voice_model(), [], 0.0
    for phrase in phrases(g2p(line, "en")):
        timing = model.timing(phrase.symbols, style_matrix(style))
        frames = whole(paced(timing, phrase, 1.0, 1.0))
        clock = Clock(phrase, frames, model.contour(timing, frames)[1], 1.0)
        found += clock.phones(start)
        start += clock.seconds + phrase.rest
    return tuple(found)


def shut(keys: tuple[MouthKey, ...]) -> list[tuple[float, float]]:
    """Return the times from a closed key to the last closed key after it."""
    spans: list[tuple[float, float]] = []
    for before, after in pairwise(keys):
        if before.open == after.open == 0:
            if spans and spans[-1][1] == before.at:
                spans[-1] = (spans[-1][0], after.at)
            else:
                spans.append((before.at, after.at))
    return spans


@pytest.fixture(scope="module", params=range(len(LINES)), ids=[line.split()[0] for line in LINES])
def phones(request: pytest.FixtureRequest, clean_home: Path) -> tuple[Phone, ...]:
    return timed(LINES[request.param], STYLES[request.param % len(STYLES)])


def test_every_bilabial_is_shut_while_it_sounds(phones: tuple[Phone, ...]) -> None:
    spans = shut(mouth_keys(phones))
    for sound, begin, finish in phones:
        if sound in CLOSURES:
            overlap = max(min(finish, last) - max(begin, first) for first, last in spans)
            assert overlap >= min(0.04, finish - begin - 0.015), (sound, begin, spans)


def test_full_vowels_open_the_mouth(phones: tuple[Phone, ...]) -> None:
    keys = mouth_keys(phones)
    for sound, begin, finish in phones:
        if sound in "AIOWYɑæɛɔi" and finish - begin > 0.09:
            held = [key for key in keys if key.at <= (begin + finish) / 2][-1]
            assert held.open > 0.2, (sound, begin, held)


def test_no_mouth_twitches(phones: tuple[Phone, ...]) -> None:
    keys = mouth_keys(phones)
    for before, after in pairwise(keys):
        if before.open > 0:
            assert after.at - before.at >= 0.06, (before, after)
        if before.open > 0 and after.open > 0 and after.at - before.at < 2 * SEEN:
            assert abs(after.open - before.open) <= STEP + 1e-3
    assert len({key.at for key in keys if key.open > 0}) == sum(key.open > 0 for key in keys)


@pytest.mark.slow
def test_a_drawn_face_shuts_its_lips_on_every_bilabial(clean_home: Path, tmp_path: Path) -> None:
    said = timed(LINES[0], STYLES[0])
    look, outfit = Look(sex="woman", hair="long_wavy"), Outfit(garment="scrubs", colour="#3f7f8c")
    figure = FigureSpec(look=look, outfit=outfit, mouth=mouth_keys(said))
    stage = StageSpec(set="kitchen")
    spec = ShotSpec(
        width=108, height=192, seconds=said[-1][2], framing="close_up", stage=stage, figures=(figure,), draft=True
    )
    mouths = Drawn().make(spec, tmp_path / "shot.mp4").facts["mouths"]
    assert isinstance(mouths, list)
    seen: list[tuple[float, float]] = mouths[0]
    for sound, begin, finish in said:
        near = [amount for t, amount in seen if begin - 1 / 12 <= t <= finish]
        during = [amount for t, amount in seen if begin <= t < finish]
        if sound in CLOSURES:
            assert min(near) == 0.0 and (during or near)[-1] < 0.3, (sound, begin, near)
        elif sound in "æɑI" and finish - begin > 0.09:
            assert max(during) > 0.4, (sound, begin, during)
