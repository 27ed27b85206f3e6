"""The ripple of edits: which takes stay, which are made anew and why, what that costs, and what else they touch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...memory.numbering import numbers, place, season_id
from ...memory.proposal import Ripple, TakeChange, TakeKind
from ...memory.storyboard import Storyboard
from ...tools.picture.spec import FigureSpec, ShotSpec
from ...tools.take import AnyMaker, Spec, price_of, take_key
from ...tools.voice.spec import SpeechSpec
from ..crew import Studio
from ..delivery import master_path
from ..episode import Episode
from ..timing import length
from ..voicing import heard_before
from .consequences import Consequences
from .estimating import EstimatingFloor, Rates

Part = tuple[TakeKind, str]
"""A kind of take and the id of the line, the shot or the episode."""

_WHY_SHOT: tuple[tuple[str, str], ...] = (
    ("style", "another art direction"),
    ("stage", "another place, hour or weather"),
    ("framing", "framed otherwise"),
    ("ground", "filmed from elsewhere in its set"),
    ("angle", "another angle"),
    ("move", "another camera move"),
    ("prop", "another object"),
    ("title", "other words on the card"),
    ("subtitle", "other words on the card"),
    ("captions", "what is said in it changes"),
    ("seconds", "it lasts otherwise"),
    ("seed", "another take"),
)
_WHY_FIGURE: tuple[tuple[str, str], ...] = (
    ("look", "a face changes"),
    ("outfit", "clothes change"),
    ("emotion", "a feeling changes"),
    ("becomes", "a feeling changes"),
    ("holding", "what is held changes"),
    ("wound", "a wound changes"),
)
_WHY_SPEECH: tuple[tuple[str, str], ...] = (
    ("text", "other words"),
    ("voice", "another voice"),
    ("emotion", "said with another feeling"),
    ("treatment", "heard otherwise"),
    ("target", "spoken at another pace"),
)


@dataclass(frozen=True)
class _Filmed:
    """The takes that an episode wants: their Specs, keys and seconds."""

    specs: dict[Part, Spec]
    keys: dict[Part, str]
    made: frozenset[Part]
    """Those that are in the store."""
    makers: dict[Part, AnyMaker[Any]]
    seconds: dict[Part, float]
    length: float


def ripple(before: Studio, after: Studio) -> Ripple:
    """Return what lies between two states of a series' documents; ``after`` is a rehearsal.

    Lines that nobody has spoken yet are estimated. The takes named are right all the same: a shot in which a line is
    heard that changes is made anew however long that line turns out.
    """
    after = replace(after, floor=EstimatingFloor(before.floor), at_work={})
    before = replace(before, floor=EstimatingFloor(before.floor), at_work={})
    concerned, remade, kept, lengths = (
        concerned_by(before, after),
        list[TakeChange](),
        0,
        dict[str, tuple[float, float]](),
    )
    work, price, rates, touched = 0.0, 0.0, Rates(before.floor.store), list[str]()
    for id in concerned:
        if not master_path(before, id).exists():
            if _is_rewritten(before, after, id):
                touched.append(id)
            continue
        was, is_ = _seen(before, after, id)
        old, new = _filmed(was), _filmed(is_)
        changes = tuple(_changes(id, old, new))
        kept += len(new.keys) - len(changes)
        if not changes and not _recut(was, is_):
            continue
        touched.append(id)
        changes = (*changes, TakeChange(kind="cut", episode=id, id=id, why="it is cut from the takes again"))
        work += _work(changes, old, new, rates, before.floor.workers)
        price += _price(changes, new)
        remade.extend(changes)
        if abs(old.length - new.length) > 0.04:
            lengths[id] = (round(old.length, 2), round(new.length, 2))
    consequences = Consequences(before, after, concerned)
    opened, closed = consequences.findings()
    return Ripple(
        episodes=tuple(touched),
        touched=consequences.touched(),
        opened=(*opened, *consequences.of_length(lengths)),
        closed=closed,
        kept=kept,
        remade=tuple(remade),
        seconds=round(work, 1),
        price=round(price, 4),
        lengths=lengths,
    )


def concerned_by(before: Studio, after: Studio) -> tuple[str, ...]:
    """Return the written episodes whose documents, or whose season's Bible or sets, differ; and who shows them."""
    changed = {key for key, _ in before.archive.digests().items() ^ after.archive.digests().items()}
    seasons = {id for kind, id in changed if kind == "bible"}
    written = sorted({*before.archive.ids("script"), *after.archive.ids("script")}, key=place)
    found = {id for id in written if season_id(numbers(id)[0]) in seasons}
    found |= {id for kind, id in changed if kind in ("script", "storyboard")}
    scouted = min((int(id.removeprefix("s")) for kind, id in changed if kind == "sets"), default=0)
    found |= {id for id in written if scouted and numbers(id)[0] >= scouted}
    for id in after.archive.ids("storyboard"):
        board = after.archive.get("storyboard", id, Storyboard)
        if board and {shot.rpartition(".")[0] for shot in board.previously} & found:
            found.add(id)
    return tuple(id for id in written if id in found)


def _is_rewritten(before: Studio, after: Studio, id: str) -> bool:
    """Tell whether an episode's own documents differ."""
    was, is_ = before.archive.digests(), after.archive.digests()
    return any(was.get((kind, id)) != is_.get((kind, id)) for kind in ("script", "storyboard"))


