"""Notes about shots: framing, how long, who does what in them, another take, what stays."""

import re
from collections.abc import Sequence
from typing import Literal, cast

from ...memory.bible import ArtDirection
from ...memory.edit import AnyEdit
from ...memory.edits.board import AddShot, CutShot, HoldShot, Keep, MoveShot, Pose, Reframe, Retake, TakeBack
from ...memory.storyboard import Angle, Framing, Gesture, Move, Placed, Shot
from .amounts import degree, number, seconds
from .answer import Declined, Unclear
from .episodes import episode, scope
from .examples import value
from .feelings import emotion
from .lines import line
from .mention import Mention
from .pattern import Found, Rule, rule
from .scenes import beat, focused, scene, scenes
from .shots import drawn, of, shot, shots, showing, speaking
from .whom import people, person, prop
from .wish import Wish

Edits = Sequence[AnyEdit] | None


def targets(wish: Wish, found: Found) -> tuple[str, ...]:
    """Return the shots that are meant: named, or those of a line, a moment or a quotation."""
    mention = found.mention("shot") or wish.first("shot")
    if mention is not None:
        return shots(wish, mention)
    spoken = found.mention("line") or found.mention("quote") or wish.first("line", "quote")
    if spoken is not None:
        return (speaking(wish, line(wish, spoken)),)
    seen = found.mention("beat") or wish.first("beat")
    if seen is not None:
        return (showing(wish, beat(wish, seen)),)
    return (shot(wish, None),)


def _reframe(wish: Wish, found: Found) -> Edits:
    text = wish.plain(found.match[0]).lower()
    if re.search(r"\bhands?\b", text) and not re.search(r"hand-?held|hand held", text):
        return None
    own = found.mention("shot")
    if own is not None:
        text = text.replace(own.words.lower(), " ")
    framing, angle, move = (value(table, text) for table in ("framings", "angles", "moves"))
    if move and framing and re.search(r"\bmov(?:e|es|ing)\b|\bslow", text) and move in ("push_in", "pull_out", "drift"):
        framing = "" if framing in ("close_up", "medium") else framing
    style = (
        value("styles", text)
        if re.search(r"\b(?:style|noir|papercut|anime|cel|painted|duotone|flashback|drawn)\b", text)
        else ""
    )
    style = "" if style == "silhouette" and framing == "silhouette" else style
    if not (framing or angle or move or style):
        return None
    return [
        Reframe(
            shot=id,
            framing=sized(wish, id, framing, text),
            angle=cast(Angle, angle) if angle else None,
            move=cast(Move, move) if move else None,
            style=cast(ArtDirection, style) if style else None,
        )
        for id in targets(wish, found)
    ]


def _reframe_on(wish: Wish, found: Found) -> Edits:
    """Somebody is shown closer: in the shot that is looked at, else in the one of him or her that is meant."""
    looked_at = any(wish.focus == one.id for b in wish.desk.storyboards.values() for one in b.shots)
    if looked_at and wish.first("scene", "episode") is None:
        return _reframe(wish, found)
    who = person(wish, found.mention("person"))
    asked = wish.first("scene")
    inside = scene(wish, asked) if asked is not None else focused(wish)
    here = drawn(wish, inside.rsplit(".", 1)[0] if inside else episode(wish))
    able = [one for one in here if not inside or one.scene == inside]
    able = [one for one in able if who in [figure.character for figure in one.figures]]
    able = [one for one in able if len(one.figures) == 1] or able
    name = wish.desk.bible.character(who).name
    if not able:
        raise Declined(f"{name} is in no shot there.", (f"add a close-up of {name}",))
    words = found["framings"] or found["moves"]
    if len(able) > 1:
        raise Unclear(f"Which shot of {name}?", [f"make {_label(one)} {words}" for one in able])
    wish.marked.text = f"{wish.marked.mark(Mention('shot', able[0].id, ids=(able[0].id,)))} {words} "
    return _reframe(wish, Found(wish, cast("re.Match[str]", re.match(r".*", wish.text))))


_SIZES: tuple[Framing, ...] = ("wide", "medium", "medium_close_up", "close_up", "extreme_close_up")


