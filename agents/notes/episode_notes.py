"""Notes about whole episodes: endings, titles, length, pace, another attempt, what they are for."""

import re
from collections.abc import Sequence
from typing import cast

from ...memory.edit import AnyEdit
from ...memory.edits.board import SetCaptions, SetLength, SetPace
from ...memory.edits.script import ChangeEnding, EndOn, Retitle, RewriteEpisode
from ...memory.edits.season import ChangePurpose
from ...memory.look import Emotion
from ...memory.script import Cliff
from .amounts import degree, percent, seconds
from .answer import Declined, Unclear
from .episodes import episode, episodes, ids_of, likely, named, planned
from .examples import library, value
from .feelings import emotion
from .lines import line
from .mention import Mention
from .pattern import Found, Rule, rule
from .scenes import scene
from .telling import third_person
from .whom import person, prop
from .wish import Wish, said

Edits = Sequence[AnyEdit] | None


def _end_on(wish: Wish, found: Found) -> Edits:
    here = episode(wish)
    words = wish.plain(found.match[0])
    if found.has("quote") or found.has("line"):
        return [EndOn(episode=here, line=line(wish, found.mention("quote") or found.mention("line")))]
    if found.has("prop"):
        return [EndOn(episode=here, prop=prop(wish, found.mention("prop")))]
    felt = cast(Emotion, value("emotions", words)) if value("emotions", words) else None
    return [EndOn(episode=here, character=person(wish, found.mention("person")), emotion=felt)]


def _end_with(wish: Wish, found: Found) -> Edits:
    """An episode stops on something new: somebody does something, or another kind of consequence."""
    here = episode(wish)
    if found.has("cliffs") and not found.has("rest"):
        kind = cast(Cliff, value("cliffs", found["cliffs"]))
        return [_composed(wish, here, kind)]
    if found.has("quote"):
        quote = cast(Mention, found.mention("quote"))
        who = person(wish, found.mention("person")) if found.has("person") else ""
        return [ChangeEnding(episode=here, cliffhanger=quote.about, line=quote.about, speaker=who)]
    words = _without(wish, found["rest"])
    if found.has("person"):
        who = person(wish, found.mention("person"))
        if re.fullmatch(r"(?:(?:is|looking|being|in) )?(?:\w+ )?" + r"(\w+)", words) and emotion(words):
            return [EndOn(episode=here, character=who, emotion=emotion(words))]
        action = third_person(wish.desk.bible.character(who).name, words)
        if not action:
            return None
        return [ChangeEnding(episode=here, cliffhanger=action, action=action, who=who, cliff=_cliff(words))]
    text = words[:1].upper() + words[1:]
    return [ChangeEnding(episode=here, cliffhanger=f"{text.rstrip('.')}.", action=f"{text.rstrip('.')}.", cliff=_cliff(words))]


def _composed(wish: Wish, here: str, kind: Cliff) -> ChangeEnding:
    """Return an ending of a kind, made of those who are there."""
    bible, last = wish.desk.bible, wish.desk.scripts[here].scenes[-1]
    lead = next((p for p in bible.characters if p.role == "lead"), bible.characters[0])
    around = [p for p in bible.characters if p.id != lead.id and p.role != "missing"]
    present = [p for p in around if p.id in last.present] or around or [lead]
    villain = next((p for p in around if p.role in ("villain", "rival")), present[0])
    sentence, who = library().endings[kind]
    doer = {"lead": lead, "other": present[0], "villain": villain}.get(who)
    action = sentence.format(lead=lead.name, other=present[0].name, villain=villain.name)
    return ChangeEnding(episode=here, cliffhanger=action, cliff=kind, action=action, who=doer.id if doer else "")


def _cliff(words: str) -> Cliff | None:
    found = value("cliffs", words)
    return cast(Cliff, found) if found else None


def _without(wish: Wish, words: str) -> str:
    for mention in wish.marked.standing("episode"):
        words = re.sub(rf",? ?(?:(?:in|of|for|at the end of) )?{re.escape(mention.words)}", "", words)
    return words.strip(" ,.")


