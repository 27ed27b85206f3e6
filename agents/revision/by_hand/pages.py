"""A screenplay page as its parts, each with the line it stands on; of our own copies, each with the id it came from."""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from ....memory.bible import Bible
from ....memory.fountain import EXTENSIONS, PARENTHETICALS, to_fountain
from ....memory.look import Emotion
from ....memory.naming import Cast, nearest
from ....memory.screenplay import Element, parsed
from ....memory.script import Script, Via
from ..world.tempers import TEMPERS, family

PartKind = Literal["action", "insert", "speech"]

_DAY = re.compile(r"day (\d{1,6})")
_PRESENT = re.compile(r"present: (.+?)\.?", re.IGNORECASE)
_INSERT = re.compile(r"INSERT(?: SHOT)?\s*[:-]+\s*(.+)")


@dataclass(frozen=True)
class Part:
    """Something that is seen or said."""

    kind: PartKind
    line: int
    text: str
    """What is seen, the id of the object, or what is said."""
    notes: tuple[str, ...] = ()
    who: str = ""
    """Of speech: who speaks."""
    emotion: Emotion = "neutral"
    via: Via = "on"
    to: str = ""
    """Of speech: to whom, where the page says so."""
    beat: str = ""
    """Id of the beat it came from."""
    spoken: str = ""
    """Id of the line it came from."""


@dataclass
class Page:
    """One scene as it stands in the file."""

    number: str
    """Its id, where the heading has one."""
    heading: str
    line: int
    purpose: str = ""
    present: tuple[str, ...] | None = None
    """None: the page does not say."""
    day: int = 0
    """0: the page does not say."""
    parts: list[Part] = field(default_factory=list)


@dataclass
class Pages:
    """A whole file."""

    title: dict[str, str]
    scenes: list[Page] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    """What cannot be understood, by line of the file."""


def pages(text: str, bible: Bible) -> Pages:
    """Return what stands in a Fountain file, read by the names of a Bible."""
    play = parsed(text)
    reader = _Reader(bible, Cast(bible), Pages(play.title))
    elements, at = play.elements, 0
    while at < len(elements):
        end = at + 1
        if elements[at].kind == "cue":
            while end < len(elements) and elements[end].kind in ("dialogue", "parenthetical", "lyric"):
                end += 1
        reader.take(elements[at], elements[at + 1 : end])
        at = end
    return reader.found


def own_pages(script: Script, bible: Bible) -> Pages:
    """Return how a script stands in the file that is made of it, every part with the ids it came from."""
    found = pages(to_fountain(script, bible), bible)
    for page, scene in zip(found.scenes, script.scenes, strict=True):
        parts, at = list[Part](), 0
        for beat in scene.beats:
            there: dict[PartKind, object] = {"action": beat.action, "insert": beat.prop, "speech": beat.line}
            for kind in (kind for kind, what in there.items() if what):
                spoken = beat.line.id if beat.line and kind == "speech" else ""
                if at < len(page.parts) and page.parts[at].kind == kind:
                    parts.append(replace(page.parts[at], beat=beat.id, spoken=spoken))
                    at += 1
        page.parts = parts
    return found