def sized(wish: Wish, id: str, framing: str, text: str) -> Framing | None:
    """Return a size, counted from the present one where only "closer" or "wider" is said."""
    if not framing:
        return None
    now = of(wish, id).framing
    step = (
        1
        if re.search(r"\b(?:closer|tighter|nearer)\b", text)
        else -1
        if re.search(r"\b(?:wider|back|farther|further)\b", text)
        else 0
    )
    if step and now in _SIZES and not re.search(r"\bclose[ -]?up|shot wide\b", text):
        place = _SIZES.index(now) + step * (2 if degree(text) == 2.0 else 1)
        return _SIZES[max(0, min(len(_SIZES) - 1, place))]
    return cast(Framing, framing)


def _hold(wish: Wish, found: Found) -> Edits:
    text = wish.plain().lower()
    amount = seconds(text) or {0.5: 0.5, 1.0: 1.0, 2.0: 2.0}[degree(wish.raw.lower())]
    shorter = re.search(r"\b(?:shorter|shorten|less|too long|trim|quicker|cut|briefer|snappier|faster)\b", text)
    return [HoldShot(shot=id, seconds=-amount if shorter else amount) for id in targets(wish, found)]


def _hold_on(wish: Wish, found: Found) -> Edits:
    """A face is held, in the shot that is meant or looked at, or the last one of it in its scene."""
    amount = seconds(wish.plain()) or {0.5: 0.5, 1.0: 1.0, 2.0: 2.0}[degree(wish.raw.lower())]
    if wish.first("shot", "line", "quote", "beat") is not None or any(
        wish.focus == one.id for b in wish.desk.storyboards.values() for one in b.shots
    ):
        return [HoldShot(shot=id, seconds=amount) for id in targets(wish, found)]
    who = person(wish, found.mention("person"))
    asked = wish.first("scene")
    inside = scene(wish, asked) if asked is not None else focused(wish)
    here = drawn(wish, inside.rsplit(".", 1)[0] if inside else episode(wish))
    able = [one for one in here if (not inside or one.scene == inside) and [f.character for f in one.figures] == [who]]
    if not able:
        return None
    if re.search(r"\b(?:end|last|final)\b", wish.text) or inside:
        return [HoldShot(shot=able[-1].id, seconds=amount)]
    name = wish.desk.bible.character(who).name
    raise Unclear(f"Which shot of {name}?", [f"hold {_label(one)} longer" for one in able[-6:]])


def _label(one: Shot) -> str:
    return f"shot {int(one.id.split('.s')[1])} of episode {int(one.id.split('.')[0].split('e')[1])}"


def _pose(wish: Wish, found: Found) -> Edits:
    ids = targets(wish, found)
    text = wish.plain(found.match[0]).lower()
    gesture = value("gestures", text)
    gaze, faces = _gaze(text)
    felt = None if gesture or gaze or faces else emotion(text)
    holding = None
    if re.search(r"\b(?:hold|holds|holding|with)\b", text) and (thing := wish.first("prop")) is not None:
        holding, gesture = prop(wish, thing), "hold"
    elif re.search(r"\b(?:empty hands|nothing in (?:her|his) hands?|not hold|drop)", text):
        holding, gesture = "", "none"
    becomes = None
    if turn := re.search(r"\b(?:turns?|becomes?|then|until|changes? to|into)\b(.*)", text):
        becomes = emotion(turn[1])
        felt = emotion(text[: turn.start()]) if becomes else felt
    if not (gesture or gaze or faces or felt or becomes or holding is not None):
        return None
    edits: list[AnyEdit] = []
    for id in ids:
        for who in _posed(wish, found, id):
            edits.append(
                Pose(
                    shot=id,
                    character=who,
                    emotion=felt,
                    becomes=becomes,
                    gaze=gaze,
                    faces=faces,
                    gesture=cast(Gesture, gesture) if gesture else None,
                    holding=holding,
                )
            )
    return edits


def _posed(wish: Wish, found: Found, id: str) -> tuple[str, ...]:
    figures = [figure.character for figure in of(wish, id).figures]
    mention = found.mention("person")
    if (
        mention is not None
        and not mention.ids
        and len(able := [f for f in figures if wish.cast.sex(f) == mention.value]) == 1
    ):
        return (able[0],)
    if mention is not None:
        return people(wish, mention)
    if len(figures) == 1:
        return (figures[0],)
    names = [wish.desk.bible.character(one).name for one in figures]
    raise wish.ask(f"Who: {' or '.join(names)}?", None, [f", {name}" for name in names])


