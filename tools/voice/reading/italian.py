"""Italian: doubled consonants, soft c and g, and the stress mostly on the last syllable but one."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from .italian_words import CLOSED, EARLY, OPEN, STRESSED, WEAK
from .line import Said, Tongue, read
from .names import adapted
from .rules import Rules, nuclei, stressed
from .word import ReadWord, listed

VOWELS = "aeiouɛɔ"
_RULES = Rules(
    r"""
    ^gli$ = ʎi
    gli(?=[aeoàèòé]) = ʎ
    gli$ = ʎi
    gli(?=[tlmv][aeio]) = ʎi
    gn = ɲ
    sci(?=[aouàòù]) = ʃ
    sc(?=[eièìé]) = ʃ
    sch = sk
    cci(?=[aouàòù]) = ʧː
    cc(?=[eièìé]) = ʧː
    ci(?=[aouàòù]) = ʧ
    ^cie(?=l|c) = ʧe
    c(?=[eièìé]) = ʧ
    cch = kː
    ch = k
    cq = kː
    cc = kː
    c = k
    ggi(?=[aouàòù]) = ʤː
    gg(?=[eièìé]) = ʤː
    gi(?=[aouàòù]) = ʤ
    g(?=[eièìé]) = ʤ
    ggh = ɡː
    gh = ɡ
    gg = ɡː
    g = ɡ
    qu = kw
    q = k
    uo(?!$) = wɔ
    (?<=^[dtsl])u(?=[aeoi]i?$) = u
    u(?=[aeioàèìòé]) = w
    ^i(?=[aeou]) = j
    i(?=[aeoàèòùé](?!$)) = j
    i(?=[àèòùé]$) = j
    i(?=[aeou]$) = Y
    (?<=[aeo])i$ = i
    ss = S
    (?<=[aeiouàèìòù])s(?=[aeiouàèìòùé]) = z
    s(?=[bdgvmnlr]) = z
    s = s
    zz = ʦː
    (?<=[nr])z = ʦ
    z(?=i) = ʦ
    ^z = ʣ
    z = ʣ
    tt = tː
    pp = pː
    bb = bː
    dd = dː
    ff = fː
    vv = vː
    ll = ll
    mm = mm
    nn = nn
    rr = rɾ
    [aà] = a
    è = ɛ
    [eé] = e
    [iìí] = i
    ò = ɔ
    [oó] = o
    [uùú] = u
    b = b
    d = d
    f = f
    h =
    j = j
    k = k
    l = l
    m = m
    n = n
    p = p
    r = r
    t = t
    v = v
    w = w
    x = ks
    y = j
    """
)


def italian(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Italian."""
    return read(text, TONGUE)


def _parts(word: str) -> list[str]:
    """Cut off what is elided: l'amore is l' and amore."""
    return [piece for piece in re.split(r"(?<=')|-", word) if piece]


def _word(word: str) -> str:
    if word.endswith("'"):
        return _word(word[:-1]).replace("ˈ", "") if len(word) > 2 else word[0].replace("c", "ʧ")
    sounds = list(_RULES.read(word))
    many = sum(said not in ("", "Y") and any(s in VOWELS for s in said) for _, said in sounds)
    main_glide = many == 1 or (
        re.search(r"(?:ia|io|ie|ii)$", word) and (word in STRESSED or (word.endswith(("sia", "gia")) and many > 2))
    )
    sounds = [(letters, ("i" if main_glide else "j") if said == "Y" else said) for letters, said in sounds]
    heard = nuclei(sounds, VOWELS)
    if not heard:
        return "".join(said for _, said in sounds)
    main = _main(word, heard)
    return _unstressed(_quality(word, stressed(sounds, main, VOWELS)))


