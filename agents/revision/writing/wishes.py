"""What the user wants of something written anew, "more tender", "they should fight"; and how far it is so."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ....memory.bible import Bible
from ....memory.embedding import E5
from ....memory.look import Emotion, Sex
from ....memory.naming import Cast
from ....memory.script import Scene
from ..world.tempers import TEMPERS, Felt, family, felt

_MEANT = {
    "fierce": "fight fights fighting argue argument quarrel confront confrontation conflict row clash slap shout drama",
    "tender": "romance romantic love kiss flirt intimate intimacy touching heart heartfelt emotional feeling",
    "timid": "scary scarier fear tense tenser suspense suspenseful dark darker creepy dread eerie menace thriller",
    "playful": "comedy comic humour humor joke jokes banter fun",
    "sad": "tragic tragedy grief loss",
    "sly": "scheming intrigue lie lies lying deceive betrayal",
    "desperate": "dramatic stakes urgent urgency",
}
"""What else a wish calls a temper."""
_EVERYBODYS = frozenset({"fierce", "cold", "sly", "playful", "proud", "resolute", "shocked"})
"""Tempers that villains have as well; the others would make a victim of them."""
_AS_WRITTEN = {"tender": "warm", "happy": "playful", "sad": "weary", "desperate": "timid", "ashamed": "timid",
               "resolute": "fierce", "calm": "cold", "shocked": "timid"}  # fmt: skip
"""The temper that the script library has exchanges for."""
_PRONOUNS: dict[Sex, str] = {"woman": "she|her|hers", "man": "he|him|his"}
_PLAIN = frozenset(
    re.findall(
        r"\w+",
        """a an and are be been between both but by do does don each episode everybody everyone feel feels for from get
        give go have he her him his how i in into is it its just less let like little long longer make makes me more
        most much need no not of on one other people please really rewrite s scene short shorter she should so some t
        than that the their them then there they this to together too try two up us very want was we who with would
        write you talk words line lines again tighter brief slow slower extend""",
    )
)
"""Words of a wish that say nothing of what should happen."""
_NOT = re.compile(r"\b(?:less|not|no|without|never|don[’']?t|stop)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
_SHORTER = re.compile(r"\b(?:short(?:er)?|brief(?:er)?|tight(?:er)?|trim|fewer words|less talk)\b", re.IGNORECASE)
_LONGER = re.compile(r"\b(?:long(?:er)?|slow(?:er)?|more (?:lines|dialogue|talk)|extend)\b", re.IGNORECASE)

NEAR, SHARE, LENGTH = 6.0, 1.5, 1.0
"""What nearness in meaning, the share of the feeling, and the length count for."""
EMBEDDED = 120
"""Words of a stretch that are embedded: each costs a millisecond or two."""
_USUAL = 160
"""Words said in an episode."""


@dataclass(frozen=True)
class Wish:
    """What is wanted, taken apart."""

    text: str
    tempers: tuple[str, ...] = ()
    """Tempers that should be felt more."""
    without: tuple[str, ...] = ()
    """Tempers that should be felt less."""
    longer: int = 0
    """1: longer, -1: shorter."""
    who: tuple[str, ...] = ()
    """Ids of those it is about; empty: everybody."""
    about: str = ""
    """What is wanted beside tempers and length: only its meaning can tell how near something comes to it."""

    def tables(self, bible: Bible) -> dict[str, Felt]:
        """Return what each of those it is about makes of their feelings."""
        soft = self.tempers[:1] and self.tempers[0] not in _EVERYBODYS
        against = ("villain", "rival") if soft else ()
        people = self.who or tuple(one.id for one in bible.characters if one.role not in against)
        return {who: felt(name, TEMPERS[name][0]) for name in self.tempers[:1] for who in people}

    def played_by(self, bible: Bible) -> Bible:
        """Return the Bible with people of the temper that is wanted, for the writer to choose what they say."""
        if not self.tempers:
            return bible
        temper = _AS_WRITTEN.get(self.tempers[0], self.tempers[0])
        people = tuple(
            one.model_copy(update={"temper": temper}) if not self.who or one.id in self.who else one
            for one in bible.characters
        )
        return bible.model_copy(update={"characters": people})


def wish(how: str, bible: Bible, there: Collection[str] = ()) -> Wish:
    """Return what a user's words ask for; "she" is the first woman of those who are ``there``, in the cast's order."""
    cast, more, less = Cast(bible), list[str](), list[str]()
    other: list[str] = []
    for found in re.finditer(r"[^\W\d_]+", how.lower()):
        name = family(found[0]) or next((name for name, words in _MEANT.items() if found[0] in words.split()), "")
        if name:
            (less if _NOT.search(how[: found.start()]) else more).append(name)
        elif found[0] not in _PLAIN and not cast.cue(found[0]):
            other.append(found[0])
    who = [cast.person(found[0]) for found in cast.name.finditer(how)]
    for sex, pronoun in _PRONOUNS.items():
        if not who and re.search(rf"\b(?:{pronoun})\b", how, re.IGNORECASE):
            who += [one.id for one in bible.characters if one.look.sex == sex and one.id in there][:1]
    longer = -1 if _SHORTER.search(how) else 1 if _LONGER.search(how) else 0
    about = " ".join(how.split()) if other else ""
    return Wish(
        " ".join(how.split()),
        tuple(dict.fromkeys(more)),
        tuple(dict.fromkeys(less)),
        longer,
        tuple(dict.fromkeys(who)),
        about,
    )


def nearness(wish: Wish, scenes: Sequence[Sequence[Scene]]) -> list[float]:
    """Return how far each attempt is as it is wanted; only the order of the numbers means something."""
    felt_ = [_felt(wish, each) for each in scenes]
    if not wish.about:
        return felt_
    embedding = E5()
    query = embedding.queries([wish.about])[0]
    meant = embedding.passages([_words(each) for each in scenes])
    return [float(vector @ query) * NEAR + feels for vector, feels in zip(meant, felt_, strict=True)]


def _words(scenes: Sequence[Scene]) -> str:
    """Return what a stretch is about, in so many words as can be embedded quickly."""
    told = [scene.purpose for scene in scenes]
    said = [beat.line.text if beat.line else beat.action for scene in scenes for beat in scene.beats]
    return " ".join(" ".join([*told, *said]).split()[:EMBEDDED])


def _felt(wish: Wish, scenes: Sequence[Scene]) -> float:
    lines = [b.line for s in scenes for b in s.beats if b.line and (not wish.who or b.line.speaker in wish.who)]
    faces: list[Emotion] = [line.emotion for line in lines]
    total = max(1, len(faces))
    wanted = sum(faces.count(TEMPERS[name][0]) for name in wish.tempers) / total
    unwanted = sum(faces.count(TEMPERS[name][0]) for name in wish.without) / total
    length = sum(len(line.text.split()) for line in lines) / _USUAL
    return SHARE * (wanted - unwanted) + LENGTH * wish.longer * length
