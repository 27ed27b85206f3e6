"""Notes about objects, places, style, tone and the rules of the world."""

import re
from collections.abc import Sequence
from typing import cast

from ...memory.bible import ArtDirection, PropKind, SetKind
from ...memory.edit import AnyEdit
from ...memory.edits.people import AddRule, ChangeLocation, ChangeProp, ChangeTone, Restyle
from .answer import Unclear
from .examples import called, value
from .mention import Mention
from .pattern import Found, Rule, rule
from .whom import prop
from .wish import Wish, said

Edits = Sequence[AnyEdit] | None


def _prop(wish: Wish, found: Found) -> Edits:
    id = prop(wish, found.mention("prop"))
    other = found.mention("other")
    words = re.sub(
        r",? ?(?:instead.*|rather than .*|in (?:episode|scene) \d+)$",
        "",
        (other.words if other else found["rest"]).strip(' ".'),
    )
    words = re.sub(r"^(?:made (?=of)|actually |really |be |is )", "", words)
    kind = value("prop_kinds", words)
    bare = re.sub(r"^(?:an?|the|some) ", "", words.lower())
    if kind and called("prop_kinds").get(bare) == kind:
        return [ChangeProp(prop=id, kind=cast(PropKind, kind))] if kind != wish.desk.bible.prop(id).kind else None
    if not words:
        return None
    return [ChangeProp(prop=id, kind=cast(PropKind, kind) if kind and re.match(r"an? ", words) else None, words=words)]


def _place(wish: Wish, found: Found) -> Edits:
    place = cast(Mention, found.mention("place"))
    if len(place.ids) != 1:
        return None
    id = place.ids[0]
    other = found.mention("other")
    if other is not None:
        kind = cast(SetKind, other.value)
        if kind == wish.desk.bible.location(id).set:
            return None
        return [ChangeLocation(location=id, set=kind)]
    words = found["rest"].strip(' ".') or (wish.plain(found.match[0]).rsplit(" in ", 1)[0] if found.has("word") else "")
    if not words or re.match(r"^(?:in|at|on|with) ?$", words):
        return None
    words = re.sub(r"^(?:be|look|feel|more like|like|to be|have|has|with) (?=\w)", "", words)
    return [ChangeLocation(location=id, words=words)]


def _style(wish: Wish, found: Found) -> Edits:
    style = value("styles", found["styles"] if found.has("styles") else wish.plain())
    return [Restyle(style=cast(ArtDirection, style))] if style else None


def _which_style(wish: Wish, found: Found) -> Edits:
    styles = ("painterly", "cel", "noir", "duotone", "papercut", "silhouette")
    raise Unclear(
        f"Which art direction: {', '.join(styles[:-1])} or {styles[-1]}?",
        [f"draw the series in {one}" for one in styles],
    )


_TONES = (
    "happier|darker|lighter|funnier|sadder|scarier|sexier|grittier|warmer|colder|moodier|creepier|bleaker|brighter|"
    "sweeter|edgier|"
    "campier|sillier|tenser|steamier|spicier|gloomier|softer|weirder|wittier|angrier|spookier|cosier|cozier|grimmer|"
    "goofier|"
    "more_fun|more_serious|more_romantic|more_dramatic|more_suspenseful|more_emotional|more_intense|more_playful|"
    "more_hopeful|"
    "more_mysterious|more_comedic|more_tragic|more_realistic|more_like_a_thriller|less_dark|less_serious|less_sad|"
    "less_gloomy|"
    "less_funny|less_dramatic|less_violent|less_melodramatic|more_tense|more_light-hearted|more_lighthearted|"
    "more_cynical|more_tender|"
    "more_uplifting|more_like_a_comedy|more_of_a_comedy|more_of_a_thriller|more_humour|more_humor|more_romance|"
    "more_suspense|more_comedy|more_tension"
)
_WHOLE = "series|show|season|story|drama|it_all|whole_thing|everything|overall_tone|mood|tone|vibe|film"


def _tone(wish: Wish, found: Found) -> Edits:
    text = found["rest"] if found.has("rest") else wish.plain(found["tone"]) if found.has("tone") else ""
    if not text:
        hit = re.search(
            "|".join(one.replace("_", " ") for one in sorted(_TONES.split("|"), key=len, reverse=True)),
            wish.plain().lower(),
        )
        text = hit[0] if hit else ""
    text = re.sub(r"^(?:be|to be|feel|should be|is|a|an|the|of|to) ", "", text.strip(' ".'))
    text = re.sub(r",? ?(?:from now on|overall|in general|everywhere|in every episode|throughout)$", "", text)
    if not text or wish.first("scene", "shot"):
        return None
    if (
        (here := wish.focused()) in wish.desk.scripts
        and re.search(r"\b(?:it|this|things)\b", found.match[0])
        and wish.first("episode") is None
    ):
        raise Unclear(
            f"Is it {said(here)} that should be {text}, or the whole series?",
            (f"rewrite {said(here)} so that it is {text}", f"make the whole series {text}"),
        )
    return [ChangeTone(tone=text)]


def _rule(wish: Wish, found: Found) -> Edits:
    text = (found["rest"] if found.has("rest") else wish.plain()).strip(' ".')
    text = re.sub(
        r"^(?:that |from now on|in this (?:world|story|series)|the rule(?: that)?|in this universe|,| )+",
        "",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r",? ?(?:in this (?:world|story|series|universe)|from now on)$", "", text, flags=re.IGNORECASE).strip(
        " ,"
    )
    if len(text.split()) < 3:
        return None
    return [AddRule(rule=text[:1].upper() + text[1:] + ".")]


def _whole_rule(wish: Wish, found: Found) -> Edits:
    return _rule(wish, Found(wish, cast("re.Match[str]", re.match(r"(?s).*", wish.text))))


RULES: tuple[Rule, ...] = (
    rule("restyle", "restyle.style", _style),
    rule("restyle", "restyle.which_style", _which_style),
    rule("add_rule", "add_rule.rule", _rule),
    rule("add_rule", "add_rule.whole_rule", _whole_rule, negative=True),
)

LATE: tuple[Rule, ...] = (
    rule("change_prop", "change_prop.prop", _prop),
    rule("change_location", "change_location.place", _place),
    rule("change_tone", "change_tone.tone", _tone),
)
