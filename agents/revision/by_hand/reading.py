"""By hand: a Fountain file that a person has changed comes back as the smallest typed edits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from ....memory.bible import Bible
from ....memory.edit import AnyEdit
from ....memory.edits.script import (
    AddAction,
    AddLine,
    ChangeEnding,
    CutBeat,
    CutLine,
    CutScene,
    DeliverLine,
    GiveLine,
    MoveBeat,
    MoveScene,
    ReplaceScript,
    Retitle,
    RewriteAction,
    RewriteLine,
)
from ....memory.script import Beat, Cliff, Scene, Script
from ..possible import NotPossible
from ..script.words import acting
from .alignment import paired, scenes_paired, staying
from .headings import Headings, fits
from .pages import Page, Part, PartKind, own_pages, pages

_SHOWN = 3
"""Faults that a refusal tells; the rest are counted."""


def edits_between(before: Script, after_text: str, bible: Bible) -> tuple[AnyEdit, ...]:
    """Return the edits that make a script into what a person has made of its Fountain copy.

    What stays is known by the ids in the file, and by likeness where they are lost. No change gives no edits.
    NotPossible names the lines that cannot be understood.
    """
    old, new = own_pages(before, bible), pages(after_text, bible)
    return _Between(before, bible, old.title, new.title, old.scenes, new.scenes, list(new.faults)).edits()


@dataclass
class _Unit:
    """A beat that is still there, or something new, in the order of the page."""

    beat: Beat | None
    parts: dict[str, Part] = field(default_factory=dict)
    """By kind, as they are now."""


@dataclass
class _Between:
    before: Script
    bible: Bible
    old_title: Mapping[str, str]
    title: Mapping[str, str]
    old: list[Page]
    new: list[Page]
    faults: list[tuple[int, str]]
    plain: dict[str, Scene] = field(default_factory=dict)
    """Scenes with what no edit is made for: who is there, the day, the purpose, objects shown, actions left out."""
    changes: list[AnyEdit] = field(default_factory=list)
    adds: list[AnyEdit] = field(default_factory=list)
    cuts: list[AnyEdit] = field(default_factory=list)

    def edits(self) -> tuple[AnyEdit, ...]:
        if not self.new:
            self.faults.append((1, "there is no scene in the file; a scene begins with INT. or EXT. and a place."))
        self.headings = Headings(self.before, self.bible, self.fault)
        self.came = scenes_paired(self.old, self.new)
        for at, was in self.came.items():
            self._scene(self.before.scenes[was], self.old[was], self.new[at])
        titles = list(self._titles())
        if self.new:
            self._scenes()
        if self.faults:
            raise NotPossible(_told(self.faults))
        return (*self._plainly(titles), *titles, *self.changes, *self.adds, *self.cuts)

    def fault(self, line: int, message: str) -> None:
        self.faults.append((line, message))

    def _plainly(self, titles: list[AnyEdit]) -> Iterator[AnyEdit]:
        """Yield the script with what no smaller edit can say."""
        hook, cliff = self.title.get("hook", self.before.hook), _cliffhanger(self.title.get("cliffhanger", ""))[1]
        update: dict[str, object] = {}
        opens = self.before.scenes[0].beats[0].id
        if hook and hook != self.old_title.get("hook") and opens not in self._touched():
            update["hook"] = hook
        if cliff and cliff != self.before.cliff and not any(isinstance(edit, ChangeEnding) for edit in titles):
            update["cliff"] = cliff
        if self.plain:
            update["scenes"] = tuple(self.plain.get(scene.id, scene) for scene in self.before.scenes)
        if update:
            yield ReplaceScript(script=self.before.model_copy(update=update))

    def _touched(self) -> set[str]:
        """Return ids of beats that are said, seen or placed otherwise."""
        lines = {beat.line.id: beat.id for scene in self.before.scenes for beat in scene.beats if beat.line}
        found = set()
        for edit in (*self.changes, *self.adds, *self.cuts):
            ids = (getattr(edit, "line", ""), getattr(edit, "beat", ""), getattr(edit, "scene", ""))
            found |= {lines.get(id, id) for id in ids}
        return found

    def _titles(self) -> Iterator[AnyEdit]:
        """Yield what the title page changes."""
        if self.title.get("episode", self.before.episode) != self.before.episode:
            self.fault(1, f"this is {self.before.episode}; another episode cannot be made of it here.")
        title, was = self.title.get("title", ""), self.old_title.get("title", "")
        if title and title != was:
            series, _, episode = title.rpartition(": ")
            if title.startswith(f"{self.bible.title}: "):
                series, episode = self.bible.title, title[len(self.bible.title) + 2 :]
            if series and series != self.bible.title:
                yield Retitle(title=series)
            if episode != self.before.title:
                yield Retitle(episode=self.before.episode, title=episode)
        told, kind = _cliffhanger(self.title.get("cliffhanger", ""))
        changed = told and told != _cliffhanger(self.old_title.get("cliffhanger", ""))[0]
        # Who has changed the last beat by hand has told the ending: the words for it follow from that.
        if changed and not self._ends_anew():
            yield ChangeEnding(episode=self.before.episode, cliffhanger=told, cliff=kind)

    def _ends_anew(self) -> bool:
        """Tell whether what is seen or said last is another thing now."""
        last = self.before.scenes[-1]
        if last.beats[-1].id in self._touched():
            return True
        added = any(getattr(edit, "after", "") == last.beats[-1].id for edit in self.adds)
        return added or self.came.get(len(self.new) - 1) != len(self.old) - 1

    def _scenes(self) -> None:
        """Find scenes that have moved, that are new, and that are gone."""
        stays = staying([self.came[at] for at in sorted(self.came)])
        number = max(int(scene.id.rpartition(".")[2]) for scene in self.before.scenes)
        after = ""
        for at, page in enumerate(self.new):
            if at in self.came:
                id = self.before.scenes[self.came[at]].id
                if self.came[at] not in stays:
                    self.adds.append(MoveScene(scene=id, after=after))
            else:
                number += 1
                id = f"{self.before.episode}.{number}"
                self.adds += self.headings.added(page, id, after)
            after = id
        for was, scene in enumerate(self.before.scenes):
            if was not in self.came.values():
                self.cuts.append(CutScene(scene=scene.id))

    def _scene(self, scene: Scene, was: Page, page: Page) -> None:
        """Find what is otherwise in a scene that is still there."""
        if not page.parts:
            self.cuts.append(CutScene(scene=scene.id))
            return
        if page.heading != was.heading:
            self.changes += self.headings.changed(scene, page)
        speaking = {part.who for part in page.parts if part.kind == "speech" and part.via == "on" and part.who}
        present = scene.present if page.present is None or page.present == was.present else page.present
        spoke = {beat.line.speaker for beat in scene.beats if beat.line and beat.line.via == "on"}
        present = (*present, *sorted(speaking - set(present) - spoke))
        plain = scene.model_copy(
            update={
                "present": tuple(present),
                "day": page.day or scene.day,
                "purpose": scene.purpose if page.purpose == was.purpose else page.purpose,
                "outfits": {who: worn for who, worn in scene.outfits.items() if who in present},
            }
        )
        units = self._units(scene, was, page)
        plain = self._edited(plain, units)
        if plain != scene:
            self.plain[scene.id] = plain

    def _units(self, scene: Scene, was: Page, page: Page) -> list[_Unit]:
        """Return the beats that are still there and what is new, in the order of the page."""
        pairs = paired(was.parts, page.parts)
        came: dict[str, dict[PartKind, int]] = {}
        for at in sorted(pairs):
            part = was.parts[pairs[at]]
            came.setdefault(part.beat, {})[part.kind] = at
        owner: dict[int, Beat] = {}
        for beat in scene.beats:
            there = came.get(beat.id, {})
            for kind in self._together(there):
                owner[there[kind]] = beat
        units: list[_Unit] = []
        for at, part in enumerate(page.parts):
            beat_here, last = owner.get(at), units[-1] if units else None
            joins = last is not None and last.beat is not None and last.beat is beat_here
            shows = part.kind == "insert" and last is not None and set(last.parts) == {"action"} and beat_here is None
            if last is not None and (joins or shows):
                last.parts[part.kind] = part
            else:
                units.append(_Unit(beat_here, {part.kind: part}))
        return units

    @staticmethod
    def _together(there: dict[PartKind, int]) -> list[PartKind]:
        """Return which parts of a beat still stand together, in their order: those with its line, if it still has one.

        What was made true as it was said stays with the line.
        """
        kinds: list[PartKind] = [kind for kind in get_args(PartKind) if kind in there]
        runs: list[list[PartKind]] = []
        for kind in kinds:
            if runs and there[kind] == there[runs[-1][-1]] + 1:
                runs[-1].append(kind)
            else:
                runs.append([kind])
        return next((run for run in runs if "speech" in run), runs[0] if runs else [])

    def _edited(self, scene: Scene, units: list[_Unit]) -> Scene:
        """Make the edits of a scene's units; return the scene with what no edit says."""
        order = [scene.beats.index(unit.beat) for unit in units if unit.beat is not None]
        stays, beats = staying(order), list(scene.beats)
        number = max((int(beat.id.rpartition("b")[2]) for beat in scene.beats), default=0)
        gone = [beat for beat in scene.beats if beat not in [unit.beat for unit in units]]
        for unit in units:
            if unit.beat is not None:
                at = scene.beats.index(unit.beat)
                beats[at] = self._within(scene, unit.beat, unit)
                if "speech" in unit.parts:
                    number += self._spoken(scene, beats[at], unit.parts["speech"])
        after = ""
        for unit in units:
            if unit.beat is None:
                number += 1
                self._added(scene, unit, after)
                after = f"{scene.id}.b{number:02d}"
            else:
                if scene.beats.index(unit.beat) not in stays:
                    self.adds.append(MoveBeat(beat=unit.beat.id, after=after))
                after = unit.beat.id
        for beat in gone:
            only_said = beat.line is not None and not beat.action and not beat.prop
            cut = CutLine(line=beat.line.id) if beat.line is not None and only_said else CutBeat(beat=beat.id)
            self.cuts.append(cut)
        return scene.model_copy(update={"beats": tuple(beats)})

    def _within(self, scene: Scene, beat: Beat, unit: _Unit) -> Beat:
        """Find what is seen otherwise in a beat, and whether its line is gone; return it with what no edit says."""
        seen, shown = unit.parts.get("action"), unit.parts.get("insert")
        plain = beat.model_copy(update={"prop": shown.text if shown else ""})
        if seen is None:
            plain = plain.model_copy(update={"action": ""})
        elif self._own(scene, beat).get("action", "") != seen.text:
            self.changes.append(RewriteAction(beat=beat.id, action=seen.text))
        if beat.line is not None and "speech" not in unit.parts:
            self.cuts.append(CutLine(line=beat.line.id))
        return plain

    def _own(self, scene: Scene, beat: Beat) -> dict[str, str]:
        """Return how the parts of a beat stood on the page."""
        page = next(page for page in self.old if page.number == scene.id)
        return {part.kind: part.text for part in page.parts if part.beat == beat.id}

    def _spoken(self, scene: Scene, beat: Beat, part: Part) -> int:
        """Find what is said otherwise in a beat; return how many new beats that makes."""
        page = next(page for page in self.old if page.number == scene.id)
        was, line = next(one for one in page.parts if one.spoken and one.beat == beat.id), beat.line
        if line is None:
            return 0
        if part.text != was.text:
            fits(part, self.fault)
            self.changes.append(RewriteLine(line=line.id, text=part.text))
        given = part.who != was.who and bool(part.who)
        if given:
            self.changes.append(GiveLine(line=line.id, speaker=part.who))
        delivery = {
            "emotion": part.emotion if part.emotion != was.emotion else None,
            "via": part.via if part.via != was.via else None,
            "to": part.to if part.to != was.to and (part.to or not given) else None,
        }
        if any(value is not None for value in delivery.values()):
            self.changes.append(DeliverLine.model_validate({"line": line.id, **delivery}))
        doer = acting(self.bible, scene, beat.action) if beat.action else part.who
        return int(given and doer != part.who and line.speaker in scene.present)

    def _added(self, scene: Scene, unit: _Unit, after: str) -> None:
        """Add something new after a beat."""
        said, seen, shown = (unit.parts.get(kind) for kind in ("speech", "action", "insert"))
        if said is not None:
            fits(said, self.fault)
            self.adds.append(
                AddLine(
                    scene=scene.id,
                    after=after,
                    speaker=said.who,
                    text=said.text,
                    emotion=said.emotion,
                    via=said.via,
                    to=said.to,
                )
            )
            return
        prop = shown.text if shown else ""
        action = seen.text if seen else f"{self.bible.prop(prop).name}."
        self.adds.append(AddAction(scene=scene.id, after=after, action=action, prop=prop))


def _cliffhanger(text: str) -> tuple[str, Cliff | None]:
    """Return the words and the kind of a cliffhanger on the title page."""
    found = re.search(r"\s*\((\w+)\)$", text)
    kind: Cliff | None = next((one for one in get_args(Cliff) if found and one == found[1]), None)
    return (text[: found.start()] if found and kind else text), kind


def _told(faults: list[tuple[int, str]]) -> str:
    """Say what cannot be understood, by the lines of the file."""
    listed = sorted(set(faults))
    told = " ".join(f"Line {line}: {message}" for line, message in listed[:_SHOWN])
    more = len(listed) - _SHOWN
    return told + (f" And {more} more." if more > 0 else "")
