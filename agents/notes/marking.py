"""Find every mention in a note: people, things and places first, then what is told with them."""

import re
from dataclasses import replace
from functools import partial

from ..crew import Desk
from .amounts import NUMBER, ORDINAL, number
from .cast import Cast
from .examples import any_of, value
from .mention import Marked, Mention, MentionKind, naming

_ARTICLE = r"(?:the |this |that |these |those )?"
_WHERE = r"(?:where|when|in which|during which|as|while|with|about|of|in|on|at)"
_TIMES = f"{any_of('hours')}|{any_of('weathers')}"
_STOP = (
    r"(?= (?:,|so that|should|must|needs to|has to|ought to|is too|are too|feels|to be|instead|into|"
    r"to (?:the |a |an )?<place\d+>|to (?:the )?(?:end|start|beginning|front)|(?:in|from|of|for) <episode\d+>|"
    rf"(?:at|by|in)(?: the)? (?:{_TIMES})(?= |$)|(?:before|after) (?:the )?(?:scene|first|last|second|third|moment|bit|"
    r"part)|longer|shorter|faster|slower|more|less|a bit|a little|again|happen|take place|"
    r"(?:closer|wider|tighter)|(?:from )?(?:below|above))(?: |$)| (?:before|after) (?:the )?<| ?$)"
)
_FRAMED = {
    "close_up": r"close[ -]?ups?",
    "extreme_close_up": r"extreme close[ -]?up",
    "wide": r"wide(?: shot)?|long shot",
    "insert": r"insert(?: shot)?|detail shot",
    "two_shot": r"two[ -]?shot",
    "medium": r"medium shot|mid[ -]shot",
    "over_shoulder": r"over[ -]the[ -]shoulder(?: shot)?",
    "establishing": r"establishing shot",
    "title": r"title card",
    "silhouette": r"silhouette(?: shot)?",
    "panels": r"split[ -]?screen(?: shot)?",
    "end": r"end card",
}


def marked(text: str, quoted: tuple[str, ...], cast: Cast, desk: Desk) -> Marked:
    """Return a tidied text with everything marked that it names."""
    note = Marked(f" {text} ")
    note.each(r"\{(\d+)\}", lambda m: Mention("quote", f'"{quoted[int(m[1])]}"', about=quoted[int(m[1])]))
    _ids(note)
    _episodes(note)
    cast.mark_people(note)
    _things(note, desk)
    _places(note, desk)
    _shots(note)
    _scenes(note)
    _lines(note)
    _beats(note)
    _within(note)
    note.text = re.sub(r"\s+", " ", note.text).strip() + " "
    return note


def _within(note: Marked) -> None:
    """Let what is said to be in a scene or an episode take it with it: "scene 3 of episode 1" is one mention."""
    inner = r"<(?:scene|shot|line|beat|quote)\d+>"
    for outer in (r"<scene\d+>", r"<episode\d+>"):
        note.each(rf"({inner}),?(?: (?:of|in|from|at|during|on))? ({outer})", lambda m: _put(note, m[1], m[2]))
    note.each(r"(<episode\d+>)(?:'s|,)? ((?:<scene|<shot|<line)\d+>)", lambda m: _put(note, m[2], m[1]))
    note.each(r"(?<= in )(<episode\d+>) in (<scene\d+>)", lambda m: _put(note, m[2], m[1]))


def _put(note: Marked, inner: str, outer: str) -> Mention | None:
    one, other = note.named(inner), note.named(outer)
    if one.kind == other.kind:
        return None
    return replace(one, words="", within=(*one.within, outer, *other.within))


