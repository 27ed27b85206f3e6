"""Workflows: where the slots are, and one sentence for whatever is wrong with them."""

import json
from pathlib import Path

import pytest

from cliffhanger.errors import SettingsError
from cliffhanger.tools.vendors.workflow import Workflow, parse_workflow, read_workflow

from .test_comfyui import MOVES, STANDS, node


def with_node(id: str, changed: dict) -> dict:
    """Return the workflow for frames with one node changed."""
    return {**STANDS, id: changed}


def slots(workflow: Workflow) -> dict[str, tuple[str, str]]:
    """Return node and input by slot."""
    return {slot.name: (slot.node, slot.input) for slot in workflow.slots}


def test_slots_are_found_by_titles() -> None:
    assert slots(parse_workflow(STANDS, "flux.json")) == {
        "prompt": ("1", "value"),
        "seed": ("2", "noise_seed"),
        "width": ("3", "width"),
        "height": ("3", "height"),
        "reference 1": ("4", "image"),
        "reference 2": ("5", "image"),
        "output": ("6", ""),
    }
    assert parse_workflow(MOVES, "wan.json").moves
    assert not parse_workflow(STANDS, "flux.json").moves


def test_a_slot_may_name_its_input() -> None:
    changed = node("ThirdNode", "{ prompt : wildcard_text }", text="a", wildcard_text="b")
    assert slots(parse_workflow(with_node("1", changed), "x"))["prompt"] == ("1", "wildcard_text")


def test_titles_with_other_braces_are_left_alone() -> None:
    changed = {**STANDS, "8": node("Note", "{todo} and {date}", text="x")}
    assert set(slots(parse_workflow(changed, "x"))) == set(slots(parse_workflow(STANDS, "x")))


def test_filling_leaves_the_workflow_as_it_was() -> None:
    workflow = parse_workflow(STANDS, "flux.json")
    filled = workflow.filled({"prompt": "Mia.", "fps": 24})
    assert filled["1"]["inputs"]["value"] == "Mia."
    assert workflow.nodes["1"]["inputs"]["value"] == "a prompt"
    assert filled["6"] == STANDS["6"]


@pytest.mark.parametrize("slot", ["prompt", "seed", "width", "height", "output"])
def test_a_missing_slot_is_a_sentence(slot: str) -> None:
    bare = json.loads(json.dumps(STANDS).replace(f"{{{slot}}}", "plain"))
    with pytest.raises(SettingsError, match=rf"flux\.json has no slot \{{{slot}\}}.*export it again"):
        parse_workflow(bare, "flux.json")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (with_node("1", node("CLIPTextEncode", "{prompt}", text=["7", 0])), r"no free input text .*\(free: none\)"),
        (with_node("1", node("CLIPTextEncode", "{prompt:words}", text="a")), r"no free input words \(free: text\)"),
        (with_node("5", node("LoadImage", "{reference 3}", image="a")), "numbered from 1"),
        (with_node("5", node("LoadImage", "{reference 1}", image="a")), "numbered from 1"),
        (with_node("5", node("LoadImage", "{reference}", image="a")), "numbered from 1"),
        (with_node("5", node("SaveImage", "{output}", images=["3", 0])), "two nodes are titled"),
        ({"nodes": [], "links": []}, r"API format.*Export \(API\)"),
        ([], "API format"),
        ({}, "API format"),
    ],
)
def test_whatever_is_wrong_is_a_sentence(changed: object, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        parse_workflow(changed, "flux.json")


@pytest.mark.parametrize("text", ["{", "\udcff", None])
def test_a_file_that_does_not_read_is_a_sentence(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "flux.json"
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsError, match="does not read"):
        read_workflow(path)
