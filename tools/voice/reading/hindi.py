"""Hindi: Devanagari syllable by syllable, and where its inherent vowel is not said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from .line import Said, Tongue, read
from .names import borrowed
from .word import ReadWord, listed

CONSONANTS = {
    **{"क": "k", "ख": "kʰ", "ग": "ɡ", "घ": "ɡʰ", "ङ": "ŋ", "च": "c", "छ": "cʰ", "ज": "ɟ", "झ": "ɟʰ", "ञ": "ɲ"},
    **{"ट": "ʈ", "ठ": "ʈʰ", "ड": "ɖ", "ढ": "ɖʰ", "ण": "ɳ", "त": "t", "थ": "tʰ", "द": "d", "ध": "dʰ", "न": "n"},
    **{"प": "p", "फ": "pʰ", "ब": "b", "भ": "bʰ", "म": "m", "य": "j", "र": "ɾ", "ल": "l", "व": "ʋ", "ळ": "l"},
    **{"श": "ʃ", "ष": "ʂ", "स": "s", "ह": "h", "क़": "q", "ख़": "x", "ग़": "ɣ", "ज़": "z", "फ़": "f", "ड़": "r", "ढ़": "rʰ"},
}
SIGNS = {
    **{
        "ा": "aː",
        "ि": "ɪ",
        "ी": "iː",
        "ु": "ʊ",
        "ू": "uː",
        "ृ": "ɾɪ",
        "े": "eː",
        "ै": "ɛː",
        "ो": "oː",
        "ौ": "ɔː",
        "ॉ": "ɔ",
        "ॅ": "ɛ",
    },
    **{
        "अ": "ə",
        "आ": "aː",
        "इ": "ɪ",
        "ई": "iː",
        "उ": "ʊ",
        "ऊ": "uː",
        "ऋ": "ɾɪ",
        "ए": "eː",
        "ऐ": "ɛː",
        "ओ": "oː",
        "औ": "ɔː",
        "ऑ": "ɔ",
    },
}
NASAL = {"aː": "ã", "ɪ": "ĩ", "iː": "ĩ", "ʊ": "ʊ̃", "uː": "ũ", "eː": "ẽː", "ɛː": "ɛ̃", "oː": "õ", "ɔː": "ɔ̃", "ɔ": "ɔ̃"}
LIKE = {"k": "ŋ", "ɡ": "ŋ", "c": "ɲ", "ɟ": "ɲ", "ʈ": "ɳ", "ɖ": "ɳ", "p": "m", "b": "m"}
"""The nasal that a following stop asks for; n before all others."""
STOPS = frozenset("kɡcɟʈɖtdpbzq")
HIDDEN = "ə"
WEAK = frozenset(listed("है हैं हो हूँ हूं का के की को से में पर ने था थी थे ये वो यह वह कि"))
LIGHT = frozenset(
    listed(
        """
    मुझे तुम मैं मेरे मेरी मेरा तुम्हें तुम्हारा तुम्हारी तुम्हारे रहा रही रहे कर
    """
    )
)
"""Words that bear a lighter stress before others."""


@dataclass
class _Syllable:
    """What is heard between two places where a vowel could stand."""

    onset: list[str]
    vowel: str
    """Empty where none is said."""


def hindi(text: str) -> tuple[ReadWord, ...]:
    """Read a line of Hindi."""
    return read(text, TONGUE)


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    if word.isascii():
        return borrowed(word, "hi")
    return _stressed(_without_schwa(_syllables(word)))


def _syllables(word: str) -> list[_Syllable]:
    """Return the syllables as they are written, each with its vowel; a virama or the end may leave it empty."""
    word = word.replace("ज्ञ", "ग्य").replace("ः", "ह्")
    found: list[_Syllable] = []
    onset: list[str] = []
    letters = re.findall(r"[क-हळ]़?|.", word)
    for place, letter in enumerate(letters):
        following = letters[place + 1] if place + 1 < len(letters) else ""
        if letter in CONSONANTS:
            onset.append(CONSONANTS[letter])
            if (following != "्" and following not in "ािीुूृेैोौॉॅ") or not following:
                found.append(_Syllable(onset, HIDDEN))
                onset = []
        elif letter in SIGNS:
            found.append(_Syllable(onset, SIGNS[letter] if letter != "अ" else "ʌ"))
            onset = []
        elif letter in "ंँ" and found:
            _nasal(found[-1], letters[place + 1 :], letter)
    return [*found, _Syllable(onset, "")] if onset else found


def _nasal(last: _Syllable, rest: Sequence[str], sign: str) -> None:
    following = CONSONANTS.get(rest[0], "") if rest else ""
    short = last.vowel in (HIDDEN, "ʌ")
    if short:
        last.vowel = "ʌ" + (LIKE.get(following[:1], "n") if following or sign == "ं" else "̃")
    else:
        long = last.vowel not in ("ɪ", "ʊ")
        last.vowel = NASAL.get(last.vowel, last.vowel) + ("n" if long and following[:1] in STOPS else "")


def _without_schwa(syllables: list[_Syllable]) -> list[_Syllable]:
    """Drop the inherent vowel at the end, and from the right where a vowel and one consonant stand on both sides."""
    if (len(syllables) > 1 and syllables[-1].vowel == HIDDEN and len(syllables[-1].onset) == 1) or (
        len(syllables) > 1 and syllables[-1].vowel == HIDDEN and syllables[-1].onset[-1] not in "jɾʋlnm"
    ):
        syllables[-1].vowel = ""
    for place in range(len(syllables) - 2, 0, -1):
        before, here, after = syllables[place - 1 : place + 2]
        if here.vowel == HIDDEN and before.vowel and after.vowel and len(here.onset) == 1 and len(after.onset) == 1:
            here.vowel = "" if here.onset != ["h"] else HIDDEN
    return syllables


def _stressed(syllables: list[_Syllable]) -> str:
    """Write the syllables with the stress on the heaviest, the last but one of equals."""
    flat: list[tuple[str, str]] = []
    for syllable in syllables:
        if syllable.vowel or not flat:
            flat.append(("".join(_doubled(syllable.onset)), syllable.vowel))
        else:
            onset, vowel = flat[-1]
            flat[-1] = (onset, vowel + "".join(_doubled(syllable.onset)))
    weights = [
        _weight(rhyme, flat[place + 1][0] if place + 1 < len(flat) else "") for place, (_, rhyme) in enumerate(flat)
    ]
    if len(weights) > 1 and weights[-1] < 3:
        weights[-1] = min(weights[-1], 1) - 0.1
    main = max(
        range(len(flat)), key=lambda place: (weights[place], -place if weights[place] == 1 else place), default=0
    )
    out = ""
    for place, (onset, rhyme) in enumerate(flat):
        heard = re.sub("^ə", "ʌ", rhyme) if place == main else re.sub("^ʌ(?!̃)", "ə", rhyme) if place else rhyme
        if place == len(flat) - 1:
            heard = re.sub("^iː$", "i", heard)
        out += onset + ("ˈ" if place == main else "") + heard
    return re.sub(r"([kptc])(?=j)", r"\1ː", out).replace("ːː", "ː")


def _doubled(onset: Sequence[str]) -> list[str]:
    return [
        "ː" if place and said == onset[place - 1] and said in ("k", "p", "t", "c") else said
        for place, said in enumerate(onset)
    ]


def _weight(rhyme: str, following: str) -> float:
    long = "ː" in rhyme or "̃" in rhyme or rhyme[:1] in ("ã", "ĩ", "õ", "ũ", "ẽ")
    closed = (
        bool(re.sub(r"^[^aeiouəʌɪʊɛɔãĩõũẽ]*[aeiouəʌɪʊɛɔãĩõũẽ][ː̃]*", "", rhyme))
        or len(re.sub("[ʰː]", "", following)) > 1
    )
    if rhyme[:1] == HIDDEN:
        return 1.0
    if rhyme[:1] == "ʌ":
        return 1 + 0.5 * len(re.sub("[ʰː̃]", "", rhyme[1:]))
    return 1 + long + closed


def _sentence(line: Sequence[Said]) -> None:
    words = [said for said in line if said.text]
    for said, following in zip_longest(words, words[1:]):
        if said.text in WEAK:
            said.phonemes = said.phonemes.replace("ˈ", "")
        elif said.text in LIGHT and following is not None and not said.pause:
            said.phonemes = said.phonemes.replace("ˈ", "ˌ")


_NUMBERS = listed(
    """
    शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस
    बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस
    अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास
    इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ
    अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी
    बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे
    छियानवे सत्तानवे अट्ठानवे निन्यानवे
    """
)


def number(value: int) -> str:
    """Return a whole number in Hindi words, in lakh and crore."""
    if value < 100:
        return _NUMBERS[value]
    for size, word in ((10_000_000, "करोड़"), (100_000, "लाख"), (1000, "हज़ार"), (100, "सौ")):
        if value >= size:
            count, rest = divmod(value, size)
            return f"{number(count)} {word} {number(rest) if rest else ''}".strip()
    raise AssertionError(value)


TONGUE = Tongue(
    word=_word,
    number=number,
    signs={
        "$": "डॉलर",
        "€": "यूरो",
        "£": "पाउंड",
        "¥": "येन",
        "₹": "रुपये",
        "%": "प्रतिशत",
        "&": "और",
        "+": "जमा",
        "=": "बराबर",
        "°": "डिग्री",
    },
    short={"डॉ.": "डॉक्टर", "श्री.": "श्री"},
    comma=".",
    sentence=_sentence,
)
