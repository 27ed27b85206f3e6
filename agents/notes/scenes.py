"""Which scene and which beat is meant."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ...memory.script import Beat, Scene
from .answer import Declined, Unclear
from .episodes import episode, likely, named, scope, written
from .likeness import Texts, best, likeness, quoted
from .mention import Marked, Mention
from .whom import people
from .wish import Wish, said


def scenes(wish: Wish, mention: Mention | None = None) -> tuple[str, ...]:
    """Return the scenes that a mention (by default the wish's first) means, or ask."""
    mention = mention or wish.first("scene")
    if mention is not None and mention.about == "all":
        return all_of(wish, mention)
    if mention is not None and mention.group:
        return tuple(_numbered(wish, int(number), mention) for number in mention.about.split())
    return (scene(wish, mention),)


def all_of(wish: Wish, mention: Mention) -> tuple[str, ...]:
    """Return every scene of the episodes that are named, else of the one that is meant, or ask which."""
    ids = named(wish)
    inside = scope(wish) if ids is not None or mention.value == "series" else (episode(wish),)
    every = [one for id in inside for one in wish.desk.scripts[id].scenes]
    if mention.who:
        who = people(wish, wish.marked.named(mention.who))
        every = [one for one in every if all(id in one.present for id in who)]
    return tuple(one.id for one in every)


_EDGE = re.compile(
    r"\bthe (?:very )?(?:(?P<first>opening|beginning|start)|end|ending|close)"
    r"(?= (?:of (?:the episode|it|<episode\d+>)|,|in <episode\d+>|$))",
    re.IGNORECASE,
)


def edge(wish: Wish) -> str:
    """Return the scene that is "the opening of episode 2" or "the end"; empty if a wish names neither."""
    found = _EDGE.search(wish.text)
    if found is None:
        return ""
    return wish.desk.scripts[episode(wish)].scenes[0 if found["first"] else -1].id


def scene(wish: Wish, mention: Mention | None = None) -> str:
    """Return the one scene that is meant, or ask."""
    mention = mention or wish.first("scene")
    if mention is None and (found := edge(wish)):
        return found
    if mention is None or mention.pointed or mention.about == "all":
        return _pointed(wish, mention)
    if mention.ids:
        written(wish, mention.ids[0].rsplit(".", 1)[0])
        return mention.ids[0]
    if mention.number:
        return _numbered(wish, mention.number, mention)
    return told(wish, mention.about, mention)


def told(wish: Wish, about: str, mention: Mention | None) -> str:
    """Return the one scene of which something is told: what happens, where, who."""
    found = like(wish, about)
    if not found:
        raise Declined(
            f"I find no scene that is “{about}”" + _where(wish) + ".",
            [wish.instead(mention, label(one)) for one in _all(wish)][:3],
        )
    if len(found) > 1:
        asked = f"Which scene: {len(found)} could be “{about}”?"
        if mention is None:
            plain = wish.plain()
            raise Unclear(
                asked, [re.sub(rf"\b(?:the )?{re.escape(about)}\b", label(one), plain, count=1) for one in found]
            )
        raise wish.ask(asked, mention, [label(one) for one in found])
    return found[0].id


def like(wish: Wish, about: str) -> list[Scene]:
    """Return the scenes that what is told fits: one if it stands out."""
    here = _all(wish)
    scores = likeness(about, {one.id: texts(wish, one) for one in here})
    ids = best(scores)
    return _nearest(wish, [one for one in here if one.id in ids])


def focused(wish: Wish) -> str:
    """Return the scene the user looks at; empty if none."""
    for one in _all(wish, everywhere=True):
        if wish.focus and wish.focus in (one.id, *(b.id for b in one.beats), *(b.line.id for b in one.beats if b.line)):
            return one.id
    board = wish.desk.storyboards.get(wish.focused())
    return next((shot.scene for shot in board.shots if shot.id == wish.focus), "") if board else ""


def texts(wish: Wish, one: Scene) -> Texts:
    """Return what can be told of a scene: its place and people, each of its beats, and what its episode is about."""
    bible = wish.desk.bible
    place = next((p for p in bible.locations if p.id == one.location), None)
    names = {person.id: person.name for person in bible.characters}
    where = f"{place.name} {place.set}" if place else ""
    people = " ".join(names.get(id, "") for id in one.present)
    told = [beat_text(wish, beat) for beat in one.beats]
    plan = next((e for e in wish.desk.outline.episodes if one.id.startswith(f"{e.episode}.")), None)
    about = f"{plan.title} {plan.logline}" if plan else ""
    words = place.words if place else ""
    return [
        (1.0, f"{people} {where} {one.hour} {one.weather}"),
        (0.4, words),
        (1.0, f"{one.purpose} {people}"),
        (0.35, about),
        *((1.0, text) for text in told),
    ]


def beat_text(wish: Wish, beat: Beat) -> str:
    """Return what is seen and said in a beat, with the name of who does it."""
    names = {person.id: person.name for person in wish.desk.bible.characters}
    who = names.get(beat.who or (beat.line.speaker if beat.line else ""), "")
    return f"{who} {beat.action} {beat.line.text if beat.line else ''}"


def label(one: Scene) -> str:
    """Return a scene as one says it: "scene 2 of episode 1"."""
    return f"scene {one.id.rsplit('.', 1)[1]} of {said(one.id)}"


def find(wish: Wish, id: str) -> Scene:
    """Return a written scene; raise Declined if there is none of that id."""
    for one in _all(wish, everywhere=True):
        if one.id == id:
            return one
    episode_id = id.rsplit(".", 1)[0]
    written(wish, episode_id)
    count = len(wish.desk.scripts[episode_id].scenes)
    raise Declined(f"{said(id).capitalize()} has {count} scenes; there is no scene {id.rsplit('.', 1)[1]}.")


def beat(wish: Wish, mention: Mention | None) -> str:
    """Return the one beat that is meant, or ask."""
    if mention is not None and mention.ids:
        return mention.ids[0]
    if mention is not None and mention.number:
        inside = find(wish, scene(wish, wish.first("scene")))
        place = mention.number - 1 if mention.number > 0 else len(inside.beats) + mention.number
        if 0 <= place < len(inside.beats):
            return inside.beats[place].id
        raise Declined(f"{label(inside).capitalize()} has {len(inside.beats)} beats.")
    if mention is not None and mention.about:
        return beat_told(wish, mention.about, mention)
    for one in _all(wish, everywhere=True):
        for each in one.beats:
            if wish.focus and wish.focus in (each.id, each.line.id if each.line else ""):
                return each.id
    raise wish.ask("Which moment? Say what happens in it.", mention, [])


def beat_told(wish: Wish, about: str, mention: Mention | None) -> str:
    """Return the one beat in which what is told happens."""
    inside = wish.first("scene")
    here = [find(wish, scene(wish, inside))] if inside is not None else _all(wish)
    beats = {each.id: beat_text(wish, each) for one in here for each in one.beats}
    found = quoted(about, beats) if len(about) > 8 else []
    if len(found) != 1:
        found = best(likeness(about, {id: [(1.0, text)] for id, text in beats.items()}), clear=0.9)
    near = [id for id in found if id.startswith(f"{likely(wish)}.")] if likely(wish) else []
    found = near or found
    if not found:
        raise Declined(f"I find no moment where {about}" + _where(wish) + ".")
    if len(found) > 1:
        raise wish.ask("Which moment?", mention, [f"beat {id}".replace("beat ", "") for id in found])
    return found[0]


def _all(wish: Wish, everywhere: bool = False) -> list[Scene]:
    ids = wish.written if everywhere else scope(wish)
    return [one for id in ids for one in wish.desk.scripts[id].scenes]


def _nearest(wish: Wish, found: list[Scene]) -> list[Scene]:
    """Of several, keep those of the episode that the wish is likely to be about."""
    here = likely(wish)
    near = [one for one in found if one.id.startswith(f"{here}.")] if here and len(found) > 1 else []
    return near or found


def _numbered(wish: Wish, number: int, mention: Mention) -> str:
    inside = episode(wish)
    have = wish.desk.scripts[inside].scenes
    if number < 0:
        return have[max(number, -len(have))].id
    for one in have:
        if one.id == f"{inside}.{number}":
            return one.id
    raise Declined(
        f"{said(inside).capitalize()} has {len(have)} scenes; there is no scene {number}.",
        [wish.instead(mention, label(one)) for one in have][:3],
    )


def _pointed(wish: Wish, mention: Mention | None) -> str:
    if found := focused(wish) or wish.spoken.get("scene", ""):
        return found
    for other in (*wish.beside, *wish.before[:2]):
        for one in other.standing("scene"):
            if not one.pointed and not one.group:
                return next(iter(_spoken(wish, one, other)), "") or _ask(wish, mention)
    return _ask(wish, mention)


def _spoken(wish: Wish, one: Mention, other: Marked) -> Iterator[str]:
    """Give the scene that a note before spoke of."""
    earlier = replace(wish, marked=other, before=())
    if one.number and not (named(earlier) or likely(earlier)):
        return
    yield scene(earlier, one)


def _ask(wish: Wish, mention: Mention | None) -> str:
    here = episode(wish)
    have = wish.desk.scripts[here].scenes
    if len(have) == 1:
        return have[0].id
    phrases = [label(one) if mention is not None else f"in {label(one)}" for one in have]
    raise wish.ask(f"Which scene of {said(here)}: 1 to {len(have)}?", mention, phrases)


def _where(wish: Wish) -> str:
    ids = named(wish)
    return f" in {said(ids[0])}" if ids else ""
