"""What a model fills in when it translates."""

from typing import Literal

from pydantic import Field

from ..model.drafts import Draft


class NameDraft(Draft):
    """Something that is called the same throughout."""

    source: str = Field(description="as the original calls it, copied letter by letter")
    target: str = Field(description="as the dub calls it")


class RegisterDraft(Draft):
    """How one of them speaks to another."""

    speaker: str = Field(description="id")
    to: str = Field(description="id")
    form: str = Field(description="in the language's own terms: tú, usted, 반말, 존댓말, plain, polite")


class GlossaryDraft(Draft):
    """What must be the same from the first episode to the last."""

    names: list[NameDraft] = Field(
        description="people, places, objects and titles, as far as they are called otherwise"
    )
    registers: list[RegisterDraft] = Field(description="each pair that speaks to each other, both ways")


class LineDraft(Draft):
    """One line in the other language."""

    id: str
    text: str = Field(description="as it is spoken; not a word that is not said")
    shorter: str = Field(description="the same in about three quarters of the syllables, for when it does not fit")


class LinesDraft(Draft):
    """A scene."""

    lines: list[LineDraft] = Field(description="every line that was given, in order")


class BackDraft(Draft):
    """What a line means to somebody who never saw the original, held against it."""

    id: str
    means: str = Field(description="the dubbed line, put plainly into the language of the original")
    verdict: Literal["same", "shifted", "lost"] = Field(
        description="same: who hears it knows, feels and expects the same; shifted: a fact, a name, a threat or a joke "
        "is another; lost: what the story needs later is missing"
    )
    why: str = Field(description="if not the same: which words, in one sentence; else empty")


class BacksDraft(Draft):
    """A scene, read back."""

    lines: list[BackDraft]


class ShorterDraft(Draft):
    """One line, said in less."""

    text: str


class WordsDraft(Draft):
    """What is written: titles, cards, screens."""

    words: list[NameDraft]
