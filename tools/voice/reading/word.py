"""A word as it is written and as it is said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadWord:
    """A written word and how it is said: phonemes and punctuation in the model's alphabet; empty if silent."""

    written: str
    phonemes: str

    @property
    def sounds(self) -> bool:
        """Whether anything is heard, beyond a pause."""
        return any(symbol.isalpha() for symbol in self.phonemes)


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list that is written as a text."""
    return tuple(text.split())
