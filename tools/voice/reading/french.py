"""French: silent letters, nasal vowels, the mute e, and liaison."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from .french_words import ASPIRATED, EXCEPTIONS, NASAL_ENT, THIRD_MENT, WEAK
from .line import Said, Tongue, read
from .names import adapted
from .rules import Rules
from .word import ReadWord, listed

VOWELS = "aeɛiouyɔøœɑə"
_V = "aàâeéèêëiîïoôöuùûüyœæẽ"
_RULES = Rules(
    r"""
    ^trans(?=<V>) = tʁɑ̃z
    ^in(?=n) = i
    ^imm(?=<V>) = im
    ^enn(?=ui|ob) = ɑ̃n
    ^eni(?=vr) = ɑ̃ni
    ^emm(?=<V>) = ɑ̃m
    ^re(?=ss) = ʁə
    ^de(?=ss[uo]) = də
    ^des(?=h?<V>) = dez
    ^eu[st]?$ = y
    emment$ = amɑ̃
    (?<=[td])iennent$ = jɛn
    (?<=.)aient$ = ɛ
    (?<=.)èrent$ = ɛʁ
    (?<=[^aeou])ient$ = jɛ̃
    ents?$ =
    ẽ = ɑ̃
    e(?:st)$ = ɛ
    (?<=s)ti(?=on|ẽ|en[tc]|al|el) = tj
    (?<=[^sx])ti(?=on) = sj
    (?<=[aeiéu])ti(?=ẽ|en[cts]|eux|al|el) = sj
    (?<=[ie])ti(?=[ae]r?$|[ae]l) = sj
    (?<=cra)tie = si
    eaux?$ = o
    eau = o
    aux$ = o
    au = o
    aill(?=<V>) = aj
    ail$ = aj
    ails$ = aj
    eill(?=<V>) = ɛj
    eils?$ = ɛj
    euill(?=<V>) = œj
    ueill(?=<V>) = œj
    ueils?$ = œj
    euils?$ = œj
    œill?s? = œj
    ouill(?=<V>) = uj
    ouils?$ = uj
    (?<=[qg])uill(?=<V>) = ij
    uill(?=<V>) = yij
    ^(?:mill|vill|tranquill) =
    ill(?=<V>) = ij
    oei = œ
    œu(?=x|d|fs?$|$) = ø
    œu = œ
    œ = e
    (?:ai|ei)m(?=[bp]) = ɛ̃
    (?:ai|ei)ms?$ = ɛ̃
    (?:aî|ai|ei)n(?![nm<v>h]) = ɛ̃
    oin(?![n<v>]) = wɛ̃
    (?<=[ée])ens?$ = ɛ̃
    (?<=i)en(?=s?$|dr|t$|ts$) = ɛ̃
    (?:an|en)(?![nm<v>h]) = ɑ̃
    (?:am|em)(?=[bp]) = ɑ̃
    (?:in|yn|ïn)(?![nm<v>h]) = ɛ̃
    (?:im|ym)(?=[bp]) = ɛ̃
    (?:un)(?![nm<v>h]) = œ̃
    um(?=[bp]) = œ̃
    um$ = ɔm
    on(?![nm<v>h]) = ɔ̃
    om(?=[bp]|pt|$|s$) = ɔ̃
    (?<=[eidtuv])rai$ = ʁe
    ay(?=<V>) = ɛj
    ay = ɛ
    oy(?=<V>) = waj
    uy(?=<V>) = yij
    ey = ɛ
    ai(?=s$|t$|ent$|x$|$) = ɛ
    aî = ɛ
    ai = ɛ
    ei = ɛ
    oî = wa
    oi = wa
    oê = wa
    oo = u
    où = u
    oû = u
    ou(?=[aàâeéèêiî](?!$|s$)) = w
    ou = u
    eû = ø
    eu(?=reu) = ø
    eu(?=[st]e|x$|$|s$|t$|z|d) = ø
    eu(?=[rlvfnbgp]) = œ
    eu = ø
    ueu = œ
    é|ée$|ées$ = e
    ë = ɛ
    [èê] = ɛ
    ^es(?=s) = e
    e(?=ss|ff) = e
    ^e(?=xh?<V>) = ɛ
    er$ = e
    ers$ = e
    ez$ = e
    eds?$ = e
    ets?$ = ɛ
    ecs?$ = ɛk
    e(?=([lntrpcmzg])\1) = ɛ
    e(?=x) = ɛ
    e(?=[bcdfgpt][rl]) = ə
    e(?=ch|ph|th|gn|qu|gu) = ə
    e(?=[^<v>h][^<v>h]) = ɛ
    e(?=[rlfcbmn]$) = ɛ
    e(?=s?$) = ə
    e = ə
    [àa]$ = a
    â(?=.e$|.es$) = aː
    [aàâ] = a
    i(?=lle) = i
    (?<=[bcdfgptv][rl])i(?=[aeoéuèẽ])(?!es?$|ent$) = ij
    [iïî](?=[aàâeéèoôu](?!$|s$|nt$)) = j
    [iïî](?=en$|ens$|ent$|ez$|er$|on$|ons$|eu|o|è|é|a) = j
    [iîï] = i
    ^y(?=<V>) = j
    y(?=[eao]) = j
    y = i
    o(?=ll) = ɔ
    o(?=[^<v>][rl]es?$) = ɔ
    o(?=[lrcfkb]s?$) = ɔ
    o(?=(?:[^<v>s]|ch|ph|gn|qu|ll)(?:e|es|ent)$) = ɔ
    o(?=r) = ɔ
    o(?=([mn])\1es?$) = ɔ
    o(?=([lntp])\1es?$) = ɔ
    o(?=mm) = ɔ
    o(?=[^<v>h][^<v>hlr]) = ɔ
    ô = o
    o = o
    [uùûü](?=[aeioéè](?!$|s$)) = y
    [uùûü] = y
    sch = ʃ
    ch(?=[rln]) = k
    ch = ʃ
    ck = k
    c(?=[eiyéèêîïẽ]) = s
    ç = s
    cc(?=[eiéè]) = ks
    c+$ = k
    cs$ = k
    ct$ = kt
    c+ = k
    cqu = k
    qu = k
    q = k
    gn = ɲ
    ngt$ =
    gu(?=[eiyéèêîẽ]) = ɡ
    ge(?=[aoàâôu]) = ʒ
    g(?=[eiyéèêîïẽ]) = ʒ
    gg = ɡ
    gs?$ =
    g = ɡ
    j = ʒ
    ph = f
    th = t
    sh = ʃ
    rh = ʁ
    h =
    ll = l
    l = l
    mm = m
    (?<=[aio])mn(?=e) = n
    m = m
    nn = n
    n = n
    rr = ʁ
    r = ʁ
    sc(?=[eiyéèêẽ]) = s
    ss = s
    (?<=<V>)s(?=h?<V>) = z
    st$ =
    s$ =
    s = s
    (?<=om)pt(?=[eéai]) = t
    (?<=[oo]m)pt?s?$ =
    (?<=[au])ps?$ =
    pp = p
    p = p
    tt = t
    t?s$ =
    ts?$ =
    t = t
    ds?$ =
    dd = d
    d = d
    bb = b
    (?<=m)bs?$ =
    b = b
    ff = f
    f = f
    v = v
    w = w
    ^x = ɡz
    (?<=e)x(?=h?<V>) = ɡz
    xc(?=[eiéè]) = ks
    x$ =
    x = ks
    z$ =
    zz = z
    z = z
    k = k
    """,
    v=_V,
    V=f"[{_V}]",
)
_ELIDED = re.compile(r"((?:qu|lorsqu|jusqu|puisqu|quoiqu|[cdjlmnst])')(?=.)", re.IGNORECASE)


def french(text: str) -> tuple[ReadWord, ...]:
    """Read a line of French."""
    return read(text, TONGUE)


def _parts(word: str) -> list[str]:
    """Cut off what is elided, and what a hyphen joins: qu'est-ce is qu' and est-ce, a-t-il is a, t' and il."""
    whole: list[str] = []
    for piece in word.replace("st-ce", "st_ce").replace("-t-", "-t'").split("-"):
        while found := _ELIDED.match(piece):
            whole.append(found[1])
            piece = piece[found.end() :]
        whole.append(piece.replace("_", "-").rstrip("'"))
    return whole


