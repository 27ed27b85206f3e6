"""How well the gate tells who somebody is: right and wrong people, heads, clothes and copies, drawn and photographed.

Drawn people come from the drawn maker's own casting, in other shots and of other numbers than those its small net was
fitted on. Photographs are the user's: a folder in which ``ann.jpg``, ``ann2.jpg`` show one person, and every face of a
group picture is a person of its own; each is seen again as cameras would see it. The threshold is chosen on one half of
the people and reported on the other, and the thresholds that are shipped are reported beside it.

    python benchmarks/identity.py                                # drawn people; minutes on one core
    python benchmarks/identity.py --photos FOLDER --json out.json --write
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from cliffhanger.benchmarks.drawn_faces import render, shot
from cliffhanger.benchmarks.roc import draw
from cliffhanger.memory.look import Outfit
from cliffhanger.tools.identity.drawn import DrawnFaces
from cliffhanger.tools.identity.embedding import Embedder, SFace, Vector, likeness, middle
from cliffhanger.tools.identity.faces import Face, Pixels, find_faces
from cliffhanger.tools.identity.gate import Gate
from cliffhanger.tools.identity.measures import cids_cross, cids_self, copy_paste, onstage_count
from cliffhanger.tools.identity.spec import Expected, GateSpec, Verdict
from cliffhanger.tools.identity.thresholds import thresholds
from cliffhanger.tools.picture.contact import still

PEOPLE, SHOTS, REFERENCES = 60, 7, 3
"""Drawn people, shots of each, and how many of these are the references."""
FALSE_ALARMS = 0.02
RESULTS = Path(__file__).with_name("RESULTS.md")

PUBLISHED = {
    "source": "ViStoryBench, arXiv 2505.24862 (CVPR 2026), as quoted in a published note on the paper; read 2026-11-22",
    "rows": {
        # CIDS cross, onstage count matching
        "OmniGen2": (0.548, 70.2),
        "UNO (FLUX)": (0.485, 74.2),
        "Qwen-Image-Edit": (0.475, 59.8),
        "Story-Adapter": (0.460, 69.0),
        "AnimDirector (SD3)": (0.401, 67.4),
        "StoryDiffusion (SDXL)": (0.397, 62.9),
    },
    "note": "Other faces, detectors, embedders, and pictures made by models: beside ours, not comparable to it.",
}

Seen = dict[str, list[Vector]]
"""Vectors of every person."""


def camera(picture: Pixels, dice: random.Random) -> Iterator[tuple[str, Pixels]]:
    """Yield a photograph as it might have been taken otherwise."""
    height, width = picture.shape[:2]
    scale = dice.uniform(0.45, 0.7)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), dice.uniform(-9, 9), 1.0)
    _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 22])
    warm = np.array([dice.uniform(0.72, 0.85), 0.95, dice.uniform(1.08, 1.2)])
    ramp = np.linspace(0.45, 1.15, width)[None, :, None]
    yield "flip", picture[:, ::-1].copy()
    yield "dark", _levels(picture * dice.uniform(0.4, 0.55))
    yield "bright", _levels(picture * 1.35 + 12)
    yield "warm", _levels(picture * warm)
    yield "cold", _levels(picture * warm[::-1])
    yield "side light", _levels(picture * ramp)
    yield "blur", cv2.GaussianBlur(picture, (0, 0), max(1.2, width / 420))
    yield "jpeg", cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
    yield "small", small
    yield "turned", cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def hidden(picture: Pixels, face: Face) -> Pixels:
    """Return a picture in which a hand or a cup covers the mouth."""
    covered = picture.copy()
    left, right = (int(v) for v in (face.box[0], face.box[2]))
    top = int((face.points[2][1] + face.points[3][1]) / 2)
    cv2.rectangle(covered, (left, top), (right, int(face.box[3])), (96, 120, 150), -1)
    return covered


def drawn_people(folder: Path, first: int, people: int) -> tuple[Seen, dict[str, int]]:
    """Return the vectors of drawn people, and how many faces were found and not."""
    seen: Seen = {}
    found = {"found": 0, "not found": 0}
    for number in range(first, first + people):
        for take in range(SHOTS):
            picture = np.asarray(cv2.imread(str(render(number, take, folder))), np.uint8)
            faces = find_faces(picture)
            found["found" if faces else "not found"] += 1
            if faces:
                vector = DrawnFaces().embed(picture, max(faces, key=lambda face: face.size))
                seen.setdefault(str(number), []).append(vector)
    return seen, found


def photographed_people(folder: Path) -> tuple[Seen, dict[str, dict[str, list[float]]]]:
    """Return the vectors of photographed people, and likeness to themselves by kind of change."""
    seen: Seen = {}
    kinds: dict[str, dict[str, list[float]]] = {}
    embedder = SFace()
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png")):
        picture = _sized(np.asarray(cv2.imread(str(path)), np.uint8))
        dice = random.Random(path.name)
        for number, face in enumerate(faces := find_faces(picture)):
            name = re.sub(r"[\d_-]+$", "", path.stem) if len(faces) == 1 else f"{path.stem} {number + 1}"
            alone = _alone(picture, face)
            own = _largest(alone, embedder)
            if own is None:
                continue
            theirs = seen.setdefault(name, [])
            theirs.append(own)
            others = [*camera(alone, dice), ("hidden", hidden(alone, max(find_faces(alone), key=lambda f: f.size)))]
            for kind, other in others:
                vector = _largest(other, embedder)
                kinds.setdefault(kind, {}).setdefault(name, []).append(
                    -1.0 if vector is None else likeness(own, vector)
                )
                if vector is not None:
                    theirs.append(vector)
    return seen, kinds


def pairs(seen: Seen, references: int) -> tuple[np.ndarray, np.ndarray]:
    """Return likeness to references, and whether it is they: every shot against everybody's references.

    The references of a person are their first pictures and are not scored against themselves.
    """
    scores, same = [], []
    cast = {name: middle(vectors[:references]) for name, vectors in seen.items() if len(vectors) > references}
    for name in cast:
        for vector in seen[name][references:]:
            for other, reference in cast.items():
                scores.append(likeness(reference, vector))
                same.append(other == name)
    return np.array(scores), np.array(same)


def roc(scores: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return false alarms (right people refused) and wrong people caught for every threshold, and the area under it."""
    limits = np.unique(np.concatenate([[-1.0], scores, [1.01]]))
    right, wrong = np.sort(scores[same]), np.sort(scores[~same])
    alarms = np.searchsorted(right, limits) / max(1, len(right))
    caught = np.searchsorted(wrong, limits) / max(1, len(wrong))
    return alarms, caught, float(np.trapezoid(caught, alarms))


