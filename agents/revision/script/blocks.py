"""Blocks: the shots of a scene grouped by what they cover, so that a beat can be cut or put in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ....memory.script import Scene
from ....memory.storyboard import Shot


@dataclass(frozen=True)
class Block:
    """What covers some beats: the shots they are seen and heard in, and the silent looks that go with them."""

    beats: tuple[str, ...]
    shots: tuple[Shot, ...]

    @property
    def covering(self) -> tuple[Shot, ...]:
        """The shots that something happens or is said in."""
        return tuple(shot for shot in self.shots if covers(shot))

    def without_looks_after(self) -> "Block":
        """Return the block without the silent shots it ends on."""
        last = max((n for n, shot in enumerate(self.shots) if covers(shot)), default=-1)
        return replace(self, shots=self.shots[: last + 1])

    def without_last_face(self) -> "Block":
        """Return the block without the faces it ends on; the thing that was shown, or a back, stays."""
        kept = list(self.shots)
        while kept and not covers(kept[-1]) and any(placed.faces != "away" for placed in kept[-1].figures):
            kept.pop()
        return replace(self, shots=tuple(kept))


def covers(shot: Shot) -> bool:
    """Whether something of the script is seen or heard in a shot."""
    return bool(shot.beats or shot.lines or shot.over)


def blocks_of(scene: Scene, shots: Iterable[Shot]) -> tuple[tuple[Shot, ...], list[Block]]:
    """Return the shots of a scene that come before anything happens, and the blocks of the others in order.

    A silent insert shows what comes next; any other silent shot looks back at what was.
    """
    said_in = {beat.line.id: beat.id for beat in scene.beats if beat.line}
    head: list[Shot] = []
    ahead: list[Shot] = []
    blocks: list[Block] = []
    for shot in shots:
        if not covers(shot):
            heard = ahead if shot.framing == "insert" or ahead else head if not blocks else None
            if heard is None:
                blocks[-1] = replace(blocks[-1], shots=(*blocks[-1].shots, shot))
            else:
                heard.append(shot)
            continue
        beats = _beats(shot, said_in)
        if blocks and (shot.over or set(beats) & set(blocks[-1].beats)):
            whole = tuple(dict.fromkeys((*blocks[-1].beats, *beats)))
            blocks[-1] = Block(whole, (*blocks[-1].shots, *ahead, shot))
        else:
            blocks.append(Block(beats, (*ahead, shot)))
        ahead = []
    if ahead and blocks:
        blocks[-1] = replace(blocks[-1], shots=(*blocks[-1].shots, *ahead))
    elif ahead:
        head += ahead
    return tuple(head), blocks


def _beats(shot: Shot, said_in: dict[str, str]) -> tuple[str, ...]:
    spoken = (said_in[line] for line in shot.lines if line in said_in)
    return tuple(dict.fromkeys((*shot.beats, *spoken)))


def jumps(one: Shot, other: Shot) -> bool:
    """Whether a cut between two shots is a jump: the same faces in the same size, or the same thing again."""
    if one.framing != other.framing or one.framing in ("title", "end"):
        return False
    if one.framing == "insert":
        return (one.prop, one.text) == (other.prop, other.text)
    if one.framing == "establishing":
        return one.angle == other.angle
    faces = [tuple(placed.character for placed in shot.figures) for shot in (one, other)]
    if one.framing != "over_shoulder":
        faces = [tuple(sorted(each)) for each in faces]
    return faces[0] == faces[1]


def runs_of(order: Sequence[str], of: dict[str, int], blocks: Sequence[Block]) -> list[list[str]]:
    """Return an order of beats in stretches of one block each, in the block's own order.

    A beat of no block is a stretch by itself.
    """
    runs: list[list[str]] = []
    for beat in order:
        before = runs[-1][-1] if runs else ""
        if beat in of and of.get(before) == of[beat]:
            own = blocks[of[beat]].beats
            if own.index(before) < own.index(beat):
                runs[-1].append(beat)
                continue
        runs.append([beat])
    return runs
