"""A small edition of synthesised takes: three shots, two lines, stems as long as the episode."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from cliffhanger.tools.edit import ffmpeg
from cliffhanger.tools.edit.subtitles import Cue, CueWord
from cliffhanger.tools.export.edition import Edition, Note, Row, Said, SceneRow, Speech

FPS = 24
LENGTHS = (13, 30, 19)
"""Frames of the three shots."""


def take(folder: Path, frames: int) -> Path:
    path = folder / f"{frames}.mp4"
    picture = ["-f", "lavfi", "-i", f"testsrc=s=54x96:r={FPS}:d={frames / FPS}", "-frames:v", str(frames)]
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1"]
    ffmpeg.run(["-y", *picture, *coded, f"file:{path}"], "filming")
    return path


def cue(start: int, end: int, text: str, speaker: str) -> Cue:
    words, step = text.split(), (end - start) / FPS / len(text.split())
    spoken = tuple(
        CueWord(text=word, start=start / FPS + n * step, end=start / FPS + (n + 1) * step)
        for n, word in enumerate(words)
    )
    return Cue(start=start / FPS, end=end / FPS, text=text, speaker=speaker, words=spoken)


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    folder = tmp_path_factory.mktemp("takes")
    starts = (0, LENGTHS[0], LENGTHS[0] + LENGTHS[1])
    whole = sum(LENGTHS)
    stems = {}
    for number, name in enumerate(("dialogue", "music", "effects"), 1):
        stems[name] = str(folder / f"{name}.wav")
        tone = np.full((round(whole / FPS * 48_000), 2), 0.01 * number, np.float32)
        soundfile.write(stems[name], tone, 48_000, subtype="PCM_16")
    rows = tuple(
        Row(
            id=f"s01e02.s{number:02d}", number=number, scene="s01e02.1" if number < 3 else "", start=start,
            frames=frames, framing="close up", angle="low", move="push in", style="painterly", location="the roof",
            hour="night", weather="rain", who=("Mia",), outfits=("a red coat, soaked",), action="Mia turns.",
            lines=(Said(name="Mia", text="You lied."),) if number < 3 else (), take="ab" * 32,
            file=str(take(folder, frames)),
        )
        for number, (start, frames) in enumerate(zip(starts, LENGTHS, strict=True), 1)
    )  # fmt: skip
    return Edition(
        series="dated-tomorrow", title="Dated Tomorrow", season=1, logline="A nurse hears tomorrow.", episode="s01e02",
        number=2, episode_title="The Roof", hook="A door slams.", cliffhanger="Iris says her name.", fps=FPS, width=54,
        height=96, fountain="Title: Dated Tomorrow\n", rows=rows,
        scenes=(SceneRow(id="s01e02.1", number=1, heading="EXT. THE ROOF - NIGHT, RAIN", start=0),),
        cues=(cue(2, 12, "You lied.", "Mia"), cue(20, 40, "I came up here anyway, Cole.", "Mia & Co <x>")),
        speeches=(
            Speech(id="s01e02.1.l01", name="Mia", text="You lied.", start=2, frames=14, take="cd" * 32),
            Speech(id="s01e02.1.l02", name="Mia", text="I came up here anyway.", start=15, frames=20, take="ef" * 32),
        ),
        notes=(
            Note(kind="scene", id="s01e02.1", name="1 EXT. THE ROOF", at=0),
            Note(kind="finding", id="s01e02.x.1", name="forgets", at=15, text="She knows already."),
            Note(kind="cliffhanger", id="s01e02.s03", name="cliffhanger", at=43, text="Iris says her name."),
        ),
        stems=stems,
        master=str(folder / "master.mp4"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def written(edition: Edition) -> Edition:
    """The same episode, neither filmed nor spoken."""
    bare = tuple(row.model_copy(update={"take": "", "file": ""}) for row in edition.rows)
    return edition.model_copy(update={"rows": bare, "cues": (), "speeches": (), "stems": {}, "master": ""})