def chosen(scores: np.ndarray, same: np.ndarray) -> float:
    """Return the threshold by which nearly all wrong people are caught with few false alarms."""
    limits = np.linspace(-0.2, 1.0, 601)
    alarms = np.array([(scores[same] < limit).mean() for limit in limits])
    caught = np.array([(scores[~same] < limit).mean() for limit in limits])
    cost = (
        np.maximum(0, 0.995 - caught) * 2 + np.maximum(0, alarms - FALSE_ALARMS / 2) * 2 + 0.2 * (alarms + 1 - caught)
    )
    best = limits[cost <= cost.min() + 1e-9]
    return float((best.min() + best.max()) / 2)


def halves(seen: Seen) -> tuple[Seen, Seen]:
    """Return every other person: to choose on, and to report on."""
    names = list(seen)
    return {name: seen[name] for name in names[::2]}, {name: seen[name] for name in names[1::2]}


def told(seen: Seen, references: int, shipped: float) -> dict[str, Any]:
    """Return the figures of one measure: chosen on one half of the people, reported on the other."""
    one, other = halves(seen)
    limit = chosen(*pairs(one, references))
    scores, same = pairs(other, references)
    alarms, caught, area = roc(scores, same)
    all_scores, all_same = pairs(seen, references)

    def at(value: float, scores: np.ndarray, same: np.ndarray) -> dict[str, float]:
        return {
            "threshold": round(value, 3),
            "caught": round(float((scores[~same] < value).mean()), 4),
            "false alarms": round(float((scores[same] < value).mean()), 4),
        }

    return {
        "people": len(seen),
        "right": int(same.sum()),
        "wrong": int((~same).sum()),
        "area": round(area, 5),
        "chosen on the other half": at(limit, scores, same),
        "shipped, everybody": at(shipped, all_scores, all_same),
        "curve": (alarms, caught),
    }


