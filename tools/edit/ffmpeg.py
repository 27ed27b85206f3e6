"""The one place that runs ffmpeg: finds the binary, fences its inputs, and turns its failures into sentences."""

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from ...errors import MissingPart, ToolError

DEMUXERS = {
    ".mp4": "mov",
    ".m4a": "mov",
    ".mov": "mov",
    ".wav": "wav",
    ".flac": "flac",
    ".mp3": "mp3",
    ".txt": "concat",
}
"""Demuxer forced for a suffix, so that a file is read as what it is named and never as a playlist."""

KEPT = 400_000
"""Bytes of ffmpeg's own words that are kept: the end of them."""

CAUSES = (
    ("no space left", "the disk is full", "free some space and make it again"),
    ("moov atom not found", "the file was never finished", "delete it and make it again"),
    ("invalid data found", "the file is damaged or is not what its suffix says", "delete it and make it again"),
    ("could not find codec parameters", "the file holds no readable stream", "delete it and make it again"),
    ("permission denied", "the file may not be read or written", "check the rights of its folder"),
    ("no such file", "a file is not there", "make it first"),
    ("unknown encoder", "this ffmpeg lacks an encoder", "install a full build: pip install -U imageio-ffmpeg"),
    ("no such filter", "this ffmpeg lacks a filter", "install a full build: pip install -U imageio-ffmpeg"),
    ("matches no streams", "the file lacks the stream that was asked for", "check how it was made"),
    (
        "output file does not contain any stream",
        "the file lacks the stream that was asked for",
        "check how it was made",
    ),
)
"""What ffmpeg says, what it means, what to do; the first that fits is told."""


@cache
def binary() -> str:
    """Return the path of ffmpeg; MissingPart if there is none."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise MissingPart("ffmpeg was not found: run `pip install imageio-ffmpeg`") from error


@cache
def filters() -> frozenset[str]:
    """Return the names of the filters that this ffmpeg has."""
    done = subprocess.run(
        [binary(), "-hide_banner", "-filters"], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    rows = (line.split() for line in done.stdout.splitlines())
    return frozenset(row[1] for row in rows if len(row) > 2 and "->" in row[2])


def need(*names: str) -> None:
    """Raise MissingPart if this ffmpeg lacks one of these filters."""
    lacking = [name for name in names if name not in filters()]
    if lacking:
        raise MissingPart(
            f"ffmpeg at {binary()} lacks the filter {', '.join(lacking)}: "
            "run `pip install -U imageio-ffmpeg`, or unset IMAGEIO_FFMPEG_EXE if it names a small build"
        )


def source(path: Path, *options: str) -> list[str]:
    """Return the arguments that open ``path`` as what its suffix says, and as nothing but a local file."""
    demuxer = DEMUXERS.get(path.suffix.lower())
    if demuxer is None:
        raise ToolError(f"{path.name} cannot be opened: files of kind “{path.suffix}” are not used here")
    return ["-protocol_whitelist", "file,pipe", "-f", demuxer, *options, "-i", f"file:{path}"]


def run(arguments: Sequence[str], what: str, seconds: float = 900.0, accept: frozenset[int] = frozenset({0})) -> str:
    """Run ffmpeg and return its words (at most the last ``KEPT`` bytes).

    ``what`` completes the sentence "… failed". Raises ToolError with cause and remedy; ffmpeg's words are its note.
    """
    command = [binary(), "-nostdin", "-hide_banner", *arguments]
    with TemporaryFile() as words:
        try:
            code = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words, timeout=seconds, check=False
            ).returncode
        except subprocess.TimeoutExpired as error:
            raise ToolError(f"{what} failed: ffmpeg took more than {seconds:.0f} s; try again") from error
        words.seek(max(0, words.seek(0, 2) - KEPT))
        text = words.read().decode("utf-8", "replace")
    if code not in accept:
        raise failure(what, text)
    return text


def failure(what: str, words: str) -> ToolError:
    """Return the error that says why ``what`` failed, with ffmpeg's words as its note."""
    lowered = words.lower()
    told = ((cause, remedy) for sign, cause, remedy in CAUSES if sign in lowered)
    cause, remedy = next(told, ("ffmpeg gave up", "read its words below"))
    error = ToolError(f"{what} failed: {cause}; {remedy}.")
    error.add_note("ffmpeg said:\n" + words[-4000:].strip())
    return error