def _word(word: str) -> str:
    if word.endswith("'"):
        return {"c'": "s", "qu'": "k", "j'": "ʒ", "lorsqu'": "lɔʁsk", "jusqu'": "ʒysk", "puisqu'": "pyisk"}.get(
            word, word[0]
        )
    known = EXCEPTIONS.get(word) or EXCEPTIONS.get(word.removesuffix("s"))
    return _stressed(known or _by_rule(word))


def _by_rule(word: str) -> str:
    stem = word.removesuffix("s")
    if (stem.endswith("ment") and not stem.endswith("emment") and stem not in THIRD_MENT) or stem in NASAL_ENT:
        word = stem.removesuffix("ent") + "ẽ"
    if re.fullmatch(r"(?:mill|vill|tranquill)(e|es|ent|age|ages|ité|ement|ier|iers|ion|ions)?", word):
        word = word.replace("ill", "il")
    return _without_mute("".join(said for _, said in _RULES.read(word)))


def _without_mute(heard: str) -> str:
    """Drop the mute e: at the end, before vowels, and between single consonants within a word."""
    heard = re.sub(r"(?<=.)ə$", "", heard) if re.search(r"[aeɛiouyɔøœɑ]", heard) else heard
    heard = re.sub(r"ə(?=[aeɛiouyɔøœɑ])|(?<=[aeɛiouyɔøœɑj])ə", "", heard)
    heard = re.sub(r"(?<=[aeɛiouyɔøœɑ̃])([^aeɛiouyɔøœɑə̃])ə(?=[^aeɛiouyɔøœɑə̃]j?[aeɛiouyɔøœɑ])", r"\1", heard)
    return re.sub(r"j{2,}", "j", heard).replace("tʃ", "ʧ").replace("dʒ", "ʤ")


