"""Indonesian: a letter a sound, the stress on the last syllable but one, and e that is mostly a murmur."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from .line import Said, Tongue, read
from .names import adapted
from .rules import Rules, nuclei, stressed
from .word import ReadWord, listed

VOWELS = "aeiouəɛIW"
_RULES = Rules(
    r"""
    ngg = ŋɡ
    ng = ŋ
    ny = ɲ
    sy = ʃ
    kh = x
    ai$ = I
    ai(?=[^aeiou]+$) = ai
    au$ = W
    é = e
    e(?=h$|k$|r$|l$|t$|ng$|s$|n$) = ɛ
    e$ = e
    e = ə
    a = a
    i = i
    o = o
    u = u
    c = ʧ
    j = ʤ
    y = j
    q = k
    v = f
    x = ks
    z = z
    r = ɾ
    b = b
    d = d
    f = f
    g = ɡ
    h = h
    k = k
    l = l
    m = m
    n = n
    p = p
    s = s
    t = t
    w = w
    """
)
FULL = frozenset(
    listed(
        """
        bebas besok enak ekor elok emas heran leher lebar mereka merah meja nenek oleh boleh sore sewa
        sepeda sehat beda lelah tetap kemarin mewah teman ember esok seret seretan tes dewa dewi desa
        nenek bela cerita restu resmi pesta persen metode medan pendek bengkok jelek kakek becek cewek
        remeh oke kue kafe hotel dokter polisi telepon kamera presiden rel sen
        """
    )
) - frozenset(listed("tetap teman emas kemarin cerita telepon presiden sehat"))
"""Words whose every e is clear, not murmured."""
WEAK = frozenset(listed("di ke dan yang ku mu nya se si dari pada untuk"))


def indonesian(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Indonesian."""
    return read(text, TONGUE)


def _word(word: str) -> str:
    sounds = _RULES.read(word)
    stem = re.sub(r"(nya|mu|ku|kah|lah|pun|kan|an|i)$", "", word) if len(word) > 5 else word
    if word in FULL or stem in FULL:
        sounds = tuple((letters, "e" if said == "ə" else said) for letters, said in sounds)
    heard = nuclei(sounds, VOWELS)
    main = max(0, len(heard) - 2)
    vowels = [symbol for _, said in sounds for symbol in said if symbol in VOWELS]
    if main < len(vowels) - 1 and vowels[main] == "ə":
        main += 1
    return stressed(sounds, main, VOWELS)


def _sentence(line: Sequence[Said]) -> None:
    for said, following in zip_longest(line, line[1:]):
        if said.text in WEAK and following is not None and not said.pause:
            said.phonemes = said.phonemes.replace("ˈ", "")


_ONES = listed(
    """
    nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas
    """
)


def number(value: int) -> str:
    """Return a whole number in Indonesian words."""
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    for size, word, one in (
        (1_000_000_000, "miliar", "satu miliar"),
        (1_000_000, "juta", "satu juta"),
        (1000, "ribu", "seribu"),
        (100, "ratus", "seratus"),
        (10, "puluh", "sepuluh"),
    ):
        if value >= size:
            count, rest = divmod(value, size)
            head = one if count == 1 else f"{number(count)} {word}"
            return f"{head} {number(rest) if rest else ''}".strip()
    raise AssertionError(value)


_FOREIGN = re.compile(r"w[rh]|sh|th|ph|oo|ee|ck|gh|ch|x|q|[aeiou]e$|ll|tt|ss$")
_READ_OTHERWISE = re.compile(r"c|e|z|j|v")
TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "dolar",
        "€": "euro",
        "£": "pound",
        "¥": "yen",
        "%": "persen",
        "&": "dan",
        "+": "tambah",
        "=": "sama dengan",
        "°": "derajat",
    },
    short={"dr.": "dokter", "tn.": "tuan", "ny.": "nyonya", "dll.": "dan lain-lain"},
    letters=dict(
        zip(
            "abcdefghijklmnopqrstuvwxyz",
            listed(
                """
                a bé cé dé é éf gé ha i jé ka él ém én o pé ki ér és té u fé wé éks yé zét
                """
            ),
            strict=True,
        )
    ),
    name=lambda word: adapted(word, "id", _FOREIGN, _READ_OTHERWISE),
    sentence=_sentence,
)
