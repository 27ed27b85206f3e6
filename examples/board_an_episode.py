"""Board the first episode of a series from Python, without filming it, and read its script.

Run it with: uv run python examples/board_an_episode.py
"""

from pathlib import Path

from cliffhanger.memory.archive import Archive
from cliffhanger.memory.script import Script
from cliffhanger.studio.order import of_premise
from cliffhanger.studio.run import run
from cliffhanger.studio.settings import load

PREMISE = "A tailor recognises the coat he buried his brother in, brought in for a new button"


def main() -> None:
    settings = load(quality="draft")
    order = of_premise(settings.home, PREMISE, seed=0)
    report = run(settings, order.model_copy(update={"render": False}))
    with Archive(Path(report.path) / "series.db") as archive:
        script = archive.get("script", "s01e01", Script)
    assert script is not None
    print(report.title)
    for line in script.lines():
        print(f"{line.speaker}: {line.text}")


if __name__ == "__main__":  # the makers' worker processes import this file again
    main()