def _ids(note: Marked) -> None:
    kinds: tuple[tuple[str, MentionKind], ...] = (
        (r"\bs\d{2,}e\d{2,}\.\d+\.l\d+\b", "line"),
        (r"\bs\d{2,}e\d{2,}\.\d+\.b\d+\b", "beat"),
        (r"\bs\d{2,}e\d{2,}\.s\d+\b", "shot"),
        (r"\bs\d{2,}e\d{2,}\.\d+(?![\w.])", "scene"),
        (r"\bs\d{2,}e\d{2,}\.[a-z_]+\.[0-9a-f]{4,}\b", "finding"),
    )
    for pattern, kind in kinds:
        note.each(pattern, partial(_identified, kind))


def _identified(kind: MentionKind, found: re.Match[str]) -> Mention:
    return Mention(kind, found[0], ids=(found[0].lower(),))


def _episodes(note: Marked) -> None:
    ep = r"(?:episodes?|eps?\.?|chapters?|epsiodes?|epis)"
    numbered = rf"\b{ep} ?#?({NUMBER})\b"
    note.each(
        r"\bs(\d{1,2}) ?e(\d{1,3})(?![\w.@])",
        lambda m: Mention("episode", m[0], ids=(f"s{int(m[1]):02d}e{int(m[2]):02d}",)),
    )
    several = rf"\b{ep} ((?:{NUMBER})(?: ?(?:,|-|to|through|and|\+|, and) ?(?:{NUMBER}))+)(?! seconds)\b"
    note.each(several, lambda m: Mention("episode", m[0], group=True, about=_listed(m[1])))
    note.each(numbered, lambda m: Mention("episode", m[0], number=number(m[1])))
    note.each(rf"\b(?:the )?({ORDINAL}) {ep}\b", lambda m: Mention("episode", m[0], number=number(m[1])))
    note.each(r"\b(?:the )?pilot(?: episode)?\b", lambda m: Mention("episode", m[0], number=1))
    note.each(
        r"\b(?:in |across |throughout )?(?:every|each|all|all of)(?: the| of the)? (?:single )?(?:episodes?|eps)\b|"
        r"\b(?:throughout|for|in|over|across) the (?:whole|entire) (?:thing|series|season|show|story)\b|\beverywhere\b|"
        r"\bin all of them\b",
        lambda m: Mention("episode", m[0], group=True, about="all"),
    )
    note.each(
        rf"\b(?:this|the current) {ep}\b|\bthe episode(?! where| when| with)\b",
        lambda m: Mention("episode", m[0], pointed=True),
    )
    note.each(rf"\bnext {ep}\b", lambda m: Mention("episode", m[0], about="next"))
    note.each(rf"\b(?:the )?(?:previous|earlier) {ep}\b", lambda m: Mention("episode", m[0], about="previous"))
    note.each(r"\bthe (?:season )?finale\b", lambda m: Mention("episode", m[0], about="finale"))


def _listed(text: str) -> str:
    """Return the numbers of "2, 3 and 5" or "2 to 4", with spaces between."""
    span = re.fullmatch(rf"({NUMBER}) ?(?:-|to|through) ?({NUMBER})", text, re.IGNORECASE)
    if span:
        return " ".join(str(n) for n in range(number(span[1]), number(span[2]) + 1))
    return " ".join(str(number(n)) for n in re.findall(NUMBER, text, re.IGNORECASE))


def _things(note: Marked, desk: Desk) -> None:
    """Mark the objects that matter, by their name or by what kind of thing they are."""
    named: dict[str, list[str]] = {}
    for prop in desk.bible.props:
        bare = re.sub(r"^(?:the|a|an) ", "", prop.name.lower())
        named.setdefault(bare, []).append(prop.id)
        for word in {prop.kind, prop.id.replace("_", " "), bare.split()[-1]}:
            named.setdefault(word, []).append(prop.id)
    for word in sorted(named, key=lambda word: (-len(word), word)):
        ids = tuple(dict.fromkeys(named[word]))
        note.each(
            rf"(?<!over the )(?<!on the )(?<!by )(?<!ringing )(?<!<)\b(?:(?:the|this|that|his|her|their) )?"
            rf"{re.escape(word)}(?:'s)?(?![\w>])(?! (?:ring|ringing|rings|sound|effect|call|screen))",
            naming("prop", ids),
        )


