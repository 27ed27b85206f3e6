"""Notes about what is heard: the score, and sounds in a shot."""

import re
from collections.abc import Sequence
from typing import cast

from ...memory.edit import AnyEdit
from ...memory.edits.board import SetEffect, SetMusic
from ...memory.storyboard import EffectKind, Mood
from .amounts import degree
from .answer import Unclear
from .episodes import episode, named
from .examples import value
from .lines import line, quoting
from .pattern import Found, Rule, rule
from .scenes import beat, edge, focused, scene
from .shots import drawn, shot, showing, speaking
from .wish import Wish

Edits = Sequence[AnyEdit] | None


def _music(wish: Wish, found: Found) -> Edits:
    text = wish.plain().lower()
    mood = _mood(text)
    louder = _louder(text)
    mention = wish.first("scene")
    throughout = mention is not None and mention.about == "all"
    inside = "" if throughout else scene(wish, mention) if mention is not None else "" if louder else edge(wish)
    if not inside and not throughout and focused(wish) and wish.focus.count(".") and named(wish) is None and not louder:
        inside = focused(wish)
    ids = (inside.rsplit(".", 1)[0],) if inside else wish.written if named(wish) == () else (episode(wish),)
    if not mood and not louder:
        raise Unclear(
            "What music should it be?",
            [wish.instead(None, f": {one}") for one in ("tender", "tense", "sad", "menace", "hope", "mystery")],
        )
    return [SetMusic(episode=id, scene=inside, mood=mood, louder=louder) for id in ids]


def _mood(text: str) -> Mood | None:
    bare = re.sub(r"\b(?:louder|quieter|softer|turn (?:up|down))\b", "", text)
    if re.search(
        r"\b(?:no|without|remove|cut|kill|lose|drop|mute|turn off|switch off|stop|silence)\b[^,]*\b(?:music|score|"
        r"soundtrack)\b|\bmusic (?:off|out)\b",
        bare,
    ):
        return "silence"
    bare = re.sub(r"\b(?:too|less) \w+", "", bare)
    found = value("moods", re.sub(r"\bpiano\b", "", bare)) or value("moods", bare)
    return cast(Mood, found) if found else None


def _louder(text: str) -> float:
    loud = re.search(
        r"\b(?:louder|turn (?:it |the \w+ |that )?up|up|more music|too (?:quiet|soft|low)|raise|can not hear the "
        r"(?:music|score)|boost)\b",
        text,
    )
    quiet = re.search(
        r"\b(?:quieter|softer|too loud|lower|turn (?:it |the \w+ |that )?down|down|less music|drowns?|overpower\w*|"
        r"reduce|can not hear (?!the (?:music|score)))",
        text,
    )
    step = {0.5: 2.0, 1.0: 4.0, 2.0: 8.0}[degree(re.sub(r"\btoo\b", "", text))]
    exact = re.search(r"(\d+) ?(?:db|decibels?)\b", text)
    step = float(exact[1]) if exact else step
    return -step if quiet else step if loud else 0.0


def _effect(wish: Wish, found: Found) -> Edits:
    effect = cast(EffectKind, value("effects", found["effects"]))
    if (
        effect in ("door", "phone", "message", "glass", "slap", "hit", "bell")
        and wish.first("person") is not None
        and not _HEARD.search(wish.text)
    ):
        return None
    off = re.search(r"\b(?:no|without|remove|cut|lose|drop|delete|take out|kill|get rid of|not|mute)\b", wish.text)
    return [SetEffect(shot=id, effect=effect, heard=not off) for id in _where(wish, off is not None, effect)]


_HEARD = re.compile(r"\b(?:sounds?|hear|hears|heard|noise|effect|sfx|ringing|ringtone)\b")


def _where(wish: Wish, off: bool, effect: EffectKind) -> tuple[str, ...]:
    if (mention := wish.first("shot")) is not None:
        return (shot(wish, mention),)
    if (seen := wish.first("beat")) is not None:
        return (showing(wish, beat(wish, seen)),)
    spoken = wish.first("line", "quote")
    if spoken is not None and (spoken.kind == "line" or quoting(wish, spoken.about)):
        return (speaking(wish, line(wish, spoken)),)
    if any(wish.focus == one.id for board in wish.desk.storyboards.values() for one in board.shots):
        return (wish.focus,)
    mention = wish.first("scene")
    inside = scene(wish, mention) if mention is not None else focused(wish) if wish.focus.count(".") else ""
    here = drawn(wish, inside.rsplit(".", 1)[0] if inside else episode(wish))
    able = [one for one in here if not inside or one.scene == inside]
    if off:
        heard = tuple(one.id for one in able if effect in one.effects)
        if heard:
            return heard
    ends = re.search(r"\b(?:at the (?:very )?end|ends?|last|final|cliffhanger)\b", wish.text)
    begins = re.search(
        r"\b(?:at the (?:very )?(?:start|beginning)|open|opens|starts?|begins?|first|opening)\b", wish.text
    )
    if ends:
        return (able[-1].id,)
    if begins or inside:
        return (able[0].id,)
    raise Unclear(
        "In which shot shall it be heard?",
        [wish.instead(None, f"in shot {int(one.id.split('.s')[1])}") for one in able[-4:]],
    )


_MUSIC = "music|score|soundtrack|background_music|theme|bgm"
RULES: tuple[Rule, ...] = (
    rule("set_music", "set_music.music", _music, negative=True),
    rule("set_effect", "set_effect.effect", _effect, negative=True),
)
