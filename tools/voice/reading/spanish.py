"""Spanish as it is spoken in Latin America: c and z are s, ll is y, and b, d, g soften between vowels."""

import re
from collections.abc import Sequence

from .line import Said, Tongue, read
from .names import adapted
from .rules import Rules, nuclei, stressed
from .word import ReadWord, listed

VOWELS = "aeiouɛAIW"
WEAK = frozenset(
    listed(
        """
        el la los las lo le les me te se nos os de del al a en con por sin y e o u que si mi mis tu tus
        su sus
        """
    )
)
HALF = frozenset(listed("para pero sobre porque"))
"""Weak words of two syllables."""
SOFT = {"b": "β", "d": "ð", "ɡ": "ɣ"}

_RULES = Rules(
    r"""
    ^ps = s
    ch = ʧ
    sh = ʃ
    ph = f
    th = t
    ll = ʝ
    rr = r
    ^r = r
    (?<=[nls])r = r
    r = ɾ
    ^x = s
    (?<=^m[eé])x(?=ic) = x
    x = ks
    qu(?=[eiéí]) = k
    gu(?=[eiéí]) = ɡ
    gü(?=[eiéí]) = ɡw
    g(?=[eiéí]) = x
    c(?=[eiéí]) = s
    cc(?=[eiéí]) = ks
    ^muy$ = muj
    ^mia$ = mia
    n(?=g(?![eiéí])) = ŋ
    n(?=[vpbm]) = m
    nn = n
    ss = s
    tt = t
    hu(?=[eiaéíá]) = w
    hi(?=[eé]) = j
    [aá](?:[iy](?![aeouáéó])) = I
    [eé](?:[iy](?![aeouáéó])) = A
    [oó](?:[iy](?![aeouáéó])) = oɪ
    [aá]u = W
    [eé]u = eʊ
    y$ = i
    y(?=[^aeiouáéíóú]) = i
    ^y$ = i
    y = ʝ
    [iI](?=[aeouáéóú]) = j
    u(?=[aeioáéíó]) = w
    ü = w
    [áa] = a
    [ée] = e
    [íiï] = i
    [óo] = o
    [úu] = u
    [vb] = b
    [cqk] = k
    ñ = ɲ
    j = x
    z = s
    d = d
    f = f
    g = ɡ
    l = l
    m = m
    n = n
    p = p
    s = s
    t = t
    w = w
    """
)


def spanish(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Spanish."""
    return read(text, TONGUE)


def _word(word: str) -> str:
    sounds = _RULES.read(word)
    heard = nuclei(sounds, VOWELS)
    if not heard:
        return "".join(said for _, said in sounds)
    main = _main(word, heard)
    if word.endswith("mente") and len(heard) > 3:
        return _word(word.removesuffix("mente")).replace("ˈ", "ˌ") + "mˈɛnte"
    plain = stressed(sounds, main, VOWELS, range(main - 2, -1, -2))
    return _soft(plain if "é" in word else re.sub(r"(?<=ˈ)e(?=[nŋ][tdsxɡ])", "ɛ", plain))


def _main(word: str, heard: Sequence[str]) -> int:
    marked = [n for n, letters in enumerate(heard) if set(letters) & set("áéíóú")]
    if marked:
        return marked[0]
    return max(0, len(heard) - (2 if word[-1] in "aeiouns" else 1))


def _soft(said: str) -> str:
    """Soften b, d, g within a word: after a vowel, after r and s, and b and g after l."""
    said = re.sub(r"(?<=[aeiouɛɪʊAIWjwɾsrk])([ˈˌ]?)([bdɡ])", lambda found: found[1] + SOFT[found[2]], said)
    said = re.sub(r"(?<=l)[bɡ]", lambda found: SOFT[found[0]], said)
    return said[:-1] + "d" if said.endswith("ð") else said


def _sentence(line: Sequence[Said]) -> None:
    """Weaken what leans on a neighbour; soften b, d, g that follow without a pause."""
    before: Said | None = None
    for place, said in enumerate(line):
        alone = said.pause or place + 1 == len(line)
        if said.text in WEAK and not alone:
            said.phonemes = said.phonemes.replace("ˈ", "")
        elif said.text in HALF and not alone:
            said.phonemes = said.phonemes.replace("ˈ", "ˌ")
        if before and before.phonemes and not before.pause and said.phonemes[:1] in SOFT:
            last, first = before.phonemes[-1], said.phonemes[0]
            if last in "aeiouɾsɛɪʊAIWjr" or (last == "l" and first != "d"):
                said.phonemes = SOFT[first] + said.phonemes[1:]
            elif last == "n" and first == "b":
                before.phonemes = before.phonemes[:-1] + "m"
        before = said


_ONES = listed(
    """
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis
    diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco
    veintiséis veintisiete veintiocho veintinueve
    """
)
_TENS = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_HUNDREDS = listed(
    """
    ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos
    """
)


def number(value: int) -> str:
    """Return a whole number in Spanish words."""
    if value < 30:
        return _ONES[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return _TENS[ten - 3] + (f" y {_ONES[one]}" if one else "")
    if value < 1000:
        hundred, rest = divmod(value, 100)
        return "cien" if value == 100 else f"{_HUNDREDS[hundred - 1]} {number(rest) if rest else ''}".strip()
    for size, single, many in ((1_000_000, "un millón", "millones"), (1000, "mil", "mil")):
        if value >= size:
            count, rest = divmod(value, size)
            head = single if count == 1 else f"{re.sub('uno$', 'un', number(count))} {many}"
            return f"{head} {number(rest) if rest else ''}".strip()
    raise AssertionError(value)


_LETTERS = dict(
    zip(
        "abcdefghijklmnñopqrstuvwxyz",
        listed(
            """
            a be ce de e efe ge hache i jota ca ele eme ene eñe o pe cu erre ese te u uve doblevé
            equis ye zeta
            """
        ),
        strict=True,
    )
) | {initials: initials for initials in ("adn", "fbi", "cia", "dni", "ceo")}

_FOREIGN = re.compile(r"w|k[nr]|sh|th|ph|oo|ee|gh|ck|zh|h[rn]|^rh|^x|ae")
_READ_OTHERWISE = re.compile(r"j|h|g[ei]|ll|z|i[ea]$|ch$")
"""Names known to the English reader that hold these are said its way."""
TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "dólares",
        "€": "euros",
        "£": "libras",
        "¥": "yenes",
        "%": "por ciento",
        "&": "y",
        "+": "más",
        "@": "arroba",
        "=": "igual a",
        "°": "grados",
    },
    short={
        "sr.": "señor",
        "sra.": "señora",
        "srta.": "señorita",
        "dr.": "doctor",
        "dra.": "doctora",
        "ud.": "usted",
        "uds.": "ustedes",
        "etc.": "etcétera",
        "núm.": "número",
    },
    letters=_LETTERS,
    name=lambda word: adapted(word, "es", _FOREIGN, _READ_OTHERWISE),
    sentence=_sentence,
)