def _places(note: Marked, desk: Desk) -> None:
    named: dict[str, tuple[str, ...]] = {}
    for place in desk.bible.locations:
        bare = re.sub(r"^(?:the|a|an) ", "", place.name.lower())
        named[bare] = (place.id,)
    for word in sorted(named, key=lambda word: (-len(word), word)):
        note.each(
            rf"\b{_ARTICLE}{re.escape(word)}(?![\w>])",
            naming("place", named[word], desk.bible.location(named[word][0]).set),
        )
    sets = any_of("sets")
    note.each(
        rf"(?<![<\w-])(?:(?:the|this|that|a|an|some) )?(?:\w+[- ](?=(?:{sets})(?![\w>])))?{sets}(?![\w>-])",
        lambda m: _place(m[0], desk),
    )


def _place(words: str, desk: Desk) -> Mention | None:
    kind = value("sets", words)
    there = tuple(place.id for place in desk.bible.locations if place.set == kind)
    said = re.match(r"(?:the|this|that|a|an|some) ", words, re.IGNORECASE)
    ids = () if said and said[0].strip().lower() in ("a", "an", "some") and not there else there
    return Mention("place", words, ids=ids, value=kind)


def _shots(note: Marked) -> None:
    note.each(
        rf"\bshots? (?:number |nr\.? |no\.? |#)?((?:{NUMBER})(?:(?: ?, ?| and | to |-)(?:{NUMBER}))+)\b",
        lambda m: Mention("shot", m[0], group=True, about=_listed(m[1])),
    )
    note.each(
        rf"\b(?:the )?shot (?:number |nr\.? |no\.? |#)?({NUMBER})\b(?! seconds)",
        lambda m: Mention("shot", m[0], number=number(m[1])),
    )
    framed = "|".join(f"(?P<{name}>{words})" for name, words in _FRAMED.items())
    about = rf"(?:(?! (?:of|in|from) (?:<episode|(?:the |this )?(?:\w+ )?scene)) (?:{_WHERE}) (?P<about>.+?){_STOP})?"
    note.each(
        rf"\b(?:the|this|that) (?:(?P<nth>{ORDINAL}) )?(?:(?:{framed})(?: shot)?|(?P<any>shot)){about}(?=[ ,])",
        lambda m: _shot(m, note),
    )


def _shot(found: re.Match[str], note: Marked) -> Mention:
    framing = next((name for name in _FRAMED if found[name]), "")
    about = found["about"] or ""
    pointed = not framing and not found["nth"] and not about
    return Mention(
        "shot",
        "",
        number=number(found["nth"] or ""),
        about=note.plain(about),
        value=framing,
        pointed=pointed,
        who=" ".join(re.findall(r"<person\d+>", about)),
    )


