"""Which of several texts is meant: by the words that they have in common, the rare ones more."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

_COMMON = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "with",
        "by",
        "for",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "him",
        "her",
        "his",
        "hers",
        "they",
        "them",
        "their",
        "there",
        "here",
        "who",
        "whom",
        "which",
        "what",
        "when",
        "where",
        "as",
        "while",
        "i",
        "you",
        "we",
        "me",
        "my",
        "your",
        "our",
        "so",
        "do",
        "does",
        "did",
        "not",
        "no",
        "then",
        "than",
        "into",
        "up",
        "down",
        "out",
        "over",
        "under",
        "about",
        "just",
        "very",
        "really",
        "some",
        "any",
        "all",
        "one",
        "something",
        "someone",
        "somebody",
        "says",
        "say",
        "said",
        "tells",
        "tell",
        "told",
        "will",
        "would",
        "should",
        "could",
        "can",
        "has",
        "have",
        "had",
        "gets",
        "get",
        "got",
        "scene",
        "shot",
        "line",
        "moment",
        "bit",
        "part",
        "goes",
        "go",
        "being",
        "s",
        "t",
    ]
)
_ALIKE = (
    "find finds finding found discover discovers discovered see sees notice notices",
    "phone call calls voicemail message messages voice",
    "walk walks come comes enter enters arrive arrives appear",
    "look looks watch watches stare stares",
    "argue argues fight fights quarrel accuse accuses confront confronts",
    "dinner table eat eats supper dine",
    "door handle",
    "hurt wound injured blood bleeding needle",
    "cry cries weep tears",
    "kiss kisses",
    "die dies dead death",
    "ring rings band",
    "leave leaves go",
    "sit sits chair",
    "letter note card",
    "promise promises swear swears vow vows",
    "confess confesses confession admit admits",
    "ill sick",
    "propose proposal proposing",
    "break breaks broken pieces shatter shatters",
    "take takes grab grabs pick picks",
    "hold holds holding",
    "wedding marry marries marriage married altar bride groom aisle vow vows",
    "grave buried cemetery",
    "open opens",
    "hospital ward room",
    "ice cloth",
    "burn burns burnt fire ash",
    "photo photograph picture",
    "roof rooftop",
)
_GROUPS: dict[str, set[str]] = {}
for _group in _ALIKE:
    for _word in _group.split():
        _GROUPS.setdefault(_word, set()).update(_group.split())
ALIKE = 0.8
"""What a word of the same meaning counts, against the word itself."""


def stems(text: str) -> list[str]:
    """Return the words of a text that tell something, without their endings."""
    words = re.findall(r"[a-zà-ÿ0-9]+", text.lower().replace("'s", " ").replace("’s", " "))
    return [_stem(word) for word in words if word not in _COMMON]


def _stem(word: str) -> str:
    for end in ("ingly", "edly", "ing", "ies", "ied", "ed", "es", "s", "ly"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            bare = word[: -len(end)]
            return bare + "y" if end in ("ies", "ied") else bare.rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


_STEMMED = {_stem(word): {_stem(other) for other in group} for word, group in _GROUPS.items()}

Texts = Sequence[tuple[float, str]]
"""What can be told of a thing, each with how much it counts."""


def likeness(about: str, texts: Mapping[str, Texts]) -> dict[str, float]:
    """Return how much of what is told is in each thing, 0 to 1; what stands together in one text counts more."""
    asked = list(dict.fromkeys(stems(about)))
    if not asked or not texts:
        return dict.fromkeys(texts, 0.0)
    parts = {id: [(much, set(stems(part))) for much, part in of] for id, of in texts.items()}
    counted = Counter(word for of in parts.values() for word in set().union(*(words for _, words in of)) if of)
    weight = {word: math.log(1.0 + len(texts) / (counted[word] or 0.5)) for word in asked}
    total = sum(weight.values())

    def share(of: Sequence[tuple[float, set[str]]]) -> float:
        return (
            sum(weight[word] * max((much * _has(words, word) for much, words in of), default=0.0) for word in asked)
            / total
        )

    return {id: 0.4 * share(of) + 0.6 * max((share([one]) for one in of), default=0.0) for id, of in parts.items()}


def _has(words: set[str], word: str) -> float:
    return 1.0 if word in words else ALIKE if words & _STEMMED.get(word, set()) else 0.0


def best(scores: Mapping[str, float], least: float = 0.34, clear: float = 0.88) -> list[str]:
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