def frames(folder: Path, first: int, people: int) -> tuple[dict[str, dict[str, int]], float]:
    """Return what the gate said of frames of each label, of one or two drawn people, and the onstage count matching."""
    gate = Gate()
    counts: dict[str, dict[str, int]] = {}
    onstage: list[float] = []
    for number in range(first, first + people - 1):
        for label, verdict in _labelled(gate, folder, number):
            counted = counts.setdefault(label, {"ok": 0, "retake": 0, "unverifiable": 0})
            counted[verdict.outcome] += 1
            matched = sum(check.measure == "identity" and check.outcome == "ok" for check in verdict.checks)
            if label in ("right person", "right two"):
                onstage.append(onstage_count(matched, 1 + (label == "right two")))
    return counts, round(float(np.mean(onstage)), 1) if onstage else 100.0


def _labelled(gate: Gate, folder: Path, number: int) -> Iterator[tuple[str, Verdict]]:
    """Yield one frame of each kind of right and wrong, judged."""

    def read(who: int, take: int) -> Pixels:
        return np.asarray(cv2.imread(str(render(who, take, folder))), np.uint8)

    references = [read(who, take) for who in (number, number + 1) for take in range(REFERENCES)]
    figures = [shot(who, 4).figures[0] for who in (number, number + 1)]
    first, second = (
        Expected(subject=f"person {who}", references=tuple(range(n * REFERENCES, (n + 1) * REFERENCES)))
        for n, who in enumerate((number, number + 1))
    )
    base = shot(number, 4)

    def judged(expected: tuple[Expected, ...], picture: Pixels, others: tuple[Expected, ...] = ()) -> Verdict:
        return gate.judge(GateSpec(expected=expected, others=others, medium="drawn"), [picture], references)

    def filmed(*shown: Any) -> Pixels:
        framing = "two_shot" if len(shown) > 1 else "medium"
        spec = base.model_copy(update={"figures": shown, "framing": framing, "angle": "eye"})
        return np.asarray(cv2.cvtColor(still(spec, 0.3), cv2.COLOR_RGB2BGR), np.uint8)

    yield "right person", judged((first,), read(number, 4), (second,))
    yield "wrong person", judged((first,), read(number + 1, 5), (second,))
    camera_ = [figure.model_copy(update={"faces": "camera"}) for figure in figures]
    both = filmed(*camera_)
    yield "right two", judged((first, second), both)
    yield "swapped", judged((second, first), both)
    yield "one head too many", judged((first,), both, (second,))
    dressed = Outfit(garment="shirt", colour="#8a2f3a", accent="#e8e4dc")
    alone = filmed(camera_[0].model_copy(update={"outfit": dressed, "gesture": "none"}))
    yield "one head too few", judged((first, second), alone)
    yield "right clothes", judged((first.model_copy(update={"colours": ("#8a2f3a", "#e8e4dc")}),), alone)
    yield "wrong clothes", judged((first.model_copy(update={"colours": ("#3f7f8c", "#22563a")}),), alone)
    yield "copied reference", judged((first,), references[0])


def vistory(seen: Seen, references: int) -> dict[str, float]:
    """Return ViStoryBench's measures of shots that are right by construction."""
    cross, within, copies = [], [], []
    for vectors in seen.values():
        if len(vectors) > references + 1:
            cross.append(cids_cross(vectors[references:], vectors[:references]))
            within.append(cids_self(vectors[references:]))
            copies.append(copy_paste(vectors[references:], vectors[:references]))

    def mean(values: list[float | None]) -> float:
        return round(float(np.mean([value for value in values if value is not None] or [0.0])), 4)

    return {"CIDS cross": mean(cross), "CIDS self": mean(within), "copy-paste": mean(copies)}