def _ending(wish: Wish, found: Found) -> Edits:
    here = episode(wish)
    asked = f"How should {said(here)} end instead?"
    name = wish.desk.bible.characters[0].name
    raise Unclear(asked, (f"end {said(here)} on {name}'s face", f"end {said(here)} on a betrayal",
                          f"end {said(here)} with a threat"))  # fmt: skip


def _retitle(wish: Wish, found: Found) -> Edits:
    quote = found.mention("quote")
    text = quote.about if quote else found["rest"]
    text = _titled(re.sub(r"^(?:to|be|as|it|into) ", "", _without(wish, text).strip(' ".')))
    if not text:
        return None
    target = found.mention("episode")
    if target is not None and target.about != "all":
        return _titled_episode(wish, ids_of(wish, target)[:1], text)
    whole = re.search(r"\b(?:series|show|story|drama|whole thing)\b", wish.plain(found.match[0]))
    own = likely(wish) if not whole and named(wish) is None and re.search(r"\bepisode\b", wish.plain()) else ""
    return [Retitle(episode=own, title=text)]


def _titled_episode(wish: Wish, ids: tuple[str, ...], text: str) -> Edits:
    id = ids[0] if ids else episode(wish)
    if id in wish.desk.scripts:
        return [Retitle(episode=id, title=text)]
    return [ChangePurpose(episode=id, title=text)]


def _titled(text: str) -> str:
    return text if any(c.isupper() for c in text) else text.title().replace("'S", "'s").replace("'T", "'t")


def _length(wish: Wish, found: Found) -> Edits:
    text = wish.raw.lower()
    amount = seconds(wish.plain()) or _guess(text)
    shorter = bool(re.search(r"\b(?:cut|shorter|shorten|trim|lose|remove|drop|shave|too long|take|reduce|less|tighten|delete|"
                             r"condense|compress|off|chop|down)\b", text))  # fmt: skip
    here = episode(wish)
    until = re.search(r"\b(?:to|under|at most|below|within|than|be|exactly)\b(?: (?:about|around))? (?:\d|a minute|one|two|ninety"
                      r"|sixty|half|eighty|seventy|under|exactly)", text)  # fmt: skip
    now = wish.desk.seconds.get(here, 0.0)
    if until and seconds(wish.plain()) >= 20:
        now = now or sum(shot.seconds for shot in getattr(wish.desk.storyboards.get(here), "shots", ()))
        by = round(amount - now, 2) if now else 0.0
        if not by:
            return None
        return [SetLength(episode=here, by=by)]
    if re.search(r"\b(?:longer|extend|add|lengthen|more|stretch|too short)\b", text) and not re.search("cut|shorter", text):
        shorter = False
    return [SetLength(episode=here, by=-amount if shorter else amount)]


def _guess(text: str) -> float:
    if share := percent(text):
        return round(90 * share, 1)
    if re.search(r"\bhalf\b", text) and re.search(r"\b(?:as long|the length|in half)\b", text):
        return 45.0
    return {0.5: 5.0, 1.0: 10.0, 2.0: 20.0}[degree(text)]


def _pace(wish: Wish, found: Found) -> Edits:
    text = wish.plain().lower()
    quick = bool(re.search(r"\b(?:faster|quicker|snappier|tighter|brisker|pacier|punchier|quickly|speed|up the pace|pick up|drags|"
                           r"dragging|too slow|slow-paced|energy|dynamic|hurry|tighten|so slow|quicken|accelerate)\b", text)) and not (
        re.search(r"\btoo (?:fast|quick|rushed|hectic)\b|\bless rushed\b|\bslow (?:it|things|this|down)\b", text))  # fmt: skip
    step = {0.5: 0.06, 1.0: 0.12, 2.0: 0.25}[degree(text)]
    step = min(percent(text), 0.4) or step
    factor = round(1 - step if quick else 1 + step, 3)
    mention = wish.first("scene")
    if mention is not None:
        id = scene(wish, mention)
        return [SetPace(episode=id.rsplit(".", 1)[0], factor=factor, scene=id)]
    everywhere = named(wish) == ()
    ids = wish.written if everywhere else (episode(wish),)
    return [SetPace(episode=id, factor=factor) for id in ids]


