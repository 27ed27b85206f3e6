"""Charts: everything is inside the page, the same spec gives the same picture, and what is drawn can be found."""

import cv2
import numpy as np
import pytest

from cliffhanger.tools.picture.chart import WIDTH, Arc, Band, ChartSpec, Mark, Row, draw_chart

BANDS = (Band(most=5, label="short"), Band(most=10, label="middling"), Band(most=58, label="long"))
GOLD = np.array([0x5A, 0xB9, 0xF0])
"""Of the first row and of a gate, as OpenCV reads it."""


def chart(steps: int = 60, rows: int = 5, **update: object) -> ChartSpec:
    plain = ChartSpec(
        title="A Plan",
        subtitle="of sixty steps",
        steps=steps,
        arcs=(
            Arc(start=1, end=steps, label="whole"),
            Arc(start=4, end=8, label="short"),
            Arc(start=0, end=12, label="old"),
        ),
        arcs_name="three arcs",
        bands=BANDS,
        curve=tuple(0.3 + 0.5 * n / steps for n in range(steps)),
        curve_name="height",
        marks=(Mark(at=10, label="gate", kind="gate"), Mark(at=steps // 2, label="turn")),
        rows=tuple(Row(name=f"Row {n}", cells=tuple(range(1 + n, steps + 1, n + 1))) for n in range(rows)),
        rows_name="rows",
    )
    return plain.model_copy(update=update)


def drawn(spec: ChartSpec, tmp_path, name: str = "chart.png") -> np.ndarray:
    draw_chart(spec, tmp_path / name)
    page = cv2.imread(str(tmp_path / name))
    assert page is not None
    return page


def like(page: np.ndarray, colour: np.ndarray) -> np.ndarray:
    return np.abs(page.astype(int) - colour).max(axis=2) < 12


def test_the_same_spec_is_the_same_file(tmp_path):
    draw_chart(chart(), tmp_path / "one.png")
    draw_chart(chart(), tmp_path / "two.png")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(("steps", "rows"), [(60, 5), (100, 8), (24, 2), (1, 1)])
def test_nothing_touches_the_edge_of_the_page(tmp_path, steps, rows):
    long = "A question so long that no page of any width could ever hold it in one single line of it, or could one?"
    arcs = (*chart(steps).arcs, *(Arc(start=n, end=n + 4, label=long) for n in range(1, steps - 4, 2)))
    spec = chart(steps, rows, title=long, subtitle=long * 2, arcs=arcs)
    page = drawn(spec, tmp_path)
    ground = page[3, 3].astype(int)
    assert page.shape[1] == WIDTH
    for edge in (page[:40], page[-30:], page[:, :40], page[:, -40:]):
        assert np.abs(edge.astype(int) - ground).max() < 8


def test_a_row_has_as_many_cells_as_it_names(tmp_path):
    alone = chart(rows=1, marks=(), arcs=(), curve=(), bands=())
    page = drawn(alone.model_copy(update={"rows": (Row(name="", cells=(2, 3, 9, 60)),)}), tmp_path)
    found, _ = cv2.connectedComponents(like(page, GOLD).astype(np.uint8))
    assert found - 1 == 4


def test_an_arc_that_is_open_runs_out_of_the_right(tmp_path):
    shut = drawn(chart(arcs=(Arc(start=50, end=58, label=""),)), tmp_path, "shut.png")
    open_ = drawn(chart(arcs=(Arc(start=50, end=61, label=""),)), tmp_path, "open.png")
    columns = np.flatnonzero(np.abs(shut.astype(int) - open_).max(axis=(0, 2)) > 12)
    assert columns.max() > WIDTH - 150


def test_labels_side_by_side_do_not_touch(tmp_path):
    near = chart(marks=(Mark(at=14, label="gate", kind="gate"), Mark(at=15, label="turn")))
    page = drawn(near, tmp_path)
    gate, turn = like(page[:, :-200], GOLD), like(page, np.array([0x5A, 0x78, 0xF0]))
    above = slice(860, 960)
    rows_gate, rows_turn = (np.flatnonzero(mask[above].sum(axis=1) > 6) for mask in (gate, turn))
    assert rows_gate.size and rows_turn.size
    assert rows_turn.min() + 20 < rows_gate.min()


def test_a_character_no_font_has_does_no_harm(tmp_path):
    page = drawn(chart(title="\u0000 \uffff 道 عنوان", rows_name=""), tmp_path)
    assert page.std() > 5