def _scenes(note: Marked) -> None:
    note.each(
        r"\b(?:every|each|all|all of)(?: of)?(?: the)? (?:single )?scenes?(?! (?:number )?\d)\b"
        r"(?! where| when| that| in which)(?: with (?P<who><person\d+>)(?: in it)?)?"
        r"(?P<whole> (?:of|in) the (?:whole |entire )?(?:series|season|show|story))?",
        lambda m: Mention(
            "scene", "", group=True, about="all", value="series" if m["whole"] else "", who=m["who"] or ""
        ),
    )
    note.each(
        rf"\bscenes? (?:number )?((?:{NUMBER})(?:(?: ?, ?| and | to |-)(?:{NUMBER}))+)\b",
        lambda m: Mention("scene", m[0], group=True, about=_listed(m[1])),
    )
    note.each(
        rf"\b(?:the )?scene (?:number |nr\.? |#)?({NUMBER})\b(?! seconds)",
        lambda m: Mention("scene", m[0], number=number(m[1])),
    )
    note.each(
        rf"\b(?:the |this |that )?({ORDINAL})(?: and last)? scene\b",
        lambda m: Mention("scene", m[0], number=number(m[1])),
    )
    note.each(
        rf"\b(?:the|that|this) (?:whole |entire )?scene (?:{_WHERE}) (?P<about>.+?){_STOP}",
        lambda m: Mention("scene", "", about=note.plain(m["about"])),
    )
    note.each(
        r"(?:\b(?:the|that|this) )?(?P<place><place\d+>) scene\b",
        lambda m: Mention("scene", "", about=note.plain(m["place"]), value="place"),
    )
    note.each(
        r"\b(?:the|that|this) (?!whole|entire|same|next|previous|other|new)(?P<about>(?:<\w+>|\w+)(?: \w+)?) scene\b",
        lambda m: Mention("scene", "", about=note.plain(m["about"])),
    )
    note.each(
        r"\b(?:this|that|the|the whole|the entire|the current) scene\b", lambda m: Mention("scene", m[0], pointed=True)
    )


def _lines(note: Marked) -> None:
    nth = rf"(?:(?P<nth>{ORDINAL}) )?(?:spoken )?(?:lines?|words)"
    note.each(
        rf"(?P<who><person\d+>) {nth}(?: (?:is |which is )?(?P<quote><quote\d+>))?(?![\w>])",
        lambda m: _line(m, note) if m["nth"] or "line " in m[0] + " " or m["quote"] else None,
    )
    note.each(
        rf"\b(?:the|that|this) {nth} (?:of|by|from|spoken by|said by) (?P<who><person\d+>)", lambda m: _line(m, note)
    )
    note.each(
        rf"\b(?:the|that|this) (?:{ORDINAL} )?line (?:is |that says |where \S+ says |saying )?(?P<quote><quote\d+>)",
        lambda m: _line(m, note),
    )
    note.each(
        rf"\b(?:the|that|this) line (?:about|where|that says|saying|with|on|when|that goes) (?P<about>.+?){_STOP}",
        lambda m: _line(m, note),
    )
    note.each(
        rf"\b(?:the )?line (?:number |nr\.? |#)?({NUMBER})\b(?! seconds)",
        lambda m: Mention("line", m[0], number=number(m[1])),
    )
    note.each(rf"\b(?:the|that|this) (?P<nth>{ORDINAL}) (?:spoken )?line\b", lambda m: _line(m, note))
    note.each(r"\b(?:this|that|the) line\b", lambda m: Mention("line", m[0], pointed=True))


def _line(found: re.Match[str], note: Marked) -> Mention:
    groups = found.groupdict()
    quote = note.named(groups["quote"]).about if groups.get("quote") else ""
    return Mention(
        "line",
        "",
        number=number(groups.get("nth") or ""),
        about=quote or note.plain(groups.get("about") or ""),
        who=groups.get("who") or "",
        value="quote" if quote else "",
    )


def _beats(note: Marked) -> None:
    note.each(
        rf"\b(?:the|that|this) (?:little |whole |short )?(?:moment|bit|part|beat|action|business) "
        rf"(?:where|when|in which|with|about|of|as) (?P<about>.+?){_STOP}",
        lambda m: Mention("beat", "", about=note.plain(m["about"])),
    )
    note.each(
        rf"\b(?:the )?beat (?:number |nr\.? |#)?({NUMBER})\b(?! seconds)",
        lambda m: Mention("beat", m[0], number=number(m[1])),
    )
    note.each(
        rf"\b(?:the|that|this) (?P<nth>{ORDINAL}) (?:beat|moment)\b",
        lambda m: Mention("beat", m[0], number=number(m["nth"])),
    )
    note.each(r"\b(?:this|that) (?:moment|bit|beat|action)\b", lambda m: Mention("beat", m[0], pointed=True))
