"""Which spoken line is meant."""

import re
from dataclasses import replace

from ...memory.numbering import episode_id, numbers
from ...memory.script import Line
from .answer import Declined
from .episodes import episode, likely, named, scope
from .likeness import best, likeness, quoted
from .mention import Mention
from .scenes import find, focused, scene
from .whom import person
from .wish import Wish, said


def line(wish: Wish, mention: Mention | None) -> str:
    """Return the one line that is meant, or ask."""
    if mention is None or mention.pointed:
        return _pointed(wish, mention)
    if mention.ids:
        return mention.ids[0]
    if mention.kind == "quote" or mention.value == "quote":
        return quote(wish, mention)
    if mention.about:
        return _about(wish, mention)
    return _counted(wish, mention)


def quote(wish: Wish, mention: Mention) -> str:
    """Return the line that a quotation is from, or ask which."""
    found = quoting(wish, mention.about)
    if not re.search(r"\w", mention.about):
        raise wish.ask("Which line? Quote a few of its words.", mention, [])
    if not found:
        raise Declined(f"Nobody says “{mention.about}”{_where(wish)}.", _samples(wish))
    if len(found) > 1:
        raise _which(wish, mention, found)
    return found[0].id


def quoting(wish: Wish, words: str) -> list[Line]:
    """Return the lines that a quotation can be from; those of the episode in focus, if any are."""
    here = _lines(wish)
    ids = quoted(words, {one.id: one.text for one in here})
    return _nearest(wish, [one for one in here if one.id in ids])


def of(wish: Wish, id: str) -> Line:
    """Return a line by its id; raise Declined if there is none."""
    for script in wish.desk.scripts.values():
        for one in script.lines():
            if one.id == id:
                return one
    raise Declined(f"There is no line {id}.")


def _counted(wish: Wish, mention: Mention) -> str:
    """Return "her last line", "line 3": in the scene or the episode it is said to be of, or that the user looks at."""
    who = person(wish, wish.marked.named(mention.who)) if mention.who else ""
    asked = wish.first("scene")
    inside = scene(wish, asked) if asked is not None else "" if named(wish) else focused(wish)
    if inside and (asked is not None or wish.focus != wish.focused()):
        here = [beat.line for beat in find(wish, inside).beats if beat.line is not None]
    else:
        here = list(wish.desk.scripts[episode(wish)].lines())
    mine = [one for one in here if not who or one.speaker == who]
    if not mine:
        name = wish.desk.bible.character(who).name if who else "Nobody"
        raise Declined(f"{name} says nothing there.", _samples(wish))
    if not mention.number:
        focus = [one for one in mine if one.id == wish.focus or one.id == _spoken_in_shot(wish)]
        mine = focus or mine
        if len(mine) > 1:
            raise _which(wish, mention, mine)
        return mine[0].id
    place = mention.number - 1 if mention.number > 0 else len(mine) + mention.number
    if not 0 <= place < len(mine):
        raise Declined(f"There are only {len(mine)} such lines there.", _samples(wish))
    return mine[place].id


def _about(wish: Wish, mention: Mention) -> str:
    found = quoting(wish, mention.about) if len(mention.about.split()) > 1 else []
    if not found:
        here = _lines(wish)
        ids = best(likeness(mention.about, {one.id: [(1.0, one.text)] for one in here}), clear=0.9)
        found = _nearest(wish, [one for one in here if one.id in ids])
    if mention.who:
        who = person(wish, wish.marked.named(mention.who))
        found = [one for one in found if one.speaker == who] or found
    if not found:
        raise Declined(f"I find no line about “{mention.about}”{_where(wish)}.", _samples(wish))
    if len(found) > 1:
        raise _which(wish, mention, found)
    return found[0].id


def _pointed(wish: Wish, mention: Mention | None) -> str:
    every = {one.id for script in wish.desk.scripts.values() for one in script.lines()}
    if wish.focus in every:
        return wish.focus
    if found := _spoken_in_shot(wish) or wish.spoken.get("line", ""):
        return found
    for other in (*wish.beside, *wish.before[:2]):
        for one in reversed(other.mentions):
            if one.kind == "line" and not one.pointed:
                return line(replace(wish, marked=other, beside=(), before=()), one)
            if one.kind == "quote" and len(found_lines := quoting(wish, one.about)) == 1:
                return found_lines[0].id
    raise wish.ask("Which line? Quote a few of its words, or say whose it is.", mention, _quotes(wish))


def _spoken_in_shot(wish: Wish) -> str:
    board = wish.desk.storyboards.get(wish.focused())
    for shot in board.shots if board else ():
        if shot.id == wish.focus and len(shot.lines) == 1:
            return shot.lines[0]
    return ""


def _which(wish: Wish, mention: Mention, found: list[Line]) -> Exception:
    names = {person.id: person.name for person in wish.desk.bible.characters}
    told = " / ".join(f"{names.get(one.speaker, one.speaker)}: “{one.text}”" for one in found[:3])
    same = len({one.text for one in found}) < len(found)
    words = mention.words
    phrases = [f"line {one.id}".removeprefix("line ") if same else f'the line "{one.text}"' for one in found]
    more = f" or one of {len(found) - 3} others" if len(found) > 3 else ""
    return wish.ask(f"Which line is “{words.strip(chr(34))}”: {told}{more}?", mention, phrases)


def _nearest(wish: Wish, found: list[Line]) -> list[Line]:
    here = likely(wish)
    near = [one for one in found if episode_id(*numbers(one.id)) == here] if here and len(found) > 1 else []
    return near or found


def _lines(wish: Wish) -> list[Line]:
    return [one for id in scope(wish) for one in wish.desk.scripts[id].lines()]


def _quotes(wish: Wish) -> list[str]:
    here = likely(wish) or (wish.written[-1] if wish.written else "")
    return [f'the line "{one.text}"' for one in (wish.desk.scripts[here].lines() if here else ())][:4]


def _samples(wish: Wish) -> list[str]:
    return [f"cut {words}" for words in _quotes(wish)[:2]]


def _where(wish: Wish) -> str:
    ids = named(wish)
    return f" in {said(ids[0])}" if ids else ""
