"""Portuguese as it is spoken in Brazil: open and closed vowels, nasals, t and d before i."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from .line import Said, Tongue, read
from .names import adapted
from .portuguese_words import CLOSED, EXCEPTIONS, OPEN, WEAK
from .rules import Rules, nuclei, stressed
from .word import ReadWord, listed

VOWELS = "aeiouɛɔɐAIOW"
_RULES = Rules(
    r"""
    ão(?=s?$) = ɐ̃ʊ
    ão = ɐ̃ʊ
    ãe(?=s?$) = ɐ̃J
    ãi = ɐ̃J
    õe(?=s?$) = õj
    am$ = ɐ̃ʊ
    [ãâa]n(?=[^aeiouáéíóúâêôãõhy]) = ɐ̃ŋ
    [âa]m(?=[pb]) = ɐ̃m
    ã = ɐ̃
    a(?=nh) = ɐ̃
    [éêe](?:m|n)s?$ = Aŋ
    [éêe]n(?=[^aeiouáéíóúâêôãõhy]) = Aŋ
    [êe]m(?=[pb]) = Am
    [íi](?:m|n)$ = iŋ
    [íi]n(?=[^aeiouáéíóúâêôãõhy]) = iŋ
    [íi]m(?=[pb]) = im
    [ôo](?:m|n)s?$ = oŋ
    [ôo]n(?=[^aeiouáéíóúâêôãõhy]) = oŋ
    [ôo]m(?=[pb]) = om
    [úu](?:m|n)s?$ = ũŋ
    [úu]n(?=[^aeiouáéíóúâêôãõhy]) = ũŋ
    [úu]m(?=[pb]) = ũm
    õ = õ
    qu(?=[eiéêí]) = k
    qu = kw
    gu(?=[eiéêí]) = ɡ
    gu(?=[aoáó]) = ɡw
    ü = w
    ai(?!n|m(?![aeio])|r$|$) = I
    ai$ = I
    ais$ = I
    éi = ɛI
    ei = A
    ói = ɔɪ
    oi = oɪ
    ui(?![nmr]$|n) = uɪ
    éu = ɛʊ
    [êe]u = eʊ
    iu(?=$|s$) = iʊ
    au = W
    ou = ow
    al(?=[^aeiouáéíóúâêôãõh]|$) = W
    él(?=[^aeiouáéíóúâêôãõh]|$) = ɛʊ
    el$ = ɛʊ
    el(?=[^aeiouáéíóúâêôãõh]) = ɛʊ
    il(?=[^aeiouáéíóúâêôãõh]|$) = iʊ
    [óo]l$ = ɔʊ
    ul(?=[^aeiouáéíóúâêôãõh]|$) = uw
    á = a
    â = ɐ̃
    à = a
    é = ɛ
    ê = e
    í = i
    ó = ɔ
    ô = o
    ú = u
    a = a
    e = e
    i(?=[ao]s?$) = Y
    i = i
    y = i
    o = o
    u(?=[ao]s?$) = U
    u = u
    tch = ʧ
    ch = ʃ
    sh = ʃ
    ph = f
    th = t
    lh = lj
    nh = ɲ
    rr = x
    ^r = x
    (?<=[nls])r = x
    r = r
    sc(?=[eiéêí]) = s
    sç = s
    ss = s
    xc(?=[eiéêí]) = s
    s(?=[bdgvmnrlzj]) = z
    (?<=[aeiouáéíóúâêôãõ])s(?=[aeiouáéíóúâêôãõh]) = z
    s = s
    z$ = s
    z = z
    ^x = ʃ
    (?<=^e)x(?=h?[aeiouáéíóúâêôãõ]) = z
    x(?=[tpc]) = s
    x = ʃ
    c(?=[eiéêí]) = s
    ç = s
    ck = k
    c = k
    q = k
    k = k
    g(?=[eiéêí]) = ʒ
    g = ɡ
    j = ʒ
    h =
    w = w
    b = b
    d = d
    f = f
    l = l
    m = m
    n = n
    p = p
    t = t
    v = v
    """
)


def portuguese(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Brazilian Portuguese."""
    return read(text, TONGUE)


def _word(word: str) -> str:
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    if word.endswith("mente") and len(word) > 7:
        return _word(word.removesuffix("mente")).replace("ˈ", "ˌ") + "mˈAŋʧy"
    sounds = list(_RULES.read(word))
    sounds = _glides(word, sounds)
    heard = nuclei(sounds, VOWELS)
    if not heard:
        return "".join(said for _, said in sounds)
    main = _main(word, heard)
    second = [0] if main == 1 and len(heard) > 2 else range(0, main - 1, 2)
    plain = stressed(sounds, main, VOWELS, second)
    return _reduced(_quality(word, plain))


