"""Casting: what the people of a series look like in pictures, and how they sound, beyond what the Bible says."""

from typing import Literal

from .frozen import Frozen
from .look import Emotion, Voice

Shown = Literal["face", "body", "outfit", "expression", "place", "layout"]
"""What a picture shows of its subject; ``layout`` is one whose arrangement is to be kept."""


class Consent(Frozen):
    """Somebody's word that their face or voice may be used, as it was given."""

    who: str
    words: str
    """As the user wrote them down: "I, Ana Ruiz, agree that my face plays Mia in this series"."""
    at: str
    """When, ISO 8601 in UTC."""
    sha256: str
    """Of the file that it is about."""


class SheetPicture(Frozen):
    """One picture of somebody; its take lies in the series' store."""

    take: str
    """Key."""
    shown: Shown
    outfit: int | None = None
    """Index into the wardrobe, if it shows one."""
    emotion: Emotion | None = None
    turned: int = 0
    """Degrees: -90 is their left profile, 0 the front, 180 the back."""
    of: str = ""
    """Digest of the look, the outfit or the place that it was made of; empty: of a photograph, or nobody knows."""


class CastSheet(Frozen):
    """How one character, or one location, looks in pictures."""

    subject: str
    """Id of the character or the location."""
    asset: str
    """Id in the library of the home, ``mia-1f3a``."""
    version: int
    pictures: tuple[SheetPicture, ...]
    """The portrait that everything was made from comes first."""
    adapter: str = ""
    """Key of the take of their LoRA; empty: none was trained."""
    maker: str = ""
    """Name of the maker of frames that it was made with; empty: photographs of the user's own."""
    consent: Consent | None = None
    """There must be one if somebody real is shown."""

    @property
    def portrait(self) -> SheetPicture:
        """The picture that everything else was made from."""
        return self.pictures[0]


class VoiceSheet(Frozen):
    """How one character sounds, instead of as the Bible has it."""

    subject: str
    """Id of the character."""
    asset: str
    """Id in the library of the home, ``mia-1f3a``."""
    version: int
    how: Literal["chosen", "match", "clone"]
    """Picked from what there is; the nearest that stock voices come to a recording; made from the recording itself."""
    voice: Voice
    words: str = ""
    """As a casting note has it: "tired, low, smokes"."""
    age: int = 0
    """Years; 0: nobody said."""
    accent: str = ""
    recording: str = ""
    """Key of the take of the cleaned recording; empty: there was none."""
    likeness: float | None = None
    """Cosine between the speaker embeddings of the recording and of a line spoken with this voice."""
    consent: Consent | None = None
    """There must be one if there is a recording."""


class Casting(Frozen):
    """The sheets of a series, as one document (``("casting", "series")``)."""

    sheets: tuple[CastSheet, ...] = ()
    voices: tuple[VoiceSheet, ...] = ()

    def of(self, subject: str) -> CastSheet | None:
        """Return the sheet of a character or a location; None if there is none."""
        return next((sheet for sheet in self.sheets if sheet.subject == subject), None)

    def with_sheet(self, sheet: CastSheet) -> "Casting":
        """Return the casting with a sheet added, or put in the place of its subject's earlier one."""
        others = tuple(one for one in self.sheets if one.subject != sheet.subject)
        sheets = tuple(sorted((*others, sheet), key=lambda one: one.subject))
        return self.model_copy(update={"sheets": sheets})

    def voice(self, subject: str) -> VoiceSheet | None:
        """Return how a character has been cast to sound; None if the Bible's voice stands."""
        return next((sheet for sheet in self.voices if sheet.subject == subject), None)

    def with_voice(self, sheet: VoiceSheet) -> "Casting":
        """Return the casting with a voice added, or put in the place of its subject's earlier one."""
        others = tuple(one for one in self.voices if one.subject != sheet.subject)
        return self.model_copy(update={"voices": tuple(sorted((*others, sheet), key=lambda one: one.subject))})
