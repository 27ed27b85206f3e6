"""Casting: seeded, tellable, good-looking people."""

import random

from ....memory.look import Beard, Earrings, Hair, Look, Sex
from .geometry import ease

SKINS = ("#fae0d2", "#f6d6c2", "#f2cdb4", "#eac0a2", "#dba887", "#c68e6c", "#a8714f", "#875840", "#6b4432")
HEADS = {
    "black": "#1d1a24",
    "blue-black": "#1c2034",
    "dark brown": "#33211f",
    "chestnut": "#5c3426",
    "auburn": "#74342a",
    "honey blonde": "#b98a52",
    "ash blonde": "#b7a58a",
    "copper": "#9a4a2a",
    "silver": "#b9b6c2",
}
EYES = {
    "dark brown": "#4a2f22",
    "brown": "#6e4526",
    "amber": "#a2652a",
    "hazel": "#7d6a34",
    "green": "#4d7a52",
    "grey": "#6f7c8c",
    "blue": "#3f6fa6",
    "violet-grey": "#6e6690",
}
LIPS = ("#c8505e", "#b84a54", "#d0646a", "#a8404e", "#c2606a")
MEN_LIPS = ("#b87468", "#a9655e", "#c07c70")

WOMEN_HAIR: tuple[Hair, ...] = ("long_straight", "long_wavy", "ponytail", "bun", "bob", "pixie", "braid", "curly")
MEN_HAIR: tuple[Hair, ...] = ("swept", "crop", "slick", "undercut", "curly")

HINTS: dict[str, tuple[tuple[int, int], tuple[str, ...], tuple[str, ...]]] = {
    "east asian": ((0, 4), ("black", "blue-black", "dark brown"), ("dark brown", "brown", "grey")),
    "south asian": ((4, 7), ("black", "blue-black", "dark brown"), ("dark brown", "brown", "hazel")),
    "african": ((6, 9), ("black", "dark brown"), ("dark brown", "brown", "amber")),
    "latin": ((3, 6), ("black", "dark brown", "chestnut"), ("brown", "hazel", "amber")),
    "middle eastern": ((3, 6), ("black", "dark brown"), ("brown", "hazel", "green")),
    "european": (
        (0, 4),
        ("dark brown", "chestnut", "auburn", "honey blonde", "ash blonde", "copper"),
        ("blue", "green", "grey", "hazel", "brown"),
    ),
}
"""Words that may stand in a hint, and the ranges of skin, hair and eyes they mean."""

TEMPERS: dict[str, dict[str, float]] = {
    "cold": {"eye_tilt": 0.5, "brow_arch": 0.3, "lip_fullness": -0.2, "cheek": -0.4},
    "warm": {"eye_size": 0.3, "eye_tilt": -0.3, "cheek": 0.3, "lip_fullness": 0.3},
    "proud": {"brow_arch": 0.5, "eye_tilt": 0.3, "length": 0.3},
    "sly": {"eye_tilt": 0.7, "eye_size": -0.3, "mouth_width": 0.3},
    "timid": {"eye_size": 0.5, "eye_tilt": -0.4, "mouth_width": -0.4, "brow": -0.4},
    "fierce": {"brow": 0.5, "jaw": 0.3, "eye_tilt": 0.4},
    "weary": {"eye_tilt": -0.4, "eye_size": -0.2, "cheek": -0.4},
    "playful": {"eye_size": 0.3, "mouth_width": 0.3, "cheek": 0.2},
}
AXES = {
    "jaw": 0.55,
    "cheek": 0.5,
    "length": 0.6,
    "eye_size": 0.5,
    "eye_tilt": 0.6,
    "eye_gap": 0.5,
    "brow": 0.6,
    "brow_arch": 0.6,
    "nose": 0.6,
    "nose_width": 0.5,
    "mouth_width": 0.6,
    "lip_fullness": 0.6,
    "build": 0.6,
    "height": 0.7,
}
"""How far each shape axis strays."""


def cast_look(seed: int, sex: Sex, age: int, temper: str, ethnicity_hint: str = "") -> Look:
    """Return a person: the same arguments, the same face; ``temper`` and hint are words, unknown ones are ignored."""
    dice = random.Random(f"{seed}/{sex}/{age}/{temper}/{ethnicity_hint}")
    (first, last), heads, eyes = _range(ethnicity_hint, dice)
    axes = {name: dice.gauss(0, reach * 0.75) for name, reach in AXES.items()}
    for name, lean in TEMPERS.get(temper.strip().lower(), {}).items():
        axes[name] += lean
    axes = {name: round(max(-1.0, min(1.0, value)), 2) for name, value in axes.items()}
    head = dice.choice(heads)
    woman = sex == "woman"
    return Look(
        sex=sex,
        age=age,
        skin=SKINS[dice.randrange(first, last)],
        hair=_hair(dice, woman, age),
        hair_colour=_grey(HEADS[head], age, dice),
        iris=EYES[dice.choice(eyes)],
        lips=dice.choice(LIPS if woman and age > 13 else MEN_LIPS),
        beard=_beard(dice, woman, age),
        glasses=dice.random() < (0.10 if age < 45 else 0.3),
        earrings=_earrings(dice, woman, age),
        freckles=dice.random()
        < (0.2 if first < 3 and head in ("auburn", "copper", "honey blonde", "chestnut") else 0.04),
        mole=dice.random() < 0.2,
        scar=dice.random() < (0.10 if not woman and age > 20 else 0.02),
        **axes,
    )


