"""What a spoken line is made of, for the makers of voices."""

from typing import Literal

from ...memory.look import Emotion, Voice
from ..take import Spec

Treatment = Literal["room", "phone", "inner", "hall", "outdoor"]


class SpeechSpec(Spec):
    """One line, exactly.

    The take is a mono 24 kHz wav. Its facts: ``words``, a list of ``[text, start, end]`` with the text as written
    (punctuation included), ``phones``, a list of ``[phoneme, start, end]``, both in seconds from the start of the file;
    ``pace``, the factor that was needed to reach ``target``.
    """

    text: str
    language: str = "en"
    voice: Voice
    emotion: Emotion = "neutral"
    treatment: Treatment = "room"
    target: float | None = None
    """Seconds it should last; reached within 0.8 to 1.2 times its natural length, else refused."""
