"""What a model refers to, found on the desk: by id, by number, by name or by the words of a line."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from ...memory.numbering import episode_id, numbers
from ...memory.script import Beat, Line, Scene
from ...memory.storyboard import Shot
from ..angles import names_in
from ..crew import Desk
from .settling import Names
from .structured import Unsettled

Kind = Literal[
    "", "line", "beat", "scene", "shot", "episode", "character", "object", "location", "thread", "finding", "named",
    "lockable",
]  # fmt: skip
"""What is referred to; empty: nothing, ``named``: anybody or anything with a name, ``lockable``: a scene or a shot."""

SHOWN = 8
"""How many of those that there are a fault names."""


class References:
    """Finds what is on the desk, and keeps what could not be found."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._names = desk, Names(desk.bible)
        self.faults = self._names.faults
        scripts, boards = desk.scripts.values(), desk.storyboards.values()
        self.scenes: Mapping[str, Scene] = {scene.id: scene for one in scripts for scene in one.scenes}
        self.beats: Mapping[str, Beat] = {beat.id: beat for scene in self.scenes.values() for beat in scene.beats}
        self.lines: Mapping[str, Line] = {
            beat.line.id: beat.line for beat in self.beats.values() if beat.line is not None
        }
        self.shots: Mapping[str, Shot] = {shot.id: shot for one in boards for shot in one.shots}
        self.episodes = {*desk.scripts, *(one.episode for one in desk.outline.episodes)}

    def find(self, kind: Kind, said: str, where: str) -> str:
        """Return the id of what is meant; empty, with a fault kept, if there is no such thing."""
        said = said.strip().strip("[]`").strip()
        if kind in ("character", "object", "location", "named"):
            return self._named(kind, said, where)
        found = {
            "": lambda: said,
            "line": lambda: self._line(said),
            "beat": lambda: self._beat(said),
            "scene": lambda: _in(said, self.scenes),
            "shot": lambda: _in(said, self.shots),
            "episode": lambda: self._episode(said),
            "thread": lambda: _in(said, {one.id for one in self._desk.outline.threads}),
            "finding": lambda: _in(said, {one.id for one in self._desk.findings}),
            "lockable": lambda: _in(said, {*self.scenes, *self.shots}),
        }[kind]()
        if not found:
            self.faults.append(f"{where}: there is no {kind} {said[:60]!r}{self._instead(kind, said)}")
        return found

    def placing(self, shot: str, values: Mapping[str, object]) -> None:
        """Keep a fault for a camera or a mark that the scouted set of a shot does not have."""
        scene = self.scenes.get(self.shots[shot].scene) if shot in self.shots else None
        found = self._desk.sets.of(scene.location) if scene else None
        if found is None:
            return  # that a drawn set has neither is said when the edit is tried
        for what, names in names_in(found).items():
            said = str(values.get(what) or "").casefold()
            if said and said not in {name.casefold() for name in names}:
                self.faults.append(f"reframe, {what}: the set has no {what} {said!r}; it has {', '.join(names)}")

    def settled(self) -> None:
        """Raise Unsettled if anything was not found."""
        if self.faults:
            raise Unsettled(list(dict.fromkeys(self.faults)))

    def _named(self, kind: Kind, said: str, where: str) -> str:
        if kind == "character":
            return self._names.person(said, where)
        if kind == "object":
            return self._names.prop(said, where)
        if kind == "location":
            return self._names.place(said, where)
        trial = Names(self._names.bible)
        found = trial.person(said, where) or trial.place(said, where) or trial.prop(said, where)
        if not found:
            self.faults.append(f"{where}: nobody and nothing is called {said[:60]!r}")
        return found

    def _episode(self, said: str) -> str:
        number = re.fullmatch(r"(?:episode |ep\.? ?|e)?(\d{1,3})", said.lower())
        said = episode_id(self._desk.season, int(number[1])) if number else said
        return _in(said, self.episodes)

    def _line(self, said: str) -> str:
        if said in self.lines:
            return said
        if said in self.beats:
            line = self.beats[said].line
            return line.id if line else ""
        words = spoken(said)
        exact = [id for id, line in self.lines.items() if spoken(line.text) == words]
        within = [id for id, line in self.lines.items() if len(words) > 3 and words in spoken(line.text)]
        return next((found[0] for found in (exact, within) if len(found) == 1), "")

    def _beat(self, said: str) -> str:
        if said in self.beats:
            return said
        line = self._line(said)
        return next((id for id, beat in self.beats.items() if beat.line and beat.line.id == line), "") if line else ""

    def _instead(self, kind: Kind, said: str) -> str:
        """Return what there is instead, near to what was said."""
        try:
            near = episode_id(*numbers(said))
        except ValueError:
            near = ""
        known: dict[str, Iterable[str]] = {
            "line": self.lines, "beat": self.beats, "scene": self.scenes, "shot": self.shots,
            "episode": sorted(self.episodes), "thread": [one.id for one in self._desk.outline.threads],
            "finding": [one.id for one in self._desk.findings],
        }  # fmt: skip
        all = [*known.get(kind, ())]
        there = [id for id in all if near and id.startswith(near)] or all
        more = ", …" if len(there) > SHOWN else ""
        return f"; there are {', '.join(there[:SHOWN])}{more}" if there else f"; there is no {kind} at all"


def spoken(text: str) -> str:
    """Return the words of a line alone: case, quotes and stops do not count."""
    return " ".join(re.findall(r"[\w']+", text.lower().replace("’", "'")))


def _in(said: str, known: Iterable[str]) -> str:
    return said if said in known else ""
