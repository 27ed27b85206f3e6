"""Notes about spoken lines and about what is seen."""

import re
from collections.abc import Sequence
from typing import cast

from ...memory.edit import AnyEdit
from ...memory.edits.script import (
    AddAction,
    AddLine,
    CutBeat,
    CutLine,
    DeliverLine,
    GiveLine,
    MoveBeat,
    RewriteAction,
    RewriteLine,
    RewriteScene,
)
from ...memory.edits.season import ChangePurpose
from ...memory.look import Emotion
from ...memory.script import Via
from .answer import Declined, Unclear
from .episodes import named, planned
from .examples import value
from .feelings import emotion
from .lines import line, of, quoting
from .mention import Mention
from .pattern import Found, Rule, rule
from .scenes import beat, beat_text, find, focused, scene
from .telling import third_person
from .whom import people, person
from .wish import Wish

Edits = Sequence[AnyEdit] | None

NEW = "What should be said instead? Put the new words in quotation marks."


def _rewrite(wish: Wish, found: Found) -> Edits:
    """One line is named, another is given."""
    new = found.mention("new")
    text = new.about if new else found["rest"]
    if found.has("old"):
        return _instead(wish, cast(Mention, found.mention("old")), text)
    named = found.mention("line")
    return [RewriteLine(line=line(wish, named), text=_sentence(text))]


def _instead(wish: Wish, old: Mention, text: str) -> Edits:
    if old.kind == "quote" and not quoting(wish, old.about) and _action(wish, old.about):
        return [RewriteAction(beat=_action(wish, old.about), action=_sentence(text))]
    return [RewriteLine(line=line(wish, old), text=_sentence(text))]


def _action(wish: Wish, words: str) -> str:
    """Return the beat whose action a quotation is from; empty if none, or several."""
    low = words.lower().strip(" .")
    found = [
        each.id
        for script in wish.desk.scripts.values()
        for s in script.scenes
        for each in s.beats
        if low and low in each.action.lower()
    ]
    return found[0] if len(found) == 1 else ""


def _replace_words(wish: Wish, found: Found) -> Edits:
    """Words of a line are replaced, not the whole of it, where what is quoted is a part of it."""
    old, new = cast(Mention, found.mention("old")), found.mention("new")
    text = new.about if new else found["rest"]
    lines = quoting(wish, old.about)
    if len(lines) == 1 and len(old.about.split()) <= 3 and len(lines[0].text.split()) > len(old.about.split()) + 2:
        swapped = re.sub(re.escape(old.about), text.replace("\\", ""), lines[0].text, count=1, flags=re.IGNORECASE)
        if swapped != lines[0].text:
            return [RewriteLine(line=lines[0].id, text=swapped)]
    return _instead(wish, old, text)


def _says(wish: Wish, found: Found) -> Edits:
    """Somebody should say something: instead of the line that is meant, or as a new one somewhere."""
    who = person(wish, found.mention("person"))
    quote = found.mention("new")
    text = quote.about if quote else found["rest"]
    there = list(quoting(wish, text)) if quote else []
    if len(there) == 1 and _same(there[0].text, text):
        if there[0].speaker == who:
            raise Declined(f"{wish.desk.bible.character(who).name} says that already.", (f'cut the line "{text}"',))
        return [GiveLine(line=there[0].id, speaker=who)]
    if len(text.split()) == 1 and emotion(text):
        return None
    where = _after(wish, found)
    if where is not None:
        return [AddLine(scene=where[0], after=where[1], speaker=who, text=_sentence(text))]
    every = {one.id: one for script in wish.desk.scripts.values() for one in script.lines()}
    if wish.focus in every and every[wish.focus].speaker == who:
        return [RewriteLine(line=wish.focus, text=_sentence(text))]
    inside = focused(wish)
    if inside:
        return [AddLine(scene=inside, after=_last(wish, inside), speaker=who, text=_sentence(text))]
    name = wish.desk.bible.character(who).name
    raise Unclear(
        f"Instead of which line should {name} say that, or in which scene?",
        [
            f"{wish.plain()} at the end of scene {s.id.rsplit('.', 1)[1]} of episode {int(s.id[4:].split('.')[0])}"
            for script in wish.desk.scripts.values()
            for s in script.scenes
            if who in s.present
        ],
    )


def _same(first: str, second: str) -> bool:
    bare = [re.sub(r"\W+", "", text.lower()) for text in (first, second)]
    return bare[0] == bare[1]


def _add_line(wish: Wish, found: Found) -> Edits:
    if not found.has("new") and not found.has("rest"):
        return None
    mention = found.mention("person")
    who = person(wish, mention)
    quote = found.mention("new")
    where = _after(wish, found)
    if where is None:
        inside = scene(wish, None)
        where = (inside, _last(wish, inside))
    return [
        AddLine(scene=where[0], after=where[1], speaker=who, text=_sentence(quote.about if quote else found["rest"]))
    ]