def _seen(before: Studio, after: Studio, id: str) -> tuple[Episode, Episode]:
    """Return an episode before and after; lines nobody has spoken are estimated by how its people speak."""
    was = Episode.of(replace(before, floor=EstimatingFloor(before.floor), at_work={}), id)
    heard = [(spec, was.voices[line].seconds) for line, spec in was.fitted_speech().items()]
    return was, Episode.of(replace(after, floor=EstimatingFloor(before.floor, heard), at_work={}), id)


def _filmed(episode: Episode) -> _Filmed:
    studio, makers, id = episode.studio, episode.studio.makers, episode.id
    speech = episode.fitted_speech()
    specs: dict[Part, Spec] = {("voice", line): spec for line, spec in speech.items()}
    specs |= {("picture", shot): spec for shot, spec in episode.shots.items()}
    specs |= {("music", id): episode.score, ("sound", id): episode.sound}
    by: dict[Part, AnyMaker[Any]] = {("voice", line): makers.speaker(spec.voice) for line, spec in speech.items()}
    by |= {("picture", shot): episode.camera(shot) for shot in episode.shots}
    by |= {("music", id): makers.music, ("sound", id): makers.sound}
    held = {("picture", shot): [take.key for take in episode.references(shot)] for shot in episode.shots}
    held |= {("voice", line): [take.key for take in heard_before(studio, spec)] for line, spec in speech.items()}
    total = length(episode.timed)
    seconds: dict[Part, float] = {("voice", line): take.seconds for line, take in episode.voices.items()}
    seconds |= {("picture", timed.shot.id): timed.seconds for timed in episode.timed}
    seconds |= {("music", id): total, ("sound", id): total}
    estimated = _estimated_lines(episode)
    shaky = {timed.shot.id for timed in episode.timed if {line for line, _ in timed.heard} & estimated}
    keys = {part: take_key(by[part].tool, by[part].version, spec, held.get(part, ())) for part, spec in specs.items()}
    made = {part for part, key in keys.items() if studio.floor.store.get(key) and part[1] not in shaky}
    return _Filmed(specs, keys, frozenset(made), by, seconds, total)


def _estimated_lines(episode: Episode) -> set[str]:
    return {line for line, take in episode.voices.items() if not take.path}


def _changes(id: str, old: _Filmed, new: _Filmed) -> Iterator[TakeChange]:
    """Yield the takes that have to be made: not those that are there, whenever that was."""
    for (kind, part), key in new.keys.items():
        same = old.keys.get((kind, part)) == key
        if same or (kind, part) in new.made:
            continue
        was = old.specs.get((kind, part))
        yield TakeChange(kind=kind, episode=id, id=part, why=_why(was, new.specs[kind, part]))


def _why(was: Spec | None, is_: Spec) -> str:
    """Say in a few words why a take is another."""
    if was is None:
        return "new"
    if isinstance(was, SpeechSpec):
        return _first(_WHY_SPEECH, was, is_)
    if isinstance(was, ShotSpec) and isinstance(is_, ShotSpec):
        return _why_shot(was, is_)
    return "the cut changes under it"


def _why_shot(was: ShotSpec, is_: ShotSpec) -> str:
    told = _first(_WHY_SHOT, was, is_)
    figures: Sequence[tuple[FigureSpec, FigureSpec]] = list(zip(was.figures, is_.figures, strict=False))
    if len(was.figures) != len(is_.figures):
        return "other people are in it"
    for one, other in figures:
        felt = _first(_WHY_FIGURE, one, other)
        if felt:
            return felt
    return told or "the people in it act otherwise"


def _first(whys: Sequence[tuple[str, str]], was: Spec, is_: Spec) -> str:
    return next((why for field, why in whys if getattr(was, field, None) != getattr(is_, field, None)), "")


def _recut(old: Episode, new: Episode) -> bool:
    """Tell whether an episode is cut otherwise though no take of it changes: shots moved or cut, a title, a level."""
    same_shots = [timed.shot.id for timed in old.timed] == [timed.shot.id for timed in new.timed]
    levels = old.storyboard.music_level == new.storyboard.music_level
    titles = (old.bible.title, old.script.title) == (new.bible.title, new.script.title)
    return not (same_shots and levels and titles)


def _alike(part: Part, old: _Filmed, new: _Filmed) -> list[str]:
    """Return the keys of takes by which the work of one can be judged: of its kind, by its maker if there are any."""
    alike = {other: key for other, key in old.keys.items() if other[0] == part[0]}
    maker = new.makers.get(part)
    same = [key for other, key in alike.items() if maker and old.makers[other].tool == maker.tool]
    return same or list(alike.values())


def _price(changes: Sequence[TakeChange], new: _Filmed) -> float:
    """Return what the takes cost that have to be made, in US dollars."""
    parts = [(change.kind, change.id) for change in changes]
    return sum(price_of(new.makers[part], new.specs[part]) for part in parts if part in new.makers)


def _work(changes: Sequence[TakeChange], old: _Filmed, new: _Filmed, rates: Rates, workers: int) -> float:
    """Estimate the seconds of work: lines and shots side by side, the rest one after another."""
    total = 0.0
    for change in changes:
        part: Part = (change.kind, change.id)
        keys = _alike(part, old, new)
        seconds = new.length if change.kind == "cut" else new.seconds[part]
        side_by_side = workers if change.kind in ("voice", "picture") else 1
        total += rates.of(change.kind, keys) * seconds / side_by_side
    return total
