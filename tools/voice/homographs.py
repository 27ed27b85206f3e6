"""Words written alike and said differently: the verb or not, by the words beside it."""

import re

SOUNDS = {
    "live": ("lˈIv", "lˈɪv"),
    "lives": ("lˈIvz", "lˈɪvz"),
    "close": ("klˈOs", "klˈOz"),
    "use": ("jˈus", "jˈuz"),
    "excuse": ("ɪkskjˈus", "ɪkskjˈuz"),
    "refuse": ("ɹˈɛfjˌus", "ɹəfjˈuz"),
    "object": ("ˈɑbʤəkt", "əbʤˈɛkt"),
    "record": ("ɹˈɛkəɹd", "ɹəkˈɔɹd"),
    "present": ("pɹˈɛzᵊnt", "pɹizˈɛnt"),
    "desert": ("dˈɛzəɹt", "dəzˈɜɹt"),
    "content": ("kˈɑntɛnt", "kəntˈɛnt"),
    "tear": ("tˈɪɹ", "tˈɛɹ"),
    "tears": ("tˈɪɹz", "tˈɛɹz"),
    "wind": ("wˈɪnd", "wˈInd"),
    "bow": ("bˈO", "bˈW"),
    "house": ("hˈWs", "hˈWz"),
    "read": ("ɹˈid", "ɹˈɛd"),
}
"""Noun or adjective, then verb; for ``read`` the present, then the past."""

SUBJECTS = frozenset(
    ["i", "you", "we", "they", "he", "she", "who", "it", "that", "everyone", "everybody", "nobody", "somebody"]
)
HELPERS = frozenset(
    [
        "to",
        "don't",
        "can",
        "can't",
        "could",
        "couldn't",
        "will",
        "won't",
        "would",
        "wouldn't",
        "i'll",
        "you'll",
        "we'll",
        "they'll",
        "he'll",
        "she'll",
        "i'd",
        "you'd",
        "he'd",
        "she'd",
        "must",
        "never",
        "always",
        "please",
        "let's",
        "didn't",
        "doesn't",
        "shall",
        "should",
        "might",
        "may",
        "cannot",
        "not",
        "do",
        "did",
        "does",
        "still",
    ]
)
OBJECTS = frozenset(
    [
        "the",
        "your",
        "my",
        "his",
        "her",
        "our",
        "their",
        "this",
        "that",
        "these",
        "those",
        "it",
        "me",
        "him",
        "us",
        "them",
        "all",
        "both",
        "a",
        "an",
        "every",
    ]
)
PAST = frozenset(["i", "he", "she", "we", "they", "already", "who"])


def with_aliases(said: list[list[str]]) -> list[list[str]]:
    """Return the said words, homographs replaced by the alias of the sound they take here."""
    flat = [word for words in said for word in words]
    bare = [re.sub(r"[^a-z']", "", word.lower()) for word in flat]
    chosen = iter([_choose(flat, bare, place) for place in range(len(flat))])
    return [[next(chosen) for _ in words] for words in said]


def _choose(flat: list[str], bare: list[str], place: int) -> str:
    word = bare[place]
    if word not in SOUNDS:
        return flat[place]
    starts = place == 0 or flat[place - 1][-1:] in ".!?…—,;:"
    before = "" if starts else bare[place - 1]
    after = "" if flat[place][-1:] in ".!?…—,;:" or place + 1 == len(flat) else bare[place + 1]
    verb = _is_past(bare, place, before) if word == "read" else _is_verb(word, before, after, starts)
    return re.sub(r"[A-Za-z]+", _alias(word, verb), flat[place], count=1)


def _is_verb(word: str, before: str, after: str, starts: bool) -> bool:
    if word in ("close", "content"):
        return after in OBJECTS and before not in ("so", "too", "very", "come", "is", "was")
    if word in ("lives", "tears"):
        return before in SUBJECTS
    if word == "wind":
        return after in ("up", "down", "back")
    return before in SUBJECTS - {"that", "it"} or before in HELPERS or (starts and after in OBJECTS)


def _is_past(bare: list[str], place: int, before: str) -> bool:
    helped = place > 1 and bare[place - 2] in HELPERS | {"can", "if", "when"}
    perfect = before in (
        "have",
        "has",
        "had",
        "having",
        "i've",
        "you've",
        "we've",
        "he'd",
        "she'd",
        "was",
        "is",
        "been",
    )
    return perfect or (before in PAST and not helped)


def _alias(word: str, verb: bool) -> str:
    return f"{word}{'qv' if verb else 'qn'}"


def aliases() -> dict[str, str]:
    """Return the aliases and their phonemes, for the lexicon."""
    return {_alias(word, verb): SOUNDS[word][verb] for word in SOUNDS for verb in (False, True)}
