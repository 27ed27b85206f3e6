"""What a spoken line is made of, for the makers of voices."""

from typing import Literal

from ...memory.frozen import Frozen, canonical
from ...memory.look import Emotion, Manner, Voice
from ..take import Spec

LATER = {"tremor": 0.0, "engine": "", "id": "", "blend": {}}
"""Fields of a voice that casting brought, and what they are while nobody uses them."""

Treatment = Literal["room", "phone", "inner", "hall", "outdoor"]


class SpeechAbilities(Frozen):
    """What a provider of speech can do."""

    languages: tuple[str, ...] = ()
    """The only ones it speaks; empty: any."""
    longest: int = 4000
    """Characters of a line."""


class CloneSpec(Spec):
    """A voice made from a recording, which is the one input. The take is a JSON file; its fact ``voice`` is the id."""

    name: str
    """As it is called at the provider."""
    language: str = "en"


class CloneAbilities(Frozen):
    """What a provider of cloned voices takes."""

    longest: float = 60.0
    """Seconds of a recording."""


class SpeechSpec(Spec):
    """One line, exactly.

    The take is a mono 24 kHz wav. Its facts: ``words``, a list of ``[text, start, end]`` with the text as written
    (punctuation included), ``phones``, a list of ``[phoneme, start, end]``, both in seconds from the start of the file;
    ``pace``, the factor that was needed to reach ``target``.
    """

    text: str
    """As it is written; ``*word*`` is stressed."""
    language: str = "en"
    voice: Voice
    emotion: Emotion = "neutral"
    manner: Manner | None = None
    treatment: Treatment = "room"
    target: float | None = None
    """Seconds it should last; reached within 0.8 to 1.2 times its natural length, else refused."""

    def canonical(self) -> str:
        """Return the one JSON text; what casting brought is left out while unused, so that older keys stay."""
        told = self.model_dump(mode="json", exclude=set() if self.manner else {"manner"})
        told["voice"] = {name: value for name, value in told["voice"].items() if LATER.get(name, ...) != value}
        return canonical(told)