def _rewrite(wish: Wish, found: Found) -> Edits:
    here = episode(wish, found.mention("episode"))
    how = _without(wish, found["how"]) if found.has("how") else ""
    how = re.sub(r"^(?:so that|so|to be|to|and|but|because|that|with|is|should be|be|as|:)\b ?,? ?", "", how)
    how = re.sub(r"\b(?:again|please|from scratch|anew|once more|over)\b", "", how).strip(" ,.")
    return [RewriteEpisode(episode=here, how=how)]


def _captions(wish: Wish, found: Found) -> Edits:
    text = wish.plain().lower()
    off = re.search(r"\b(?:off|no|without|remove|hide|lose|cut|drop|do not|not|disable|get rid|delete|kill|away|out|stop)\b", text)
    ids = named(wish)
    if ids is None:
        ids = episodes(wish) if re.search(r"\b(?:here|this)\b", text) else ()
    return [SetCaptions(captions="off" if off else "on", episodes=ids)]


def _purpose(wish: Wish, found: Found) -> Edits:
    here = planned(wish, found.mention("episode"))
    quote = found.mention("quote")
    text = quote.about if quote else found["rest"]
    text = text[:1].upper() + text[1:].rstrip(".") + "."
    if re.search(r"\b(?:hook|opening|opens?|starts?|begins?)\b", found.match[0].split("<")[0] + found.match[0][-0:]) and \
            re.search(r"\b(?:hook|open|opens|opening|start with|starts with|begin with|begins with)\b", found.match[0]):  # fmt: skip
        return [ChangePurpose(episode=here, hook=text)]
    if re.search(r"\bcliffhanger\b", found.match[0]):
        if here in wish.desk.scripts:
            return [ChangeEnding(episode=here, cliffhanger=text, action=text, cliff=_cliff(text))]
        return [ChangePurpose(episode=here, cliffhanger=text, cliff=_cliff(text))]
    return [ChangePurpose(episode=here, logline=text)]


def _unwritten_end(wish: Wish, found: Found) -> Edits:
    """The ending of an episode that is only planned."""
    mention = found.mention("episode")
    ids = ids_of(wish, mention) if mention is not None else ()
    if len(ids) != 1 or ids[0] in wish.desk.scripts:
        return None
    here = planned(wish, mention)
    rest = found["rest"] or found["cliffs"]
    if not rest:
        raise Declined(f"{said(here).capitalize()} is not written yet.", (f"make {said(here)}",))
    return [ChangePurpose(episode=here, cliffhanger=rest[:1].upper() + rest[1:].rstrip(".") + ".", cliff=_cliff(rest))]


