"""How a person looks and sounds, as parameters: the same parameters are the same face for ever."""

from typing import Literal

from .frozen import Frozen

Emotion = Literal[
    "neutral",
    "joy",
    "tender",
    "sad",
    "cry",
    "angry",
    "cold",
    "fear",
    "shock",
    "smirk",
    "shame",
    "resolve",
]
"""The twelve faces a character can make."""

Manner = Literal["whisper", "shout", "sob", "breathless", "tremble", "laugh"]
"""What a voice does beside feeling something."""

Sex = Literal["woman", "man"]

Hair = Literal[
    "long_straight",
    "long_wavy",
    "ponytail",
    "bun",
    "bob",
    "pixie",
    "braid",
    "curly",
    "swept",
    "crop",
    "slick",
    "undercut",
    "grey_bun",
    "bald",
]

Garment = Literal[
    "suit",
    "dress",
    "gown",
    "blouse",
    "shirt",
    "coat",
    "hoodie",
    "leather",
    "scrubs",
    "uniform",
    "apron",
    "robe",
    "sweater",
    "tshirt",
]

Beard = Literal["none", "stubble", "goatee", "full"]

Earrings = Literal["none", "stud", "drop", "hoop"]


Wound = Literal["cut", "bruise", "bandage", "sling"]
"""A wound that can be seen."""


class Outfit(Frozen):
    """What a character wears in a scene."""

    garment: Garment
    colour: str = "#3a4258"
    """Main colour, ``#rrggbb``."""
    accent: str = "#e8e4dc"
    """Second colour: collar, lapel, tie, trim."""
    words: str = ""
    """The same, said: "a navy suit, no tie"."""


class Look(Frozen):
    """A face and a body as numbers. Shape axes run from -1 to 1, 0 being the middle of the range."""

    sex: Sex
    age: int = 27
    skin: str = "#f0cbb0"
    hair: Hair = "long_straight"
    hair_colour: str = "#2a2028"
    iris: str = "#6a4a2a"
    lips: str = "#b85a5e"
    jaw: float = 0.0
    """Narrow to square."""
    cheek: float = 0.0
    """Hollow to full."""
    length: float = 0.0
    """Short to long face."""
    eye_size: float = 0.0
    eye_tilt: float = 0.0
    """Outer corners down to up."""
    eye_gap: float = 0.0
    brow: float = 0.0
    """Thin to heavy."""
    brow_arch: float = 0.0
    nose: float = 0.0
    """Small to long."""
    nose_width: float = 0.0
    mouth_width: float = 0.0
    lip_fullness: float = 0.0
    build: float = 0.0
    """Slight to broad."""
    height: float = 0.0
    """Short to tall, against the others in the frame."""
    beard: Beard = "none"
    glasses: bool = False
    earrings: Earrings = "none"
    freckles: bool = False
    mole: bool = False
    scar: bool = False


class Voice(Frozen):
    """A speaking voice."""

    style: str
    """An entry of the voice catalogue; of a voice with a ``blend`` or an ``id`` only what it is called."""
    pitch: float = 1.0
    """Factor on the fundamental frequency, 0.8 to 1.25."""
    pace: float = 1.0
    """Factor on speed, 0.85 to 1.15."""
    timbre: float = 1.0
    """Factor on the formants, 0.88 to 1.15."""
    tremor: float = 0.0
    """Depth of a waver of the pitch, as a fraction; an old voice has 0.03."""
    engine: str = ""
    """Who speaks it, by the name that the settings give; empty: whoever speaks by default."""
    id: str = ""
    """What its engine calls it: a provider's voice, or the key of the take of a recording to speak like."""
    blend: dict[str, float] = {}
    """Stock styles of the embedded engine and their shares, of a voice matched to a recording."""

    def __hash__(self) -> int:
        return hash(self.canonical())
