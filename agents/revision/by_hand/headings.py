"""Headings that were changed by hand, and scenes that are new on the page."""

import re
from collections.abc import Callable, Iterator
from typing import get_args

from ....memory.bible import Bible, SetKind
from ....memory.edit import AnyEdit
from ....memory.edits.script import AddScene, SetScene
from ....memory.fountain import heading
from ....memory.naming import Cast, words_of
from ....memory.script import Beat, Line, Scene, Script
from ....memory.slugline import taken_apart
from ....memory.state import HOURS
from ..script.words import MOST_WORDS, acting
from .pages import Page, Part

Fault = Callable[[int, str], None]
"""What takes down that a line of the file cannot be understood."""

_SETS: dict[SetKind, str] = {
    "hospital": "hospital ward clinic surgery infirmary",
    "office": "office boardroom headquarters",
    "mansion": "mansion villa manor hall estate",
    "apartment": "apartment flat bedroom room home house",
    "kitchen": "kitchen",
    "rooftop": "rooftop roof terrace helipad",
    "street": "street alley road bridge pavement square",
    "restaurant": "restaurant bar cafe café diner",
    "courtroom": "courtroom court",
    "chapel": "chapel church cathedral",
    "interrogation": "interrogation cell jail prison",
    "palace": "palace throne castle",
    "car": "car taxi cab limousine seat",
    "forest": "forest woods wood park garden graveyard cemetery",
    "harbour": "harbour harbor pier dock quay beach",
    "stage": "stage theatre theater backstage",
    "shop": "shop store boutique",
    "classroom": "classroom school library",
    "workshop": "workshop garage lab laboratory",
    "ship": "ship boat deck cabin",
}
"""Words in the name of a place by which a set is known."""


class Headings:
    """What the headings of a changed file say."""

    def __init__(self, before: Script, bible: Bible, fault: Fault) -> None:
        self.before, self.bible, self.fault, self.cast = before, bible, fault, Cast(bible)

    def changed(self, scene: Scene, page: Page) -> Iterator[SetScene]:
        """Yield where and when a scene plays now."""
        slug = taken_apart(page.heading)
        then = slug.moment(scene.day, HOURS.index(scene.hour), True)
        where = {} if _same_place(page.heading, scene, self.bible) else self._place(page)
        update: dict[str, object] = {name: value for name, value in where.items() if value != scene.location}
        update |= {"hour": then.hour} if then.hour != scene.hour else {}
        update |= {"weather": then.weather} if then.weather != scene.weather else {}
        if update:
            yield SetScene.model_validate({"scene": scene.id, **update})
        elif not _same_place(page.heading, scene, self.bible):
            told = heading(scene, self.bible).partition(" #")[0]
            self.fault(page.line, f"this heading says what cannot be otherwise by itself; it was “{told}”.")

    def _place(self, page: Page) -> dict[str, str]:
        """Return the place that a heading names: one of the series', or a new one that can be built."""
        slug = taken_apart(page.heading)
        name = " - ".join(slug.places)
        for wanted in (name, *slug.places):
            if found := self.cast.location(wanted):
                return {"location": found}
        words = words_of(name)
        kind = next((kind for word in reversed(words) for kind in get_args(SetKind) if word in _SETS[kind].split()), "")
        if not kind:
            known = ", ".join(place.name for place in self.bible.locations)
            self.fault(page.line, f"the series has no place “{name[:60]}”, and no set to build it of. It has {known}.")
            return {}
        return {"build": kind, "name": _as_said(name)}

    def added(self, page: Page, id: str, after: str) -> Iterator[AnyEdit]:
        """Yield what adds a scene, written as it stands on the page."""
        slug, where = taken_apart(page.heading), self._place(page)
        beside = next((one for one in self.before.scenes if one.id == after), self.before.scenes[0])
        then = slug.moment(beside.day, HOURS.index(beside.hour), True)
        speaking = [part.who for part in page.parts if part.kind == "speech" and part.via == "on" and part.who]
        present = tuple(dict.fromkeys([*(page.present or ()), *speaking]))
        scene = Scene(
            id=id, location=where.get("location", beside.location), hour=then.hour, weather=then.weather,
            day=page.day or then.day, present=present, purpose=page.purpose, beats=(),
        )  # fmt: skip
        beats = tuple(self._new_beats(scene, page))
        if not beats:
            self.fault(page.line, "nothing happens in this new scene; say what is seen or said in it.")
        yield AddScene(episode=self.before.episode, after=after, written=scene.model_copy(update={"beats": beats}))
        if "build" in where:
            yield SetScene.model_validate({"scene": id, **where})

    def _new_beats(self, scene: Scene, page: Page) -> Iterator[Beat]:
        waiting: Beat | None = None
        for number, part in enumerate(page.parts, 1):
            id = f"{scene.id}.b{number:02d}"
            if part.kind == "insert" and waiting is not None and not waiting.prop:
                waiting = waiting.model_copy(update={"prop": part.text})
                continue
            if waiting is not None:
                yield waiting
                waiting = None
            if part.kind == "speech":
                fits(part, self.fault)
                line = Line(
                    id=f"{scene.id}.l{number:02d}", speaker=part.who, text=part.text, emotion=part.emotion,
                    to=part.to, via=part.via,
                )  # fmt: skip
                yield Beat(id=id, who=part.who, emotion=part.emotion, line=line)
            elif part.kind == "insert":
                yield Beat(id=id, action=f"{self.bible.prop(part.text).name}.".capitalize(), prop=part.text)
            else:
                waiting = Beat(id=id, action=part.text, who=acting(self.bible, scene, part.text))
        if waiting is not None:
            yield waiting


def fits(part: Part, fault: Fault) -> None:
    """Take down a line that is too long for one breath."""
    count = len(part.text.split())
    if count > MOST_WORDS:
        fault(part.line, f"{count} words are too many for one line ({MOST_WORDS} at most); break it in two.")


def _as_said(name: str) -> str:
    """Return the name of a place in a heading as people would say it: "THE OLD CHAPEL" is "the old chapel"."""
    if name != name.upper():
        return name
    numbered = re.search(r"\d", name) is not None
    low = name.title() if numbered else name.lower()
    owned = re.match(r"(?:the|a|an|her|his|my|our|their)\s|\w+['’]s\s", low)
    return low if owned or numbered else f"the {low}"


def _same_place(text: str, scene: Scene, bible: Bible) -> bool:
    """Tell whether a heading names the place that a scene has."""
    was = taken_apart(heading(scene, bible).partition(" #")[0])
    return words_of(" ".join(was.places)) == words_of(" ".join(taken_apart(text).places))
