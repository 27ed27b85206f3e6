"""Several wishes in one note, taken apart."""

import re

from .cast import Cast

_BEGINS = (
    "make|cut|move|change|give|put|add|set|end|use|let|have|turn|replace|remove|delete|rename|call|swap|shorten|"
    "slow|speed|keep|lock|"
    "start|rewrite|show|drop|take|extend|trim|raise|lower|hold|switch|rework|redo|retake|reshoot|play|mute|dress|"
    "kill|write|"
    "restyle|draw|lose|get rid of|please|also|do not|undo|insert|bring|tighten|open|close|reframe|unlock|leave out|"
    "whisper|"
    "zoom|push in|pull out|recast|waive|fix|mend|answer|reveal|merge|hide|lengthen"
)
_JOIN = r"(?:,? and (?:then |also )?|,? then |, | but (?:also )?|,? plus |; )"


def wishes(text: str, cast: Cast) -> list[str]:
    """Return the wishes of a tidied note, in order."""
    names = (
        "|".join(sorted((re.escape(name) for name in cast.names if len(name) > 2), key=len, reverse=True)) or "nobody"
    )
    subject = rf"(?:{names}|she|he|it|they|the \w+(?: \w+)?|scene \w+|shot \w+|episode \w+|her \w+|his \w+|i)"
    verbs = (
        r"(?:should|must|needs? to|has to|ought to|wears|could|(?:do not |really )?(?:want|hate|like)|is too|"
        r"looks too|sounds too)"
    )
    begin = rf"(?:(?:please |also |then |now )?(?:{_BEGINS})\b|{subject} {verbs}\b|in (?:episode|scene) \w+,?)"
    found: list[str] = []
    for sentence in re.split(r"(?:[;\n]|(?<=\w)[.!?](?= |$)(?! ?\d))\s*", text):
        found += _apart(sentence.strip(" ,"), begin)
    return found or [text]


def _apart(sentence: str, begin: str) -> list[str]:
    if not sentence:
        return []
    parts: list[str] = []
    start = 0
    for join in re.finditer(rf"{_JOIN}(?={begin})", sentence, re.IGNORECASE):
        left = sentence[start : join.start()]
        if _whole(left, join[0], sentence[join.end() :]):
            parts.append(left.strip(" ,"))
            start = join.end()
    parts.append(sentence[start:].strip(" ,"))
    return [part for part in parts if part]


def _whole(left: str, join: str, right: str) -> bool:
    """Tell whether what is left of a join is a wish by itself, and not the beginning of one that goes on."""
    bare = left.strip(" ,")
    if len(bare.split()) < 2 and not re.fullmatch(r"(?:shorten|undo|yes|no|faster|slower)", bare, re.IGNORECASE):
        return False
    if re.match(
        r"^(?:in|for|during|at|from|after|before|when|while|if|instead of)\b", bare, re.IGNORECASE
    ) and not re.search(rf"\b(?:{_BEGINS}|should|must|wants?|needs?|is|are)\b", bare, re.IGNORECASE):
        return False
    goes_on = join.strip(" ,") in ("and", "and then", "then", "") and "scene where" in bare
    new = re.match(rf"^(?:{_BEGINS}) (?:the|a|an|scene|shot|episode|her|his)\b", right)
    return bool(new) or not (goes_on and re.search(r"\b(?:where|when|because|if|while|that|who)\b[^,]*$", bare))