def _stressed(heard: str) -> str:
    """Mark the last full vowel."""
    places = [n for n, symbol in enumerate(heard) if symbol in VOWELS and symbol != "ə"]
    places = places or [n for n, symbol in enumerate(heard) if symbol == "ə"]
    return f"{heard[: places[-1]]}ˈ{heard[places[-1] :]}" if places else heard


LINKING = {"s": "z", "x": "z", "z": "z", "t": "t", "d": "t", "n": "n", "p": "p", "r": "ʁ"}
ALWAYS = frozenset(
    listed(
        """
        les des ces mes tes ses nos vos leurs aux un aucun mon ton son on en nous vous ils elles dans
        sans chez sous très plus moins pas jamais bien rien quand dont est sont ont suis était étaient
        deux trois six dix petit petits grand grands gros bon bons mauvais premier dernier tout cet
        quels quelles quelques plusieurs certains autres mais puis êtes avez sommes avons vas allez
        allons prends fait faut peut veut doit dit vit nouveaux belles beaux vieux mêmes trop c'est
        """
    )
)
"""Words that are linked to a vowel that follows; all others end as they stand."""
ALONE = frozenset(listed("et ou où oui onze onzième huit yaourt ouistiti"))
"""Words to which nothing is linked though they begin with a vowel (as sounds go)."""


def _sentence(line: Sequence[Said]) -> None:
    """Link words, weaken what leans on the next, and tell verbs in -ent after ils."""
    words = [said for said in line if said.text]
    for said, following in zip_longest(words, words[1:]):
        alone = following is None or bool(said.pause)
        if following is not None and not alone:
            _link(said, following)
        if said.text in WEAK and not alone:
            said.phonemes = said.phonemes.replace("ˈ", "")


def _link(said: Said, following: Said) -> None:
    vowel = re.match(rf"[{_V}]|h", following.text) and following.text not in ALONE
    if said.text == "six" or said.text == "dix":
        said.phonemes = said.phonemes.removesuffix("s")
    if said.text in ("huit", "tous") and not vowel:
        said.phonemes = (
            said.phonemes
            if following.text in ("les", "les", "ceux", "ces") and said.text != "tous"
            else said.phonemes[:-1]
        )
    if not vowel or (following.text.startswith("h") and _aspirated(following.text)):
        return
    last = LINKING.get(said.text[-1])
    if said.text in ALWAYS and last and not said.phonemes.endswith(last):
        open_vowel = {"bon": "bɔn", "premier": "pʁəmjɛʁ", "dernier": "dɛʁnjɛʁ"}.get(said.text)
        said.phonemes = open_vowel or said.phonemes + last


def _aspirated(word: str) -> bool:
    return any(word.startswith(stem) for stem in ASPIRATED)


_ONES = listed(
    """
    zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
    dix-huit dix-neuf
    """
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def number(value: int) -> str:
    """Return a whole number in French words."""
    if value < 20:
        return _ONES[value].replace("-", " ")
    if value < 100:
        base = value - value % 10 if value < 70 else 60 if value < 80 else 80
        rest = value - base
        link = " et " if rest in (1, 11) and base != 80 else " "
        return (_TENS[base].replace("-", " ") + (link + number(rest) if rest else "")).strip()
    for size, word in ((1_000_000, "million"), (1000, "mille"), (100, "cent")):
        if value >= size:
            count, rest = divmod(value, size)
            head = word if count == 1 and size < 1_000_000 else f"{number(count)} {word}"
            return f"{head} {number(rest) if rest else ''}".strip()
    raise AssertionError(value)


_FOREIGN = re.compile(r"w|k[nwh]|sh|oo|ee(?!s?$)|zh|[aeiou]h[^aeiou]|ae|x[iu]a|ng$|j[aei]e$|[^aeiou]y$")
_READ_OTHERWISE = re.compile(r"^j|ch|[aeiou]n$|[aeiou]m$|e$|u|s$|er$|^h|z|ll|th")
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        listed(
            """
            a bé cé dé e effe gé ache i ji ka elle emme enne o pé qu erre esse té u vé doublevé ixe
            igrec zède
            """
        ),
        strict=True,
    )
) | {initials: initials for initials in ("adn", "fbi", "pdg", "cia")}
TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "dollars",
        "€": "euros",
        "£": "livres",
        "¥": "yens",
        "%": "pour cent",
        "&": "et",
        "+": "plus",
        "@": "arobase",
        "=": "égale",
        "°": "degrés",
    },
    short={
        "m.": "monsieur",
        "mme": "madame",
        "mme.": "madame",
        "mlle": "mademoiselle",
        "dr": "docteur",
        "dr.": "docteur",
        "etc.": "etcétéra",
        "st": "saint",
        "n°": "numéro",
    },
    letters=_LETTERS,
    parts=_parts,
    name=lambda word: adapted(word, "fr", _FOREIGN, _READ_OTHERWISE),
    sentence=_sentence,
)
