"""Which weekday it is: one day has one, and the days after it follow."""

import re
from collections.abc import Iterator

from ...memory.canon import Place
from ...memory.script import Scene, Script
from ..continuity.clock import DAYS
from ..continuity.fault import Fault
from .claim import Claim, Stand, Told
from .telling import real, told

_DAY = rf"(?P<day>{'|'.join(DAYS)})"
_ANY_DAY = rf"(?:{'|'.join(DAYS)})"
_END = r"(?! (?:of|in|I|we|you|he|she|they|that|when|club|child|night lights)\b|['’-])"
_FILL = r"(?:just |only |still |already |finally |a |now )?"
_OFFSETS = {"today": 0, "tonight": 0, "it": 0, "this": 0, "tomorrow": 1, "yesterday": -1}
_SPOKEN = re.compile(
    rf"(?<!\bwhen )(?<!\bonce )(?<!\btime )(?<!\bwhere )(?<!\bbefore )(?<!\bafter )(?<!\bever )"
    rf"\b(?P<when>[Tt]oday|[Tt]onight|[Ii]t|[Tt]omorrow|[Yy]esterday)"
    rf"(?:['’]s| is| was| being| happens to be) {_FILL}{_DAY}{_END}(?P<rest>[^.!?]*)"
)
_MOOD = (
    r"(?i:nice|fine|lovely|quiet|busy|loud|slow|cold|warm|hot|wet|grey|gray|dark|bright|pretty|grim|sad|strange|odd|long"
    r"|cheerful|early|late|crowded|empty|full|sober|drunk|good|bad|beautiful|ugly|ordinary|terrible|perfect|hell of a)"
)
_TURNED = re.compile(
    rf"\b{_ANY_DAY} it is(?= today|[,.!;]|$)"
    rf"|(?:^|[,;:—–-]\s*)(?:And |So |But )?(?:[Aa] )?{_ANY_DAY},? (?:today|already|again|at last)\b"
    rf"|^(?:Already|Only|Still|Finally|Just|Another|Happy|What an?(?: {_MOOD})?)(?: another| an?)?"
    rf" {_ANY_DAY}(?=[,.!;]| already| today|$)"
    rf"|\b(?:[Oo]n|[Ff]or) (?:a|this)(?: {_MOOD})? {_ANY_DAY} (?:like (?:this|today)|such as this)\b"
    rf"|\b{_MOOD} {_ANY_DAY},? (?:we['’]re|we are|you['’]re|they['’]re) having\b"
    rf"|\b{_MOOD},?(?: (?:tonight|today|in here|out|here))? for a {_ANY_DAY}(?: morning| night| evening)?(?=[.,!;]|$)"
    rf"|\b[Tt]oday,? (?:a|being|of all days, a) {_ANY_DAY}\b"
    rf"|\b[Oo]n this(?: very)?(?: {_MOOD})? {_ANY_DAY}(?: morning| night| evening| afternoon)?(?=[,.!;]|$)"
    rf"|\b[Tt]his is(?: a| just a| only a)?(?: {_MOOD})? {_ANY_DAY}(?=[,.!;]|$)"
)
_LONE = re.compile(rf"^{_DAY}\s*[.!…]*$")
_BARE = re.compile(
    rf"^(?:Early |Late )?{_DAY}(?:,? (?:early|late))?(?: (?:morning|afternoon|evening|night|noon))?[.,:;]"
)
_ASKED = re.compile(r"\b(?:what|which) day\b", re.IGNORECASE)
_CARD = re.compile(rf"\b(?:SUPER|TITLE|CAPTION|CHYRON|TITLE CARD|ON SCREEN)\b[^A-Za-z]*.*?\b{_DAY}\b", re.IGNORECASE)
_SHOWN = re.compile(
    rf"\b(?:calendar|phone|screen|clock|newspaper|paper|sign|date)\b[^.]*?\b(?:reads|says|shows"
    rf"|turns to)\b[^.]*?\b{_DAY}\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:tomorrow|yesterday|next|last|every|on|since|until|for|by|before|after|delivery|ago)\b", re.IGNORECASE
)


