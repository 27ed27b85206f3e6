"""Names in running text: whether a word is somebody's name there, and who is called by one.

A capital says nothing at the start of a sentence, and a name may be a word besides: April, Ruby, Will. Such a word is a
name only where grammar makes it one; where it does not, nobody knows, and what nobody knows is no contradiction.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_GIVEN = """
Amber Angel April Art Ash Aurora Autumn Baron Basil Bear Beau Belle Berry Bill Birdie Blaze Bliss Blossom Blue
Bob Bonnie Brandy Brook Brooke Buck Bud Bunny Candy Carol Carter Cash Cat Chance Charity Chase Cherry Chip
Christian Clay Clement Cliff Clover Colt Constance Cooper Coral Cricket Crystal Daisy Dale Dash Dawn Dean
Destiny Diamond Dick Dolly Dove Drake Drew Duke Earl Ebony Echo Ember Emerald Ernest Eve Faith Fern Flora Ford
Forest Fox Frank Gale Garnet Gem Gene Ginger Glen Gloria Glory Grace Grant Gray Grey Guy Happy Harmony Harry
Haven Hawk Hazel Heath Heather Hero Holly Honey Honor Hope Hunter Indigo Iris Ivory Ivy Jack Jade Jasmine
Jasper Jay Jet Jewel Joy June Juniper Justice King Kit Lance Lane Lark Laurel Lavender Leaf Liberty Lily Lotus
Love Luna Mac Major Maple Marigold Mark Marshall Mary Mason Max May Melody Mercy Merry Mike Miles Misty Nick
Noble Norm Nova Ocean Olive Opal Page Pansy Parker Pat Patience Peace Pearl Peg Penny Pepper Petal Phoenix
Pierce Piper Poppy Porter Prince Prudence Queen Rain Raven Ray Rebel Reed Rex Rich Ridge River Rob Robin Rock
Rocky Rod Rose Rosemary Rowan Royal Ruby Rusty Saffron Sage Sailor Sandy Saul Scarlet Scout Serenity Sharon
Sky Skip Sol Sparrow Spike Star Sterling Stew Stone Storm Stormy Sue Summer Sunday Sunny Temperance Tiger
Timber Tom True Trip Troy Tucker Tyler Valentine Velvet Verity Victor Viola Violet Wade Ward Warren West
Wednesday Will Willow Winter Wolf Woody Wren
"""
WORDS = frozenset(_GIVEN.split())
"""Given names that are words of English too."""
_MONTHS = frozenset({"April", "May", "June", "Summer", "Winter", "Autumn", "Sunday", "Wednesday"})

_BEGINS = re.compile(r"(?:^|[.!?…:—–]\s*|[“\"‘(]\s*)$")
_THING_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|every|each|no|some|any|last|next|early|late|mid|since|until|till|in|by|during|through|like"
    r"|my|your|his|her|our|their|old|new|full|more|much|such|with|of pure|in pure)\s+$",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(r"\b(?:of|on|before|after|from|to|for|and|it['’]s|is|was)\s+$", re.IGNORECASE)
_TITLE = re.compile(r"(?:^|[.!?…]\s*)[A-Z][\w'’]*\s+$|\b(?:Mrs?|Ms|Miss|Dr|Doctor|Uncle|Aunt|Captain|I)\.?\s+$")

_ASIDE = (
    r"(?!(?:who|whose|of|if|for|the|a|an|my|his|her|their|our|not|in|on|at|like|and|or|when|where|with|then|all|both|each"
    r"|every|some|no one|as|by|from|to|but|maybe|too|then|which|though)\b|[A-Z]\w)"
    r"(?![^,.!?]+, (?:had|was|is|has|would|left|\w+ed|knew)\b)"
)
_TO_SOMEBODY = re.compile(
    r"\s*(?:[,—–…:-]|\.\.\.)\s*(?=\S)" + _ASIDE + r"(?!I (?:thought|think|suppose|guess|believe)\b,?)"
    r"(?i:[^,;.!?…—]*\b(?:you|you['’]\w+|your|yours|I|I['’]\w+|me|we|us)\b"
    r"|(?:please|wait|stop|come|go|look|listen|run|help|tell|give|take|say|open|close|hold|stay|get|put|leave|forgive|let"
    r"|quick|careful|quiet|easy|don['’]t|do|please|what|why|where|how|is it|are|can|will|breathe|sit|hurry|wake|answer"
    r"|think|hush|enough|sorry|thank)\b)",
)
"""What follows a name at the start of a sentence if somebody is called by it, and told something."""
_CALLS_OUT = re.compile(r"\s*[!?]+(?:\s|$)")
_WHICH = re.compile(r"\b(?:when|which|month|colou?r|season|stone|flower)\b[^.!]*\?\s*$", re.IGNORECASE)
_PERSON = re.compile(
    r"\s+(?:said|says|told|tells|knows|knew|asked|asks|lied|swore|promised|thinks|thought|married|kissed|wrote|phoned"
    r"|drove|stole|confessed|remembers|remembered|wants|wanted|and I|who)\b"
    r"|\s+(?:would|could|did|does)(?:n['’]t| not| never)? (?:ever )?(?:do|say|tell|lie|know|steal|hurt|kill|want|swear"
    r"|forgive|understand|admit|believe|trust|help)\b"
    r"|,? who\b"
    r"|\s+(?:is|was) (?:my|your|his|her|our|their|[A-Z]\w+['’]s) (?:\w+ )?(?:mother|father|sister|brother|son|daughter"
    r"|aunt|uncle|cousin|niece|nephew|wife|husband|friend|boss|partner|lawyer|doctor|boy|girl|child)\b"
    r"|['’]s (?:mother|father|sister|brother|son|daughter|aunt|uncle|cousin|wife|husband|friend|hand|hands|face|voice"
    r"|name|phone|eyes|house|room|coat|ring|alibi)\b"
)
"""What follows a name if the sentence makes it a person's."""


