"""Kinship in words: which words exclude each other, and what the other side of each is."""

FAMILY: dict[str, frozenset[str]] = {
    "mother": frozenset({"mother", "mom", "mum", "mama", "ma"}),
    "father": frozenset({"father", "dad", "papa", "daddy"}),
    "brother": frozenset({"brother"}),
    "sister": frozenset({"sister"}),
    "son": frozenset({"son"}),
    "daughter": frozenset({"daughter"}),
    "cousin": frozenset({"cousin"}),
    "uncle": frozenset({"uncle"}),
    "aunt": frozenset({"aunt", "auntie"}),
    "nephew": frozenset({"nephew"}),
    "niece": frozenset({"niece"}),
    "grandmother": frozenset({"grandmother", "grandma", "granny"}),
    "grandfather": frozenset({"grandfather", "grandpa", "granddad"}),
    "grandson": frozenset({"grandson"}),
    "granddaughter": frozenset({"granddaughter"}),
    "husband": frozenset({"husband"}),
    "wife": frozenset({"wife"}),
}
"""A kin word, and those that mean the same."""

SPOUSES = frozenset({"husband", "wife"})
_OTHER_SIDE: dict[str, frozenset[str]] = {
    "mother": frozenset({"son", "daughter"}),
    "father": frozenset({"son", "daughter"}),
    "son": frozenset({"mother", "father"}),
    "daughter": frozenset({"mother", "father"}),
    "brother": frozenset({"brother", "sister"}),
    "sister": frozenset({"brother", "sister"}),
    "cousin": frozenset({"cousin"}),
    "uncle": frozenset({"nephew", "niece"}),
    "aunt": frozenset({"nephew", "niece"}),
    "nephew": frozenset({"uncle", "aunt"}),
    "niece": frozenset({"uncle", "aunt"}),
    "grandmother": frozenset({"grandson", "granddaughter"}),
    "grandfather": frozenset({"grandson", "granddaughter"}),
    "grandson": frozenset({"grandmother", "grandfather"}),
    "granddaughter": frozenset({"grandmother", "grandfather"}),
    "husband": SPOUSES,
    "wife": SPOUSES,
}
_DEGREES = (
    "late ",
    "dead ",
    "missing ",
    "estranged ",
    "twin ",
    "older ",
    "younger ",
    "elder ",
    "little ",
    "big ",
    "lost ",
)
_NEAR = ("step", "half-", "foster ", "adoptive ", "adopted ", "foster-", "god")
"""Kin that are called like kin, and need not be: a stepbrother is a brother to some."""


def kin_of(words: str) -> str:
    """Return the kin that a relation's words name: "mother" for "late mother", "mom"; empty if none, or a near one."""
    words = words.lower().strip()
    for degree in _DEGREES:
        words = words.replace(degree, "")
    return next((kin for kin, same in FAMILY.items() if words in same), "")


def is_near(words: str) -> bool:
    """Tell whether words name a kinship that others may leave out or simplify."""
    words = words.lower()
    return words.startswith(_NEAR) or words.startswith("ex-") or "-in-law" in words or " in law" in words


def other_side(kin: str) -> frozenset[str]:
    """Return what I may be to whom I call so: a son or a daughter to my mother."""
    return _OTHER_SIDE.get(kin, frozenset())
