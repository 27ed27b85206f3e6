"""Notes about scenes: where, when, who, in what order."""

import re
from collections.abc import Sequence
from typing import cast

from ...memory.bible import Hour, SetKind, Weather
from ...memory.edit import AnyEdit
from ...memory.edits.script import (
    AddScene,
    CutScene,
    MoveScene,
    RewriteScene,
    SetPresence,
    SetScene,
)
from .answer import Declined, Unclear
from .episodes import episode, likely
from .examples import value
from .mention import Mention
from .pattern import Found, Rule, rule
from .scenes import edge, find, focused, like, scene, scenes, told
from .whom import people
from .wish import Wish

Edits = Sequence[AnyEdit] | None


def _set(wish: Wish, found: Found) -> Edits:
    """A scene is elsewhere, at another hour, in other weather: whatever of it the wish says."""
    mention = found.mention("scene")
    where = found.mention("place")
    text = wish.plain(re.sub(r"<(?:scene|quote|line|beat)\d+>", "", wish.text))
    hour, weather = _hour(text), _weather(text)
    if where is None and not hour and not weather:
        return None
    edits: list[AnyEdit] = []
    for id in _which(wish, found, mention):
        edits.append(_setting(wish, id, where, hour, weather))
    return edits


def _which(wish: Wish, found: Found, mention: Mention | None) -> tuple[str, ...]:
    if mention is not None:
        return scenes(wish, mention)
    if found.has("what"):
        return (told(wish, found["what"], None),)
    return (scene(wish, None),)


def _hour(text: str) -> Hour | None:
    found = value("hours", text)
    return cast(Hour, found) if found else None


def _weather(text: str) -> Weather | None:
    found = value("weathers", text)
    return (
        cast(Weather, found) if found and not (found == "clear" and not re.search("clear|no rain|dry", text)) else None
    )


def _setting(wish: Wish, id: str, where: Mention | None, hour: Hour | None, weather: Weather | None) -> SetScene:
    find(wish, id)
    if where is None:
        return SetScene(scene=id, hour=hour, weather=weather)
    if len(where.ids) == 1:
        return SetScene(scene=id, location=where.ids[0], hour=hour, weather=weather)
    if len(where.ids) > 1:
        names = [wish.desk.bible.location(one).name for one in where.ids]
        raise wish.ask(f"Which place: {' or '.join(names)}?", where, names)
    name = re.sub(r"^(?:a|an|some) ", "the ", where.words)
    name = name if name.lower().startswith("the ") else f"the {name}"
    build = cast(SetKind, where.value)
    known = value("sets", name) and name.removeprefix("the ") == build
    return SetScene(scene=id, location=None, build=build, name="" if known else name, hour=hour, weather=weather)


def _set_told(wish: Wish, found: Found) -> Edits:
    """The wedding, the dinner: a scene called by what happens in it."""
    what = found["what"].strip()
    if re.fullmatch(r"opening|beginning|start|ending|end", what) or not like(wish, what):
        return None
    return _set(wish, found)


def _move(wish: Wish, found: Found) -> Edits:
    mention = found.mention("scene")
    id = scene(wish, mention)
    ids = [one.id for one in wish.desk.scripts[id.rsplit(".", 1)[0]].scenes]
    others = [one for one in ids if one != id]
    words = found.match[0].lower()
    if not found.has("other"):
        if re.search(r"\b(?:first|start|beginning|open|begin|front|top)\b", words):
            return [MoveScene(scene=id, after="")]
        if re.search(r"\b(?:last|end|close)\b", words):
            return [MoveScene(scene=id, after=others[-1])] if others else None
        at = ids.index(id)
        place = max(0, at - 1) if "earlier" in words or " up " in words else at + 1
        return [MoveScene(scene=id, after=others[place - 1] if place else "")]
    other = scene(wish, found.mention("other"))
    if other.rsplit(".", 1)[0] != id.rsplit(".", 1)[0]:
        raise Declined("A scene can be moved within its episode only.", (f"cut scene {id.rsplit('.', 1)[1]}",))
    if re.search(r"\b(?:before|in front of|ahead of)\b", words):
        at = others.index(other)
        return [MoveScene(scene=id, after=others[at - 1] if at else "")]
    return [MoveScene(scene=id, after=other)]


def _swap(wish: Wish, found: Found) -> Edits:
    mention = found.mention("scene")
    both = (
        scenes(wish, mention)
        if mention and mention.group
        else (scene(wish, mention), scene(wish, found.mention("other")))
    )
    if len(both) != 2:
        return None
    ids = [one.id for one in wish.desk.scripts[both[0].rsplit(".", 1)[0]].scenes]
    first, second = sorted(both, key=ids.index)
    at, to = ids.index(first), ids.index(second)
    before = ids[at - 1] if at else ""
    if to == at + 1:
        return [MoveScene(scene=second, after=before)]
    return [MoveScene(scene=second, after=before), MoveScene(scene=first, after=ids[to - 1])]


def _cut(wish: Wish, found: Found) -> Edits:
    return [CutScene(scene=id) for id in scenes(wish, found.mention("scene"))]


