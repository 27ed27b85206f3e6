"""Wounds whose words say that nothing is left of them: gone, as if it had never been, whole where it was."""

import re
from functools import lru_cache

_OPEN = re.compile(
    r"\b(?:almost|nearly|if only|wish\w*|hopes?|soon|not yet|would|will|could|dream\w*|imagin\w*|remember\w*|tries"
    r"|wants|until|half|isn['’]t|wasn['’]t|aren['’]t|far from|pretend\w*|never heal\w*|cannot|can['’]t|acts|hides"
    r"|conceal\w*|under (?:the )?(?:make-?up|powder|sleeve|glove))\b"
)
"""What says that it is there all the same, or that it is only supposed."""
_SOUND = (
    r"(?:as )?good as new|(?:sound|whole|well|healthy|fit) again|unhurt|uninjured|unharmed|unscathed|fully healed"
    r"|perfectly (?:well|whole|healthy)|(?:completely|fully) (?:recovered|restored)"
)
_GONE = r"gone|healed|vanished|disappeared|mended|cured|faded|a thing of the past|no more|history|nowhere to be seen"
_SMALL = re.compile(r"^(?:a|an|the|his|her|their|some)\s+", re.IGNORECASE)


@lru_cache(maxsize=512)
def _of(wound: str) -> re.Pattern[str]:
    w = r"\W+".join(re.escape(word) for word in re.findall(r"[\w'’-]+", _SMALL.sub("", wound))) or r"(?!)"
    few = r"(?:[\w'’]+ ){0,3}"
    return re.compile(
        rf"\b{w}(?: (?:on|of|in|above|under|over|from) (?:her|his|the) \w+)?,?"
        rf" (?:(?:is|are|was|has|have|had) )?(?:been )?"
        rf"(?:all |now |quite |completely |fully |already )?(?:{_GONE})\b"
        rf"|\bas (?:if|though) {few}{w},? (?:had|has|was|were|is) ?(?:never|not)\b"
        rf"|\bas (?:if|though) there (?:had|has|was|were) (?:never|not) (?:been )?{few}{w}\b"
        rf"|\b(?:no|not an?|not even an?|without an?|without any|any) (?:trace|sign|mark|hint|memory|scar)s? "
        rf"(?:is |was )?(?:left )?(?:of|from) {few}{w}\b"
        rf"|\bnothing (?:is |was )?(?:left|remains|to see|to show|more) (?:of|from|for) {few}{w}\b"
        rf"|\b[Ww]here {few}{w}\b[^.]*\b(?:nothing|whole|smooth|unmarked|unbroken|healthy|sound|clear"
        rf"|no (?:mark|trace|scar|sign))\b"
        rf"|\b(?:nothing|whole|smooth|unmarked|unbroken|healthy|clear)\b[^.]*\bwhere {few}{w}\b"
        rf"|\b(?:{_SOUND})\b[^.]*\b{w}\b|\b{w}\b[^.]*\b(?:{_SOUND})\b"
        rf"|\b(?:no|without (?:the|a|an|his|her)) {w}\b(?=[.,;!]| now| any ?more|$)",
        re.IGNORECASE,
    )


_WHOLE = re.compile(
    rf"\b(?:is|looks|seems|stands|walks in|comes in|sits|moves|feels)(?: there)?,? (?:all )?(?:{_SOUND})(?=[.,;:!]|$)",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|[A-Z][\w-]+),?\s+$")


def gone(text: str, wound: str) -> int:
    """Return where a text says, in the words of a wound, that nothing is left of it; -1: nowhere."""
    if _OPEN.search(text):
        return -1
    found = _of(wound).search(text)
    return found.start() if found else -1


def whole(text: str) -> int:
    """Return where a text says of whoever it is about that they are whole; -1: nowhere."""
    found = None if _OPEN.search(text) else _WHOLE.search(text)
    return found.start() if found and _SOMEBODY.search(text[: found.start()]) else -1
