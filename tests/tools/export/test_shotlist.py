"""The shot list: RFC 4180, no mark at its head, nothing in it that a spreadsheet would calculate."""

import csv
import io

import pytest

from cliffhanger.tools.export.edition import Said
from cliffhanger.tools.export.shotlist import COLUMNS, guarded, shot_list


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_record_a_shot_under_our_columns(edition):
    text = shot_list(edition)
    assert text.startswith("scene,shot,start,seconds,") and text.endswith("\r\n")
    records = read(text)
    assert [record["shot"] for record in records] == ["s01e02.s01", "s01e02.s02", "s01e02.s03"]
    assert records[1]["start"] == "0.542" and records[1]["seconds"] == "1.250"
    assert records[0]["outfit"] == "a red coat, soaked" and records[0]["lines"] == "Mia: You lied."
    assert tuple(records[0]) == COLUMNS and records[0]["take key"] == "ab" * 32


def test_whatever_is_written_comes_back(edition):
    odd = 'She said: "No,"\nand left; ß, 日本'
    row = edition.rows[0].model_copy(update={"action": odd, "lines": (Said(name="Mia", text="=1+1", how="thought"),)})
    (record, *_) = read(shot_list(edition.model_copy(update={"rows": (row,)})))
    assert record["action"] == odd
    assert record["lines"] == "Mia (thought): =1+1"


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\n=1", "\0=1"]
)
def test_no_cell_is_a_formula(cell):
    assert guarded(cell).startswith("'")


def test_an_innocent_cell_stays():
    assert guarded("a - b") == "a - b" and guarded("") == "" and guarded("12.5") == "12.5"


def test_a_formula_for_an_action_is_guarded_in_the_file(edition):
    row = edition.rows[0].model_copy(update={"action": "=cmd|' /C calc'!A0", "location": "@home"})
    (record,) = read(shot_list(edition.model_copy(update={"rows": (row,)})))
    assert record["action"].startswith("'=") and record["location"] == "'@home"
