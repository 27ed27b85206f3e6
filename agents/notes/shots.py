"""Which shot is meant."""

from dataclasses import replace

from ...memory.storyboard import Shot
from .answer import Declined
from .episodes import episode, likely, scope
from .likeness import best, likeness
from .mention import Mention
from .scenes import beat_text, find, scene
from .whom import person
from .wish import Wish, said

_CARDS = ("title", "end")


def shots(wish: Wish, mention: Mention | None) -> tuple[str, ...]:
    """Return the shots that a mention means, or ask."""
    if mention is not None and mention.group:
        return tuple(_numbered(wish, int(number), mention) for number in mention.about.split())
    return (shot(wish, mention),)


def shot(wish: Wish, mention: Mention | None) -> str:
    """Return the one shot that is meant, or ask."""
    if mention is None or mention.pointed:
        return _pointed(wish, mention)
    if mention.ids:
        return mention.ids[0]
    if mention.number and not mention.value and not mention.about:
        return _numbered(wish, mention.number, mention)
    return _told(wish, mention)


def of(wish: Wish, id: str) -> Shot:
    """Return a shot by its id; raise Declined if there is none."""
    for board in wish.desk.storyboards.values():
        for one in board.shots:
            if one.id == id:
                return one
    raise Declined(f"There is no shot {id}.")


def speaking(wish: Wish, line: str) -> str:
    """Return the shot in which a line begins; empty if none is drawn."""
    return next(
        (one.id for board in wish.desk.storyboards.values() for one in board.shots if line in one.lines),
        "",
    )


def showing(wish: Wish, beat: str) -> str:
    """Return the first shot that covers a beat; empty if none is drawn."""
    return next(
        (one.id for board in wish.desk.storyboards.values() for one in board.shots if beat in one.beats),
        "",
    )


def drawn(wish: Wish, episode_id: str) -> tuple[Shot, ...]:
    """Return the shots of an episode without its cards; raise Declined if it has no storyboard."""
    board = wish.desk.storyboards.get(episode_id)
    if board is None:
        raise Declined(f"{said(episode_id).capitalize()} has no storyboard yet.")
    return tuple(one for one in board.shots if one.framing not in _CARDS)


def _numbered(wish: Wish, number: int, mention: Mention) -> str:
    inside = _inside(wish)
    id = inside[0].id.split(".")[0] if inside else ""
    if number > 0 and "shot" in mention.words.lower() and any(c.isdigit() for c in mention.words):
        for one in inside:
            if one.id == f"{id}.s{number:02d}":
                return one.id
        if wish.first("scene") is None:
            raise Declined(f"{said(id).capitalize()} has {len(inside)} shots; there is no shot {number}.")
    place = number - 1 if number > 0 else len(inside) + number
    if 0 <= place < len(inside):
        return inside[place].id
    raise Declined(f"There are {len(inside)} shots there; there is no shot {number}.")


def _inside(wish: Wish) -> tuple[Shot, ...]:
    """Return the shots of the scene or the episode that the wish is about."""
    if (asked := wish.first("scene")) is not None:
        inside = find(wish, scene(wish, asked))
        return tuple(one for one in drawn(wish, inside.id.rsplit(".", 1)[0]) if one.scene == inside.id)
    return drawn(wish, episode(wish))


def _told(wish: Wish, mention: Mention) -> str:
    asked = wish.first("scene")
    inside = find(wish, scene(wish, asked)).id if asked is not None else ""
    here = [
        one
        for id in scope(wish)
        if id in wish.desk.storyboards
        for one in wish.desk.storyboards[id].shots
        if (not inside or one.scene == inside) and (mention.value in _CARDS or one.framing not in _CARDS)
    ]
    here = [one for one in here if not mention.value or one.framing == mention.value]
    who = [person(wish, wish.marked.named(mark)) for mark in mention.who.split()]
    here = [one for one in here if all(any(f.character == id for f in one.figures) for id in who)] or here
    found = _by_words(wish, mention, here, who)
    near = [one for one in found if one.id.startswith(f"{likely(wish)}.")] if likely(wish) else []
    found = near or found
    if mention.number and found:
        first = found[0].id.split(".")[0]
        found = [one for one in found if one.id.startswith(f"{first}.")] if not likely(wish) else found
        place = mention.number - 1 if mention.number > 0 else len(found) + mention.number
        found = found[place : place + 1] if 0 <= place < len(found) else []
    if not found:
        raise Declined(f"I find no shot that is “{mention.words}”.", ("cut shot 7 of episode 1",))
    if len(found) > 1:
        phrases = [f"shot {int(one.id.split('.s')[1])} of {said(one.id)}" for one in found]
        raise wish.ask(f"Which shot: {len(found)} could be “{mention.words}”?", mention, phrases)
    return found[0].id


def _by_words(wish: Wish, mention: Mention, here: list[Shot], who: list[str]) -> list[Shot]:
    names = {person.id: person.name.lower() for person in wish.desk.bible.characters}
    bare = " ".join(word for word in mention.about.split() if word.lower().strip("'s") not in names.values())
    told = mention.about if not who or len(bare.split()) > 1 else ""
    if not told:
        return here
    beats = {
        each.id: beat_text(wish, each)
        for script in wish.desk.scripts.values()
        for s in script.scenes
        for each in s.beats
    }
    props = {prop.id: prop.name for prop in wish.desk.bible.props}
    texts = {
        one.id: [
            (1.0, " ".join(beats.get(id, "") for id in one.beats) + " " + props.get(one.prop, "")),
            (0.7, " ".join(f"{names.get(f.character, '')} {f.emotion}" for f in one.figures)),
        ]
        for one in here
    }
    ids = best(likeness(told, texts), least=0.3, clear=0.9)
    return [one for one in here if one.id in ids]


def _pointed(wish: Wish, mention: Mention | None) -> str:
    every = {one.id: one for board in wish.desk.storyboards.values() for one in board.shots}
    if wish.focus in every:
        return wish.focus
    for id, one in every.items():
        if wish.focus and wish.focus in one.lines:
            return id
    if found := wish.spoken.get("shot", ""):
        return found
    for other in wish.beside:
        for told in other.standing("shot"):
            if not told.pointed:
                return shot(replace(wish, marked=other, beside=()), told)
    for other in wish.before[:2]:
        for one_before in reversed(other.standing("shot")):
            if one_before.ids:
                return one_before.ids[0]
            if one_before.number and likely(wish):
                return _numbered(wish, one_before.number, one_before)
    raise wish.ask("Which shot? Say its number, or what is seen in it.", mention, [])
