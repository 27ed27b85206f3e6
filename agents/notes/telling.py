"""Sentences of what is seen: "have her drop the phone" told as "Mia drops the phone."."""

import re

from .english import english

_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes", "are": "is", "were": "is", "was": "is"}
_NOT_VERBS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "to",
        "of",
        "from",
        "with",
        "more",
        "less",
        "very",
        "too",
        "his",
        "her",
        "their",
        "not",
        "never",
        "red",
        "blue",
        "black",
        "white",
        "better",
        "worse",
        "it",
        "colder",
        "warmer",
        "sadder",
        "happier",
        "angrier",
        "and",
        "or",
        "but",
        ",",
        "is",
    ]
)
_PAST_ADVERBS = frozenset(
    [
        "slowly",
        "suddenly",
        "quietly",
        "gently",
        "softly",
        "quickly",
        "finally",
        "then",
        "just",
        "only",
        "secretly",
        "silently",
        "nearly",
        "almost",
        "carefully",
        "also",
        "really",
    ]
)


def third_person(name: str, words: str) -> str:
    """Return what somebody does as a sentence in the present tense; empty if it begins with no verb."""
    parts = words.strip(" ,.").split()
    lead: list[str] = []
    while parts and parts[0].lower() in _PAST_ADVERBS:
        lead.append(parts.pop(0).lower())
    if not parts or parts[0].lower() in _NOT_VERBS or not parts[0].isalpha():
        return ""
    verb = parts[0].lower()
    if english() and verb not in english():
        return ""
    rest = [re.sub(r"^(?:me|us)$", "", word) for word in parts[1:]]
    told = " ".join([name, *lead, conjugated(verb), *rest])
    told = re.sub(
        r"\band ([a-z]+)\b(?= (?:the|a|an|her|his|to|at|out|away|up|down|back|it|in|into|off)\b)",
        lambda m: f"and {conjugated(m[1])}",
        told,
    )
    return f"{re.sub(r' +', ' ', told)}."


def conjugated(verb: str) -> str:
    """Return a verb in the third person: "drop" and "drops" both as "drops"."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("ing") and len(verb) > 5:
        bare = verb[:-3]
        verb = bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "sl" else bare
        verb = (
            verb + "e"
            if re.search(
                r"(?:[aeiou][bcdgkmptvz]|rs|ns|rc|nc|ng|rg|dl|tl|bl|uis|los|ris|eas|rv|"
                r"lv)$",
                verb,
            )
            and not re.search(r"(?:ee|oo|ea|ou|ai)[a-z]$", verb)
            and verb not in _WHOLE
            else verb
        )
    if verb.endswith("s") and not verb.endswith(("ss", "us")):
        return verb
    if verb.endswith(("ss", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and len(verb) > 1 and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


_WHOLE = frozenset(["open", "enter", "whisper", "sing", "bring", "fling", "sling", "wring", "hang", "visit", "offer"])
