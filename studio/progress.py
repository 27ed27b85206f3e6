"""Live progress on the terminal: which agent works on what, shots done of all, time left."""

import time
from collections import defaultdict
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)


class Ticker:
    """Listens to the graph's events, shows them on stderr and adds up the seconds each agent took.

    On a terminal it is one live line; in a pipe, a line an event.
    """

    def __init__(self, quiet: bool = False) -> None:
        self.console = Console(stderr=True, quiet=quiet, highlight=False)
        self.seconds: dict[str, float] = defaultdict(float)
        self._agent, self._since = "", time.monotonic()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("[bold]{task.fields[episode]}[/] {task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            disable=quiet or not self.console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, episode="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._charge("")
        self._bar.stop()

    def hear(self, event: Mapping[str, Any]) -> None:
        """Show one event of the graph."""
        agent, text, episode = str(event.get("agent", "")), str(event.get("text", "")), str(event.get("episode", ""))
        self._charge(agent)
        if "of" in event:
            self._count(agent, text, episode, int(event["done"]), int(event["of"]))
            return
        self._bar.reset(self._task, total=None, description=f"{agent} {text}", episode=episode)
        self.console.print(f"[dim]{episode:>7}[/]  [bold]{agent:<11}[/] ", end="")
        self.console.print(text, markup=False)

    def _count(self, agent: str, text: str, episode: str, done: int, of: int) -> None:
        if self._bar.tasks[0].total != of:
            self._bar.reset(self._task, total=of, completed=done)
        self._bar.update(self._task, completed=done, description=f"{agent} {text}", episode=episode)
        if self._bar.disable and (done == of or done % 5 == 0):
            self.console.print(f"{episode:>7}  {agent:<11} {text}: {done} of {of}", markup=False)

    def _charge(self, agent: str) -> None:
        now = time.monotonic()
        if self._agent:
            self.seconds[self._agent] += now - self._since
        self._agent, self._since = agent, now
