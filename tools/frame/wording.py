"""Wording: a shot in words, for models that read, as a director of photography would say it.

Pictures that go with it are called image 1, image 2, … in the order of the references.
"""

import random
import re
from collections.abc import Sequence

from ...memory.bible import ArtDirection, Hour, SetKind, Weather
from ..picture.spec import FigureSpec, ShotSpec, StageSpec
from .people import described, dressed, named, person, their
from .phrases import phrase, phrases

MOST = 900
"""Characters of a prompt: readers of longer ones forget the beginning."""
_MOST_WORDS = 240
"""Characters of what happens."""
_BESIDE = (("",), ("On the left", "On the right"), ("On the left", "In the middle", "On the right"))
_STACKED = (("",), ("At the top", "At the bottom"), ("At the top", "In the middle", "At the bottom"))
_EMPTY = frozenset({"insert", "establishing", "title", "end"})

Part = tuple[int, str]
"""How dispensable a sentence is, 0 not at all, and the sentence."""


def frame_prompt(shot: ShotSpec) -> str:
    """Return what is seen in the first moment of a shot, in `MOST` characters at most."""
    seen = () if shot.framing in _EMPTY else shot.figures
    first = [phrase("framing", shot.framing)]
    if shot.angle != "eye" and shot.framing != "insert":
        first.append(phrase("angle", shot.angle)[:1].lower() + phrase("angle", shot.angle)[1:])
    parts: list[Part] = [(0, ", ".join(first))]
    parts += [(0, _figure(shot, n, figure)) for n, figure in enumerate(seen)]
    if shot.prop is not None and shot.framing == "insert":
        parts.append((0, f"It is {phrase('prop', shot.prop.kind)}, sharp from edge to edge"))
    parts.append((2, _told(shot.words)))
    parts += _layout(shot)
    parts += _set(shot)
    parts.append((0, phrase("style", shot.style)))
    return _fitted(parts, MOST)


