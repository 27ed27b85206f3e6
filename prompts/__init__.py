"""What agents are told: one Markdown file a prompt, and the script library. Data, not code.

Belongs here: words. The only code is the reader that fills a prompt, strictly: a missing or an unused variable is an
error.
"""

import re
from functools import cache
from importlib import resources

_SLOT = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_TURN = re.compile(r"^---$", re.MULTILINE)


def render(name: str, **variables: str) -> str:
    """Return a prompt with its variables filled in.

    ``ValueError`` if a variable is missing or unused, ``KeyError`` if there is no such prompt.
    """
    return "\n\n".join(parts(name, **variables))


def parts(name: str, **variables: str) -> tuple[str, ...]:
    """Return a prompt as its parts, the stable one first, split where its file has a line ``---``; errors as `render`.

    What a variable contains is neither split nor filled in again.
    """
    text = _read(name)
    wanted = set(_SLOT.findall(text))
    if missing := sorted(wanted - variables.keys()):
        raise ValueError(f"the prompt {name} is not given {', '.join(missing)}")
    if unused := sorted(variables.keys() - wanted):
        raise ValueError(f"the prompt {name} has no place for {', '.join(unused)}")
    return tuple(_SLOT.sub(lambda slot: variables[slot[1]], part.strip()) for part in _TURN.split(text))


def fence(text: str, label: str = "") -> str:
    """Return data between fences that nothing within can close, so that it is read as data and never as instruction."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{label}\n{text}\n{ticks}"


def names() -> list[str]:
    """Return the names of all prompts, sorted."""
    found = (entry.name for entry in resources.files(__name__).iterdir())
    return sorted(name.removesuffix(".md") for name in found if name.endswith(".md"))


@cache
def _read(name: str) -> str:
    if name not in names():
        raise KeyError(f"there is no prompt {name!r}")
    return resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
