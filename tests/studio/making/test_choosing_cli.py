"""Choosing as a user meets it: the price is told before anything is made, and nothing is made without a word."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PREMISE = "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"
MIX = ("--mix", "hero=kling,dialogue=photo,frames=gemini")


def cliffhanger(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cliffhanger", *arguments],
        capture_output=True, text=True, env={**os.environ}, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_the_estimate_is_a_table_or_data_and_makes_nothing(tmp_path: Path) -> None:
    told = cliffhanger("make", PREMISE, *MIX, "--estimate", "--home", str(tmp_path / "home"))
    assert told.returncode == 0 and "kling" in told.stdout and "$" in told.stdout
    data = json.loads(cliffhanger("make", PREMISE, *MIX, "--estimate", "--json", "--home", str(tmp_path)).stdout)
    assert data["usd"] > 0 and {row["maker"] for row in data["costs"]} == {"cast", "drawn", "kling", "photo"}
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_with_a_price_and_nobody_to_ask_nothing_is_made(flags: tuple[str, ...], tmp_path: Path) -> None:
    done = cliffhanger("make", PREMISE, *MIX, *flags, "--home", str(tmp_path / "home"))
    assert done.returncode == 2 and "This costs about $" in done.stderr and "--yes" in done.stderr
    assert done.stdout == "" and not list((tmp_path / "home").rglob("*"))


def test_what_is_missing_is_said_before_anything_is_made(tmp_path: Path) -> None:
    done = cliffhanger("make", PREMISE, *MIX, "--yes", "--home", str(tmp_path / "home"))
    told = [line for line in done.stderr.splitlines() if line.startswith("cliffhanger: ")]
    assert done.returncode == 2 and len(told) == 1 and "which wants a key: export" in told[0]
    assert not [path for path in (tmp_path / "home").rglob("*") if path.is_file()]


@pytest.mark.parametrize("verb", [("make", PREMISE), ("doctor",)])
def test_a_typo_in_the_mix_is_named(verb: tuple[str, ...]) -> None:
    done = cliffhanger(*verb, "--mix", "heroe=kling")
    assert done.returncode == 2 and "do you mean hero?" in done.stderr and "Traceback" not in done.stderr
