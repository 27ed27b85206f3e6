"""Identity of a series: whether everybody still looks like themselves, from the first episode to the last."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import UserError
from ..memory.archive import Archive
from ..memory.bible import Bible
from ..memory.cuts import Cuts
from ..memory.frozen import Frozen
from ..memory.numbering import numbers, place, season_id
from ..memory.storyboard import Shot, Storyboard
from ..memory.takes import StoredTake, TakeStore
from ..tools.identity.drawn import DrawnFaces
from ..tools.identity.drift import Drift, Row, draw_drift, spread
from ..tools.identity.embedding import Embedder, Vector, likeness, middle
from ..tools.identity.faces import Face, Pixels
from ..tools.identity.people import Known, Shown, doubt, placed, shown
from ..tools.identity.pictures import pictures
from ..tools.identity.spec import Expected, Medium, Verdict
from ..tools.identity.thresholds import Thresholds, thresholds
from .shelf import find

MOMENT = 0.3
"""Where in a shot it is looked at: before a feeling turns."""
FIRST = 3
"""Clear shots, in which somebody is first seen, that stand as references."""
CLEAR = 0.1
"""Size of a face, as a share of the picture's height, from which it may be a reference."""
WORST = 8
"""Shots named."""
_UNSEEN = frozenset({"insert", "title", "end", "establishing", "silhouette", "panels"})


class ShotIdentity(Frozen):
    """Somebody in one shot."""

    shot: str
    character: str
    outcome: str
    """ok, retake, unverifiable, or reference: what the others are compared with."""
    score: float | None = None
    """Likeness to the references."""
    text: str = ""


class EpisodeIdentity(Frozen):
    """Somebody in one episode."""

    episode: str
    character: str
    score: float | None
    """The middle one of all shots."""
    lowest: float | None
    highest: float | None
    shots: int
    unverifiable: int


class IdentityReport(Frozen):
    """How like everybody stays, from the first episode to the last."""

    series: str
    title: str
    medium: Medium
    threshold: float
    cast: dict[str, str]
    """Character id to name."""
    episodes: tuple[EpisodeIdentity, ...]
    shots: tuple[ShotIdentity, ...]
    unverifiable: float
    """Share of appearances of which nobody can tell."""
    failed: int
    """Appearances below the threshold."""
    picture: str

    @property
    def worst(self) -> tuple[ShotIdentity, ...]:
        """The shots in which somebody is least like themselves."""
        scored = [shot for shot in self.shots if shot.score is not None and shot.outcome != "reference"]
        return tuple(sorted(scored, key=lambda shot: (shot.score or 0.0, shot.shot))[:WORST])

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.model_dump(mode="json"), "worst": [shot.model_dump(mode="json") for shot in self.worst]}

    def as_text(self) -> str:
        """Return a table: a line a character, a column an episode."""
        ids = list(dict.fromkeys(one.episode for one in self.episodes))
        found = {(one.character, one.episode): one for one in self.episodes}
        wide = max((len(name) for name in self.cast.values()), default=4)
        lines = [f"{self.title}: who is still themselves (from {self.threshold:.2f} on)", ""]
        for start in range(0, len(ids), 12):
            part = ids[start : start + 12]
            lines.append(" " * wide + "".join(f"{id:>8}" for id in part))
            for id, name in self.cast.items():
                cells = [found.get((id, episode)) for episode in part]
                lines.append(f"{name:<{wide}}" + "".join(f"{_cell(cell):>8}" for cell in cells))
            lines.append("")
        lines.append(
            f"{len(self.shots)} appearances, {self.failed} below, {self.unverifiable:.0%} of which nobody can tell"
        )
        lines += ["", "least like themselves:"] if self.worst else []
        lines += [f"  {shot.shot:<12} {self.cast[shot.character]:<{wide}} {shot.score:.2f}" for shot in self.worst]
        return "\n".join([*lines, "", self.picture])


@dataclass
class _Person:
    """What is known of somebody so far."""

    name: str
    references: list[Vector] = field(default_factory=list)
    faces: dict[str, tuple[float, Pixels]] = field(default_factory=dict)
    """By episode, the face that shows them best, and how well."""