def _main(word: str, heard: Sequence[str]) -> int:
    marked = [n for n, letters in enumerate(heard) if set(letters) & set("àèìòùéáíóú")]
    if marked:
        return marked[-1]
    last = len(heard) - 1
    if re.search(r"[aeo]i$", word) and last:
        return last - 1
    early = word in EARLY or re.search(
        r"(?:[aei]bil|evol|issim|olog|ograf|onom|(?<=[^aeiou])ic|esim|[^o]rann|avan|evan|ivan|asser|esser|isser)[aeioh]+$",
        word,
    )
    if early and last >= 2:
        return last - 2
    if word.endswith(("ano", "ono")) and last >= 2 and word not in STRESSED:
        return last - 2
    if word[-1] not in "aeiou":
        return last
    return max(0, last - 1)


def _quality(word: str, said: str) -> str:
    """Open the stressed e or o where the word asks for it."""
    place = said.find("ˈ") + 1
    vowel = said[place : place + 1]
    if vowel not in ("e", "o") or set(word) & set("é"):
        return said
    rest = said[place + 1 :]
    closed_syllable = re.match(r"[rl][^aeiou]|[ptkbdɡ]ː|(?:ll)|[mn][ptkʧbdɡʦ]|st", rest) is not None
    glide = said[place - 2 : place - 1] == "j" and vowel == "e"
    wide = word in OPEN or (
        (glide or closed_syllable or re.match(r"[^aeiou]+j", rest))
        and word not in CLOSED
        and not word.endswith("mente")
    )
    wide = (
        wide
        and not re.search(r"(?:ett[oaie]|ezz[ae]|mento|menti|ent[eo]|ess[ae]|one|oni|ore|ori|oso|osa|osi|ose)$", word)
    ) or word in OPEN
    return said[:place] + {"e": "ɛ", "o": "ɔ"}[vowel] + rest if wide else said


def _unstressed(said: str) -> str:
    """Slacken a last i and every u without stress."""
    return re.sub(r"(?<![ˈaeoɛɔ])i$", "ɪ", said)


def _sentence(line: Sequence[Said]) -> None:
    for said, following in zip_longest(line, line[1:]):
        if said.text in WEAK and following is not None and not said.pause:
            said.phonemes = said.phonemes.replace("ˈ", "")


_ONES = listed(
    """
    zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici
    sedici diciassette diciotto diciannove
    """
)
_TENS = listed("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")


def number(value: int) -> str:
    """Return a whole number in Italian words."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        ten, one = divmod(value, 10)
        head = _TENS[ten - 2]
        return (head[:-1] if one in (1, 8) else head) + (_ONES[one].replace("tre", "tré") if one else "")
    for size, one_word, many in (
        (1_000_000, "un milione", " milioni"),
        (1000, "mille", "mila"),
        (100, "cento", "cento"),
    ):
        if value >= size:
            count, rest = divmod(value, size)
            head = one_word if count == 1 else f"{number(count)}{many}"
            return f"{head} {number(rest) if rest else ''}".strip()
    raise AssertionError(value)


_FOREIGN = re.compile(r"w|k[nr]|sh|th|ph|oo|ee|ck|x|^j|y|[^aeiouc]h[^eiaouèé]")
_READ_OTHERWISE = re.compile(r"j|y|h|k|g[ei]|[^aeiou]$")
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        listed(
            """
            a bi ci di e effe gi acca i ilunga cappa elle emme enne o pi cu erre esse ti u vu
            doppiavu ics ipsilon zeta
            """
        ),
        strict=True,
    )
) | {initials: initials for initials in ("dna", "fbi", "cia")}
TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "dollari",
        "€": "euro",
        "£": "sterline",
        "¥": "yen",
        "%": "per cento",
        "&": "e",
        "+": "più",
        "@": "chiocciola",
        "=": "uguale a",
        "°": "gradi",
    },
    short={"sig.": "signor", "sig.ra": "signora", "dott.": "dottor", "ecc.": "eccetera"},
    letters=_LETTERS,
    parts=_parts,
    name=lambda word: adapted(word, "it", _FOREIGN, _READ_OTHERWISE),
    sentence=_sentence,
)