Gaze = Literal["camera", "left", "right", "down", "up"]
Faces = Literal["camera", "left", "right", "away"]


def _gaze(text: str) -> tuple[Gaze | None, Faces | None]:
    if re.search(r"\b(?:back to|turn(?:s|ed)? (?:away|around)|facing away|faces? away|look(?:s|ing)? away)\b", text):
        return None, "away"
    where = (
        r"(?:straight |directly |right )?(at the camera|into (?:the )?(?:camera|lens)|at us|at the viewer|to "
        r"the camera|the camera|left|to the left|to the right|right|down|up|at the floor|at the ground|at the "
        r"ceiling|at the sky)"
    )
    turned = re.search(rf"\b(?:turn|face|faces|facing|turned|turns)(?: towards?| to)? {where}", text)
    if turned:
        words = turned[1]
        return None, "left" if "left" in words else "right" if "right" in words else "camera"
    seen = re.search(rf"\b(?:look|looks|looking|stare|stares|staring|gaze|gazing|glance|glances|eyes) {where}", text)
    if not seen:
        return None, None
    words = seen[1]
    for word, way in (
        ("left", "left"),
        ("right", "right"),
        ("down", "down"),
        ("floor", "down"),
        ("ground", "down"),
        ("up", "up"),
        ("ceiling", "up"),
        ("sky", "up"),
    ):
        if re.search(rf"\b{word}\b", words):
            return cast(Gaze, way), None
    return "camera", None


def _cut(wish: Wish, found: Found) -> Edits:
    return [CutShot(shot=id) for id in shots(wish, found.mention("shot"))]


def _add(wish: Wish, found: Found) -> Edits:
    text = wish.plain(found.match[0]).lower()
    after, before = _after(wish)
    if before:
        here = drawn(wish, after.split(".")[0])
        at = [one.id for one in here].index(after)
        after = here[max(0, at - 1)].id
    model = of(wish, after)
    thing = next((one for one in wish.marked.standing("prop")), None)
    who = [id for one in wish.marked.standing("person") for id in people(wish, one)]
    framing = cast(Framing, value("framings", text) or ("insert" if thing and not who else "close_up"))
    if framing == "close_up" and thing and not who:
        framing = "insert"
    if framing == "establishing":
        who = []
    felt = emotion(text)
    figures = tuple(
        Placed(character=id, outfit=_worn(wish, model, id), emotion=felt or "neutral") for id in dict.fromkeys(who)
    )
    if not figures and framing not in ("insert", "establishing", "wide"):
        raise Unclear("A shot of whom, or of what?")
    angle, move = value("angles", text), value("moves", text)
    new = Shot(
        id=f"{after.split('.')[0]}.new",
        scene=model.scene,
        framing=framing,
        figures=figures,
        seconds=seconds(text) or 2.0,
        prop=prop(wish, thing) if thing is not None and not who else "",
        angle=cast(Angle, angle or "eye"),
        move=cast(Move, move or "push_in"),
    )
    return [AddShot(after=after, shot=new)]


def _worn(wish: Wish, model: Shot, who: str) -> int:
    for one in wish.desk.storyboards[model.id.split(".")[0]].shots:
        for figure in one.figures:
            if one.scene == model.scene and figure.character == who:
                return figure.outfit
    return 0


def _after(wish: Wish) -> tuple[str, bool]:
    """Return the shot beside which a new one comes, and whether it comes before it."""
    before = bool(re.search(r"\bbefore <", wish.text))
    if (mention := wish.first("shot")) is not None:
        return shot(wish, mention), before
    if (spoken := wish.first("line", "quote")) is not None:
        return speaking(wish, line(wish, spoken)), before
    if (seen := wish.first("beat")) is not None:
        return showing(wish, beat(wish, seen)), before
    if (inside := wish.first("scene")) is not None:
        id = scene(wish, inside)
        here = [one for one in drawn(wish, id.rsplit(".", 1)[0]) if one.scene == id]
        begins = re.search(r"\b(?:start|beginning|opening|top|first|open)\b", wish.text)
        return (here[0].id, True) if begins else (here[-1].id, before)
    if any(wish.focus == one.id for b in wish.desk.storyboards.values() for one in b.shots):
        return wish.focus, before
    id = focused(wish)
    here = [one for one in drawn(wish, episode(wish)) if not id or one.scene == id]
    return here[-1].id, before