def identity_of(home: Path, name: str) -> IdentityReport:
    """Return how like everybody stays, and draw it; raise UserError if nothing of the series has been filmed."""
    slug = find(home, name)
    path = home / slug
    store = TakeStore(path / "takes")
    with Archive(path / "series.db") as archive:
        filmed = list(_filmed(archive, store))
        bibles = {number: archive.get("bible", season_id(number), Bible) for number in _seasons(filmed)}
    told = [bible for bible in bibles.values() if bible is not None]
    if not filmed or not told:
        raise UserError(f"Nothing of {slug} has been filmed yet: cliffhanger make {slug}")
    people = {one.id: _Person(one.name) for bible in told for one in bible.characters}
    medium: Medium = "real" if any("identity" in take.facts for _, _, take in filmed) else "drawn"
    look = _Look(people, thresholds(medium), DrawnFaces())
    shots = [one for episode, shot, take in filmed for one in look.at(episode, shot, take)]
    return _report(slug, told[0].title, medium, look, shots, path / "documents" / "identity.png")


class _Look:
    """Looks at one shot after the other, remembering how people looked first."""

    def __init__(self, people: dict[str, _Person], limits: Thresholds, embedder: Embedder) -> None:
        self.people, self.limits, self.embedder = people, limits, embedder

    def at(self, episode: str, shot: Shot, take: StoredTake) -> Iterator[ShotIdentity]:
        """Yield what a shot shows of everybody in it: what the gate said then, or what is seen now."""
        if "identity" in take.facts:
            yield from self._as_judged(episode, shot, take)
            return
        picture = pictures(Path(take.path), (MOMENT,))[0]
        seen = [figure.character for number, figure in enumerate(shot.figures) if not _hidden(shot, number)]
        faces = shown(picture, self.embedder, self.limits)
        known = [Known(Expected(subject=id), self._vector(id)) for id in seen]
        # A picture with more or fewer faces than people cannot say whose they are before everybody is known.
        sure = len(faces) == len(seen) or all(one.vector is not None for one in known)
        whose = placed(known, faces) if sure else {}
        for number, id in enumerate(seen):
            face = faces[whose[number]] if number in whose else None
            yield self._one(episode, shot, id, picture, face)

    def _vector(self, id: str) -> Vector | None:
        references = self.people[id].references
        return middle(references) if references else None

    def _one(self, episode: str, shot: Shot, id: str, picture: Pixels, found: Shown | None) -> ShotIdentity:
        person = self.people[id]
        if found is None:
            return ShotIdentity(shot=shot.id, character=id, outcome="unverifiable", text="shows no face")
        why = doubt(found.face, self.limits)
        if not why:
            self._keep(person, episode, picture, found)
        clear = not why and shot.style is None and found.face.size >= CLEAR * picture.shape[0]
        if clear and len(person.references) < FIRST:
            score = likeness(middle(person.references), found.vector) if person.references else None
            person.references.append(found.vector)
            return ShotIdentity(shot=shot.id, character=id, outcome="reference", score=score)
        vector = self._vector(id)
        if vector is None:
            return ShotIdentity(shot=shot.id, character=id, outcome="unverifiable", text=why)
        score = round(likeness(vector, found.vector), 4)
        good = score >= self.limits.same
        outcome = "ok" if good else "unverifiable" if why else "retake"
        return ShotIdentity(
            shot=shot.id, character=id, outcome=outcome, score=score if good or not why else None, text=why
        )

    def _keep(self, person: _Person, episode: str, picture: Pixels, found: Shown) -> None:
        """Keep the face that shows somebody best in an episode: large, turned to us and like the first ones."""
        like = likeness(middle(person.references), found.vector) if person.references else 1.0
        best = 0.2 * picture.shape[0]  # larger, and the frame cuts off the hair
        telling = (
            min(found.face.size, best * best / found.face.size)
            * (1 - 0.5 * min(1.0, abs(found.face.yaw)))
            * max(0.1, like)
        )
        if telling > person.faces.get(episode, (0.0,))[0]:
            person.faces[episode] = (telling, _portrait(picture, found.face).copy())

    def _as_judged(self, episode: str, shot: Shot, take: StoredTake) -> Iterator[ShotIdentity]:
        """Yield what the gate said of a photographed shot, and keep a face of it."""
        verdict = Verdict.model_validate(take.facts["identity"])
        names = {person.name: id for id, person in self.people.items()}
        picture = pictures(Path(take.path), (MOMENT,))[0]
        faces = shown(picture, self.embedder, self.limits)
        seen = [figure.character for number, figure in enumerate(shot.figures) if not _hidden(shot, number)]
        for id, one in zip(seen, faces, strict=False) if len(faces) == len(seen) else ():
            self._keep(self.people[id], episode, picture, one)
        for check in verdict.checks:
            id = names.get(check.subject, check.subject)
            if check.measure in ("identity", "missing") and id in self.people:
                yield ShotIdentity(
                    shot=shot.id, character=id, outcome=check.outcome, score=check.score, text=check.text
                )


def _hidden(shot: Shot, number: int) -> bool:
    back = shot.framing == "over_shoulder" and number == 0 and len(shot.figures) > 1
    return back or shot.figures[number].faces == "away"