def _glides(word: str, sounds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Decide whether i or u before a last vowel is a syllable: in tia and rua, but not in família and água."""
    marked = re.search(r"[áéíóúâêô]", word) is not None and re.search(r"[íú][ao]s?$", word) is None
    alone = sum(any(symbol in VOWELS for symbol in said) for _, said in sounds) > 1
    glide = {"Y": "j" if marked and alone else "i", "U": "w" if marked and alone else "u"}
    return [(letters, glide.get(said, said)) for letters, said in sounds]


def _main(word: str, heard: Sequence[str]) -> int:
    for marks in ("áéíóúâêôà", "ãõ"):
        places = [n for n, letters in enumerate(heard) if set(letters) & set(marks)]
        if places:
            return places[-1]
    ends = re.search(r"[aeo]s?$|[ae]m$|ens$", word) and not re.search(r"([aeoiu]i|[aeio]u)s?$", word)
    return max(0, len(heard) - (2 if ends else 1))


def _quality(word: str, said: str) -> str:
    """Open the stressed e or o where the word asks for it."""
    place = said.find("ˈ") + 1
    vowel = said[place : place + 1]
    if vowel not in ("e", "o") or re.search(r"[âêôéó]", word):
        return said
    rest = said[place + 1 :]
    if rest[:1] in ("ʊ", "ɪ", "w", "̃", "ŋ") or re.match(r"[mnɲ]", rest):
        return said
    stem = word.removesuffix("s")
    wide = (
        (stem.endswith("a") and not re.match(r"z[aæ]s?$", rest) and stem not in CLOSED) or stem in OPEN or word in OPEN
    )
    return said[:place] + {"e": "ɛ", "o": "ɔ"}[vowel] + rest if wide else said


def _reduced(said: str) -> str:
    """Weaken last vowels, soften t and d before i, and tell the r's apart."""
    vowels = re.findall(r"[aeiouɛɔɐAIW]", said)
    last_is_stressed = re.search(r"ˈ(?:[aeiouɛɔɐA]̃?[ɪʊwjJ]?|I|A|W)ŋ?[srz]?$", said)
    if not last_is_stressed and len(vowels) > 1:
        said = re.sub(r"a(?=s?$)", "æ", said)
        said = re.sub(r"e(?=s?$)", "y", said)
        said = re.sub(r"o(?=s?$)", "ʊ", said)
    said = re.sub(r"ɐ̃ʊ", "ɐ̃ʊ̃", said).replace("J", "y")
    said = re.sub(r"ˈa(?=[mnɲ])", "ˈɐ̃", said)
    said = re.sub(r"(?<![ˈ])a(?=[mnɲ][ˈˌ]?[aeiouɛɔɐæʊy])", "æ", said)
    said = re.sub(r"t(?=[ˈˌ]?[iyj])", "ʧ", said)
    said = re.sub(r"d(?=[ˈˌ]?[iyj])", "ʤ", said)
    said = re.sub(r"(?<=[aeiouɛɔɐæʊyɪwAĨj])r(?=[ˈˌ]?[aeiouɛɔɐæʊyAIWj])", "ɾ", said)
    return re.sub(r"(?<=[aeiouɛɔɐæʊyɪwAĨ])r(?=[^aeiouɛɔɐæʊyAIW])", "ɾə", said)


def _sentence(line: Sequence[Said]) -> None:
    """Weaken what leans on the next word; voice a last s before a vowel."""
    words = [said for said in line if said.text]
    for said, following in zip_longest(words, words[1:]):
        if following is None or said.pause:
            continue
        if said.text in WEAK:
            said.phonemes = said.phonemes.replace(
                "ˈ", "ˌ" if said.text in ("não", "para", "uma", "pela", "pelo") else ""
            )
        first = following.phonemes.lstrip("ˈˌ")[:1]
        if first and first in "aeioɛɔɐæAIWʊy" and said.phonemes[-1:] in ("y", "ʊ") and len(said.phonemes) > 1:
            said.phonemes = said.phonemes[:-1] + {"y": "j", "ʊ": "w"}[said.phonemes[-1]]
        if said.phonemes.endswith("s") and first and first in "aeiouɛɔɐæAIWʊ":
            said.phonemes = said.phonemes[:-1] + "z"


_ONES = listed(
    """
    zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis
    dezessete dezoito dezenove
    """
)
_TENS = listed("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
_HUNDREDS = listed(
    """
    cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos
    """
)


def number(value: int) -> str:
    """Return a whole number in Portuguese words."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        ten, one = divmod(value, 10)
        return _TENS[ten - 2] + (f" e {_ONES[one]}" if one else "")
    if value < 1000:
        hundred, rest = divmod(value, 100)
        return "cem" if value == 100 else _HUNDREDS[hundred - 1] + (f" e {number(rest)}" if rest else "")
    for size, single, many in ((1_000_000, "um milhão", "milhões"), (1000, "mil", "mil")):
        if value >= size:
            count, rest = divmod(value, size)
            head = single if count == 1 else f"{number(count)} {many}"
            link = " e " if 0 < rest < 100 or rest % 100 == 0 else " "
            return head + (f"{link}{number(rest)}" if rest else "")
    raise AssertionError(value)


_FOREIGN = re.compile(r"w|k[nr]|sh|oo|ee|gh|ck|zh|[aeiou]h[^aeiou]|^x[ei]|ae")
_READ_OTHERWISE = re.compile(r"^j|ll|th|h[aeo]|r$|n$|^h|g[ei]")
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        listed(
            """
            á bê cê dê é éfe gê agá i jota cá éle eme ene ó pê quê érre ésse tê u vê dáblio xis
            ípsilon zê
            """
        ),
        strict=True,
    )
) | {initials: initials for initials in ("dna", "fbi", "cia", "rg", "cpf", "ceo")}
TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "dólares",
        "€": "euros",
        "£": "libras",
        "¥": "ienes",
        "%": "por cento",
        "&": "e",
        "+": "mais",
        "@": "arroba",
        "=": "igual a",
        "°": "graus",
    },
    short={"sr.": "senhor", "sra.": "senhora", "dr.": "doutor", "dra.": "doutora", "etc.": "etcétera", "d.": "dona"},
    letters=_LETTERS,
    name=lambda word: adapted(word, "pt", _FOREIGN, _READ_OTHERWISE),
    sentence=_sentence,
)
