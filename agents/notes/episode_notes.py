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
from .scenes import edge, scene, scenes
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
    if len(words.split()) < 3:  # "scarier" tells no ending
        return _ending(wish, found)
    text = words[:1].upper() + words[1:]
    return [
        ChangeEnding(
            episode=here, cliffhanger=f"{text.rstrip('.')}.", action=f"{text.rstrip('.')}.", cliff=_cliff(words)
        )
    ]


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
    raise Unclear(
        asked,
        (f"end {said(here)} on {name}'s face", f"end {said(here)} on a betrayal", f"end {said(here)} with a threat"),
    )


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
    shorter = bool(
        re.search(
            r"\b(?:cut|shorter|shorten|trim|lose|remove|drop|shave|too long|take|reduce|less|"
            r"tighten|delete|"
            r"condense|compress|off|chop|down)\b",
            text,
        )
    )
    here = episode(wish)
    until = re.search(
        r"\b(?:to|under|at most|below|within|than|be|exactly)\b(?: (?:about|around))? (?:\d|a minute|"
        r"one|two|ninety"
        r"|sixty|half|eighty|seventy|under|exactly)",
        text,
    )
    now = wish.desk.seconds.get(here, 0.0)
    if until and seconds(wish.plain()) >= 20:
        now = now or sum(shot.seconds for shot in getattr(wish.desk.storyboards.get(here), "shots", ()))
        by = round(amount - now, 2) if now else 0.0
        if not by:
            return None
        return [SetLength(episode=here, by=by)]
    if re.search(r"\b(?:longer|extend|add|lengthen|more|stretch|too short)\b", text) and not re.search(
        "cut|shorter", text
    ):
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
    quick = bool(
        re.search(
            r"\b(?:faster|quicker|snappier|tighter|brisker|pacier|punchier|quickly|speed|up the pace|"
            r"pick up|drags|"
            r"dragging|too slow|slow-paced|energy|dynamic|hurry|tighten|so slow|quicken|"
            r"accelerate)\b",
            text,
        )
    ) and not (
        re.search(
            r"\btoo (?:fast|quick|rushed|hectic)\b|\bless rushed\b|\bslow (?:it|things|this|"
            r"down)\b",
            text,
        )
    )
    step = {0.5: 0.06, 1.0: 0.12, 2.0: 0.25}[degree(text)]
    step = min(percent(text), 0.4) or step
    factor = round(1 - step if quick else 1 + step, 3)
    mention = wish.first("scene")
    if mention is not None and mention.group:
        return [SetPace(episode=id.rsplit(".", 1)[0], factor=factor, scene=id) for id in scenes(wish, mention)]
    if mention is not None or edge(wish):
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
    off = re.search(
        r"\b(?:off|no|without|remove|hide|lose|cut|drop|do not|not|disable|get rid|delete|kill|away|out|stop)\b", text
    )
    ids = named(wish)
    if ids is None:
        ids = episodes(wish) if re.search(r"\b(?:here|this)\b", text) else ()
    return [SetCaptions(captions="off" if off else "on", episodes=ids)]


def _purpose(wish: Wish, found: Found) -> Edits:
    here = planned(wish, found.mention("episode"))
    quote = found.mention("quote")
    text = quote.about if quote else found["rest"]
    text = text[:1].upper() + text[1:].rstrip(".") + "."
    if re.search(r"\b(?:hook|opens?|opening|(?:starts?|begins?) with)\b", found.match[0]):
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
    rule("set_captions", "set_captions.captions", _captions, negative=True),
    rule("change_purpose", "change_purpose.unwritten_end", _unwritten_end),
    rule("change_ending", "change_ending.end_with", _end_with),
    rule("end_on", "end_on.end_on", _end_on),
    rule("change_ending", "change_ending.end_with.2", _end_with),
    rule("change_ending", "change_ending.ending", _ending, negative=True),
    rule("retitle", "retitle.retitle", _retitle),
    rule("set_length", "set_length.length", _length),
    rule("set_pace", "set_pace.pace", _pace),
)

LATE: tuple[Rule, ...] = (rule("rewrite_episode", "rewrite_episode.rewrite", _rewrite),)

PLANNED: tuple[Rule, ...] = (rule("change_purpose", "change_purpose.purpose", _purpose),)
