"""How notes are typed: quotes, contractions, polite forms, slips of the finger."""

import re
from collections.abc import Callable, Iterable

_CONTRACTIONS = {
    r"\b(do|does|did|is|are|was|were|should|would|could|must|need|has|have|had)n['’]?t\b": r"\1 not",
    r"\b(do|does|did|is|are|was|were|should|would|could|have|has|had)nt\b": r"\1 not",
    r"\b(he|she|that|there|what)s (?=(?:too|not|so|a|an|the|way|just|really|more|very|raining|boring|"
    r"all)\b)": r"\1 is ",
    r"\bits (?=(?:too|not|so|a|an|the|way|just|really|more|very|raining|boring|all)\b)": "it is ",
    r"\b(?:can['’]t|cannot|cant)\b": "can not",
    r"\bwon['’]t\b": "will not",
    r"\b(i|you|we|they)['’]d\b": r"\1 would",
    r"\b(?:i['’]m|im)\b": "i am",
    r"\b(you|we|they)['’]re\b": r"\1 are",
    r"\b(i|you|we|they)['’]ve\b": r"\1 have",
    r"\b(it|that|there|what|who|here|she|he)['’]s\b": r"\1 is",
    r"\b(it|that|there|she|he|i|you|we|they)['’]ll\b": r"\1 will",
    r"\blet['’]?s\b": "let us",
    r"\bgonna\b": "going to",
    r"\bwanna\b": "want to",
    r"\bgotta\b": "have to",
    r"\bgimme\b": "give me",
    r"\b(?:pls|plz|plse)\b": "please",
    r"\bu\b": "you",
    r"\bw/o\b": "without",
    r"\bw/(?=\s)": "with",
    r"\bb/c\b": "because",
    r"\bthru\b": "through",
    r"\b(?:secs|sec)\b": "seconds",
    r"(?<=\d)\s?s\b(?!\w)": " seconds",
    r"(?<=\d)\s?(?:seconds|second)\b": " seconds",
    r"(?<=\d)\s?%": " percent",
    r"\bvoice[ -]over\b": "voiceover",
    r"\bcliff[ -]hanger\b": "cliffhanger",
    r"\bsub[ -]titles?\b": "subtitles",
    r"&": " and ",
}
_POLITE = (
    r"hey|hi|hello|now|then|next ,|first ,|so|ok so|okay so|um+|uh+|hmm+|well|please|pretty please|kindly|thanks|"
    r"thank you|thx|cheers|lol|haha|"
    r"actually|maybe|perhaps|honestly|basically|also|just|btw|by the way|oh|and|(?:ok|okay|yeah|yes|no|nah|nope)(?= "
    r"?,)|(?:nah|no|hmm)(?= forget| never| cancel)|"
    r"(?:can|could|would|will) (?:you|we|i)(?: please| maybe| just| possibly| perhaps)*|"
    r"would it be possible to|is it possible to|is there (?:a|any) way to|would you mind|do you mind|"
    r"how about(?: we| if we| having)?|what about|what if(?: we)?|why do not (?:you|we)|let us|let me|"
    r"i (?:would|really|just|do|also)* ?(?:think|feel|feel like|believe|guess|suggest|wish|hope|prefer|love|like|"
    r"want|need)"
    r" (?:it if |if |that |for |to |we |you |it would be (?:better|nice|great|good|cool) (?:if|to) )+|"
    r"i (?:would|really|just|also)? ?(?:want|need|would like|would love|would prefer|prefer)(?: you)?(?: to)?|"
    r"i (?:think|feel like|feel|guess|believe)|we (?:should|need to|could|must|ought to|have to)|you should|"
    r"it would be (?:better|nice|great|good|cool|nicer|cooler) (?:if|to)|"
    r"(?:go ahead and|try to|try and|be sure to|make sure(?: that| to)?|see if you can|if you can|if possible|for me)"
)
_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|«([^»]+)»|(?<![\w])[\'‘](?!s\b)(.+?)[\'’](?![\w])')


def quotes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with numbers in braces where words stood in quotation marks, and those words."""
    found: list[str] = []

    def taken(match: re.Match[str]) -> str:
        found.append(next(group for group in match.groups() if group is not None).strip())
        return f" {{{len(found) - 1}}} "

    return _QUOTED.sub(taken, text.replace("{", "(").replace("}", ")")).replace("<", "‹"), tuple(found)


def tidied(text: str) -> str:
    """Return a text (its quotes taken out) without contractions, with one space between words, commas by themselves."""
    tidy = text.replace("’", "'").replace("`", "'").replace("…", "...").replace("—", " , ").replace(" – ", " , ")
    tidy = re.sub(r"\.{2,}", " , ", tidy)
    for short, long in _CONTRACTIONS.items():
        tidy = re.sub(short, long, tidy, flags=re.IGNORECASE)
    tidy = re.sub(r"\bnot (?:nearly |quite |really )?(\w+) enough\b", r"more \1", tidy, flags=re.IGNORECASE)
    tidy = re.sub(r"\s*[,:](?=\s|$)", " , ", tidy)
    return re.sub(r"\s+", " ", tidy).strip(" ,")


def direct(text: str) -> str:
    """Return a tidied text without what is only polite."""
    before, whole = None, text
    while before != text:
        before = text
        text = re.sub(rf"^(?:{_POLITE})\b[ ,]*", "", text, flags=re.IGNORECASE).strip(" ,")
        text = re.sub(
            r"[ ,]+(?:please|thanks|thank you|thx|ok|okay|if you can|if possible|for me|lol|too|"
            r"or something|if that is ok|i think|maybe|will you|can you|right)[ .?!]*$",
            "",
            text,
            flags=re.IGNORECASE,
        )
        text = text.rstrip(" .?!")
    return text or whole


def corrected(text: str, known: frozenset[str], likely: Iterable[str], english: Callable[[], frozenset[str]]) -> str:
    """Return a text in which words that nobody knows and that are one slip from a likely one are that one.

    ``english`` gives all words there are; it is asked only if a word is not among those ``known``.
    """
    aims = sorted({word for word in likely if len(word) > 3})

    def right(found: re.Match[str]) -> str:
        word = found[0]
        low = word.lower()
        if len(low) < 4 or low in known or low.rstrip("s") in known:
            return word
        if not english() or low in english():
            return word
        near = [aim for aim in aims if abs(len(aim) - len(low)) <= 1 and one_slip(low, aim)]
        swapped = [aim for aim in near if sorted(aim) == sorted(low)]
        first = [aim for aim in near if aim[0] == low[0]]
        for best in (swapped, [aim for aim in first if len(aim) > len(low)], first):  # the likeliest slips first
            if len(best) == 1:
                return best[0]
        return word

    return re.sub(r"(?<![{<\w'])[A-Za-z]+(?![}>\w])", right, text)


def one_slip(word: str, aim: str) -> bool:
    """Tell whether two words differ by one letter left out, added, changed, or two changed places."""
    if word == aim:
        return True
    start = 0
    while start < min(len(word), len(aim)) and word[start] == aim[start]:
        start += 1
    left, right = word[start:], aim[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (len(left) > 1 and len(right) > 1 and left[0] == right[1] and left[1] == right[0] and left[2:] == right[2:])
    )