def clip_prompt(shot: ShotSpec, most: int = 2000) -> str:
    """Return what happens in a shot from its first frame on, in ``most`` characters at most."""
    seen = () if shot.framing in _EMPTY else shot.figures
    parts: list[Part] = [(0, _told(shot.words, most // 2))]
    parts += [(1, acted) for n, figure in enumerate(seen) if (acted := _acting(shot, n, figure))]
    parts.append((0, phrase("move", shot.move)))
    parts.append((3, "Everybody keeps their face, hair and clothes; the light stays as it is"))
    weather = phrases()["weather"][shot.stage.weather][_light(shot.stage.set)]
    parts.append((2, weather))
    return _fitted(parts, most)


def place_words(stage: StageSpec, most: int = 3) -> str:
    """Return a place and the things that stand there: always the same ones for one seed."""
    found = phrases()["set"][stage.set]
    things: list[str] = random.Random(f"things {stage.set} {stage.seed}").sample(found["things"], most)
    return f"{found['place']}, with {joined(things)}"


def light_words(set: SetKind, hour: Hour, weather: Weather) -> str:
    """Return the light of a place by hour and weather."""
    way = _light(set)
    return ", ".join(filter(None, (phrases()["hour"][hour][way], phrases()["weather"][weather][way])))


def style_words(style: ArtDirection) -> str:
    """Return an art direction in words."""
    return phrase("style", style)


def joined(items: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def sentences(*texts: str) -> str:
    """Return texts as sentences, one after the other; empty ones are left out."""
    said = (text.strip().rstrip(".,;: ") for text in texts)
    return " ".join(f"{text[0].upper()}{text[1:]}." for text in said if text)


def _light(set: SetKind) -> str:
    return str(phrases()["set"][set]["light"])


def _figure(shot: ShotSpec, n: int, figure: FigureSpec) -> str:
    """Return where somebody stands, who they are, and how they are seen."""
    back = _from_behind(shot, n, figure)
    bits = [phrase("faces", "away" if back else figure.faces)]
    if not back:
        bits.append(phrase("gaze", figure.gaze))
    bits += _hands(figure)
    if figure.wound is not None and not back:
        bits.append(phrase("wound", figure.wound, their=their(figure.look)))
    felt = "" if back else f"; {their(figure.look)} expression: {phrase('emotion', figure.emotion)}"
    return f"{_where(shot, n)}{_who(shot, n, figure)}, {', '.join(bits)}{felt}"


def _where(shot: ShotSpec, n: int) -> str:
    if shot.framing == "over_shoulder" and len(shot.figures) > 1:
        place = "In the foreground" if n == 0 else "Beyond it" if n == 1 else "Behind them"
    elif len(shot.figures) <= len(_BESIDE):
        place = (_STACKED if shot.framing == "panels" else _BESIDE)[len(shot.figures) - 1][n]
    else:
        place = f"Number {n + 1} from the left"
    return f"{place} " if place else ""


def _who(shot: ShotSpec, n: int, figure: FigureSpec) -> str:
    """Return somebody's name, pictures and clothes; a face in words if there is no picture of it."""
    wears = f"in {dressed(figure.outfit)}"
    theirs = [(i, one) for i, one in enumerate(shot.references, 1) if one.figure == n]
    faces = [str(i) for i, one in theirs if one.shown in ("face", "expression")]
    whole = [str(i) for i, one in theirs if one.shown in ("body", "outfit")]
    if not theirs:
        return f"{named(figure.look)}, {described(figure.look, 2 if len(shot.figures) == 1 else 0)}, {wears}"
    clothes = f"{wears} as in image {whole[0]}" if whole and faces else wears
    return f"{theirs[0][1].subject}, the {person(figure.look)} of image {(faces or whole)[0]}, {clothes}"


def _hands(figure: FigureSpec) -> list[str]:
    held = phrase("prop", figure.holding) if figure.holding is not None else ""
    if figure.gesture == "phone_to_ear" and figure.holding == "phone":
        held = ""
    if figure.gesture == "hold" and held:
        return [f"holding {held} in front of {their(figure.look)} chest"]
    said = phrase("gesture", figure.gesture, their=their(figure.look)) if figure.gesture not in ("none", "hold") else ""
    return [bit for bit in (said, f"{held} in {their(figure.look)} hand" if held else "") if bit]


def _acting(shot: ShotSpec, n: int, figure: FigureSpec) -> str:
    """Return what somebody does in the course of a shot; empty: nothing that a frame does not show."""
    acts = []
    if not _from_behind(shot, n, figure):
        acts.append(phrase("emotion", figure.emotion))
        if figure.becomes is not None and figure.becomes != figure.emotion:
            acts[0] = f"at first {acts[0]}"
            acts.append(f"then {phrase('emotion', figure.becomes)}")
        if figure.mouth:
            acts.append("speaking, lips moving with every word")
    subject = next((one.subject for one in shot.references if one.figure == n), f"the {person(figure.look)}")
    return f"{_where(shot, n)}{subject}: {'; '.join(acts)}" if acts else ""


def _from_behind(shot: ShotSpec, n: int, figure: FigureSpec) -> bool:
    return figure.faces == "away" or (shot.framing == "over_shoulder" and n == 0 and len(shot.figures) > 1)


def _set(shot: ShotSpec) -> list[Part]:
    stage = shot.stage
    plate = next((str(i) for i, one in enumerate(shot.references, 1) if one.shown == "place"), "")
    near = shot.framing in ("extreme_close_up", "close_up", "insert", "panels", "title", "end")
    place = place_words(stage, 2 if near else 3)
    named_place, _, things = place.partition(", with ")
    said = f"The place is that of image {plate}: {named_place}" if plate else f"The place: {named_place}"
    light = light_words(stage.set, stage.hour, stage.weather)
    return [(0, said), (3, f"In it, {things}" if not near else f"In the blur behind, {things}"), (1, light)]


def _layout(shot: ShotSpec) -> list[Part]:
    """Return what is kept of the picture in which the shot was blocked."""
    kept = next((str(i) for i, one in enumerate(shot.references, 1) if one.shown == "layout"), "")
    if not kept:
        return []
    said = f"Room, camera and framing are those of image {kept}, every piece of furniture in its place"
    if not shot.figures or shot.framing in _EMPTY:
        return [(0, said)]
    return [(0, f"{said}; its drawn figures are stand-ins, and the people stand, turn and look exactly as they do")]


def _told(words: str, most: int = _MOST_WORDS) -> str:
    """Return what happens, shortened at the end of a sentence; without quotation marks, which models letter."""
    text = re.sub(r"[\"“”„«»]", "", " ".join(words.split()))
    if len(text) <= most:
        return text
    cut = text[:most]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    return cut[: end + 1] if end > 0 else cut[: cut.rfind(" ")]


def _fitted(parts: Sequence[Part], most: int) -> str:
    """Return the parts as sentences, the most dispensable ones left out until they fit."""
    kept = [part for part in parts if part[1].strip()]
    while len(text := sentences(*(said for _, said in kept))) > most:
        worst = max(kept, key=lambda part: part[0])
        if worst[0] == 0:
            return text[: text.rfind(" ", 0, most)]
        kept.remove(worst)
    return text
