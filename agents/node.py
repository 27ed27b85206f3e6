"""What every node of the graph is handed, says and returns."""

from typing import Any

from langgraph.runtime import Runtime

from .crew import Studio

Crew = Runtime[Studio]
"""The studio, and the stream that whoever watches listens to."""
Update = dict[str, Any]
"""What a node changes of the state."""


def say(runtime: Crew, agent: str, text: str, **facts: Any) -> None:
    """Tell whoever watches what an agent is doing."""
    runtime.stream_writer({"agent": agent, "text": text, **facts})
