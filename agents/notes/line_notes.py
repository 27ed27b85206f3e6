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
    if old.kind == "quote" and not quoting(wish, old.about):
        if _action(wish, old.about):
            return [RewriteAction(beat=_action(wish, old.about), action=_sentence(text))]
    return [RewriteLine(line=line(wish, old), text=_sentence(text))]


def _action(wish: Wish, words: str) -> str:
    """Return the beat whose action a quotation is from; empty if none, or several."""
    low = words.lower().strip(" .")
    found = [
        each.id for script in wish.desk.scripts.values() for s in script.scenes for each in s.beats
        if low and low in each.action.lower()
    ]  # fmt: skip
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
    there = [one for one in quoting(wish, text)] if quote else []
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
        [f"{wish.plain()} at the end of scene {s.id.rsplit('.', 1)[1]} of episode {int(s.id[4:].split('.')[0])}"
         for script in wish.desk.scripts.values() for s in script.scenes if who in s.present],
    )  # fmt: skip


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
    return [AddLine(scene=where[0], after=where[1], speaker=who, text=_sentence(quote.about if quote else found["rest"]))]


def _after(wish: Wish, found: Found) -> tuple[str, str] | None:
    """Return scene and beat after which something new comes, if the rest of the wish says so."""
    left = found.match.string
    after = re.search(r"\b(after|before|following|once|when|right after|just after) (?:(?:she|he|\S+) says )?"
                      r"(<(?:quote|line|beat)\d+>)", left)  # fmt: skip
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
            each.id for script in wish.desk.scripts.values() for s in script.scenes for each in s.beats
            if each.line is not None and each.line.id == said
        )  # fmt: skip
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
    "phone": "phone", "voiceover": "narrator", "narrat": "narrator", "think": "inner", "thought": "inner",
    "in her head": "inner", "in his head": "inner", "off screen": "off", "offscreen": "off", "off-screen": "off",
    "off camera": "off", "from the next room": "off", "out loud": "on", "on screen": "on", "on camera": "on",
    "inner": "inner", "off": "off", "aloud": "on", "hearing": "off",
}  # fmt: skip


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
    felt = cast(Emotion, "tender" if "whisper" in found.match[0] else "angry")
    return [DeliverLine(line=line(wish, mention), emotion=felt)]


def _new_words(wish: Wish, found: Found) -> Edits:
    """A line should be another one, and nobody says which."""
    mention = found.mention("line")
    one = of(wish, line(wish, mention))
    raise Unclear(f"{NEW} Now it is: “{one.text}”")