def _filmed(archive: Archive, store: TakeStore) -> Iterator[tuple[str, Shot, StoredTake]]:
    """Yield every shot with people in it that is in a finished cut, in order."""
    cuts = Cuts(archive)
    for episode in sorted(archive.ids("storyboard"), key=place):
        cut, board = cuts.present(episode), archive.get("storyboard", episode, Storyboard)
        for shot in board.shots if cut is not None and board is not None else ():
            take = store.get(cut.takes[shot.id]) if cut is not None and shot.id in cut.takes else None
            if take is not None and shot.figures and shot.framing not in _UNSEEN:
                yield episode, shot, take


def _seasons(filmed: Sequence[tuple[str, Shot, StoredTake]]) -> list[int]:
    return sorted({numbers(episode)[0] for episode, _, _ in filmed})


def _report(
    slug: str, title: str, medium: Medium, look: _Look, shots: list[ShotIdentity], picture: Path
) -> IdentityReport:
    ids = list(dict.fromkeys(shot.shot.rpartition(".")[0] for shot in shots))
    cast = {id: person.name for id, person in look.people.items() if any(shot.character == id for shot in shots)}
    by: dict[tuple[str, str], list[ShotIdentity]] = defaultdict(list)
    for shot in shots:
        by[shot.character, shot.shot.rpartition(".")[0]].append(shot)
    episodes = tuple(_episode(episode, id, by[id, episode]) for id in cast for episode in ids if (id, episode) in by)
    unsure = sum(shot.outcome == "unverifiable" for shot in shots) / max(1, len(shots))
    report = IdentityReport(
        series=slug,
        title=title,
        medium=medium,
        threshold=look.limits.same,
        cast=cast,
        episodes=episodes,
        shots=tuple(shots),
        unverifiable=round(unsure, 4),
        failed=sum(shot.outcome == "retake" for shot in shots),
        picture=str(picture.resolve()),
    )
    draw_drift(_drift(report, look, ids), picture)
    return report


def _episode(episode: str, id: str, shots: Sequence[ShotIdentity]) -> EpisodeIdentity:
    scores = [shot.score for shot in shots if shot.score is not None]
    middle_ = spread(scores)
    return EpisodeIdentity(
        episode=episode,
        character=id,
        score=None if middle_ is None else round(middle_, 4),
        lowest=round(min(scores), 4) if scores else None,
        highest=round(max(scores), 4) if scores else None,
        shots=len(shots),
        unverifiable=sum(shot.outcome == "unverifiable" for shot in shots),
    )


def _drift(report: IdentityReport, look: _Look, ids: list[str]) -> Drift:
    found = {(one.character, one.episode): one for one in report.episodes}
    rows = []
    for id, name in report.cast.items():
        theirs = [found.get((id, episode)) for episode in ids]
        lows = [one.lowest for one in theirs if one is not None and one.lowest is not None]
        count = sum(one.shots for one in theirs if one is not None)
        faces = look.people[id].faces
        rows.append(
            Row(
                name=name,
                faces=tuple(faces[episode][1] if episode in faces else None for episode in ids),
                scores=tuple(one.score if one is not None else None for one in theirs),
                reach=tuple(_reach(one) for one in theirs),
                note=f"{count} {'shot' if count == 1 else 'shots'}" + (f"\nlowest {min(lows):.2f}" if lows else ""),
            )
        )
    said = f"{len(report.shots)} appearances   ·   {report.failed} below the threshold   ·   "
    return Drift(
        title=report.title,
        subtitle=said + f"{report.unverifiable:.0%} of which nobody can tell",
        episodes=tuple(ids),
        threshold=report.threshold,
        rows=tuple(rows),
        note="How like their first shots they look: the middle of an episode, lowest to highest; "
        f"{report.threshold:.2f} is enough.",
    )


def _reach(one: EpisodeIdentity | None) -> tuple[float, float] | None:
    return None if one is None or one.lowest is None or one.highest is None else (one.lowest, one.highest)


def _portrait(picture: Pixels, face: Face) -> Pixels:
    """Return somebody's head and shoulders as they stand in the picture, square."""
    height, width = picture.shape[:2]
    side = round(min(height, width, 1.9 * (face.box[3] - face.box[1])))
    left = round(min(max(0.0, face.middle - side / 2), width - side))
    top = round(min(max(0.0, (face.box[1] + face.box[3]) / 2 - 0.52 * side), height - side))
    return picture[top : top + side, left : left + side]


def _cell(one: EpisodeIdentity | None) -> str:
    return "" if one is None else "?" if one.score is None else f"{one.score:.2f}"
