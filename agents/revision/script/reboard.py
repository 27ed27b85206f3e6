"""The storyboard follows a changed script with the least change: what is not concerned is filmed already and stays."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from ....memory.bible import Bible
from ....memory.numbering import numbers
from ....memory.script import Beat, Scene, Script
from ....memory.storyboard import Shot, Storyboard
from ...crew import Studio
from ...house.board.director import title_joint
from ...house.board.units import LONGEST_RUN
from ...scouting import sets_of
from ..rehearsal import REVISED
from .blocks import Block, blocks_of, covers, jumps, runs_of
from .camera import Camera
from .touches import called, can_join, hung_up, joined, same_shots, touched, without

TITLE_BETWEEN = (3.5, 18.0)
"""Planned seconds between which the title card stays where it was."""


async def follow(studio: Studio, before: Script, after: Script) -> None:
    """Let the storyboard of an episode follow its script, if it has one.

    A shot whose beats and lines are untouched stays as it is. What is new is taken as the director would, and cut in;
    what is gone leaves its shots. A scene that has nothing of its old self is boarded anew. Shot ids are never reused.
    """
    board = studio.archive.get("storyboard", after.episode, Storyboard)
    if board is None or before == after:
        return
    season, _ = numbers(after.episode)
    bible, sets = studio.chronicle.bible(season), sets_of(studio, season)
    camera = Camera(bible, after, board.shots, partial(_highest, studio, after.episode))
    old = {scene.id: scene for scene in before.scenes}
    fresh = [scene.id for scene in after.scenes if scene.id not in old or _rewritten(old[scene.id], scene)]
    boarded = (await studio.director.storyboard(bible, after, bible.theme_seed, sets)).shots if fresh else ()
    body: list[Shot] = []
    for scene in after.scenes:
        if scene.id in fresh:
            body += [camera.numbered(shot) for shot in boarded if shot.scene == scene.id]
        else:
            body += _Followed(camera, bible, before, after, board, scene, body).shots()
    body = _without_jumps(camera, after, board.shots, body)
    shots = _with_cards(before, after, board.shots, body)
    studio.archive.put("storyboard", after.episode, board.model_copy(update={"shots": tuple(shots)}), REVISED, "user")


async def reboarded_scene(studio: Studio, script: Script, scene: str) -> tuple[Shot, ...]:
    """Return the shots of one scene as the director would take them now, under ids that no shot has had."""
    season, _ = numbers(script.episode)
    bible = studio.chronicle.bible(season)
    board = await studio.director.storyboard(bible, script, bible.theme_seed, sets_of(studio, season))
    camera = Camera(bible, script, board.shots, partial(_highest, studio, script.episode))
    return tuple(camera.numbered(shot) for shot in board.shots if shot.scene == scene)


def _highest(studio: Studio, episode: str) -> int:
    """Return the highest number that a shot of an episode ever had."""
    revisions = range(1, studio.archive.revision("storyboard", episode) + 1)
    boards = (studio.archive.at("storyboard", episode, number, Storyboard) for number in revisions)
    return max((int(shot.id.rpartition(".s")[2]) for board in boards if board for shot in board.shots), default=0)


def _rewritten(before: Scene, after: Scene) -> bool:
    """Whether nothing of a scene is left."""
    old = {beat.id: beat for beat in before.beats}
    return not any(beat.id in old and same_shots(old[beat.id], beat) for beat in after.beats) and len(after.beats) > 1


class _Followed:
    """One scene that was there before, with its shots."""

    def __init__(
        self,
        camera: Camera,
        bible: Bible,
        before: Script,
        after: Script,
        board: Storyboard,
        scene: Scene,
        earlier: Sequence[Shot],
    ) -> None:
        self.camera, self.bible, self.before, self.after, self.scene = camera, bible, before, after, scene
        self.was = next(one for one in before.scenes if one.id == scene.id)
        self.filmed = [shot for shot in board.shots if shot.scene == scene.id]
        self.old = {beat.id: beat for beat in self.was.beats}
        self.now = {beat.id: beat for beat in scene.beats}
        self.left = set(self.was.present) - set(scene.present)
        self.head, self.blocks = blocks_of(self.was, self.filmed)
        self.at = {beat: number for number, block in enumerate(self.blocks) for beat in block.beats}
        self.out: list[Shot] = []
        self.earlier = list(earlier)
        self.last = scene is after.scenes[-1]
        self.end_moves = before.scenes[-1].beats[-1].id != after.scenes[-1].beats[-1].id

    def shots(self) -> list[Shot]:
        """Return the shots of the scene as it is now."""
        if self._untouched():
            return self.filmed
        self.out += self._head()
        items = self._items()
        for number, item in enumerate(items):
            if isinstance(item, Block):
                self.out += item.shots
                continue
            following = next((one for one in items[number + 1 :] if isinstance(one, Block)), None)
            joint = self._joined(item, items, number)
            if joint:
                continue
            opens = self.scene is self.after.scenes[0] and not any(covers(shot) for shot in self.out)
            next_ = following.shots[0] if following else None
            taken = self.camera.take(self.scene, item, [*self.earlier, *self.out], next_, opens)
            self.out += self._identified(item, taken)
        if self.last and self.end_moves and self.out and covers(self.out[-1]) and isinstance(items[-1], Block):
            ending = self.camera.ending(self.scene, [*self.earlier, *self.out])
            self.out += [self.camera.numbered(shot) for shot in ending]
        return self.out

    def _untouched(self) -> bool:
        ends = self.end_moves and (self.last or self.was is self.before.scenes[-1])
        places = (self.was is self.before.scenes[0], self.scene is self.after.scenes[0])
        return self.was.beats == self.scene.beats and not self.left and not ends and places[0] == places[1]

    def _head(self) -> list[Shot]:
        """Say where the scene is, unless it opens the episode."""
        first = self.scene is self.after.scenes[0]
        if first and self.was is not self.before.scenes[0]:
            return []
        if not first and not self.head and self.was is self.before.scenes[0]:
            before = self.after.scenes[self.after.scenes.index(self.scene) - 1]
            same = (before.location, before.hour) == (self.scene.location, self.scene.hour)
            return [self.camera.numbered(self.camera.place(self.scene, self.earlier, same))]
        return self._seen_without(self.head)

    def _items(self) -> list[Block | list[Beat]]:
        """Return the scene in its order: blocks that stay, and stretches of beats that are to be taken anew."""
        stays = {id: n for id, n in self.at.items() if self._stays(id) and not self._shows_who_left(self.blocks[n])}
        order = [id for id in self.now if id in stays or not self._unfilmed(id)]
        runs = runs_of(order, stays, self.blocks)
        longest = {n: max((run for run in runs if stays.get(run[0]) == n), key=len) for n in set(stays.values())}
        self.claimed = set(longest)
        items: list[Block | list[Beat]] = []
        for run in runs:
            number = stays.get(run[0])
            if number is not None and longest[number] is run:
                items.append(self._kept(self.blocks[number], run))
            elif items and isinstance(items[-1], list):
                items[-1] += [self.now[id] for id in run]
            else:
                items.append([self.now[id] for id in run])
        return items

    def _stays(self, id: str) -> bool:
        return id in self.now and same_shots(self.old[id], self.now[id])

    def _unfilmed(self, id: str) -> bool:
        """Whether a beat that is as it was had no shot of its own: it was cut for length, and stays so."""
        return id in self.old and id not in self.at and same_shots(self.old[id], self.now[id])

    def _shows_who_left(self, block: Block) -> bool:
        """Whether something is said or done in a block over the face of somebody who has left."""
        return any(shot.figures and without(shot, self.left, ()) is None for shot in block.covering if not shot.over)

    def _kept(self, block: Block, run: Sequence[str]) -> Block:
        if self.end_moves and self.before.scenes[-1].beats[-1].id in block.beats:
            block = block.without_last_face()
        kept = touched(block, run, self.old, self.scene, self.bible)
        kept = self._longer(kept)
        return replace(kept, shots=tuple(self._seen_without(kept.shots)))

    def _longer(self, block: Block) -> Block:
        """Put other pictures under a line that has become too long for one."""
        last = block.covering[-1]
        beat = next((self.now[id] for id in last.beats[-1:] if id in self.now), None)
        if beat is None or beat.line is None or last.over or beat.line.text == _text(self.old[beat.id]):
            return block
        taken = self.camera.take(self.scene, [beat], [*self.earlier, *self.out, last], None)
        under = [shot for shot in taken if shot.over == beat.line.id]
        if not under:
            return block
        at = block.shots.index(last)
        share = last.seconds / (len(under) + 1)
        parts = [self.camera.numbered(shot.model_copy(update={"seconds": round(share, 2)})) for shot in under]
        first = last.model_copy(update={"seconds": round(share, 2)})
        return replace(block, shots=(*block.shots[:at], first, *parts, *block.shots[at + 1 :]))

    def _seen_without(self, shots: Sequence[Shot]) -> list[Shot]:
        seen = (without(shot, self.left, shots[max(0, n - 1) : n]) for n, shot in enumerate(shots))
        kept = [shot for shot in seen if shot is not None]
        return [hung_up(shot) for shot in kept] if called(self.was) and not called(self.scene) else kept

    def _joined(self, beats: list[Beat], items: list[Block | list[Beat]], number: int) -> bool:
        """Say short new lines in the shot of the same speaker, just before or after; tell whether that was done."""
        lines = [beat.line for beat in beats if beat.line and not (beat.action or beat.prop or beat.jolt)]
        final = beats[-1].id == self.after.scenes[-1].beats[-1].id
        if len(lines) < len(beats) or final:
            return False
        if self.out and number and isinstance(items[number - 1], Block) and self._holds(self.out[-1], lines):
            self.out[-1] = joined(self.out[-1], beats, first=False)
            return True
        after = items[number + 1] if number + 1 < len(items) else None
        if isinstance(after, Block) and self._holds(after.shots[0], lines):
            items[number + 1] = replace(after, shots=(joined(after.shots[0], beats, True), *after.shots[1:]))
            return True
        return False

    def _holds(self, shot: Shot, lines: Sequence[object]) -> bool:
        if shot.over or shot.prop or any(self.now[id].jolt for id in shot.beats if id in self.now):
            return False
        said = {beat.line.id: beat.line for beat in self.now.values() if beat.line}
        own = [said[id] for id in shot.lines if id in said]
        return can_join(own, lines, LONGEST_RUN)  # type: ignore[arg-type]

    def _identified(self, beats: Sequence[Beat], taken: Sequence[Shot]) -> list[Shot]:
        """Give ids to new shots: what only replaces a shot keeps its id, and the looks around it stay."""
        ids = {beat.id for beat in beats}
        replaced = [b for n, b in enumerate(self.blocks) if n not in self.claimed and set(b.beats) & ids]
        spare = [shot for block in replaced for shot in block.covering]
        ends = self.last and beats[-1].id == self.scene.beats[-1].id
        looks = [] if ends else self._looks(beats, replaced)
        shots: list[Shot] = []
        for shot in taken:
            if not covers(shot) and looks and shot.framing != "insert":
                continue
            old = next(
                (one for one in spare if set(one.beats) & set(shot.beats) or (one.over and one.over == shot.over)), None
            )
            if old is not None:
                spare.remove(old)
            shots.append(shot.model_copy(update={"id": old.id}) if old else self.camera.numbered(shot))
        return [*shots, *looks]

    def _looks(self, beats: Sequence[Beat], replaced: Sequence[Block]) -> list[Shot]:
        """Return the silent looks after the last beat, as they were filmed, if they still belong there."""
        last = beats[-1]
        if last.id not in self.old or not replaced or last.id != replaced[-1].beats[-1]:
            return []
        who = last.line.speaker if last.line else last.who
        block = replaced[-1]
        looks = self._seen_without(block.shots[len(block.without_looks_after().shots) :])
        return [look for look in looks if who not in {placed.character for placed in look.figures}]


def _text(beat: Beat) -> str:
    return beat.line.text if beat.line else ""


def _without_jumps(camera: Camera, script: Script, filmed: Sequence[Shot], body: Sequence[Shot]) -> list[Shot]:
    """Put a look between two shots that would jump, now that what was between them is gone."""
    scenes = {scene.id: scene for scene in script.scenes}
    body = list(body)
    known = {shot.id: shot for shot in filmed}
    neighbours = {(one.id, other.id) for one, other in pairwise(shot for shot in filmed if shot.scene)}
    out: list[Shot] = body[:1]
    for number, shot in enumerate(body[1:], 1):
        before = out[-1]
        if (before.id, shot.id) in neighbours and known[before.id] == before and known[shot.id] == shot:
            out.append(shot)
            continue
        if shot.over or before.scene != shot.scene or not jumps(before, shot):
            out.append(shot)
            continue
        if known.get(shot.id) == shot and (look := _between(camera, scenes[shot.scene], filmed, body, out, shot)):
            out += [look, shot]
        else:
            following = body[number + 1] if number + 1 < len(body) else None
            out.append(camera.resized(shot, before, following))
    return out


def _between(
    camera: Camera, scene: Scene, filmed: Sequence[Shot], body: Sequence[Shot], out: Sequence[Shot], shot: Shot
) -> Shot | None:
    """Return a look that was filmed between the two and has lost its place, or a new one."""
    ids = [one.id for one in filmed]
    kept = {one.id for one in body}
    if out[-1].id in ids and ids.index(out[-1].id) < ids.index(shot.id):
        for one in filmed[ids.index(out[-1].id) + 1 : ids.index(shot.id)]:
            there = all(placed.character in scene.present for placed in one.figures)
            spare = one.scene == scene.id and not covers(one) and one.id not in kept and one.figures
            if spare and there and not jumps(out[-1], one) and not jumps(one, shot):
                return one
    look = camera.look(scene, out, shot)
    return camera.numbered(look) if look is not None else None


def _with_cards(before: Script, after: Script, filmed: Sequence[Shot], body: Sequence[Shot]) -> list[Shot]:
    """Put the cards where they were: the first and the last at the ends, the title where it tears least."""
    own = [number for number, shot in enumerate(filmed) if shot.scene]
    first, last = (own[0], own[-1]) if own else (len(filmed), len(filmed))
    opening, closing = filmed[:first], filmed[last + 1 :]
    shots = list(body)
    for number in range(first, last):
        card = filmed[number]
        if card.scene:
            continue
        at = _joint(filmed[number - 1].id, shots)
        if at is None:
            at, _ = title_joint(after, shots)
        shots.insert(at, card)
    return [*opening, *shots, *closing]


def _joint(after: str, shots: Sequence[Shot]) -> int | None:
    """Return the place behind a shot, if it is still there, in good time, and nothing is heard across it."""
    at = next((number for number, shot in enumerate(shots, 1) if shot.id == after), None)
    if at is None or at >= len(shots) or shots[at].over:
        return None
    early, late = TITLE_BETWEEN
    return at if early <= sum(shot.seconds for shot in shots[:at]) <= late else None
