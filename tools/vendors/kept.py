"""Answers that are the file itself: kept on disk under our tag, so that such a vendor can be polled like the others.

Before the request goes out, the tag is written down as asked for. Then a crash on the way is known for what it is: the
provider may have made the picture and charged for it, and nobody has it.
"""

import base64
import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from ...errors import CliffhangerError, JobUncertain
from .vendor import Expired, NoSuchJob, Progress

DAYS = 30
"""How long an answer is kept; its take was stored long before."""


class Kept:
    """The folder in which one vendor's answers are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ask(self, tag: str) -> None:
        """Write down that a request of that tag is about to go out."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._clear()
        self._write(self._asked(tag), b"")

    def unask(self, tag: str) -> None:
        """Write down that the provider surely did not take the request."""
        self._asked(tag).unlink(missing_ok=True)

    def keep(self, tag: str, data: bytes) -> str:
        """Keep the answer, and return the id under which it is found: the tag."""
        self._write(self._answer(tag), data)
        self.unask(tag)
        return tag

    def poll(self, id: str) -> Progress:
        """Return the job as done if its answer is kept; raise NoSuchJob otherwise."""
        if not self._answer(id).exists():
            raise NoSuchJob(f"No answer is kept under {id}.")
        return Progress(state="done", fraction=1.0, files=(str(self._answer(id)),))

    def fetch(self, progress: Progress, out: Path) -> None:
        """Write the kept answer at ``out``; raise Expired if somebody has deleted it."""
        part = out.with_name(out.name + ".part")
        try:
            part.write_bytes((self._folder / Path(progress.files[0]).name).read_bytes())
        except FileNotFoundError as error:
            raise Expired("The answer is no longer kept.") from error
        part.replace(out)

    def find(self, tag: str) -> str | None:
        """Return the tag if its answer is kept, None if nothing was asked for; raise JobUncertain if only asked."""
        if self._answer(tag).exists():
            return tag
        if self._asked(tag).exists():
            raise JobUncertain(
                "The studio stopped while this picture was being made: it may have been made and paid for, and its "
                "answer is lost."
            )
        return None

    def _answer(self, tag: str) -> Path:
        return self._folder / f"{tag}.answer"

    def _asked(self, tag: str) -> Path:
        return self._folder / f"{tag}.asked"

    def _write(self, path: Path, data: bytes) -> None:
        part = path.with_name(f"{path.name}.{uuid4().hex}.part")
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def _clear(self) -> None:
        oldest = time.time() - DAYS * 86_400
        for path in self._folder.glob("*.answer"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


@contextmanager
def sending(kept: Kept, tag: str) -> Iterator[None]:
    """Write down that a request goes out; if it surely was not taken, or is over without a picture, that it did not."""
    kept.ask(tag)
    try:
        yield
    except JobUncertain:
        raise
    except CliffhangerError:
        kept.unask(tag)
        raise


def whole(text: str, vendor: str) -> bytes:
    """Return the picture that base64 says; JobUncertain if it is not whole, as it was made and may be paid for."""
    from PIL import Image, UnidentifiedImageError

    try:
        data = base64.b64decode(text, validate=True)
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
            picture.load()
    except (ValueError, OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise JobUncertain(
            f"{vendor} answers with a picture that is not whole, and may have charged for it."
        ) from error
    return data
