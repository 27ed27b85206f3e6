"""German: long and short vowels, prefixes that leave the stress to the stem, and voiceless ends."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from .german_words import EXCEPTIONS, LONG, NO_PREFIX, SEPARABLE, SHORT, WEAK
from .line import Said, Tongue, read
from .names import adapted
from .rules import Rules
from .word import ReadWord, listed

VOWELS = "aeiouyɛɪɔʊœøəɐIWY"
_RULES = Rules(
    r"""
    tsch = ʧ
    sch = ʃ
    (?<=[aou])chst = xst
    (?<=[aou]§)chst = xst
    chst = çst
    chs = ks
    (?<=[aou])ch = x
    (?<=[aou]§)ch = x
    ch = ç
    ck = k
    ^st = ʃt
    ^sp = ʃp
    th = t
    ph = f
    pf = pf
    qu = kv
    tzt = ʦt
    tz = ʦ
    ti(?=on) = ʦj
    dt$ = t
    ngs = ŋs
    ng(?=[aou]r) = ŋɡ
    ng = ŋ
    n(?=k) = ŋ
    ig$ = ɪç
    äu|eu = ɔø
    ei|ai|ay|ey = I
    au = W
    ieh?(?!r$) = iː
    ieh?r$ = iːɐ
    aa|ah = aː
    ee|eh = eː
    oo|oh = oː
    uh = uː
    üh = yː
    öh = øː
    äh = ɛː
    ih = iː
    a(?=§) = aː
    e(?=§) = eː
    i(?=§) = iː
    o(?=§) = oː
    u(?=§) = uː
    ü(?=§) = yː
    ö(?=§) = øː
    ä(?=§) = ɛː
    y(?=§) = yː
    a = a
    e = ɛ
    i = ɪ
    o = ɔ
    u = ʊ
    ü = ʏ
    ö = œ
    ä = ɛ
    y = ʏ
    é = eː
    ß = s
    ss = s
    s(?=[aeiouäöüy]) = z
    s = s
    z = ʦ
    c(?=[eiäy]) = ʦ
    c = k
    b(?=$|[stkpf]) = p
    bb = b
    b = b
    d(?=$|[stkpf]) = t
    dd = d
    d = d
    g(?=$|[stkpf]) = k
    gg = ɡ
    g = ɡ
    ff = f
    f = f
    v = f
    w = v
    (?<=[aeiouäöü§])h(?=e[nrst]|e$|$|t$|st$|ung) =
    h = h
    j = j
    kk = k
    k = k
    ll = l
    l = l
    mm = m
    m = m
    nn = n
    n = n
    pp = p
    p = p
    rr = ʁ
    r(?=[aeiouäöüy]) = ʁ
    r = ɐ
    tt = t
    t = t
    x = ks
    """
)
_LIGHT = {
    **{"be": "bə", "ge": "ɡə", "er": "ɛɐ", "ver": "fɛɐ", "zer": "ʦɛɐ", "ent": "ɛnt", "emp": "ɛmp", "miss": "mɪs"},
    **{"unter": "ʊntɐ", "über": "yːbɐ", "wider": "viːdɐ"},
}
"""First parts that leave the stress to the stem."""
_ENDING = re.compile(
    r"(?:(?:heit|keit|schaft|lich|los|sam|bar|(?<=[^aeiouäöüs])chen|lein|nis|haft|ling|tum)(?:en|e|es|s|er|em|n)?)$"
)
_CARRIES_ON = re.compile(r"ge|be|ver|zu|[^aeiouäöü]{1,3}[aeiouäöüy]|[aeiou]")
"""What can follow a first part that is split off."""
_BEGINS = re.compile(r"[^aeiouäöüy]{1,5}[aeiouäöüy]|[aeiouäöü]")
_VOWEL = re.compile(r"[aeiouäöüy]")
_ONLY_ENDING = re.compile(r"[^aeiouäöüy]*e[rln]?[nst]?$")
_FOREIGN_STRESS = re.compile(
    r"(?:ion|tät|ik|ei|ie|ent|ant|anz|enz|ist|eur|ett|ment|iv|al|ell|är|ös|ur|at|or)(?:en|e|s|es|in|innen|er|n)?$"
)
_VERB = re.compile(r"ier(?:e|en|t|st|te|ten|test|ung|ungen)$")


def german(text: str) -> tuple[ReadWord, ...]:
    """Read a line of German."""
    return read(text, TONGUE)


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    if word.endswith("'s"):
        return _word(word[:-2]) + "s"
    if word.startswith(NO_PREFIX) or word in SHORT:
        return _stem(word)
    for first in SEPARABLE:
        rest = word.removeprefix(first)
        if rest != word and len(rest) > 3 and _CARRIES_ON.match(rest):
            return _word(first) + _word(rest).replace("ˈ", "ˌ")
    for prefix, said in _LIGHT.items():
        rest = word.removeprefix(prefix)
        stem = rest != word and len(rest) > 2 and _VOWEL.search(rest) and not _ONLY_ENDING.match(rest)
        if stem and (prefix not in ("be", "ge") or _BEGINS.match(rest)):
            return said + _stem(rest)
    return _stem(word)


def _stem(word: str) -> str:
    ending = _ENDING.search(word)
    if ending and ending.start() > 1 and re.search("[aeiouäöüy]", word[: ending.start()]):
        return _stem(word[: ending.start()]) + _plain(word[ending.start() :], first=False)
    return _plain(word, first=True)


def _plain(word: str, first: bool) -> str:
    """Read a word without prefixes: mark its long vowels, murmur its endings, stress it."""
    marked = word if word in SHORT else _lengthened(word)
    heard = "".join(said for _, said in _RULES.read(marked)).replace("ʏ", "y")
    heard = (
        re.sub(r"(?<=.)ɛ(?=(?:[nlms]|ln|rn|nt|st|t|ns|ls|nd|nst|lt|lst|m)?$)", "ə", heard)
        if len(re.findall(f"[{VOWELS}]", heard)) > 1 and not word.endswith("ment")
        else heard
    )
    heard = (
        re.sub(r"(?<=[^aɛɔʊɪœyøeouI])ɛɐ(?=[snt]*$)", "ɐ", heard) if len(re.findall(f"[{VOWELS}]", heard)) > 2 else heard
    )
    places = [
        n for n, symbol in enumerate(heard) if symbol in VOWELS and not (n and heard[n - 1] == "ɔ" and symbol == "ø")
    ]
    if not first or not places:
        return heard
    full = [n for n in places if heard[n] not in "əɐ"] or places
    late = (_VERB.search(word) or _FOREIGN_STRESS.search(word)) and len(full) > 1
    main = full[-1] if late else full[0]
    tail = re.sub("ɛ(?=[ʁlnmtsdɡbç]?[əɐ])", "ə", heard[main + 1 :])
    return f"{heard[:main]}ˈ{heard[main]}{tail}"


def _lengthened(word: str) -> str:
    """Put a mark after vowels that are long: before one consonant and a vowel, or before one at the end of a stem."""
    vowel = "aeiouäöüy"
    head = re.match(rf"[^{vowel}]*[{vowel}]+", word)
    within = len(head[0]) if head else 0
    long = re.sub(
        rf"(?<![{vowel}])([{vowel}])(?=(?:[bdfgklmnprstvwzßh]|br|bl|dr|tr|gr|kr|gl|kl|pr|pl)[{vowel}])(?!e[lnr]?[nst]?$)",
        r"\1§",
        word,
    )
    long = (
        re.sub(rf"(?<![{vowel}§])([aouäöüi])(?=[bdglmnrsßhtfk]$)", r"\1§", long)
        if word in LONG or len(re.findall(f"[{vowel}]", word)) == 1
        else long
    )
    long = (
        re.sub(rf"(?<![{vowel}§])([{vowel}])(?=(?:b|g|d|r|s|l|n|h|ß)(?:t|st|ts|te|ten|test|s)$)", r"\1§", long)
        if word in LONG
        else long
    )
    long = (
        re.sub(rf"(?<![{vowel}§])([{vowel}])(?=(?:ch|r[dt]|ß|bst|gd|ks)e?[nrs]?t?$)", r"\1§", long)
        if word in LONG
        else long
    )
    long = re.sub(rf"(?<![{vowel}])([{vowel}])(?=ß)", r"\1§", long)
    # An e or i after the first syllable is no long one.
    long = long[: within + 1] + re.sub("([ei])§", r"\1", long[within + 1 :])
    return re.sub(rf"(?<![{vowel}])([aouäöüi])$", r"\1§", long)


def _sentence(line: Sequence[Said]) -> None:
    for said, following in zip_longest(line, line[1:]):
        if said.text in WEAK and following is not None and not said.pause:
            said.phonemes = said.phonemes.replace("ˈ", "")


_ONES = listed(
    """
    null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
    siebzehn achtzehn neunzehn
    """
)
_TENS = listed("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")


def number(value: int) -> str:
    """Return a whole number in German words, a space between its parts."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return (f"{'ein' if one == 1 else _ONES[one]} und " if one else "") + _TENS[ten - 2]
    for size, one_word, many in (
        (1_000_000, "eine Million", " Millionen"),
        (1000, "tausend", " tausend"),
        (100, "hundert", " hundert"),
    ):
        if value >= size:
            count, rest = divmod(value, size)
            head = one_word if count == 1 else f"{number(count)}{many}"
            return f"{head} {number(rest) if rest else ''}".strip().lower()
    raise AssertionError(value)


_FOREIGN = re.compile(r"wr|wh|sh(?!a)|oo|ee$|^x|zh|gh|[aeiou]y$")
_READ_OTHERWISE = re.compile(r"^j|^c|^s|th|z|v|w|y|ei")
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        listed(
            """
            a be ce de e eff ge ha i jott ka ell emm enn o pe ku err ess te u vau we ix üpsilon zett
            """
        ),
        strict=True,
    )
) | {initials: initials for initials in ("dna", "fbi", "cia", "bka", "lkw", "pkw")}
TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "dollar",
        "€": "euro",
        "£": "pfund",
        "¥": "yen",
        "%": "prozent",
        "&": "und",
        "+": "plus",
        "@": "ät",
        "=": "gleich",
        "°": "grad",
    },
    short={
        "dr.": "doktor",
        "hr.": "herr",
        "fr.": "frau",
        "usw.": "und so weiter",
        "bzw.": "beziehungsweise",
        "z.b.": "zum beispiel",
        "nr.": "nummer",
        "st.": "sankt",
    },
    letters=_LETTERS,
    name=lambda word: adapted(word, "de", _FOREIGN, _READ_OTHERWISE),
    sentence=_sentence,
)
