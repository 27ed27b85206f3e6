"""The boxes of an mp4 file, read by ourselves: order, tracks, exact durations and codec set-up."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ...errors import ToolError

LARGEST = 64 << 20
"""Bytes of a ``moov`` box that are read at most; an episode's is under a megabyte."""


@dataclass(frozen=True)
class Track:
    """One track: ``kind`` is ``vide`` or ``soun``."""

    kind: str
    seconds: float
    samples: int
    timescale: int
    parameters: bytes
    """The H.264 parameter sets (``avcC``); empty for anything else."""


@dataclass(frozen=True)
class Boxes:
    """What an mp4 is made of."""

    order: tuple[str, ...]
    tracks: tuple[Track, ...]

    @property
    def faststart(self) -> bool:
        """Whether a player can begin before the whole file has arrived."""
        kinds = [kind for kind in self.order if kind in ("moov", "mdat")]
        return kinds[:1] == ["moov"] and "mdat" in kinds


def read_boxes(path: Path) -> Boxes:
    """Read the boxes of an mp4; ToolError if it is not one."""
    order: list[str] = []
    moov = b""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            for kind, start, end in _top(file, size):
                order.append(kind)
                if kind == "moov" and end - start <= LARGEST:
                    file.seek(start)
                    moov = file.read(end - start)
    except OSError as error:
        raise ToolError(f"{path.name} cannot be read: {error.strerror}; make it again") from error
    if not moov or "mdat" not in order:
        raise ToolError(f"{path.name} is damaged or not an mp4: it was never finished; delete it and make it again")
    try:
        head = dict(_inside(moov))["mvhd"]
        clock = struct.unpack_from(">I", head, 20 if head[0] == 1 else 12)[0]
        tracks = tuple(_track(body, clock) for kind, body in _inside(moov) if kind == "trak")
    except (struct.error, KeyError, ZeroDivisionError) as error:
        raise ToolError(f"{path.name} is damaged: its index does not read; delete it and make it again") from error
    return Boxes(tuple(order), tracks)


def _top(file: BinaryIO, size: int) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of the body of each outermost box."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length, kind = struct.unpack(">I4s", head[:8])
        body = at + 8
        if length == 1 and len(head) == 16:
            length, body = struct.unpack(">Q", head[8:])[0], at + 16
        end = size if length == 0 else at + length
        if end < body or end > size:
            return
        yield kind.decode("latin-1"), body, end
        at = end


def _inside(body: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + 8 <= len(body):
        length, kind = struct.unpack_from(">I4s", body, at)
        if length < 8 or at + length > len(body):
            return
        yield kind.decode("latin-1"), body[at + 8 : at + length]
        at += length


def _track(trak: bytes, clock: int) -> Track:
    boxes = dict(_inside(trak))
    media = dict(_inside(boxes["mdia"]))
    table = dict(_inside(dict(_inside(media["minf"]))["stbl"]))
    kind = media["hdlr"][8:12].decode("latin-1")
    wide = media["mdhd"][0] == 1
    timescale, duration = struct.unpack_from(">IQ" if wide else ">II", media["mdhd"], 20 if wide else 12)
    samples = struct.unpack_from(">I", table["stsz"], 8)[0]
    seconds = _shown(dict(_inside(boxes.get("edts", b""))).get("elst", b""), clock) or duration / timescale
    return Track(kind, seconds, samples, timescale, _parameters(table["stsd"]))


def _shown(elst: bytes, clock: int) -> float:
    """Return the seconds that an edit list shows (what an encoder puts before the sound is not), 0 without one."""
    if len(elst) < 8:
        return 0.0
    row = ">QqI" if elst[0] == 1 else ">IiI"
    count = struct.unpack_from(">I", elst, 4)[0]
    rows = (struct.unpack_from(row, elst, 8 + n * struct.calcsize(row)) for n in range(count))
    return float(sum(length for length, start, _ in rows if start >= 0) / clock)


def _parameters(stsd: bytes) -> bytes:
    at = stsd.find(b"avcC")
    return stsd[at : at - 4 + struct.unpack_from(">I", stsd, at - 4)[0]] if at >= 4 else b""