def _action_added(wish: Wish, found: Found) -> Edits:
    if wish.first("shot") is not None or re.match(r"(?:be|is|have|has|know|seem|look like|stay the) ", found["rest"]):
        return None
    who = person(wish, found.mention("person"))
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
        words = re.sub(rf",? ?(?:(?:right |just )?(?:in|at the (?:very )?(?:end|start|beginning) of|after|before|of|during|"
                       rf"from|to) )?{re.escape(mention.words)}", "", words)  # fmt: skip
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
    rule("add_line", _add_line,
         "after|before|following {quote} , {person} {should}? {say} {quote:new}", "after|before|following {quote} {person} {should}? {say} {quote:new}", "after|before {line} ,? {person} {should}? {say} {quote:new}", "after|before {beat} ,? {person} {should}? {say} {quote:new}"),
    rule(
        "rewrite_line", _replace_words,
        "{change} {quote:old} to|with|by|for|into {quote:new}", "{change} {quote:old} ... with|to|into {quote:new}",
        "instead|rather of|than {quote:old} ... {say}|be|use|make|have|put {quote:new}", "not {quote:old} but|, {quote:new}",
        "instead of {quote:old} ... {quote:new}", "{quote:old} should|must|to be|become|read|say|instead {quote:new}",
        "{quote:old} should|could|must be|read|become|say {quote:new}", "^ {quote:old} becomes|->|=>|→ {quote:new}", "{quote:old} ... {make}|say|try|use|it_should_be|rather|better|how_about it|instead? {quote:new}",
        negative=True,
    ),
    rule(
        "rewrite_line", _rewrite,
        "{quote:new} instead|rather of|than {quote:old}", "{quote:new} in_place_of|rather_than|instead_of {quote:old}",
        "{quote:new} ... instead_of|rather_than|in_place_of|and_not|not {quote:old}",
        "{quote:new} instead_of|rather_than|in_place_of {line:old}",
        "{change} {line} ... to|with|as|by|into|: {quote:new}", "{line} should|must|could|to|has_to|needs_to be|become|read|say|go "
        "{quote:new}", "make|have|let {line} be? say? read? {quote:new}", "{line} is|becomes|:|->|=>|, {quote:new}", "{line} {quote:new} $",
        "{quote:new} there than {quote:old}", "put {quote:new} where it says|where_she_says|where_he_says {quote:old}", "instead of {line:old} ... {quote:new}", "{line} ... {quote:new} instead",
        negative=True,
    ),
    rule("rewrite_line", _rewrite, "{change} {line} to|with|so_it_says|into {rest}", "{line} should|must say|read|be just? : {rest}"),
    rule(
        "give_line", _give,
        "give|hand|reassign|assign|pass {line} to {person}", "give|hand|reassign {quote} to {person}",
        "{person} should|must|could {say} {line}", "{person} should|to say {quote} instead_of {person:other}",
        "let|have|make {person} {say}|have {line}", "{quote} ... better|stronger|funnier|nicer ... from|by|coming_from {person}", "have|let|make {person} speak|deliver|have {quote}", "{person} should|could speak|deliver|have {quote}", "{line} should|must|would be? better? {say}? from|by|belong|come|go to|from|said|spoken by? to? "
        "{person}", "{quote} should be? said|come|spoken|belong by|from|to {person}", "{line} ... from|by {person} instead",
        "{person} should|to be the one who|to|saying says|say? {quote}",
    ),
    rule("deliver_line", _whisper, "whisper|whispers|whispered ... {line}", "whisper|whispers ... {quote}", "shout|shouts|yell|scream {line}",
         "shout|yell|scream|shouts|screams {quote}", "{line} should|must be? whispered|shouted|yelled|screamed|a_whisper",
         "{quote} should be? whispered|shouted|yelled|screamed|a_whisper", "{line} ... in|as a whisper|scream"),
    rule("deliver_line", _heard, "{quote} ... heard over the? phone", "{line} ... phone|voiceover|narration|thought|thinks|think|off_screen|offscreen|off-screen|off_camera|out_loud|aloud",
         "{quote} ... phone|voiceover|narration|thought|thinks|think|off_screen|offscreen|off-screen|off_camera|out_loud|aloud|narrator|in_her_head|in_his_head",
         "phone|voiceover|narrator|think|thinks|off_screen|offscreen|off-screen|off_camera ... {line}",
         "think|thinks|hear|narrate|narrates ... {quote}"),
    rule("deliver_line", _deliver, "{line} ... {less:less}? {emotions}", "{quote} ... {emotions}", "{emotions} ... {line}",
         "{say}|deliver|read|speak|sound ... {emotions} ... {line}", "{say}|deliver|read|speak {line} ... {tempers}",
         "{line} ... {tempers}", "{quote} ... {tempers}", "{emotions} {say} {quote}", "{say} {quote} ... {emotions}"),
    rule("deliver_line", _to, "{line} ... to|at|towards {person}", "{quote} should|must be? said|addressed|directed|spoken? to|at {person}",
         "{say}|address|direct|aim|deliver {quote} to|at|towards {person}"),
    rule(
        "cut_line", _cut,
        "{cut} {line}", "{cut} {quote}", "{line} should|must|can|needs_to be? go|cut|disappear|out|deleted|removed|dropped",
        "{quote} should|must|can|needs_to be? go|cut|disappear|out|deleted|removed|dropped", "without {line}",
        "do not need|want|like {line}", "do not need|want|like {quote}", "{person} should|does|must not need|have to? say {quote}", "{person} should|does|must not say {quote}",
        "{person} should|does|must not say {line}", "nobody|no_one should say {quote}", "{hate} {line}", "{hate} {quote}",
        "{line} is unnecessary|not_needed|redundant|too_much|superfluous", "take {line} out", "take {quote} out", "{quote} has|needs to go",
        negative=True,
    ),
    rule(
        "add_line", _add_line,
        "{add} a|another|one|new line ... for|from|by|where|of {person} ... {quote:new}", "{add} {quote:new} ... for|from|by|said {person}",
        "{add} {person} ... line ... {quote:new}", "{person} should|could|to|must also? add|have {quote:new}", "{add} line ... {quote:new}",
        "{person} ... {say} {quote:new} ... {scene}", "{person} ... {say} ... {quote:new} after|before|at|in",
        "after|before ... {person} {should}? {say} {quote:new}", "after|before {quote} ... {person} ... {quote:new}", "give {person} something to say ... {quote:new}", "another|more|new line for {person} ... {quote:new}", "{person} should|could|must answer|reply|respond ... with {quote:new}",
    ),
    rule("rewrite_line", _says, "{person} ... {say} {quote:new}", "have|make|let {person} {say} {quote:new}", "{person} ... {say} , {quote:new}",
         "{person} should|must|has_to {say} that? : {rest}", "have|make|let {person} say {rest}", "{person} should|must say {rest}"),
    rule("rewrite_line", _new_words, "{rewrite} {line}", "{change} {line}", "{line} ... {bad}", "better|another|different line ... {line}",
         "{hate} {line}"),
    rule("move_beat", _move_beat, "{move} {beat} before|after|behind|to_after|to_before {beat:other}", "{beat} should|must come|happen|be before|after {beat:other}",
         "{move} {beat} before|after {line:other}", "{move} {beat} before|after {quote:other}", "{beat} should|must come|happen|be before|after {quote:other}",
         "start|begin|open {scene} with {beat}", "bring {beat} forward", "let {beat} come|happen before|after {quote:other}", "{move} {beat} to|at the start|beginning|end|front", "{beat} should|must come|happen|be first|last", "{move} {beat} earlier|later",
         "{beat} should|must come|happen|be before|after {line:other}", "{move} {beat} first|last"),
    rule("rewrite_action", _seen, "{change} {quote:old} to|with|by|into {quote:new}", "instead of {beat} , {person} {should}? {rest}",
         "{change} {beat} ... to|with|so_that|into {person} {rest}", "{change} {beat} ... to|with|into {quote:new}",
         "{beat} , {person} should|must instead? {rest}", "in {beat} ... {person} should|must instead? {rest}",
         "{beat} should|must be {quote:new}", "{change} {beat} ... to|with|so_that|into {rest}"),
    rule("cut_beat", _cut_beat, "{cut} {beat}", "{beat} should|must|can go|be_cut|disappear|be_removed|not_happen", "do not need|want|like {beat}",
         "{hate} {beat}", "{beat} {bad}", "without {beat}", "take {beat} out", "{beat} has|needs to go", negative=True),
)  # fmt: skip