def _range(hint: str, dice: random.Random) -> tuple[tuple[int, int], tuple[str, ...], tuple[str, ...]]:
    words = hint.lower()
    for name, found in HINTS.items():
        if name in words:
            return found
    return HINTS[dice.choice(sorted(HINTS))]


def _hair(dice: random.Random, woman: bool, age: int) -> Hair:
    if woman and age >= 58:
        return dice.choice(("grey_bun", "grey_bun", "bob", "pixie"))
    if woman and age < 14:
        return dice.choice(("long_straight", "ponytail", "braid", "bob"))
    if woman:
        return dice.choice(WOMEN_HAIR)
    if age < 14:
        return dice.choice(("crop", "swept"))
    if age >= 55:
        return dice.choice(("slick", "crop", "slick", "bald"))
    return dice.choice(MEN_HAIR)


def _grey(colour: str, age: int, dice: random.Random) -> str:
    share = ease((age - 42) / 24) * dice.uniform(0.75, 1.0)
    grey = (190, 186, 194)
    mixed = (round(int(colour[i : i + 2], 16) * (1 - share) + grey[i // 2] * share) for i in (1, 3, 5))
    return "#" + "".join(f"{v:02x}" for v in mixed)


def _beard(dice: random.Random, woman: bool, age: int) -> Beard:
    if woman or age < 20:
        return "none"
    if age >= 55:
        return dice.choice(("none", "full", "goatee", "stubble"))
    return dice.choices(("none", "stubble", "goatee", "full"), (6, 3, 1, 1))[0]


def _earrings(dice: random.Random, woman: bool, age: int) -> Earrings:
    if not woman or age < 12:
        return "none"
    return dice.choice(("none", "stud", "drop", "hoop"))


STYLE_WORDS: dict[Hair, str] = {
    "long_straight": "long straight {} hair",
    "long_wavy": "long wavy {} hair",
    "ponytail": "a {} ponytail",
    "bun": "{} hair in a high bun",
    "bob": "a {} bob",
    "pixie": "a {} pixie cut",
    "braid": "a long {} braid",
    "curly": "{} curls",
    "swept": "swept {} hair",
    "crop": "a short {} crop",
    "slick": "{} hair combed back",
    "undercut": "a {} undercut",
    "grey_bun": "{} hair in a bun",
    "bald": "a bald head",
}


def look_words(look: Look) -> str:
    """Return the look in a line: "late twenties, a black bob, grey eyes, a mole"."""
    hair = STYLE_WORDS[look.hair].format(_nearest(look.hair_colour, HEADS | {"grey": "#8e8a92", "white": "#dedce0"}))
    hair = hair.replace("a auburn", "an auburn").replace("a ash", "an ash")
    words = [_age_words(look.age), hair, _nearest(look.iris, EYES) + " eyes"]
    beards = {"stubble": "stubble", "goatee": "a goatee", "full": "a full beard"}
    if look.beard != "none":
        words.append(beards[look.beard])
    marks = {
        "glasses": look.glasses,
        "freckles": look.freckles,
        "a mole": look.mole,
        "a scar through the brow": look.scar,
    }
    words += [name for name, there in marks.items() if there]
    if look.earrings != "none":
        words.append({"stud": "stud earrings", "drop": "drop earrings", "hoop": "hoop earrings"}[look.earrings])
    return ", ".join(words)


def _age_words(age: int) -> str:
    if age < 14:
        return f"{age} years old"
    if age < 20:
        return "late teens" if age > 16 else "mid teens"
    decades = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
    part = "early" if age % 10 < 4 else "mid" if age % 10 < 7 else "late"
    return f"{part} {decades[min(len(decades) - 1, age // 10 - 2)]}"


def _nearest(colour: str, named: dict[str, str]) -> str:
    def channels(text: str) -> list[int]:
        return [int(text[i : i + 2], 16) for i in (1, 3, 5)]

    wanted = channels(colour)
    return min(named, key=lambda name: sum((a - b) ** 2 for a, b in zip(wanted, channels(named[name]), strict=True)))
