"""Looking at one picture: every check of the gate, one function each."""

from collections.abc import Iterator, Mapping, Sequence

from .copying import copied, suspicion
from .embedding import likeness
from .faces import Pixels
from .gaze import looks
from .people import Known, Shown, doubt, like, placed
from .spec import Check
from .thresholds import Thresholds
from .wardrobe import clothes


def look_at(
    picture: Pixels, faces: Sequence[Shown], people: Sequence[Known], others: Sequence[Known], limits: Thresholds
) -> Iterator[Check]:
    """Yield what is found of everybody and of the whole, ``people`` from left to right."""
    seen = [person for person in people if not person.hidden]
    whose = placed(seen, faces)
    yield count(len(faces), people)
    for number, person in enumerate(seen):
        if number not in whose:
            yield missing(person)
            continue
        face = faces[whose[number]]
        yield identity(person, face, limits)
        stranger = somebody_else(person, face, [*seen, *others], limits)
        if stranger is not None:
            yield stranger
        yield from details(picture, person, face, limits)
    for person in people:
        if person.hidden:
            yield Check(
                measure="identity",
                subject=person.subject,
                outcome="unverifiable",
                text=f"{person.subject} has the back to us, as ordered",
            )


def count(found: int, people: Sequence[Known]) -> Check:
    """Compare the number of faces with those ordered; who has the back to us may show one or none."""
    seen = sum(not person.hidden for person in people)
    told = f"{found} {'face' if found == 1 else 'faces'} where {seen} should be seen"
    # Too few is said of whom it concerns: `missing`.
    wrong = found > len(people)
    return Check(
        measure="head_count", outcome="retake" if wrong else "ok", score=float(found), wanted=float(seen), text=told
    )


def missing(person: Known) -> Check:
    """Say that somebody shows no face: in a profile, nobody can tell whether they are there."""
    profile = person.expected.faces in ("left", "right")
    return Check(
        measure="missing",
        subject=person.subject,
        outcome="unverifiable" if profile else "retake",
        text=f"{person.subject} shows no face" + (", turned aside" if profile else ""),
    )


def identity(person: Known, shown: Shown, limits: Thresholds) -> Check:
    """Compare a face with the references of whose it should be."""
    if person.vector is None:
        return Check(
            measure="identity",
            subject=person.subject,
            outcome="unverifiable",
            text=f"no reference shows the face of {person.subject}",
        )
    score, why = round(likeness(person.vector, shown.vector), 4), doubt(shown.face, limits)
    if score >= limits.same:
        said = f"{person.subject} is {person.subject}: {score:.2f}"
    elif why:
        said = f"nobody can tell whether it is {person.subject}: {why}"
    else:
        said = f"{person.subject} does not look like {person.subject}: {score:.2f} where {limits.same:.2f} is needed"
    outcome = "ok" if score >= limits.same else "unverifiable" if why else "retake"
    return Check(
        measure="identity",
        subject=person.subject,
        outcome=outcome,  # type: ignore[arg-type]
        score=score,
        wanted=limits.same,
        text=said,
    )


def somebody_else(person: Known, shown: Shown, cast: Sequence[Known], limits: Thresholds) -> Check | None:
    """Say whom of the cast a face is more like than whose it should be; None if of nobody."""
    if doubt(shown.face, limits):
        return None
    rest = [one for one in cast if one is not person and one.vector is not None]
    if not rest or person.vector is None:
        return None
    own, nearest = like(person, shown), max(rest, key=lambda one: like(one, shown))
    score = like(nearest, shown)
    if score < limits.same or score < own + limits.margin:
        return None
    return Check(
        measure="stranger",
        subject=person.subject,
        outcome="retake",
        score=round(score - own, 4),
        wanted=limits.margin,
        text=f"where {person.subject} should be is {nearest.subject}",
    )


def details(picture: Pixels, person: Known, shown: Shown, limits: Thresholds) -> Iterator[Check]:
    """Yield whether the reference was copied, whether the clothes are theirs and where they look."""
    if person.pictures:
        yield _copy(picture, person, shown, limits)
    if person.expected.colours:
        yield _wardrobe(picture, person, shown, limits)
    if person.expected.gaze in ("left", "right"):
        yield _gaze(picture, person, shown, limits)


def _copy(picture: Pixels, person: Known, shown: Shown, limits: Thresholds) -> Check:
    pairs = (copied(picture, shown.face, *reference) for reference in person.pictures)
    alike, around = max(pairs, key=suspicion)
    same = alike >= limits.copied and around <= limits.around
    return Check(
        measure="copy",
        subject=person.subject,
        outcome="retake" if same else "ok",
        score=round(alike, 4),
        wanted=limits.copied,
        text=f"{person.subject} is the reference, copied" if same else f"{person.subject} is filmed anew",
    )


def _wardrobe(picture: Pixels, person: Known, shown: Shown, limits: Thresholds) -> Check:
    reference = person.pictures[0] if person.pictures else None
    apart = clothes(picture, shown.face, person.expected.colours, reference)
    told: Mapping[str, str] = {
        "unverifiable": f"too little is seen of what {person.subject} wears",
        "ok": f"{person.subject} wears the ordered colours",
        "retake": f"{person.subject} does not wear the ordered colours",
    }
    outcome = "unverifiable" if apart is None else "ok" if apart <= limits.clothes else "retake"
    return Check(
        measure="wardrobe",
        subject=person.subject,
        outcome=outcome,  # type: ignore[arg-type]
        score=None if apart is None else round(apart, 2),
        wanted=limits.clothes,
        text=told[outcome],
    )


def _gaze(picture: Pixels, person: Known, shown: Shown, limits: Thresholds) -> Check:
    side = looks(picture, shown.face)
    wanted = person.expected.gaze
    wrong = None if side is None else (side if wanted == "left" else -side)
    outcome = "unverifiable" if wrong is None else "retake" if wrong > limits.gaze else "ok"
    told = {"unverifiable": "the eyes are not seen", "retake": f"looks away from {wanted}", "ok": f"looks {wanted}"}
    return Check(
        measure="gaze",
        subject=person.subject,
        outcome=outcome,  # type: ignore[arg-type]
        score=None if side is None else round(side, 3),
        wanted=limits.gaze,
        text=f"{person.subject}: {told[outcome]}",
    )
