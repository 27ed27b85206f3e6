"""Every error that Cliffhanger raises on purpose, one type per distinct reaction.

::

    CliffhangerError            shown as one sentence, exit code 1
    ├── UserError               the user's input cannot be used; exit code 2
    │   └── SettingsError       a flag, variable or file names a bad value
    ├── SeriesError             the series folder
    │   ├── SeriesLocked        another process works on it; try again later
    │   └── SeriesDamaged       the database does not read; restore
    ├── ToolError               a maker failed on one Spec; retried with bounds, then shown
    │   ├── MissingPart         a package, weight or binary is not there; the message has the install line
    │   ├── MakerRefused        it will never make this Spec; no retry
    │   ├── OutOfMemory         it is too large for the card or the machine; only what is configured may be done instead
    │   └── JobUncertain        a paid job may or may not have reached its provider; only the user may risk a second one
    ├── ModelError              the language model
    │   ├── ModelUnreachable    network, 5xx, rate limit after all retries
    │   ├── ModelRefused        it declined
    │   └── ModelUnusable       its answer did not validate after the repairs, or its context is too small
    └── ProductionError         an episode could not be finished; what was made is kept
"""


class CliffhangerError(Exception):
    """Root of all errors: the message says what failed, for which thing, and what to do."""


class UserError(CliffhangerError):
    """The user's input cannot be used."""


class SettingsError(UserError):
    """A flag, variable or file names a bad value."""


class SeriesError(CliffhangerError):
    """Something about a series folder."""


class SeriesLocked(SeriesError):
    """Another process works on this series."""


class SeriesDamaged(SeriesError):
    """The series database does not read."""


class ToolError(CliffhangerError):
    """A maker failed on one Spec."""


class MissingPart(ToolError):
    """A package, weight or binary is not there."""


class MakerRefused(ToolError):
    """A maker will never make this Spec."""


class OutOfMemory(ToolError):
    """A Spec is too large for the memory of the card or the machine."""


class JobUncertain(ToolError):
    """A paid job may or may not have reached its provider."""


class ModelError(CliffhangerError):
    """Something about the language model."""


class ModelUnreachable(ModelError):
    """The endpoint did not answer after all retries."""


class ModelRefused(ModelError):
    """The model declined."""


class ModelUnusable(ModelError):
    """The model's answer did not validate after the repairs."""


class ProductionError(CliffhangerError):
    """An episode could not be finished."""
