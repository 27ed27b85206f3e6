"""What is true in an invented season while it is told: its own book-keeping, apart from the product's State."""

from dataclasses import dataclass, field

from cliffhanger.memory.bible import Bible, Character


@dataclass
class World:
    """The truth so far, kept as the story goes on."""

    bible: Bible
    alive: list[str]
    dead: list[str] = field(default_factory=list)
    wears: dict[str, int] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    """Object to who has it."""
    hurt: dict[str, dict[str, int]] = field(default_factory=dict)
    """Person to wounds, each with the episode from which it may heal."""
    knows: set[tuple[str, str]] = field(default_factory=set)
    """Person and fact: ``secret.<id>`` or ``name.<id>``."""
    married: list[tuple[str, str]] = field(default_factory=list)
    promises: int = 0
    day: int = 1
    hour: int = 0
    number: int = 0
    """Episodes told so far, of all seasons."""

    @classmethod
    def begin(cls, bible: Bible) -> "World":
        """Return what the Bible declares."""
        ids = [person.id for person in bible.characters]
        return cls(
            bible=bible,
            alive=ids,
            holds={prop.id: prop.holder for prop in bible.props if prop.holder},
            knows={(id, f"secret.{id}") for id in ids} | {(id, f"name.{id}") for id in ids},
        )

    def person(self, id: str) -> Character:
        return self.bible.character(id)

    def called(self, by: str, id: str) -> str:
        """Return what somebody may call a person: the name, or the alias for who never learnt the name."""
        person = self.person(id)
        return person.name if not person.alias or (by, f"name.{id}") in self.knows else person.alias

    def named(self, by: str, id: str) -> bool:
        return self.called(by, id) == self.person(id).name
