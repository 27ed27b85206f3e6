"""Wounds that are gone in the words of a script while canon has not healed them: no sling, both hands, a run."""

import re
from collections.abc import Iterator

from ..continuity.case import declared
from ..continuity.fault import Fault
from . import healing
from .claim import Claim, Stand, Told
from .referring import subject_before

HEALS_IN = 42
"""Days after which a wound may have healed without a word."""

_PARTS: dict[str, str] = {
    "arm": r"arm|hand|wrist|shoulder|elbow|finger|thumb|sling|collarbone|palm|knuckle",
    "leg": r"leg|foot|ankle|knee|thigh|hip|toe|shin|crutch|limp|cane|wheelchair|walk",
    "head": r"head|face|eye|brow|forehead|cheek|nose|jaw|temple|lip|patch|stitches",
    "body": r"rib|side|chest|back|stomach|belly|stab|shot|bullet|wound",
}
_AIDS = (
    r"(?:sling|cast|plaster|bandages?|splint|crutch(?:es)?|cane|limp|brace|stitches|eye patch|neck brace|dressing"
    r"|wheelchair|scar|bruises?|wound)"
)
_AID_OF = {
    "sling": "arm",
    "crutch": "leg",
    "crutches": "leg",
    "cane": "leg",
    "limp": "leg",
    "wheelchair": "leg",
    "eye patch": "head",
}
_GONE = re.compile(
    rf"\b(?:no|without (?:the|a|an|her|his|any)|no (?:more|longer a|sign of (?:the|a|her|his)|trace of (?:the|a|her"
    rf"|his)))"
    rf" (?:arm |leg )?(?P<a>{_AIDS})\b(?! can| could| will| would)"
    rf"|\b(?:the|her|his) (?P<b>{_AIDS}) (?:is|are|has|have)?\s*(?:gone|vanished|disappeared|off)\b"
    rf"|\b(?P<c>{_AIDS}) gone\b|\b(?P<d>un(?:bandaged|hurt|injured|scathed|marked))\b|\b(?P<e>not a (?:scratch|mark"
    rf"|bruise) on)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:arm|hand|wrist|leg|ankle|knee|shoulder|foot)s? (?:is |are |looks? )?"
    r"(?:good as new|out of (?:the|its|her|his) (?:sling|cast|splint|plaster)|as good as new|whole again|healed"
    r"|perfectly fine|free of (?:the|its))\b",
    re.IGNORECASE,
)
_USES: dict[str, re.Pattern[str]] = {
    "arm": re.compile(
        r"\bboth (?:of )?(?:her |his )?(?:hands|arms|fists|palms)\b(?! (?:are|is) (?:tied|bound|cuffed))"
        r"|\b(?:throws|flings|wraps|folds|crosses) (?:both |her |his )*arms\b"
        r"|\barms (?:crossed|folded|spread|wide)\b|\b(?:push-ups|pull-ups|a handstand"
        r"|a cartwheel)\b"
        r"|\bclimbs (?:up |down )?(?:the|a) (?:ladder|rope|fence|wall|drainpipe|tree)\b|\bclaps\b|\bapplauds\b"
        r"|\b(?:two-handed|hand over hand)\b"
    ),
    "leg": re.compile(
        r"\b(?:sprints|dances|leaps|vaults|somersaults|skips|cartwheels|jogs)\b|\bjumps (?:up|down|over|to)\b"
        r"|\bruns (?:down|up|across|along|through|out|to|into|after|for|off|away)\b"
        r"|\btakes the (?:stairs|steps) (?:two|three) at a time\b|\bkicks (?:the|in|down|open)\b"
    ),
}
_BINDS = re.compile(
    r"\b(?:sling|cast|plaster|splint|crutch\w*|broke\w*|fractur\w*|dislocated|shattered|crushed|sprain\w*|torn|severed|lost"
    r"|amputated|paraly[sz]ed|numb|lame|wheelchair|brace|cannot|can['’]t)\b",
    re.IGNORECASE,
)
"""What says of a wound that the limb is of no use."""
_SIDE = re.compile(
    r"\b(?:waves|raises|lifts|stretches|swings|throws|catches|punches|carries|points|writes|grabs|pushes|hoists|slams)\b"
    r"[^.,;]{0,40}\b(?:her|his) (?P<side>left|right) (?:arm|hand|fist)\b"
)
_TAKES_OFF = re.compile(
    rf"\b(?:takes? off|removes?|unwinds?|unwraps?|unties|cuts (?:off|away)|unstraps|throws? (?:away|off)|pulls? off"
    rf"|rips? off"
    rf"|tears? off|sheds?|slips? (?:off|out of)|loses|saws)\b[^.]*\b{_AIDS}\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:(?:her|his|the|an|one|left|right) )?(?P<side>left |right )?(?P<part>arm|hand|wrist|leg|ankle|foot|shoulder"
    r"|head)"
    r"(?: is| still)? (?:in (?:a|the|its|her|his) (?:sling|cast|plaster|splint|bandage)|bandaged|in plaster)\b",
    re.IGNORECASE,
)


def part_of(hurt: str) -> str:
    """Return which part of a body words of a wound name; empty if they name none."""
    low = hurt.lower()
    return next((part for part, words in _PARTS.items() if re.search(rf"\b(?:{words})", low)), "")