def is_name(text: str, at: int, end: int, names: tuple[str, ...], word: bool) -> bool:
    """Tell whether a capital word of a text is somebody's name; ``names`` are theirs, ``word``: it is a word too."""
    if not word:
        return True
    before, after = text[:at], text[end:]
    full = re.match(r"\s+([A-Z][\w-]+)", after)
    if full is not None:
        return full[1] in names
    if _BEGINS.search(before) is None:
        if _THING_BEFORE.search(before) or (text[at:end] in _MONTHS and _TIME_BEFORE.search(before)):
            return False
        return re.search(r"[A-Z][\w'’]*\s+$", before) is None or _TITLE.search(before) is not None
    if _CALLS_OUT.match(after):
        return _WHICH.search(before) is None
    return _TO_SOMEBODY.match(after) is not None or _PERSON.match(after) is not None


def says(text: str, name: str, names: tuple[str, ...] = (), word: Callable[[str], bool] = lambda _: False) -> bool:
    """Tell whether a name is said in a text, and not the word it also is; ``word`` knows others that are words."""
    if name not in text:
        return False
    return any(
        is_name(text, found.start(), found.end(), names, name in WORDS or word(name))
        for found in _word(name).finditer(text)
    )


@lru_cache(maxsize=512)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")


@dataclass(frozen=True)
class Called:
    """A name by which somebody is called in a line."""

    name: str
    sure: bool
    """Set off where a capital is a name's: not the first word of a sentence."""


_LEAD = (
    r"(?:(?:Oh|Ah|Hey|No|Yes|Well|Now|Please|Look|Listen|Wait|Stop|Come|Come (?:on|here)|Hello|Hi|Sorry|Thanks"
    r"|Thank you|Goodbye|Welcome|Enough|Careful|Easy|Quiet|Hush|Poor|Good (?:morning|evening|night)|But|And|So|Then"
    r"|Forgive me|God|Dammit|Quick|Calm down|Hurry|Tell me|Believe me|Trust me)[,!.…]? )"
)
_FOND = r"(?:(?:[Mm]y )?(?:[Dd]ear(?:est)?|[Ss]weet|[Dd]arling|[Pp]oor|[Bb]eloved|[Ll]ittle|[Oo]ld) )?"
_NAME = r"(?P<name>[A-Z][a-z]\w*)"
_AT_START = re.compile(rf"(?:^|[.!?…]\s+)(?P<lead>{_LEAD}*){_FOND}{_NAME}(?:!|\s*[,—–…-]\s*(?=\S){_ASIDE})")
_ASKED = re.compile(
    rf"(?:^|[.!?…]\s+)(?P<lead>{_LEAD}*){_NAME}\?+(?=\s+(?:Is (?:it|that)(?: really)? you\b|Can you hear|Do you hear"
    r"|Are you (?:there|awake|listening|all right|asleep|home)|Where are you\b))"
)
_AT_END = re.compile(rf"(?P<head>[^.!?…]*[\w'’]), {_FOND}{_NAME}\s*(?:[.!?…—]|$)")
_INSIDE = re.compile(rf"(?P<head>(?:^|[.!?…]\s+)[^.!?…,]*[\w'’]), {_FOND}{_NAME}, {_ASIDE}(?P<rest>[^.!?…]*)")
_EXPLAINED = re.compile(
    r"\b(?:brother|sister|cousin|son|daughter|mother|father|uncle|aunt|wife|husband|nephew|niece|man|woman|girl|boy|friend"
    r"|partner|boss|name|named|called|is|was|and|or|he|she|him|his|her|hers|they|them|one|someone|somebody|with|only|else"
    r"|us|everyone|everybody|people|two|three)$"
    r"|(?:^|, |and |of |to |for |from |by |with )[A-Z]\w+$"
)
"""What a name after a comma only explains, or what it stands in one list with."""
_SPOKEN_TO = re.compile(
    r"\b(?:you|your|yours|yourself|me|let['’]s)\b|\byou['’]|^\s*(?:Please|Tell|Look|Listen|Come)\b", re.I
)
_TITLES = """
Oh Ah Hey No Yes Well Now Please Look Listen Wait Stop Come Hello Hi Sorry Thanks God Sir Madam Maam Mother
Father Mom Mum Dad Grandma Grandpa Brother Sister Uncle Aunt Cousin Doctor Detective Captain Officer Professor
Judge Miss Monday Tuesday Wednesday Thursday Friday Saturday Sunday Good Enough Careful Easy Quiet Hush
Goodbye Welcome
"""
_NOBODY = frozenset(_TITLES.split())


def calls(text: str) -> Iterator[Called]:
    """Yield the names by which somebody is called: set off at the start, at the end or inside of a sentence."""
    for pattern in (_AT_START, _ASKED):
        for found in pattern.finditer(text):
            if found["name"] not in _NOBODY:
                yield Called(found["name"], bool(found["lead"].strip(" .!…")))
    for found in _AT_END.finditer(text):
        if found["name"] not in _NOBODY and not _EXPLAINED.search(found["head"]):
            yield Called(found["name"], True)
    for found in _INSIDE.finditer(text):
        spoken_to = _SPOKEN_TO.search(found["head"]) or _SPOKEN_TO.search(found["rest"])
        if found["name"] not in _NOBODY and spoken_to and not _EXPLAINED.search(found["head"]):
            yield Called(found["name"], True)