def _deliver_it(wish: Wish, found: Found) -> Edits:
    felt = emotion(found["emotions"] or found["tempers"], less=found.has("less"))
    return [DeliverLine(line=wish.focus, emotion=felt)] if felt else None


FOCUSED: tuple[Rule, ...] = (
    rule("deliver_line", _deliver_it, "^ {make}|say|deliver? it|this|that|line? {less:less}? {more}? {emotions} $", "^ {make}? it|this|that? {less:less}? {more}? {tempers} $", "{say} it|this|that ... {emotions} $"),
    rule("rewrite_line", _rewrite, "^ {make}|change|should|say|try|rewrite? it|this|that? say|be|to|into|as|read|:? {quote:new} $", "it|this|that should|could say|be|read {quote:new}", "instead|rather {quote:new}"),
)  # fmt: skip
"""Words that mean a line only when one is looked at."""

LATE: tuple[Rule, ...] = (
    rule("add_action", _action_added, "{add} a|another moment|beat|bit|action|second ... where|when|in_which {person} {rest}", "{add} a|another moment|beat|bit|action|shot|second where|when|in_which|of {person} {rest}",
         "have|make|let {person} {rest}", "{person} should|must|needs_to|has_to|could|to {rest}", "show|see {person} {rest}", "in {scene} , {person} {rest}", "in {scene} {person} {rest}",
         "i want|need|would_like|would_love {person} to {rest}", "what if {person} {rest}"),
)  # fmt: skip
"""Tried last: whatever else somebody should do is something seen."""
