"""Packing: an episode's files as a zip, packed in a process of its own and sent as it grows."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import StreamingResponse

from ..settings import load
from .desk import AtDesk
from .ids import EpisodeId, SeriesId

router = APIRouter(prefix="/api", tags=["export"])
_BLOCK = 1 << 16

Formats = Annotated[str, Query(pattern=r"^[a-z,]{0,80}$", description="Formats, with commas; none: all.")]


@router.get("/series/{id}/export/{episode}.zip", response_class=StreamingResponse)
async def packed(id: SeriesId, episode: EpisodeId, desk: AtDesk, what: Formats = "") -> StreamingResponse:
    """Send an episode in the formats that other programs open, as one zip."""
    if not desk.volume(id).archive.revision("script", episode):
        raise HTTPException(404, f"{episode} is not written yet.")
    # What draws and measures is not let into this process.
    packer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, str(desk.home), id, episode, what,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert packer.stdout is not None and packer.stderr is not None
    first = await packer.stdout.read(_BLOCK)
    if not first:
        words = (await packer.stderr.read(4000)).decode("utf-8", "replace").strip()
        code = await packer.wait()
        if code in (1, 2) and words:
            raise HTTPException(400 if code == 2 else 409, words.splitlines()[-1])
        raise HTTPException(409, f"{episode} could not be packed; try again.")
    headers = {"Content-Disposition": f'attachment; filename="{id}-{episode}.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(_sent(packer, first), media_type="application/zip", headers=headers)


async def _sent(packer: asyncio.subprocess.Process, first: bytes) -> AsyncIterator[bytes]:
    assert packer.stdout is not None
    try:
        yield first
        while block := await packer.stdout.read(_BLOCK):
            yield block
    finally:
        if packer.returncode is None:
            packer.kill()
        await packer.wait()


def main() -> None:
    """Write the zip of one episode to stdout; an error of ours is one sentence on stderr, as on the command line."""
    from ...errors import CliffhangerError, UserError
    from ..exporting import zipped

    home, series, episode, what = sys.argv[1:5]
    try:
        for block in zipped(load(home=Path(home)), series, episode, tuple(filter(None, what.split(",")))):
            sys.stdout.buffer.write(block)
    except CliffhangerError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2 if isinstance(error, UserError) else 1)


if __name__ == "__main__":
    main()
