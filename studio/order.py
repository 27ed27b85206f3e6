"""An order: what the user asks for, looked at before anything heavy is opened."""

from ..agents.house.reader import read
from ..errors import UserError
from ..memory.folder import slug
from ..memory.frozen import Frozen
from .settings import Settings

LONGEST_PREMISE = 1000
"""Characters; a premise is a line, not a script."""


class Order(Frozen):
    """One line, and how much of its series is wanted."""

    premise: str
    seed: int = 0
    season_length: int = 60
    episodes: int = 1
    render: bool = True

    @property
    def slug(self) -> str:
        """Name of the series folder."""
        return slug(self.premise) + (f"-{self.seed}" if self.seed else "")

    def check(self, settings: Settings) -> None:
        """Raise UserError if nothing can be built on the premise."""
        if not self.premise.strip():
            raise UserError("The premise is empty. Give one line: who, and what happens to them.")
        if len(self.premise) > LONGEST_PREMISE:
            raise UserError(
                f"The premise has {len(self.premise)} characters; one line of at most {LONGEST_PREMISE} is enough."
            )
        if not settings.speaks_to_a_model:
            read(self.premise)
