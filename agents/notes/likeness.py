"""Which of several texts is meant: by the words that they have in common, the rare ones more."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

_COMMON = frozenset(
    "a an the and or but of in on at to from with by for is are was were be been it its this that these those he she "
    "him her his hers they them their there here who whom which what when where as while i you we me my your our so do "
    "does did not no then than into up down out over under about just very really some any all one something someone "
    "somebody says say said tells tell told will would should could can has have had gets get got scene shot line "
    "moment bit part goes go being s t".split()
)
_ALIKE = (
    "find finds finding found discover discovers discovered see sees notice notices",
    "phone call calls voicemail message messages voice", "walk walks come comes enter enters arrive arrives appear",
    "look looks watch watches stare stares", "argue argues fight fights quarrel accuse accuses confront confronts",
    "dinner table eat eats supper dine", "door handle", "hurt wound injured blood bleeding", "cry cries weep tears",
    "kiss kisses", "die dies dead death", "ring rings band", "leave leaves go", "sit sits chair", "letter note card",
    "promise promises swear swears vow", "confess confesses confession admit admits", "roof rooftop", "ill sick",
    "break breaks broken pieces shatter shatters", "take takes grab grabs pick picks", "hold holds holding",
    "wedding marry marries marriage married altar bride groom aisle", "grave buried cemetery", "open opens",
    "hospital ward room", "ice cloth", "burn burns burnt fire ash", "photo photograph picture",
)  # fmt: skip
_GROUP = {word: group.split()[0] for group in _ALIKE for word in group.split()}


def stems(text: str) -> list[str]:
    """Return the words of a text that tell something, without their endings."""
    words = re.findall(r"[a-zà-ÿ0-9]+", text.lower().replace("'s", " ").replace("’s", " "))
    return [_stem(word) for word in words if word not in _COMMON]


def _stem(word: str) -> str:
    if word in _GROUP:
        return _GROUP[word]
    for end in ("ingly", "edly", "ing", "ies", "ied", "ed", "es", "s", "ly"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            bare = word[: -len(end)]
            return _GROUP.get(bare, bare + "y" if end in ("ies", "ied") else bare.rstrip("e"))
    return word.rstrip("e") if len(word) > 3 else word


def likeness(about: str, texts: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return how much of what is told is in each thing, 0 to 1; a thing is several texts, and one alone counts more."""
    asked = dict.fromkeys(stems(about))
    if not asked or not texts:
        return dict.fromkeys(texts, 0.0)
    parts = {id: [set(stems(part)) for part in of] for id, of in texts.items()}
    whole = {id: set().union(*sets) if sets else set() for id, sets in parts.items()}
    counted = Counter(word for words in whole.values() for word in words)
    weight = {word: math.log(1.0 + len(texts) / (counted[word] or 0.5)) for word in asked}
    total = sum(weight.values())

    def share(words: set[str]) -> float:
        return sum(weight[word] for word in asked if word in words) / total

    return {id: 0.4 * share(whole[id]) + 0.6 * max((share(part) for part in parts[id]), default=0.0) for id in texts}


def best(scores: Mapping[str, float], least: float = 0.34, clear: float = 0.85) -> list[str]:
    """Return what is meant: one if it stands out, several if they are alike, none if nothing is near."""
    top = max(scores.values(), default=0.0)
    if top < least:
        return []
    return [id for id, score in scores.items() if score >= clear * top]


def quoted(quote: str, texts: Mapping[str, str]) -> list[str]:
    """Return the ids of the texts that a quotation is from: word for word, in part, or nearly."""
    aim = _bare(quote)
    bare = {id: _bare(text) for id, text in texts.items()}
    if not aim:
        return []
    same = [id for id, text in bare.items() if text == aim]
    if same:
        return same
    part = [id for id, text in bare.items() if f" {aim} " in f" {text} "]
    if part:
        return part
    start = [id for id, text in bare.items() if aim in text]
    if start and len(aim) > 4:
        return start
    ratios = {id: SequenceMatcher(None, aim, text).ratio() for id, text in bare.items() if text}
    top = max(ratios.values(), default=0.0)
    return [id for id, ratio in ratios.items() if ratio >= max(0.78, top - 0.02)]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "").replace("'", "")))
