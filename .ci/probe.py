"""Probe what `cliffhanger make --json` has made: the form of DESIGN section 5, as far as a file can show it."""

import json
import sys
from pathlib import Path

from cliffhanger.tools.edit.probe import loudness, probe


def main(path: Path) -> None:
    """Assert the form of the first episode of a report."""
    report = json.loads(path.read_text("utf-8"))
    episode = report["episodes"][0]
    master = Path(episode["master"])
    found, heard = probe(master), loudness(master)
    print(master.name, found.model_dump_json(), heard.model_dump_json())
    assert found.video is not None and found.audio is not None
    assert (found.video.codec, found.video.profile, found.video.pixels) == ("h264", "High", "yuv420p")
    assert (found.video.width, found.video.height) in {(540, 960), (1080, 1920)}
    assert found.video.fps == 24
    assert (found.audio.codec, found.audio.rate, found.audio.channels) == ("aac", 48_000, 2)
    assert 60 <= found.seconds <= 120 and found.faststart
    assert -14.5 <= heard.integrated <= -13.5 and heard.true_peak <= -1.0
    assert Path(episode["captions"]).read_text("utf-8").count("-->") >= 15
    assert episode["hook"] and episode["cliffhanger"]
    assert not [finding for finding in episode["findings"] if finding["status"] == "open"]
    print(f"ok: {found.seconds:.1f} s in {sum(report['seconds'].values()):.0f} s of work")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
