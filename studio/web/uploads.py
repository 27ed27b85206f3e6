"""Uploads: a file comes in bounded, is read as what it is named and as nothing else, and lies under a random name."""

import re
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from ...errors import ToolError
from ...tools.edit import ffmpeg
from ...tools.edit.probe import probe
from .desk import AtDesk, View
from .guard import UPLOAD
from .ids import SeriesId

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

router = APIRouter(prefix="/api", tags=["uploads"])

KINDS = {
    ".png": "picture",
    ".jpg": "picture",
    ".jpeg": "picture",
    ".wav": "sound",
    ".mp3": "sound",
    ".m4a": "sound",
    ".mp4": "video",
    ".mov": "video",
    ".fountain": "script",
    ".txt": "script",
}
SCRIPT = 2 * 2**20
"""Bytes of a script."""
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


class UploadView(View):
    """A file that was taken in."""

    upload: str
    """Its id."""
    kind: str
    """picture, sound, video or script."""
    seconds: float
    width: int
    height: int


@router.post("/series/{id}/uploads", openapi_extra=_FORM)
async def upload(id: SeriesId, request: Request, desk: AtDesk) -> UploadView:
    """Take in a picture, a sound, a film or a script, of 200 MB at most."""
    desk.volume(id)
    boundary = parse_options_header(request.headers.get("content-type", ""))[1].get(b"boundary")
    if not boundary:
        raise HTTPException(400, "The form has no boundary, so its parts cannot be told apart.")
    folder = desk.home / id / "uploads"
    name = secrets.token_hex(16)
    part = folder / f".{name}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        suffix = await _receive(request.stream(), boundary, part)
        view = await run_in_threadpool(_looked_at, part, folder / f"{name}{suffix}")
    finally:
        part.unlink(missing_ok=True)
    return view


async def _receive(stream: AsyncIterator[bytes], boundary: bytes, part: Path) -> str:
    """Write the form's file as it comes in, and return its suffix; raise 4xx for anything but one file of ours."""
    with part.open("xb") as file:
        form = _Form(file)
        parser = MultipartParser(boundary, form.callbacks())
        try:
            async for chunk in stream:
                await run_in_threadpool(parser.write, chunk)
            parser.finalize()
        except ClientDisconnect as error:
            raise HTTPException(400, "The upload was broken off.") from error
        except ValueError as error:  # what the parser raises
            raise HTTPException(400, "The form does not read: send one file in the field “file”.") from error
    if not form.ended or not form.size:
        raise HTTPException(400, "No file came, or not all of it: send one in the field “file”.")
    return form.suffix


class _Form:
    """Hears the parts of a form; only a file in the field ``file`` is kept."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._header, self._value = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._wanted = False
        self.suffix, self.size, self.ended = "", 0, False

    def callbacks(self) -> "MultipartCallbacks":
        """Return what the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_field,
            "on_header_value": self._on_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._judge,
            "on_part_data": self._write,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        self._headers, self._header, self._value, self._wanted = {}, b"", b"", False

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]
        self._bound()

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._bound()

    def _bound(self) -> None:
        if len(self._header) + len(self._value) > 4096 or len(self._headers) > 8:
            raise HTTPException(400, "The form's headers are too long.")

    def _end_header(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _judge(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if options.get(b"name") != b"file" or b"filename" not in options:
            return
        if self.suffix:
            raise HTTPException(400, "One file at a time.")
        found = re.search(rb"\.[A-Za-z0-9]{1,8}$", options[b"filename"])
        suffix = found.group().decode().lower() if found else ""
        if suffix not in KINDS:
            raise HTTPException(415, f"Files of that kind are not used here; these are: {' '.join(KINDS)}.")
        self.suffix, self._wanted = suffix, True

    def _write(self, data: bytes, start: int, end: int) -> None:
        if not self._wanted:
            return
        self.size += end - start
        if self.size > (SCRIPT if KINDS[self.suffix] == "script" else UPLOAD):
            raise HTTPException(413, "That is too large.")
        self._out.write(data[start:end])

    def _end(self) -> None:
        self.ended = True


def _looked_at(part: Path, target: Path) -> UploadView:
    """Read a file as what its suffix says, put it in its place and return what it is; raise 415 otherwise."""
    kind, seconds, width, height = KINDS[target.suffix], 0.0, 0, 0
    whole = part.with_name(f".{target.name}")
    try:
        part.replace(whole)
        if kind == "script":
            _text(whole)
        elif kind == "picture":
            width, height = picture_size(whole)
        else:
            found = probe(whole)
            seconds = found.seconds
            if (found.video if kind == "video" else found.audio) is None or not seconds:
                raise ToolError(f"it holds no {kind}")
            width, height = (found.video.width, found.video.height) if found.video else (0, 0)
        whole.replace(target)
    except ToolError as error:
        raise HTTPException(415, f"The file is not a {target.suffix[1:]} file that can be read.") from error
    finally:
        whole.unlink(missing_ok=True)
    return UploadView(upload=target.stem, kind=kind, seconds=round(seconds, 3), width=width, height=height)


def _text(file: Path) -> None:
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ToolError("it is not text") from error
    if "\0" in text:
        raise ToolError("it is not text")


def picture_size(file: Path) -> tuple[int, int]:
    """Return width and height of a picture, read by the decoder of its kind alone; raise ToolError if it is none."""
    magic, decoder = _PICTURES[file.suffix]
    with file.open("rb") as opened:
        if not opened.read(len(magic)) == magic:
            raise ToolError("it begins as something else")
    arguments = [
        "-protocol_whitelist",
        "file",
        "-f",
        decoder,
        "-i",
        f"file:{file}",
        "-frames:v",
        "1",
        "-f",
        "null",
        "-",
    ]
    words = ffmpeg.run(arguments, f"reading {file.name}", seconds=30)
    size = re.search(r"Stream #0.*?: Video: .*?\b(\d{1,5})x(\d{1,5})\b", words)
    if size is None:
        raise ToolError("it holds no picture")
    return int(size[1]), int(size[2])


_PICTURES = {
    ".png": (b"\x89PNG\r\n\x1a\n", "png_pipe"),
    ".jpg": (b"\xff\xd8\xff", "jpeg_pipe"),
    ".jpeg": (b"\xff\xd8\xff", "jpeg_pipe"),
}