def _move(wish: Wish, found: Found) -> Edits:
    id = shots(wish, found.mention("shot"))[0]
    here = [one.id for one in drawn(wish, id.split(".")[0])]
    others = [one for one in here if one != id]
    words = found.match[0]
    if not found.has("other"):
        mention = found.mention("shot")
        both = shots(wish, mention) if mention is not None and mention.group else ()
        return [MoveShot(shot=both[0], after=both[1])] if len(both) == 2 else None
    target = found.mention("other")
    other = shot(wish, target) if target is not None and target.kind == "shot" else speaking(wish, line(wish, target))
    if re.search(r"\bbefore\b", words):
        at = others.index(other) if other in others else 0
        other = others[max(0, at - 1)]
    return [MoveShot(shot=id, after=other)]


def _retake(wish: Wish, found: Found) -> Edits:
    return [Retake(shot=id) for id in shots(wish, found.mention("shot") or wish.first("shot"))]


def _take_back(wish: Wish, found: Found) -> Edits:
    id = shot(wish, found.mention("shot") or wish.first("shot"))
    if found.has("number"):
        return [TakeBack(shot=id, revision=number(found["number"]))]
    label = _label(of(wish, id))
    raise Unclear(
        f"Which revision of its storyboard shall {label} be as in?",
        (f"take {label} back to revision 1", f"take {label} back to revision 2"),
    )


def _keep(wish: Wish, found: Found) -> Edits:
    locked = not re.search(
        r"\b(?:unlock|free|release|unfreeze|unpin|no longer|not (?:have to )?keep|can change|may change)\b",
        wish.text.lower(),
    )
    mention = found.mention("scene") or found.mention("shot")
    if mention is not None and mention.kind == "scene":
        return [Keep(what=id, locked=locked) for id in scenes(wish, mention)]
    if mention is None and (found.has("line") or found.has("quote") or found.has("beat")):
        return [Keep(what=id, locked=locked) for id in targets(wish, found)]
    if found.has("episode"):
        return [Keep(what=one.id, locked=locked) for id in scope(wish) for one in wish.desk.scripts[id].scenes]
    return [Keep(what=id, locked=locked) for id in shots(wish, mention)]


def _keep_this(wish: Wish, found: Found) -> Edits:
    locked = not re.search(r"\b(?:unlock|free|release)\b", wish.text.lower())
    if not wish.focus:
        raise Unclear("What shall be kept exactly as it is: which scene, or which shot?")
    board = wish.desk.storyboards.get(wish.focused())
    if board and any(one.id == wish.focus for one in board.shots):
        return [Keep(what=wish.focus, locked=locked)]
    if inside := focused(wish):
        return [Keep(what=inside, locked=locked)]
    return [Keep(what=one.id, locked=locked) for one in wish.desk.scripts[episode(wish)].scenes]


RULES: tuple[Rule, ...] = (
    rule("keep", "keep.keep", _keep, negative=True),
    rule("keep", "keep.keep_this", _keep_this, negative=True),
    rule("take_back", "take_back.take_back", _take_back),
    rule("retake", "retake.retake", _retake),
    rule("add_shot", "add_shot.add", _add),
    rule("move_shot", "move_shot.move", _move),
    rule("pose", "pose.pose", _pose),
    rule("reframe", "reframe.reframe", _reframe),
    rule("reframe", "reframe.on", _reframe_on),
    rule("hold_shot", "hold_shot.hold", _hold),
    rule("hold_shot", "hold_shot.hold_on", _hold_on),
    rule("cut_shot", "cut_shot.cut", _cut, negative=True),
    rule("retake", "retake.retake.2", _retake, negative=True),
)

FOCUSED: tuple[Rule, ...] = (
    rule("pose", "pose.pose.2", _pose),
    rule("reframe", "reframe.reframe.2", _reframe),
    rule("hold_shot", "hold_shot.hold.2", _hold),
)
"""Words that mean a shot only when one is looked at."""