def claims(stand: Stand, one: Told) -> Iterator[Claim]:
    """Yield who is seen hurt, and who is seen whole, by an action; what people say of it may be brave."""
    text = one.text
    if one.speaker:
        return
    if not stand.state.hurt and not any(word in text for word in ("in ", "bandaged")):
        return
    if (seen := _SHOWN.search(text)) and one.meant:
        if who := subject_before(stand, one, seen.start()) or _of_name(stand, text[: seen.start()]):
            yield Claim("wound", who, seen[0].strip(), text, one.place)
        return
    if stand.state.hurt and _TAKES_OFF.search(text):
        for who in stand.state.hurt:
            if stand.named(who) in text or one.beat.who == who or who in one.scene.present:
                yield Claim("sound", who, "", text, one.place)
        return
    for who, hurt in stand.state.hurt.items():
        if who in stand.state.dead or (who not in one.scene.present and stand.named(who) not in text):
            continue
        if healing.gone(text, hurt) >= 0 and _theirs(stand, one, who):
            yield Claim("sound", who, hurt, text, one.place, strong=True)
            continue
        at = max(_whole(text, part_of(hurt), hurt), healing.whole(text))
        if at >= 0 and _about(stand, one, who, at):
            yield Claim("sound", who, hurt, text, one.place, strong=True)


def _whole(text: str, part: str, hurt: str) -> int:
    """Return where a text says that nothing is left of a wound; -1 if it does not."""
    if found := _GONE.search(text):
        aid = next((found[name].lower() for name in ("a", "b", "c") if found[name]), "")
        wanted = _AID_OF.get(aid, "")
        fits = not aid or not wanted or wanted == part or aid.rstrip("s") in hurt.lower()
        return found.start() if fits else -1
    if (found := _WHOLE.search(text)) and part_of(found[0]) == part:
        return found.start()
    if _BINDS.search(hurt) is None:
        return -1  # a cut hand still holds a wheel
    side = re.search(r"\b(left|right) (arm|hand|wrist|shoulder)", hurt.lower())
    if side and (found := _SIDE.search(text)) and found["side"] == side[1] and HEALTHY.search(text) is None:
        return found.start()
    use = _USES.get(part)
    found = use.search(text) if use and HEALTHY.search(text) is None else None
    return found.start() if found else -1


HEALTHY = re.compile(
    r"\b(?:cannot|can['’]t|tries|trying|try|wants|almost|as if|as though|like|remembers|dream\w*|with one"
    r"|good (?:hand|arm|leg)"
    r"|limps?|winces?|one-handed|pain|despite|in the photo\w*|sling|cast|crutch\w*|bandage\w*|nobody|not|never"
    r"|of (?:the|a) (?:clock|watch))\b"
)
"""What says that a limb is used all the same, or that it is not used."""


def _theirs(stand: Stand, one: Told, who: str) -> bool:
    """Tell whether a wound told in its own words is this person's: named, or nobody else here has such a one."""
    named = {stand.cast.person(found) for found in stand.cast.name.findall(one.text)}
    if named or one.beat.who:
        return who in named or (not named and one.beat.who == who)
    alike = [id for id, hurt in stand.state.hurt.items() if hurt == stand.state.hurt[who] and id in one.scene.present]
    return alike == [who]


def _of_name(stand: Stand, before: str) -> str:
    found = re.search(r"([A-Z]\w+)['’]s\s*$", before)
    return stand.cast.person(found[1]) if found else ""


def _about(stand: Stand, one: Told, who: str, at: int) -> bool:
    """Tell whether a sentence is about somebody: named in it or in the one before, or the only one in the room."""
    names = [stand.cast.person(found) for found in stand.cast.name.findall(one.text[:at])]
    if names:
        return subject_before(stand, one, at) == who or (names == [who])
    after = [stand.cast.person(found) for found in stand.cast.name.findall(one.text)]
    if after:
        return after[0] == who
    subject = subject_before(stand, one, at)
    if subject:
        return subject == who
    earlier = [stand.cast.person(found) for found in stand.cast.name.findall(one.earlier)]
    if earlier:
        return earlier[-1] == who
    return one.beat.who == who or one.scene.present == (who,)


def _last_seen(stand: Stand, one: Told, who: str) -> int:
    """Return the last day on which somebody was hurt, or a scene showed the wound."""
    if (one.scene.wounds or {}).get(who):
        return one.scene.day
    for script in stand.past():
        for scene in reversed(script.scenes):
            if (scene.wounds or {}).get(who):
                return max(scene.day, stand.since.get(who, scene.day))
            if who in scene.present:
                break
    return stand.since.get(who, one.scene.day)


def contradicts(stand: Stand, claim: Claim, one: Told) -> Fault | None:
    """Return the fault if the wound is fresh enough to be there still."""
    who, hurt = claim.subject, stand.state.hurt.get(claim.subject, "")
    if not hurt or not claim.strong or one.scene.day - _last_seen(stand, one, who) > HEALS_IN:
        return None
    if any(event.kind == "heals" and event.who == who for event in stand.history.script.events):
        return None
    if stand.days.get(one.scene.id) == "unknown" and one.scene.day - stand.since.get(who, one.scene.day) > 7:
        return None
    place = stand.history.last("hurt", where=lambda event: event.who == who)
    shown = next((c for c in reversed(stand.claims) if c.kind == "wound" and c.subject == who), None)
    name = stand.named(who)
    return Fault(
        "injury_vanishes",
        (who, hurt),
        f"{name} had {hurt}, and it is gone.",
        "Keep the wound, or show that it has healed.",
        claim.place,
        shown.place if shown else place or declared(f"{name}: {hurt}"),
    )