_SUBS = "captions|subtitles|subs|subtitle|caption|text_on_screen|closed_captions|cc"
_EP = "{episode}|it|this|things|everything|the_pacing|the_pace"
RULES: tuple[Rule, ...] = (
    rule("set_captions", _captions, _SUBS, "hide|remove|show the? words|text on|at|in the? screen|bottom|picture", negative=True),
    rule("change_purpose", _unwritten_end, "{end} {episode} on|with a|an|the? {cliffs}? {rest}?", "{episode} should|must|to {end} with|on {rest}"),
    rule("change_ending", _end_with, "{end} {episode}? with|as|when {person} {word:ing} {rest:more}", "{episode} should|must {end} with|as|when {person} {rest}", "{end} {episode}? with|as|when {person} {rest}"),
    rule("end_on", _end_on,
         "{shot:first} should|must be|show|is {person} face|eyes|expression? $", "{shot} should|must be|show ... {person} face|eyes|expression? $", "{shot} should|must be|show {prop} $", "{end} {episode}? ... on|with|at|over a|an|the|her|his? close_up|close-up|face|shot? of|on? {person} ... {emotions}? $", "{end} ... on|with {person} face|eyes|expression|crying|smiling|looking ... {emotions}? $",
         "{end} ... on|with {person} $", "{end} ... on|with close-up|close_up|shot|face|eyes ... of {person}", "{end} ... on|with {line}", "{end} ... on|with|at|after|when ... {quote} $",
         "{end} ... on|with ... {prop} $", "{end} ... on|with {prop} in|at|from {episode}", "last|final shot|image|frame|thing should|must|to be|is|on ... {person} face|eyes|expression? $", "last|final shot|image|frame|thing should|must|to be|is|on ... {prop}",
         "{person} ... should|must be the last|final thing|face|shot|image", "{prop} ... should|must be the last|final thing|shot|image", "{end} ... on|with {person} face ... {episode}", "{end} {episode} on {person}", "{quote} ... should|must|to be the last|final line|words|thing",
         "let {person} face|eyes|expression be the last ...", "hold the? final|last image|shot|frame on {person}", "hold the? final|last image|shot|frame on {prop}", "last|final line|words should|must be {quote}", "{end} right|just? after {quote}", "{end} ... on|with {person} , {episode}"),
    rule("change_ending", _end_with,
         "{end} {episode}? with|on|by|as|when|at|the_moment|right_as {person} {rest}", "{end} ... on|with a|an|another|some {cliffs} $", "{end} ... on|with a|an|another|some {cliffs} in|of|for <episode0>",
         "cliffhanger ... should|must|to|into|be a|an|more_of_a {cliffs} $", "{make} the? cliffhanger|ending ... a|an {cliffs}", "cliffhanger|ending should|must|be|is|to|: be? that? {person} {rest}",
         "cliffhanger|ending ... should|must|is|to|: be? that? {person} {rest}", "{change} the? cliffhanger|ending ... to|so_that|with {person} {rest}", "cliffhanger|ending ... should|must|to be|: that? {rest}", "{change} the? cliffhanger|ending ... to|so_that|with {rest}",
         "{end} {episode} with|on|by|as|when {rest}", "{end} with|on|by|as|when {rest}", "{end} it|this|the_episode? with|on|as|when {rest}", "{person} {say} {quote} ... at the? very? end of {episode}?",
         "different|better|new|stronger ending|cliffhanger : {rest}"),
    rule("change_ending", _ending, "{change}|{rewrite} ... ending|cliffhanger|the_end", "ending|cliffhanger ... {bad}", "{hate} the? ending|cliffhanger", "{hate} ... ending|cliffhanger", "another|different|better|stronger|new|bigger ending|cliffhanger",
         "{change} the? last moment of {episode}", "{change} the? end of {episode}", "ending|cliffhanger should|could|must be {more}? stronger|better|different|bigger", negative=True),
    rule("retitle", _retitle,
         "{call} {episode} : {rest}", "{call} {episode} to|as|into? {quote}", "{call} {episode} to|as|into? {rest}", "{call} the? whole? series|show|story|drama|thing to|as|into? {quote}", "{call} the? whole? series|show|story|drama to|as? {rest}",
         "title|name of the? series|show|{episode} ... should|must|to|is be? {quote}", "title ... {episode}? ... should|to|into|is|: be? {quote}", "{episode} should|must be called|named|titled {rest}",
         "series|show|story|drama should|must be called|named|titled {rest}", "{change} the? title|name of|for {episode} ... to {rest}", "{change} the? title|name ... to|into {rest}", "title|name of the? series|show should be {rest}",
         "a|new|different? title for {episode} : {rest}", "another|different|new title , {quote}", "{episode} is called|named {quote}", "give {episode} the title {quote}", "give the? series|show|story the title {quote}", "title should be {rest}", "^ new? title , {rest}", "^ new? title {rest}", "{call} it|this {quote} $", "{call} the episode {rest}", "{call} it|this {rest} $", "{episode} title ... to|: {rest}"),
    rule("set_length", _length,
         "cut|trim|shave|remove|lose|drop|take|chop {by}? {number} seconds|minutes|minute|second|percent", "cut|trim|shave|remove|lose|drop|take ... half a|minute|second", "cut|trim|shave|lose|drop ... seconds|second|minute",
         "{make} {episode} ... shorter|longer", "{episode} ... too long|short", "{episode} ... should|must|could|needs_to|to be ... shorter|longer", "shorten|lengthen|extend|trim|condense|stretch|compress|cut_down {episode}",
         "{make} it|this ... shorter|longer", "shorten|lengthen|extend|condense|stretch it|this|by", "^ a little|bit shorter|longer", "^ shorten|lengthen|extend|shorter|longer", "it|this is ... too long|short", "seconds|minute|minutes shorter|longer|less|more|off",
         "add ... seconds|minute|half_a_minute", "{episode} ... under|to|down_to|at_most {number} seconds|minute", "get|bring|cut|keep {episode}|it down|to|under|below {number} seconds", "{number} seconds|minute max|maximum|at_most", "it|this|{episode} should|must|has_to be|last|run|take {number} seconds|minute",
         "trim|cut {episode}|it a_bit|a_little|some|down|slightly"),
    rule("set_pace", _pace,
         "speed|hurry ... up", "{make} {episode} ... {quicker}", "{make} {episode} ... {slower}", "slow ... down", "pace|pacing|tempo|rhythm ... faster|slower|up|down|slow|fast|quicker|off|drags|tighter|snappier|picked_up", "{scene} ... faster|slower|drags|too_slow|too_fast|tighter|quicker|snappier|rushed|more_pace|breathe|room_to_breathe|more_slowly|slow_down|speed_up",
         "{episode} ... drags|too_slow|too_fast|rushed|quicker|faster|slower|snappier|tighter_pace|breathe|more_pace|hectic|dragging|slow", "^ faster|slower|quicker|snappier", "{make} it|this|everything|things ... {quicker}", "{make} it|this|everything|things ... slower|more_slowly|breathe",
         "it|this|everything is|feels|goes|{should} ... too? slow|fast|rushed|drags|faster|slower|breathe|slower|quicker|hectic", "tighten ... pace|pacing|editing|cuts|episode", "pick|quicken|increase|raise|up the pace|tempo|speed", "let {episode}|it|this|{scene} breathe",
         "more energy|pace", "faster|quicker cutting|cuts|editing"),
)  # fmt: skip