def _add(wish: Wish, found: Found) -> Edits:
    about = found["rest"] or ""
    mentions = wish.marked.standing("scene")
    words = wish.text
    inside, after = "", ""
    for mention in mentions:
        at = scene(wish, mention)
        inside = at.rsplit(".", 1)[0]
        ids = [one.id for one in wish.desk.scripts[inside].scenes]
        mark = re.escape(f"<scene{wish.marked.index(mention)}>")
        before = re.search(rf"\bbefore {mark}", words)
        place = ids.index(at)
        after = at if not before else ids[place - 1] if place else ""
    if not inside:
        inside = episode(wish)
        begins = re.search(r"\bat the (?:start|beginning|top)\b|\b(?:start|begin|open)s?\b|\bfirst\b", words)
        after = "" if begins else wish.desk.scripts[inside].scenes[-1].id
    for mention in wish.marked.standing("scene", "episode"):
        about = re.sub(
            rf",? ?(?:(?:in|at the (?:end|start|beginning) of|after|before|of|to|right after) )?"
            rf"{re.escape(mention.words)}",
            "",
            about,
        )
    about = re.sub(r" at the (?:end|start|beginning|top)$", "", about)
    present = tuple(dict.fromkeys(id for one in wish.marked.standing("person") for id in people(wish, one)))
    place_named = wish.first("place")
    location = place_named.ids[0] if place_named is not None and len(place_named.ids) == 1 else ""
    return [AddScene(episode=inside, after=after, about=about.strip(" ,"), location=location, present=present)]


def _present(wish: Wish, found: Found) -> Edits:
    there = not re.search(
        r"\b(?:not|out|remove|cut|lose|without|delete|leave|drop|gone|away|take|kick|erase|absent)\b", found.match[0]
    )
    mention = found.mention("scene")
    ids = people(wish, found.mention("person"))
    inside = scenes(wish, mention)
    if mention is not None and mention.about == "all":  # only where somebody is not so already
        inside = tuple(one for one in inside if any((id in find(wish, one).present) != there for id in ids))
    return [SetPresence(scene=one, character=id, present=there) for one in inside for id in ids]


def _cut_person(wish: Wish, found: Found) -> Edits:
    """Somebody is cut: out of the scene that is spoken of, if one is."""
    who = people(wish, found.mention("person"))
    spoken = focused(wish) or wish.spoken.get("scene") or any(other.standing("scene") for other in wish.beside)
    if not spoken:
        name = wish.desk.bible.character(who[0]).name
        following = len(wish.written) + 1
        raise Unclear(
            f"Is {name} to be left out of a scene, or written out of the series?",
            (f"take {name} out of scene 1 of episode {len(wish.written)}", f"write {name} out in episode {following}"),
        )
    return [SetPresence(scene=scene(wish, None), character=id, present=False) for id in who]


def _rewrite(wish: Wish, found: Found) -> Edits:
    mention = found.mention("scene")
    how = found["how"] if found.has("how") else ""
    how = how or (wish.plain(found.left).strip(" ,.") if found.has("scene") else "")
    return [RewriteScene(scene=id, how=_how(how)) for id in scenes(wish, mention)]


def _how(words: str) -> str:
    words = re.sub(
        r"^(?:so that|so|to|and|but|because|that|with|is|it is|should be|be|as)\b ?,? ?", "", words.strip(" ,.")
    )
    words = re.sub(r"\b(?:in|of|for) (?:episode|ep|scene) ?\d+\b|\b(?:again|please|from scratch)\b", "", words)
    words = re.sub(r"^(?:in|of|from|for|the|a|an|it|,)? ?$", "", words.strip(" ,."))
    return re.sub(r" +", " ", words)


def _fits(wish: Wish, found: Found) -> Edits:
    """They should do something in a scene: it is written anew that way."""
    mention = found.mention("scene")
    if mention is None and not focused(wish) and not likely(wish):
        return None
    how = wish.plain(found.match[0])
    for one in wish.marked.standing("scene", "episode"):
        how = re.sub(rf",? ?(?:in |of )?{re.escape(one.words)},? ?", " ", how)
    return [RewriteScene(scene=id, how=how.strip(" ,.")) for id in scenes(wish, mention)]


def _edge(wish: Wish, found: Found) -> Edits:
    """The opening or the end of an episode is written anew: its first scene, its last."""
    inside = edge(wish)
    return [RewriteScene(scene=inside, how=_how(found["how"]))] if inside else None


def _all_hours(wish: Wish, found: Found) -> Edits:
    """The whole of an episode is at another hour or in other weather."""
    text = wish.plain(found.match[0])
    hour, weather = _hour(text), _weather(text)
    where = found.mention("place")
    if not hour and not weather and where is None:
        return None
    if inside := edge(wish):
        return [_setting(wish, inside, where, hour, weather)]
    here = episode(wish, found.mention("episode"))
    return [_setting(wish, one.id, where, hour, weather) for one in wish.desk.scripts[here].scenes]


RULES: tuple[Rule, ...] = (
    rule("move_scene", "move_scene.swap", _swap),
    rule("move_scene", "move_scene.move", _move),
    rule("add_scene", "add_scene.add", _add),
    rule("set_scene", "set_scene.set", _set),
)

PRESENCE: tuple[Rule, ...] = (
    rule("set_presence", "set_presence.present", _present, negative=True),
    rule("set_presence", "set_presence.present.2", _present),
    rule("set_presence", "set_presence.cut_person", _cut_person),
)

TOLD: tuple[Rule, ...] = (
    rule("set_scene", "set_scene.set_told", _set_told),
    rule("set_scene", "set_scene.set.2", _set),
)

EPISODE_WIDE: tuple[Rule, ...] = (rule("set_scene", "set_scene.all_hours", _all_hours),)

LATE: tuple[Rule, ...] = (
    rule("rewrite_scene", "rewrite_scene.edge", _edge),
    rule("cut_scene", "cut_scene.cut", _cut, negative=True),
    rule("rewrite_scene", "rewrite_scene.rewrite", _rewrite),
    rule("rewrite_scene", "rewrite_scene.fits", _fits),
)
