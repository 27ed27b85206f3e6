"""What a script may say: the limits of a line, who may say it, and the sentences that tell of a beat."""

import re

from ....memory.bible import Bible, Character
from ....memory.script import Beat, Cliff, Line, Scene, Script
from ...house.script.writer import doer
from ..possible import NotPossible

MOST_WORDS = 40
"""Words that a mouth can take in one line."""


def words_of(text: str, what: str = "line") -> str:
    """Return a text in one clean line; raise NotPossible if there is none, or too much of it for one breath."""
    text = " ".join(text.split()).strip()
    if not re.search(r"\w", text):
        raise NotPossible(f"The new {what} is empty; cut it instead, or say what it should be.")
    count = len(text.split())
    if what == "line" and count > MOST_WORDS:
        raise NotPossible(
            f"{count} words are more than one line can hold ({MOST_WORDS} at most): split it in two after "
            f"“… {_halfway(text)}”, and add the rest as another line."
        )
    return text


def _halfway(text: str) -> str:
    """Return the last words of the sentence that ends nearest to the middle, or the middle itself."""
    words = text.split()
    ends = [n for n, word in enumerate(words[:-1], 1) if re.search(r"[.!?…]$", word)] or [len(words) // 2]
    at = min(ends, key=lambda n: abs(n - len(words) / 2))
    return " ".join(words[max(0, at - 3) : at])


def sentence(text: str) -> str:
    """Return an action as a sentence: with a capital and a stop."""
    text = words_of(text, "action")
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?…”\"'" else text + "."


def somebody(bible: Bible, id: str) -> Character:
    """Return somebody of the cast; raise NotPossible if nobody is called that."""
    found = next((person for person in bible.characters if person.id == id), None)
    if found is None:
        cast = ", ".join(person.name for person in bible.characters)
        raise NotPossible(f"Nobody in this series is {id[:40]!r}. The cast: {cast}.")
    return found


def may_say(bible: Bible, scene: Scene, line: Line) -> None:
    """Raise NotPossible if somebody cannot say or hear a line in a scene as it is to be heard."""
    speaker = somebody(bible, line.speaker)
    if line.to:
        somebody(bible, line.to)
    here = line.speaker in scene.present
    if line.via == "on" and not here:
        raise NotPossible(
            f"{speaker.name} is not in scene {scene.id}. Bring {speaker.name} into the scene first, or let the line be "
            "heard on the phone."
        )
    if line.via == "phone" and here:
        raise NotPossible(f"{speaker.name} is in the room in scene {scene.id} and cannot phone into it.")


def acting(bible: Bible, scene: Scene, action: str) -> str:
    """Return who of those present does something: the first who acts in the sentence; empty: nobody."""
    return doer(action, [person for person in bible.characters if person.id in scene.present])


def doer_of(bible: Bible, action: str, who: str = "") -> str:
    """Return who does something: the one that is named, else the first of the cast who acts in the sentence."""
    if who:
        return somebody(bible, who).id
    found = doer(action, bible.characters)
    return "" if found and _PICTURED.search(action) else found


_PICTURED = re.compile(
    r"\b(photo\w*|picture|portrait|painting|screen|video|recording|voice|dream|memory)\b", re.IGNORECASE
)
"""Where somebody is seen or heard who is not there."""


def named(person: Character, action: str) -> str:
    """Return an action with its doer's name before it, if it begins with the verb."""
    words = action.split()
    verb = re.fullmatch(r"[a-z]+s", words[0]) if words else None
    return f"{person.name} {action}" if verb and len(words[0]) > 2 else action


def happens(beat: Beat, bible: Bible) -> str:
    """Tell a beat in a sentence."""
    if beat.line is None:
        return beat.action
    names = {person.id: person.name for person in bible.characters}
    said = f"{names.get(beat.line.speaker, 'A voice')}: “{beat.line.text}”"
    return f"{beat.action} {said}".strip()


_KINDS: tuple[tuple[str, Cliff], ...] = (
    (r"doorway|walks? in|steps? (in|out)|arriv|comes? in|is back|at the door|stands? there", "arrival"),
    (r"knife|gun|or else|you have until|threat|aims?|warning", "threat"),
    (r"falls?|fire|burn|lock(s|ed) in|blood|brakes|crash|trapped|drown|unconscious", "danger"),
    (r"i did it|it was me|i lied|confess|admit", "confession"),
    (r"betray|sold (me|you|him|her|us)|behind (my|his|her) back|working for", "betrayal"),
    (r"dies|is dead|gone|leav(es|ing)|empty|never see", "loss"),
    (r"choose|choice|either|must decide", "choice"),
    (r"finds?|discover|reads?|opens?|sees? (the|a|her|his)|letter|photo|message", "discovery"),
    (r"(is|are|was) (my|your|his|her|the)\b|father|mother|sister|brother|not who|real name|alive", "reveal"),
)
"""Kinds of consequence by words that tell them, in the order in which they are looked for."""


def kind_of(text: str, otherwise: Cliff) -> Cliff:
    """Return the kind of consequence that a text tells, if it can be told from its words."""
    return next((kind for pattern, kind in _KINDS if re.search(rf"\b({pattern})", text.lower())), otherwise)


def ended(before: Script, after: Script, bible: Bible) -> Script:
    """Let the hook and the cliffhanger, in words, say what a script begins and stops on now."""
    update: dict[str, object] = {}
    first, last = before.scenes[0].beats[0], before.scenes[-1].beats[-1]
    opens, stops = after.scenes[0].beats[0], after.scenes[-1].beats[-1]
    if happens(opens, bible) != happens(first, bible) and after.hook == before.hook:
        update["hook"] = _moved(before.hook, first, opens, bible)
    if happens(stops, bible) != happens(last, bible) and after.cliffhanger == before.cliffhanger:
        told = _moved(before.cliffhanger, last, stops, bible)
        update |= {"cliffhanger": told, "cliff": kind_of(told, after.cliff)}
        if before.cliffhanger:
            update["recap"] = after.recap.replace(before.cliffhanger, told)
    return after.model_copy(update=update)


def _moved(text: str, was: Beat, now: Beat, bible: Bible) -> str:
    """Return the words for a beat that is another now; where they quoted one that was reworded, so are they."""
    reworded = was.id == now.id and (was.line is None) == (now.line is None)
    for old, new in (
        ()
        if not reworded
        else (
            (was.line.text if was.line else "", now.line.text if now.line else ""),
            (was.action, now.action),
        )
    ):
        if old and new and old in text:
            return text.replace(old, new)
    return happens(now, bible)