LATE: tuple[Rule, ...] = (
    rule("rewrite_episode", _rewrite,
         "{rewrite} {episode} ... so|so_that|with|to_be|as|but|where|: {rest:how}", "^ {rewrite} it another|a go|try|pass|shot $", "{rewrite} {episode} {rest:how}", "{rewrite} {episode}", "{make} {episode} {rest:how}", "{episode} should|must|could|needs_to|has_to be|feel|have {rest:how}",
         "{episode} needs {rest:how}", "{episode} ... {bad}", "{episode} is too {rest:how}", "{episode} {again}", "{hate} {episode}", "write the whole {episode} {again}", "write {episode} {again}", "another|new|different version|take|draft of|on|for {episode}", "{episode} {more} {rest:how}",
         "{change} {episode} ... {rest:how}"),
)  # fmt: skip

PLANNED: tuple[Rule, ...] = (
    rule("change_purpose", _purpose,
         "{episode} should|must be about {rest}", "let|make|have {episode} be the? one|episode? where|when|in_which {rest}", "{episode} opens|starts|begins with|on|when {rest}", "cliffhanger of {episode} , {rest}", "{episode} should|must|could be the? one? where|when {rest}", "{make} {episode} be? about {rest}", "in {episode} ... should happen|come_out that? {rest}", "hook of|for {episode} should|must|is|to|: be? {rest}",
         "{episode} should|must open|start|begin with|on|when {rest}", "open|start|begin {episode} with|on|when {rest}", "cliffhanger of|for {episode} should|must|is|to|: be? {rest}", "{change} the? purpose|plot|story|logline|plan of|for {episode} ... to|: {rest}",
         "plan|story|plot|logline for|of {episode} : {rest}", "{episode} : {rest}", "{change} what happens in {episode} ... to|: {rest}", "{change} {episode} hook ... to|: {rest}", "plot|story|logline of|for {episode} should|must be {rest}"),
)  # fmt: skip
