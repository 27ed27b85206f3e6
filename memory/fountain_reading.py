"""A screenplay from outside as a Script: who speaks, where and when, each with the line of the file it stands on.

Nothing is guessed. A name that the series does not know is a fault with its line; what happens is taken from headings,
cues and the subjects of actions alone.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import get_args

from .bible import Bible
from .canon import FindingCode
from .fountain import PARENTHETICALS
from .frozen import Frozen
from .look import Emotion
from .naming import Cast, nearest, words_of
from .numbering import episode_id
from .screenplay import Element, Screenplay, parsed
from .script import Beat, Cliff, Event, Line, Scene, Script, Via
from .slugline import UNREAL, DayTold, Moment, Slugline, hour_at, taken_apart
from .state import HOURS, State

RECORDED = re.compile(
    r"\b(?:record\w*|voice ?mail|tape|answering machine|message|playback|video|voice memo)\b", re.IGNORECASE
)
"""A voice or a face that was kept, and is not there."""

_HINTS = 100
"""Faults after which no hint is looked for."""
_EPISODE = re.compile(r"s?(\d{1,3})\s*[ex.]\s*(\d{1,3})", re.IGNORECASE)
_PHONE = re.compile(r"\b(?:phone|on speaker\w*|filtered|radio|intercom|video call)\b")
_ANSWERED = re.compile(
    r"\b(?:(?:answers|picks up|takes the call|puts it on speaker|phone to (?:her|his|their) ear|lifts the receiver)\b"
    r"|(?:phone|telephone|mobile) (?:rings|buzzes|vibrates))",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(r"\b(?:dead|body|corpse|coffin|ghost|absent|nowhere)\b", re.IGNORECASE)


class Fault(Frozen):
    """Something in the file that cannot be matched with the series."""

    line: int
    code: FindingCode
    message: str
    mend: str
    quote: str = ""


@dataclass(frozen=True)
class Reading:
    """The Script that was read, and where its parts stand in the file."""

    script: Script
    lines: dict[str, int]
    """Line of the file by id of scene, beat and line."""
    faults: tuple[Fault, ...] = ()
    unreal: frozenset[str] = frozenset()
    """Ids of scenes that are dreamt, remembered or imagined."""
    days: dict[str, DayTold] = field(default_factory=dict)
    """By scene id, how sure its day is."""
    at_once: frozenset[str] = frozenset()
    """Ids of scenes that play at the same time as the one before."""


def episode_told(text: str) -> str:
    """Return the episode that a text names (``s01e05``, ``1x05``, ``5``) as its id; empty if it names none."""
    found = _EPISODE.search(text)
    if found:
        return episode_id(int(found[1]), int(found[2]))
    lone = re.search(r"\d{1,3}", text)
    return episode_id(1, int(lone[0])) if lone else ""


def read_fountain(text: str, bible: Bible, episode: str, opening: State | None = None) -> Reading:
    """Return the Script that a Fountain text is, as an episode of the series; ``opening`` is what is true before it."""
    return read_screenplay(parsed(text), bible, episode, opening)


def read_screenplay(play: Screenplay, bible: Bible, episode: str, opening: State | None = None) -> Reading:
    """Return the Script of a screenplay, as in `read_fountain`."""
    return _Reader(bible, episode, opening or State(), Cast(bible)).read(play)


@dataclass(frozen=True)
class _Item:
    """Something in a scene, before it is known what makes one beat."""

    at: int
    number: int = 0
    """Of the beat, where a note tells it."""
    action: str = ""
    who: str = ""
    prop: str = ""
    line: Line | None = None


@dataclass
class _Draft:
    """A scene while it is read."""

    id: str
    location: str
    moment: Moment
    purpose: str = ""
    present: list[str] = field(default_factory=list)
    told: bool = False
    """Whether the file itself lists who is present."""
    items: list[_Item] = field(default_factory=list)
    spoken: int = 0

    def meet(self, who: str) -> None:
        if who and who not in self.present and not self.told:
            self.present.append(who)

    def rings(self, who: str) -> bool:
        """Tell whether a voice over is one on the phone: of somebody elsewhere, once a call has been answered.

        Our own copies say so themselves.
        """
        if who in self.present or any(item.number for item in self.items):
            return False
        return any(_ANSWERED.search(item.action) for item in self.items)

    def beats(self, stands: dict[str, int]) -> tuple[Beat, ...]:
        """Return what was read as beats, and note where each stands."""
        beats: list[Beat] = []
        for item in _together(self.items):
            number = max(item.number, int(beats[-1].id.rpartition("b")[2]) + 1 if beats else 1)
            id = f"{self.id}.b{number:02d}"
            stands[id] = item.at
            emotion = item.line.emotion if item.line else "neutral"
            beats.append(Beat(id=id, action=item.action, who=item.who, emotion=emotion, line=item.line, prop=item.prop))
        return tuple(beats)


@dataclass
class _Reader:
    """Goes through the elements once and keeps what it has understood."""

    bible: Bible
    episode: str
    opening: State
    cast: Cast
    scenes: list[_Draft] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    unreal: set[str] = field(default_factory=set)
    days: dict[str, DayTold] = field(default_factory=dict)
    at_once: set[str] = field(default_factory=set)
    dreaming: bool = False

    def read(self, play: Screenplay) -> Reading:
        elements, at = play.elements, 0
        while at < len(elements):
            element = elements[at]
            at += 1
            if element.kind == "heading":
                self._open(element)
            elif element.kind == "cue":
                end = at
                while end < len(elements) and elements[end].kind in ("dialogue", "parenthetical", "lyric"):
                    end += 1
                self._speech(element, elements[at:end])
                at = end
            elif element.kind == "action":
                self._action(element)
            elif element.kind == "synopsis" and self.scenes:
                draft = self.scenes[-1]
                draft.purpose = " ".join(part for part in (draft.purpose, element.text) if part)
            elif element.kind in ("centred", "transition", "section"):
                self._turn(element.text)
        return self._reading(play)

    def _turn(self, text: str) -> None:
        """Take note of what begins or ends a dream or a memory."""
        if UNREAL.search(text):
            self.dreaming = re.search(r"\b(?:end|ends|out of|back to)\b", text, re.IGNORECASE) is None
        elif re.search(r"\bback to (?:scene|present|now)\b", text, re.IGNORECASE):
            self.dreaming = False
        if self.dreaming and self.scenes and not self.scenes[-1].items:
            self.unreal.add(self.scenes[-1].id)
            self.scenes[-1].purpose = f"FLASHBACK {self.scenes[-1].purpose}".strip()

    def _open(self, element: Element) -> None:
        slug, count = taken_apart(element.text), len(self.scenes) + 1
        own = re.fullmatch(re.escape(self.episode) + r"\.\d+", element.number)
        id = element.number if own and element.number not in self.lines else f"{self.episode}.{count}"
        before = self.scenes[-1].moment if self.scenes else None
        last = HOURS.index(before.hour) if before else self.opening.hour
        moment = slug.moment(before.day if before else self.opening.day, last, before is None)
        self.dreaming = self.dreaming and not slug.comes_back
        if not slug.comes_back and (slug.unreal or self.dreaming):
            self.unreal.add(id)
        if slug.at_once:
            self.at_once.add(id)
        self.lines[id], self.days[id] = element.line, moment.told
        marks = ("FLASHBACK" if id in self.unreal else "", f"[{slug.weekday}]" if slug.weekday else "")
        self.scenes.append(_Draft(id, self._location(slug, element), moment, " ".join(filter(None, marks))))

    def _location(self, slug: Slugline, element: Element) -> str:
        name = " - ".join(slug.places)
        for wanted in (name, *slug.places, *(part for place in slug.places for part in place.split(","))):
            if found := self.cast.location(wanted):
                return found
        near = self._near(" ".join(words_of(name)), self.cast.place_names)
        hint = f"; did you mean “{near[0]}”?" if near else "."
        known = ", ".join(location.name for location in self.bible.locations)
        message = f"the series has no place “{name}”{hint}"
        self._fault(element.line, "unknown_location", message, f"Use one of: {known}.", element.text)
        return "-".join(words_of(name)[:8]) or "nowhere"

    def _scene(self, line: int) -> _Draft:
        """Return the scene that is open; words before any heading make one."""
        if not self.scenes:
            id, message = f"{self.episode}.1", "the first words stand before any scene heading."
            self._fault(line, "unknown_location", message, "Begin with INT. or EXT. and a place.", "")
            moment = Moment(self.opening.day, hour_at(self.opening.hour), "clear", "unknown")
            self.scenes.append(_Draft(id, "nowhere", moment))
            self.lines[id], self.days[id] = line, "unknown"
        return self.scenes[-1]

    def _action(self, element: Element) -> None:
        text, loud = element.text, element.text == element.text.upper()
        if not text or (not self.scenes and loud):
            return  # a title or a card before the first heading
        draft = self._scene(element.line)
        insert = re.match(r"INSERT(?: SHOT)?\s*[:-]+\s*(.+)", text)
        listed = re.fullmatch(r"Present: (.+)\.", text)
        if insert and (prop := self.cast.prop(insert[1])):
            draft.items.append(_Item(element.line, prop=prop))
        elif listed and not draft.items:
            self._list(draft, listed[1], element)
        elif loud and not element.notes and len(text.split()) < 4 and self.cast.cue(text.strip(" .")):
            self._silent(text, element.line)
        else:
            if loud:
                self._turn(text)
            acting = [] if _NOT_THERE.search(text) else self.cast.subjects(text)
            for one in acting:
                draft.meet(one)
            noted = [re.fullmatch(re.escape(draft.id) + r"\.b(\d+)", note) for note in element.notes]
            number = next((int(found[1]) for found in noted if found), 0)
            who = self.cast.subject(text)
            draft.items.append(_Item(element.line, number, text, who if who in acting else ""))

    def _list(self, draft: _Draft, names: str, element: Element) -> None:
        for name in names.split(", ") if names != "nobody" else ():
            draft.meet(self.cast.cue(name) or self._unknown(name, element.line))
        draft.told = True
        for note in element.notes:
            if found := re.fullmatch(r"day (\d{1,6})", note):
                draft.moment = replace(draft.moment, day=int(found[1]))
                self.days[draft.id] = "told"

    def _speech(self, cue: Element, under: tuple[Element, ...]) -> None:
        draft = self._scene(cue.line)
        words = " ".join(element.text for element in under if element.kind in ("dialogue", "lyric"))
        who, via = self._speaker(cue, under)
        if not words:
            self._silent(cue.text, cue.line)
            return
        manner = [part.strip() for e in under if e.kind == "parenthetical" for part in e.text.split(",")]
        emotion, to, does = self._manner(manner)
        said = any(_PHONE.search(part.lower()) and "into" not in part.lower() for part in manner)
        if said or (via == "inner" and draft.rings(who)):
            via = "phone"
        if via == "on":
            draft.meet(who)
        if recorded := RECORDED.search(cue.extension):
            does = [recorded[0], *does]
        draft.spoken += 1
        line = Line(id=f"{draft.id}.l{draft.spoken:02d}", speaker=who, text=words, emotion=emotion, to=to, via=via)
        self.lines[line.id] = next(e.line for e in under if e.kind in ("dialogue", "lyric"))
        draft.items.append(_Item(cue.line, action=", ".join(does), who=who, line=line))

    def _speaker(self, cue: Element, under: tuple[Element, ...]) -> tuple[str, Via]:
        extension, name = cue.extension.lower(), cue.text.upper()
        via: Via = "on"
        if _PHONE.search(extension) and "into" not in extension:
            via = "phone"
        elif RECORDED.search(extension) or re.search(r"\bo\.? ?[sc]\b|\boff\b", extension):
            via = "off"
        elif re.search(r"\bv\.? ?o\b|voice", extension):
            via = "inner"
        if name in ("NARRATOR", "VOICE-OVER"):
            told = next((note for e in under for note in e.notes if note.startswith("narrator: ")), "")
            return told.removeprefix("narrator: ") or self.bible.characters[0].id, "narrator"
        plain = re.sub(r"['’]S (?:VOICE|RECORDING|VOICEMAIL|MESSAGE)$", "", name)
        return self.cast.cue(plain) or self._unknown(cue.text, cue.line), "off" if plain != name else via

    def _manner(self, parts: list[str]) -> tuple[Emotion, str, list[str]]:
        """Return the emotion, the addressee and what is done, as far as parentheticals say."""
        emotion: Emotion = "neutral"
        to, does = "", []
        for part in parts:
            if found := next((e for e, said in PARENTHETICALS.items() if said and said == part.lower()), None):
                emotion = found
            elif part.lower().startswith("to ") and (who := self.cast.cue(part[3:])):
                to = who
            elif part:
                does.append(part)
        return emotion, to, does

    def _unknown(self, name: str, line: int) -> str:
        near = self._near(name.lower(), self.cast.names)
        hint = f"; did you mean {self.cast.shown(near[0])}?" if near else "."
        known = ", ".join(person.name for person in self.bible.characters)
        message = f"the cue “{name}” is nobody in the series{hint}"
        self._fault(line, "unknown_character", message, f"Give the words to one of: {known}.", name)
        return "-".join(words_of(name)[:5]) or "nobody"

    def _near(self, name: str, known: list[str]) -> list[str]:
        """Return the known name that may be meant; a file of another series altogether is not searched name by name."""
        return nearest(name, tuple(known)) if len(self.faults) < _HINTS else []

    def _silent(self, cue: str, line: int) -> None:
        message = f"the cue “{cue}” has no words under it."
        self._fault(line, "unknown_character", message, "Write what is said on the next line, or take it out.", cue)

    def _fault(self, line: int, code: FindingCode, message: str, mend: str, quote: str) -> None:
        """Keep a fault; the same further down is the same fault."""
        self.faults.setdefault((code, message), Fault(line=line, code=code, message=message, mend=mend, quote=quote))

    def _reading(self, play: Screenplay) -> Reading:
        scenes = []
        for draft in self.scenes:
            now, beats = draft.moment, draft.beats(self.lines)
            outfits = {who: self.opening.wears[who] for who in draft.present if self.opening.wears.get(who)}
            scenes.append(
                Scene(id=draft.id, location=draft.location, hour=now.hour, weather=now.weather, day=now.day,
                      present=tuple(draft.present), outfits=outfits, purpose=draft.purpose, beats=beats)
            )  # fmt: skip
        script = _script(play, self.episode, tuple(scenes), self.opening)
        faults = tuple(sorted(self.faults.values(), key=lambda fault: fault.line))
        return Reading(script, self.lines, faults, frozenset(self.unreal), self.days, frozenset(self.at_once))


def _together(items: list[_Item]) -> list[_Item]:
    """Return the items with an object shown, and words said, in the action they belong to.

    The numbers that our own copies carry tell: between b03 and b05 stands one beat, so of two lines the first is b03's.
    Elsewhere words belong to the action right before them if that is of the speaker.
    """
    joined: list[_Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if item.prop and last and last.action and not last.line and not last.prop:
            joined[-1] = replace(last, prop=item.prop)
        else:
            joined.append(item)
    numbered = [n for n, item in enumerate(joined) if item.number]
    after = dict(pairwise(numbered))
    found: list[_Item] = []
    for n, item in enumerate(joined):
        last = found[-1] if found else None
        if last is None or last.line or not item.line or item.action:
            found.append(item)
            continue
        upto = after.get(n - 1, 0)
        beats, others = joined[upto].number - last.number if upto else 0, upto - n
        own = beats == others if upto and beats in (others, others + 1) else item.who == last.who
        if last.action and not own:
            found.append(item)
        else:
            found[-1] = replace(last, line=item.line, who=item.who)
    return found


def _script(play: Screenplay, episode: str, scenes: tuple[Scene, ...], opening: State) -> Script:
    """Return the Script; that people are where they are seen is all that is taken for having happened."""
    title, stops = play.title.get("title", ""), play.title.get("cliffhanger", "")
    kind = re.search(r" \((\w+)\)$", stops)
    cliff: Cliff | None = next((one for one in get_args(Cliff) if kind and one == kind[1]), None)
    beats = [beat for scene in scenes for beat in scene.beats]
    goes = (
        Event(kind="goes", scene=scene.id, who=who, where=scene.location)
        for scene in scenes
        for who in scene.present
        if who not in opening.dead
    )
    return Script(
        episode=episode,
        title=title.partition(": ")[2] or title or episode,
        hook=play.title.get("hook", "") or _shown(beats[:1]),
        cliffhanger=(stops[: kind.start()] if kind and cliff else stops) or _shown(beats[-1:]),
        cliff=cliff or "discovery",
        scenes=scenes,
        events=tuple(goes),
    )


def _shown(beats: list[Beat]) -> str:
    """Return what is seen or said in the last of some beats."""
    return next((beat.action or (beat.line.text if beat.line else "") for beat in reversed(beats)), "")