def lines(report: dict[str, Any]) -> Iterator[str]:
    """Yield the report as Markdown."""
    yield "| measure | people | right / wrong | area | caught | false alarms | at | shipped: caught, alarms, at |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, one in report["measures"].items():
        held, ours = one["chosen on the other half"], one["shipped, everybody"]
        yield (
            f"| {name} | {one['people']} | {one['right']} / {one['wrong']} | {one['area']:.4f} "
            f"| {held['caught']:.2%} | {held['false alarms']:.2%} | {held['threshold']:.2f} "
            f"| {ours['caught']:.2%}, {ours['false alarms']:.2%}, {ours['threshold']:.2f} |"
        )
    yield ""
    if report["frames"]:
        yield "| drawn frames with | let pass | retaken | nobody can tell |"
        yield "|---|---|---|---|"
        for name, counts in report["frames"].items():
            yield f"| {name} | {counts['ok']} | {counts['retake']} | {counts['unverifiable']} |"
        yield ""
    if report["kinds"]:
        said = ", ".join(f"{kind} {low:.2f}" for kind, low in report["kinds"].items())
        yield f"Photographs seen otherwise, lowest likeness to themselves (-1: no face found any more): {said}."
        yield ""
    for name, figures in report["ViStoryBench"].items():
        said = ", ".join(f"{measure} {value:.3f}" for measure, value in figures.items())
        yield f"ViStoryBench's measures, {name}, shots right by construction: {said}."
    rows = ", ".join(f"{name} {cids:.3f} / {count:.1f}" for name, (cids, count) in PUBLISHED["rows"].items())  # type: ignore[attr-defined]
    yield f"Published (CIDS cross / onstage count): {rows}. {PUBLISHED['note']}"
    yield ""
    yield (
        "What it does not show: photographs here are few, most are one picture of somebody seen otherwise, and that is "
        "not another picture; nothing here was made by a diffusion model. Drawn people are those of our own maker."
    )


def measured(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Return everything that was measured."""
    seen, found = drawn_people(folder, options.first, options.people)
    measures = {"drawn": told(seen, REFERENCES, thresholds("drawn").same)}
    report: dict[str, Any] = {"faces": found, "kinds": {}, "ViStoryBench": {"drawn": vistory(seen, REFERENCES)}}
    if options.photos:
        photographed, kinds = photographed_people(options.photos)
        measures["real (SFace)"] = told(photographed, 1, thresholds("real").same)
        report["kinds"] = {kind: min(min(v) for v in people.values()) for kind, people in kinds.items()}
        report["ViStoryBench"]["real"] = vistory(photographed, 2)
    report["measures"] = measures
    report["frames"], onstage = frames(folder, options.first, min(options.frames, options.people))
    report["ViStoryBench"]["drawn"]["onstage count"] = onstage
    return report


def main() -> None:
    """Measure, tell, draw."""
    cv2.setNumThreads(1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, help="folder of photographs of people; none are shipped")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--first", type=int, default=0, help="number of the first drawn person")
    parser.add_argument("--frames", type=int, default=40, help="people of whom frames with something wrong are made")
    parser.add_argument("--renders", type=Path, help="where drawn shots are kept")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--picture", type=Path, help="the ROC as a PNG")
    parser.add_argument("--write", action="store_true", help="write the section of RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        report = measured(options, options.renders or Path(fresh))
    if options.picture:
        draw(report["measures"], options.picture)
    for one in report["measures"].values():
        del one["curve"]
    text = "\n".join(lines(report))
    print(text)
    if options.json:
        options.json.write_text(json.dumps({**report, "published": PUBLISHED}, indent=1), "utf-8")
    if options.write:
        write(text)


def write(text: str) -> None:
    """Put the section in its place in RESULTS.md, or at its end."""
    whole = RESULTS.read_text("utf-8")
    section = f"## Identity ({date.today().isoformat()})\n\n{text}\n"
    before, mark, rest = whole.partition("## Identity (")
    _, again, after = rest.partition("\n## ") if mark else ("", "", "")
    RESULTS.write_text(before.rstrip() + "\n\n" + section + (f"\n## {after}" if again else ""), "utf-8")


def _alone(picture: Pixels, face: Face) -> Pixels:
    """Return a face with what surrounds it, as far as the picture goes."""
    wide, tall = face.box[2] - face.box[0], face.box[3] - face.box[1]
    height, width = picture.shape[:2]
    left, right = int(max(0, face.box[0] - 0.45 * wide)), int(min(width, face.box[2] + 0.45 * wide))
    top, bottom = int(max(0, face.box[1] - 0.5 * tall)), int(min(height, face.box[3] + 0.5 * tall))
    return picture[top:bottom, left:right].copy()


def _largest(picture: Pixels, embedder: Embedder) -> Vector | None:
    faces = find_faces(picture)
    return embedder.embed(picture, max(faces, key=lambda face: face.size)) if faces else None


def _sized(picture: Pixels) -> Pixels:
    scale = min(1.0, 1000 / max(picture.shape[:2]))
    return (
        picture
        if scale == 1
        else np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    )


def _levels(values: Any) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