def _after(wish: Wish, found: Found) -> tuple[str, str] | None:
    """Return scene and beat after which something new comes, if the rest of the wish says so."""
    left = found.match.string
    after = re.search(
        r"\b(after|before|following|once|when|right after|just after) (?:(?:she|he|\S+) says )?"
        r"(<(?:quote|line|beat)\d+>)",
        left,
    )
    if after:
        mention = wish.marked.named(after[2])
        inside, place = _place(wish, mention)
        one = find(wish, inside)
        ids = [each.id for each in one.beats]
        if after[1] == "before":
            at = ids.index(place)
            return inside, ids[at - 1] if at else ""
        return inside, place
    mention_of = wish.first("scene")
    if mention_of is None:
        return None
    inside = scene(wish, mention_of)
    begins = re.search(r"\b(?:at the (?:start|beginning|top|opening) of|start|begin|open|beginning)\b", left)
    return inside, "" if begins else _last(wish, inside)


def _place(wish: Wish, mention: Mention) -> tuple[str, str]:
    """Return scene and beat of a line, of a beat, or of words that are said or seen."""
    if mention.kind == "beat":
        at = beat(wish, mention)
    else:
        said = line(wish, mention)
        at = next(
            each.id
            for script in wish.desk.scripts.values()
            for s in script.scenes
            for each in s.beats
            if each.line is not None and each.line.id == said
        )
    return at.rsplit(".", 1)[0], at


def _last(wish: Wish, inside: str) -> str:
    beats = find(wish, inside).beats
    return beats[-1].id if beats else ""


def _cut(wish: Wish, found: Found) -> Edits:
    mention = found.mention("line") or found.mention("quote")
    if mention is not None and mention.kind == "quote" and not quoting(wish, mention.about):
        at = _action(wish, mention.about)
        if at:
            return [CutBeat(beat=at)]
    return [CutLine(line=line(wish, mention))]


def _give(wish: Wish, found: Found) -> Edits:
    mention = found.mention("line") or found.mention("quote")
    return [GiveLine(line=line(wish, mention), speaker=person(wish, found.mention("person")))]


def _deliver(wish: Wish, found: Found) -> Edits:
    mention = found.mention("line") or found.mention("quote")
    felt = emotion(found["emotions"] or found["tempers"], less=found.has("less"))
    if not felt:
        return None
    return [DeliverLine(line=line(wish, mention), emotion=felt)]


_VIA: dict[str, Via] = {
    "phone": "phone",
    "voiceover": "narrator",
    "narrat": "narrator",
    "think": "inner",
    "thought": "inner",
    "in her head": "inner",
    "in his head": "inner",
    "off screen": "off",
    "offscreen": "off",
    "off-screen": "off",
    "off camera": "off",
    "from the next room": "off",
    "out loud": "on",
    "on screen": "on",
    "on camera": "on",
    "inner": "inner",
    "off": "off",
    "aloud": "on",
    "hearing": "off",
}


def _heard(wish: Wish, found: Found) -> Edits:
    mention = found.mention("line") or found.mention("quote")
    words = wish.plain().lower()
    via = next((how for word, how in _VIA.items() if word in words), None)
    return [DeliverLine(line=line(wish, mention), via=via)] if via else None


def _to(wish: Wish, found: Found) -> Edits:
    mention = found.mention("line") or found.mention("quote")
    return [DeliverLine(line=line(wish, mention), to=person(wish, found.mention("person")))]


def _whisper(wish: Wish, found: Found) -> Edits:
    mention = found.mention("line") or found.mention("quote")
    return [DeliverLine(line=line(wish, mention), emotion="tender" if "whisper" in found.match[0] else "angry")]


def _new_words(wish: Wish, found: Found) -> Edits:
    """A line should be another one, and nobody says which."""
    mention = found.mention("line")
    one = of(wish, line(wish, mention))
    raise Unclear(f"{NEW} Now it is: “{one.text}”")


def _action_added(wish: Wish, found: Found) -> Edits:
    if wish.first("shot") is not None or re.match(r"(?:be|is|have|has|know|seem|look like|stay the) ", found["rest"]):
        return None
    mention = found.mention("person")
    if mention is not None and mention.group:  # what two do together is a matter of the scene
        return [RewriteScene(scene=scene(wish, None), how=_bare(wish, wish.plain()))]
    who = person(wish, mention)
    name = wish.desk.bible.character(who).name
    words = re.sub(r"^(?:to|should) ", "", found["rest"])
    if (ids := named(wish)) and len(ids) == 1 and ids[0] not in wish.desk.scripts:
        told = third_person(name, _bare(wish, words))
        return [ChangePurpose(episode=planned(wish), logline=told)] if told else None
    words = re.sub(r" ?\b(?:in|at the (?:end|start|beginning) of|after|before|from|of|during)$", "", _bare(wish, words))
    action = third_person(name, words)
    if not action:
        return None
    where = _after(wish, found)
    if where is None:
        inside = scene(wish, None)
        where = (inside, _last(wish, inside))
    thing = next((id for one in wish.marked.standing("prop") for id in one.ids[:1]), "")
    felt = cast(Emotion, value("emotions", words) or "neutral")
    return [AddAction(scene=where[0], after=where[1], action=action, who=who, prop=thing, emotion=felt)]


