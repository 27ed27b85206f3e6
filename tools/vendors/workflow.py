"""The user's own ComfyUI workflow, with places in it for what changes from shot to shot.

A workflow is exported from ComfyUI in its API format. What the studio writes into it is marked by the titles of nodes:
a node with the title ``{prompt}`` takes the prompt, one with ``size {width} {height}`` takes two numbers. Where a node
could take it in several inputs, the slot names one: ``{seed:noise_seed}``.
"""

import copy
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...errors import SettingsError
from ...memory.frozen import Frozen

SLOT = re.compile(r"\{\s*([a-z]+(?: \d+)?)\s*(?::\s*([^{}]+?)\s*)?\}")

TAKES = {
    "prompt": ("text", "prompt", "positive", "value", "string"),
    "speech": ("text", "speech", "value", "string"),
    "seed": ("seed", "noise_seed", "value", "int"),
    "width": ("width", "value", "int"),
    "height": ("height", "value", "int"),
    "frames": ("length", "frames", "num_frames", "video_frames", "value", "int"),
    "seconds": ("seconds", "duration", "value", "float"),
    "fps": ("fps", "frame_rate", "value", "float"),
    "strength": ("strength", "weight", "value", "float"),
    "first": ("image", "value"),
    "last": ("image", "value"),
    "reference": ("image", "value"),
}
"""The inputs of a node that a slot may stand for, the first that is there; ``output`` stands for none."""

NEEDED = ("prompt", "seed", "width", "height", "output")


class Slot(Frozen):
    """A place in a workflow."""

    name: str
    """As the title says it: ``reference 2``."""
    node: str
    input: str = ""
    """Empty for ``output``."""


class Workflow(Frozen):
    """A workflow as it was exported, and the slots found in it."""

    name: str
    nodes: dict[str, dict[str, Any]]
    slots: tuple[Slot, ...]

    @property
    def moves(self) -> bool:
        """Whether it makes clips: it has a slot for how long they are."""
        return self.has("frames") or self.has("seconds")

    @property
    def references(self) -> int:
        """How many reference pictures it takes."""
        return sum(slot.name.startswith("reference ") for slot in self.slots)

    @property
    def output(self) -> str:
        """Id of the node whose file is the result."""
        return next(slot.node for slot in self.slots if slot.name == "output")

    def has(self, name: str) -> bool:
        """Return whether there is a slot of that name."""
        return any(slot.name == name for slot in self.slots)

    def label(self, node: str) -> str:
        """Return how a person finds a node again: its number, class and title."""
        found = self.nodes.get(node, {})
        title = _title(found)
        return f"node {node} ({found.get('class_type', 'unknown')}{f', titled “{title}”' if title else ''})"

    def filled(self, values: Mapping[str, object]) -> dict[str, dict[str, Any]]:
        """Return the nodes with the values in their slots; a value without a slot is left out."""
        nodes = copy.deepcopy(self.nodes)
        for slot in self.slots:
            if slot.input and slot.name in values:
                nodes[slot.node]["inputs"][slot.input] = values[slot.name]
        return nodes


def read_workflow(path: Path) -> Workflow:
    """Return the workflow of a file.

    Raises SettingsError naming the file and what to do: it does not read, is not in the API format, or lacks a slot.
    """
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise SettingsError(f"The ComfyUI workflow {path} does not read: {error}.") from error
    return parse_workflow(read, path.name)


def parse_workflow(read: object, name: str) -> Workflow:
    """Return the workflow of parsed JSON; raise SettingsError as ``read_workflow`` does."""
    if not isinstance(read, dict) or not read or not all(_is_node(node) for node in read.values()):
        raise SettingsError(
            f"The ComfyUI workflow {name} is not in the API format; in ComfyUI choose Workflow, Export (API), "
            "and give that file."
        )
    slots = tuple(slot for id, node in read.items() for slot in _slots(str(id), node, name))
    workflow = Workflow(name=name, nodes={str(id): node for id, node in read.items()}, slots=slots)
    _must_be_whole(workflow)
    return workflow


def _is_node(node: object) -> bool:
    return isinstance(node, dict) and "class_type" in node and isinstance(node.get("inputs"), dict)


def _title(node: Mapping[str, Any]) -> str:
    meta = node.get("_meta")
    return str(meta.get("title", "")) if isinstance(meta, dict) else ""


def _slots(id: str, node: dict[str, Any], workflow: str) -> list[Slot]:
    return [
        Slot(name=word, node=id, input="" if word == "output" else _input(id, node, word, given.strip(), workflow))
        for word, given in SLOT.findall(_title(node))
        if word == "output" or word.split(" ")[0] in TAKES
    ]


def _input(id: str, node: dict[str, Any], slot: str, given: str, workflow: str) -> str:
    """Return the input that a slot stands for: a plain value of the node, never a link from another one."""
    plain = [name for name, value in node["inputs"].items() if not isinstance(value, list)]
    wanted = (given,) if given else TAKES[slot.split(" ")[0]]
    for name in wanted:
        if name in plain:
            return name
    raise SettingsError(
        f"In the ComfyUI workflow {workflow} the slot {{{slot}}} stands on node {id} ({node['class_type']}), which has "
        f"no free input {' or '.join(wanted)} (free: {', '.join(plain) or 'none'}); put it on the node that holds the "
        f"value, or name the input: {{{slot}:name}}."
    )


def _must_be_whole(workflow: Workflow) -> None:
    """Raise SettingsError if a needed slot is missing, stands twice, or references are not numbered from 1."""
    names = [slot.name for slot in workflow.slots]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise SettingsError(
            f"The ComfyUI workflow {workflow.name} has no slot {', '.join(f'{{{name}}}' for name in missing)}; give "
            "the nodes that take it this title in ComfyUI, and export it again."
        )
    numbered = sorted(int(name.split(" ")[1]) for name in names if name.startswith("reference "))
    if "reference" in names or numbered != list(range(1, len(numbered) + 1)):
        raise SettingsError(
            f"In the ComfyUI workflow {workflow.name} the references must be numbered from 1, each once: "
            "{reference 1}, {reference 2}, and so on."
        )
    if names.count("output") > 1:
        raise SettingsError(f"In the ComfyUI workflow {workflow.name} two nodes are titled {{output}}; leave one.")