@dataclass
class _Reader:
    bible: Bible
    cast: Cast
    found: Pages

    def take(self, element: Element, under: tuple[Element, ...]) -> None:
        if element.kind == "heading":
            self.found.scenes.append(Page(element.number, element.text, element.line))
        elif element.kind == "cue":
            self._speech(element, under)
        elif element.kind == "action" and element.text:
            self._action(element)
        elif element.kind == "synopsis" and self.found.scenes:
            page = self.found.scenes[-1]
            page.purpose = " ".join(part for part in (page.purpose, element.text) if part)

    def _page(self, line: int) -> Page | None:
        if not self.found.scenes:
            self.fault(line, "this stands before any scene heading; a scene begins with INT. or EXT. and a place.")
            return None
        return self.found.scenes[-1]

    def _action(self, element: Element) -> None:
        page, text = self._page(element.line), element.text
        if page is None:
            return
        if not re.search(r"\w", text):
            return  # a rule or a few dots: nothing is seen
        listed, insert = _PRESENT.fullmatch(text), _INSERT.fullmatch(text)
        if listed and not page.parts:
            self._present(page, listed[1], element)
        elif insert and (prop := self.cast.prop(insert[1].strip(" ."))):
            page.parts.append(Part("insert", element.line, prop))
        elif re.match(r"(?i)(?:int|ext)[ .]", text) and text == text.upper():
            self.fault(element.line, f"“{text[:60]}” looks like a heading and has no blank line before or after it.")
        elif text == text.upper() and not element.notes and self._is_cue(text):
            self.fault(
                element.line, f"nothing is said under “{text}”; write it on the next line, or take the name out."
            )
        else:
            page.parts.append(Part("action", element.line, text, element.notes))

    def _is_cue(self, text: str) -> bool:
        """Tell whether capitals are the name of somebody who then says nothing: a blank line has slipped in."""
        name = re.sub(r"\([^()]*\)", "", text).strip(" .^")
        return len(name.split()) < 4 and bool(self.cast.cue(name))

    def _present(self, page: Page, names: str, element: Element) -> None:
        found = []
        for name in names.split(", ") if names.lower() != "nobody" else ():
            who = self.cast.cue(name)
            if who:
                found.append(who)
            else:
                self._nobody(name, element.line)
        page.present = tuple(dict.fromkeys(found))
        page.day = next((int(day[1]) for note in element.notes if (day := _DAY.fullmatch(note))), 0)

    def _speech(self, cue: Element, under: tuple[Element, ...]) -> None:
        page = self._page(cue.line)
        said = [element for element in under if element.kind in ("dialogue", "lyric")]
        if page is None:
            return
        if not said:
            self.fault(
                cue.line, f"nothing is said under “{cue.text}”; write it on the next line, or take the name out."
            )
            return
        who, via = self._speaker(cue, under)
        part = Part("speech", cue.line, " ".join(e.text for e in said), who=who, via=via)
        for aside in (element for element in under if element.kind == "parenthetical"):
            for manner in (word.strip() for word in aside.text.split(",")):
                part = self._said(part, manner, aside.line)
        page.parts.append(part)

    def _speaker(self, cue: Element, under: tuple[Element, ...]) -> tuple[str, Via]:
        told = re.sub(r"\s*,?\s*CONT[’']?D\s*", "", cue.extension, flags=re.IGNORECASE).upper().rstrip(".")
        if cue.text.upper() == "NARRATOR":
            note = next((note for e in under for note in e.notes if note.startswith("narrator: ")), "")
            return note.removeprefix("narrator: ") or self.bible.characters[0].id, "narrator"
        vias: dict[str, Via] = {said.rstrip("."): via for via, said in EXTENSIONS.items() if via != "narrator"}
        vias |= {"VO": "inner", "O.C": "off", "OS": "off", "PHONE": "phone", "OVER PHONE": "phone"}
        if told not in vias:
            self.fault(
                cue.line, f"“({cue.extension})” is no way to hear a line: leave it out, or O.S., V.O., ON PHONE."
            )
        return self.cast.cue(cue.text) or self._nobody(cue.text, cue.line), vias.get(told, "on")

    def _said(self, part: Part, manner: str, line: int) -> Part:
        emotion = next((e for e, said in PARENTHETICALS.items() if said and said == manner.lower()), None)
        emotion = emotion or next((TEMPERS[name][0] for word in manner.lower().split() if (name := family(word))), None)
        if manner.lower().startswith("to ") and (to := self.cast.cue(manner[3:])):
            return part if to == part.who else replace(part, to=to)
        if emotion is None and manner:
            known = ", ".join(said for said in PARENTHETICALS.values() if said)
            self.fault(line, f"“({manner[:40]})” is no way to say a line here. There are {known}; or “to” and a name.")
        return replace(part, emotion=emotion) if emotion else part

    def _nobody(self, name: str, line: int) -> str:
        near = nearest(name.lower(), tuple(self.cast.names))
        hint = f"; did you mean {self.cast.shown(near[0])}?" if near else "."
        self.fault(line, f"nobody in the series is called “{name[:40]}”{hint}")
        return ""

    def fault(self, line: int, message: str) -> None:
        self.found.faults.append((line, message))