def _bare(wish: Wish, words: str) -> str:
    """Return words without where it is: scene, episode, after which line."""
    for mention in wish.marked.standing("scene", "episode", "line", "beat", "quote"):
        words = re.sub(
            rf",? ?(?:(?:right |just )?(?:in|at the (?:very )?(?:end|start|beginning) of|after|before|of|"
            rf"during|"
            rf"from|to) )?{re.escape(mention.words)}",
            "",
            words,
        )
    return words.strip(" ,.")


def _seen(wish: Wish, found: Found) -> Edits:
    """What is seen in a beat is another thing."""
    old = found.mention("beat") or found.mention("old")
    if old is not None and old.kind == "quote":
        at = _action(wish, old.about)
        if not at:
            return None
    else:
        at = beat(wish, old)
    if found.has("new"):
        return [RewriteAction(beat=at, action=_sentence(cast(Mention, found.mention("new")).about))]
    words = found["rest"]
    who = people(wish, found.mention("person"))[0] if found.has("person") else ""
    text = third_person(wish.desk.bible.character(who).name, words) if who else words
    return [RewriteAction(beat=at, action=_sentence(text or words))]


def _cut_beat(wish: Wish, found: Found) -> Edits:
    return [CutBeat(beat=beat(wish, found.mention("beat")))]


def _move_beat(wish: Wish, found: Found) -> Edits:
    at = beat(wish, found.mention("beat"))
    inside = find(wish, at.rsplit(".", 1)[0])
    ids = [each.id for each in inside.beats]
    if not found.has("other"):
        first = re.search(r"\b(?:start|begin|open|beginning|first|opening|forward|earlier)\b", found.match[0])
        return [MoveBeat(beat=at, after="" if first else next(id for id in reversed(ids) if id != at))]
    other = cast(Mention, found.mention("other"))
    target = _place(wish, other)[1] if other.kind in ("line", "quote", "beat") else ""
    if target not in ids:
        raise Declined(
            "A moment can be moved within its scene only.",
            [f"cut the moment where {beat_text(wish, each).strip(' .')}" for each in inside.beats if each.id == at],
        )
    if "before" in found.match[0].split():
        place = ids.index(target)
        earlier = [id for id in ids[:place] if id != at]
        target = earlier[-1] if earlier else ""
    return [MoveBeat(beat=at, after=target)]


def _sentence(text: str) -> str:
    """Return what is to be said or seen with a capital and an end."""
    text = text.strip().strip('"“”').strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".!?…" else text + "."


RULES: tuple[Rule, ...] = (
    rule("add_line", "add_line.add_line", _add_line),
    rule("rewrite_line", "rewrite_line.replace_words", _replace_words, negative=True),
    rule("rewrite_line", "rewrite_line.rewrite", _rewrite, negative=True),
    rule("rewrite_line", "rewrite_line.rewrite.2", _rewrite),
    rule("give_line", "give_line.give", _give),
    rule("deliver_line", "deliver_line.whisper", _whisper),
    rule("deliver_line", "deliver_line.heard", _heard),
    rule("deliver_line", "deliver_line.deliver", _deliver),
    rule("deliver_line", "deliver_line.to", _to),
    rule("cut_line", "cut_line.cut", _cut, negative=True),
    rule("add_line", "add_line.add_line.2", _add_line),
    rule("rewrite_line", "rewrite_line.says", _says),
    rule("rewrite_line", "rewrite_line.new_words", _new_words),
    rule("move_beat", "move_beat.move_beat", _move_beat),
    rule("rewrite_action", "rewrite_action.seen", _seen),
    rule("cut_beat", "cut_beat.cut_beat", _cut_beat, negative=True),
)


def _deliver_it(wish: Wish, found: Found) -> Edits:
    felt = emotion(found["emotions"] or found["tempers"], less=found.has("less"))
    return [DeliverLine(line=line(wish, None), emotion=felt)] if felt else None


FOCUSED: tuple[Rule, ...] = (
    rule("deliver_line", "deliver_line.deliver_it", _deliver_it),
    rule("rewrite_line", "rewrite_line.rewrite.3", _rewrite),
)
"""Words that mean a line only when one is looked at."""

LATE: tuple[Rule, ...] = (rule("add_action", "add_action.action_added", _action_added),)
"""Tried last: whatever else somebody should do is something seen."""