def claims(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield the weekday (``object``) that a sentence gives to a day of the story (``subject``)."""
    if "day" not in one.text.lower():
        return
    found, offset = None, 0
    if one.speaker and one.meant and (spoken := _SPOKEN.search(one.text)):
        when, rest = spoken["when"].lower(), spoken["rest"]
        if when == "it" and re.search(r"['’]s|is", spoken[0]) is None:
            return  # "it was Friday" tells of another day
        if when == "it" and re.match(r"\s*tomorrow\b", rest):
            offset = 1
        elif _OTHER_TIME.search(rest):
            return
        found, offset = spoken["day"], offset or _OFFSETS[when]
    elif one.speaker and one.meant_but("like") and (turned := _TURNED.search(one.text)):
        at_hand = re.search(_DAY, turned[0])
        found = at_hand["day"] if at_hand and not _OTHER_TIME.search(_plain(one.text, turned)) else None
    elif one.speaker and one.honest and (lone := _LONE.match(one.text)) and _asked(one):
        found = lone["day"]
    elif not one.speaker and (card := _BARE.match(one.text) or _CARD.search(one.text) or _SHOWN.search(one.text)):
        found = card["day"]
    if found:
        yield Claim("weekday", str(one.scene.day + offset), found.capitalize(), one.text, one.place)


def _plain(text: str, turned: re.Match[str]) -> str:
    """Return the words around what was found, up to the next stop."""
    return re.split(r"[,;:—–]", text[: turned.start()])[-1] + re.split(r"[,;:—–]", text[turned.end() :])[0]


def _asked(one: Told) -> bool:
    """Tell whether the line before, or what was just said, asks for the day."""
    beats = one.scene.beats
    at = next(n for n, beat in enumerate(beats) if beat is one.beat)
    before = beats[at - 1].line if at else None
    return _ASKED.search(f"{before.text if before else ''} {one.earlier}") is not None


def of_heading(script: Script, scene: Scene) -> Iterator[Claim]:
    """Yield the weekday that a scene's heading names, which the reader keeps in its purpose."""
    found = re.match(rf"(?:\S+ )?\[{_DAY}\]", scene.purpose)
    if found:
        place = Place(episode=script.episode, scene=scene.id, quote=found["day"].upper())
        yield Claim("weekday", str(scene.day), found["day"], found["day"], place)


def contradicts(stand: Stand, claim: Claim) -> Fault | None:
    """Return the fault if the day has another weekday by what was said before."""
    day, said = int(claim.subject), claim.object
    for before, sure in _before(stand, claim):
        due = DAYS[(DAYS.index(before.object) + day - int(before.subject)) % 7]
        if due == said:
            return None
        return Fault(
            "wrong_day",
            (claim.subject, said),
            f"It is called {said}; {_since(day - int(before.subject))} was {before.object}, so it is {due}.",
            f"Say {due}, or say in the heading that days have gone by.",
            claim.place,
            before.place,
            severity="error" if sure else "warning",
        )
    return None


def _since(days: int) -> str:
    return "the same day" if days == 0 else "the day before" if days == 1 else f"{days} days before"


def _before(stand: Stand, claim: Claim) -> Iterator[tuple[Claim, bool]]:
    """Yield earlier weekdays, the latest first, and whether the days between are told, until they are open."""
    scenes = [scene.id for scene in stand.history.script.scenes]
    at, sure = scenes.index(claim.place.scene), True
    while at >= 0:
        for before in reversed(stand.claims):
            if before.kind == "weekday" and before.place.scene == scenes[at]:
                yield before, sure
        sureness = stand.days.get(scenes[at], "told")
        if sureness == "unknown":
            return
        sure = sure and sureness == "told"
        at -= 1
    for script in stand.past():
        found = [
            c
            for scene in script.scenes
            if real(scene)
            for c in (*of_heading(script, scene), *(c for one in told(script, scene) for c in claims(stand, one)))
        ]
        yield from ((before, sure) for before in reversed(found))
