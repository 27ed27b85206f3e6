"""The page itself: static files from the package, compressed once and known by their content."""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

router = APIRouter(include_in_schema=False)

STATIC = Path(__file__).parent / "static"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
_NAME = re.compile(r"(?:[a-z0-9_-]+/){0,3}[A-Za-z0-9_-]+(?:\.[a-z0-9]+)+")
_PLAIN = frozenset({".woff2", ".png"})


@router.get("/{name:path}")
async def page(name: str, request: Request) -> Response:
    """Send a file of the page; its first is the shell."""
    name = (name or "index.html").removeprefix("static/")
    file = STATIC / name
    if not _NAME.fullmatch(name) or file.suffix not in TYPES or not file.is_file():
        raise HTTPException(404, "There is no such page.")
    stat = file.stat()
    data, packed, tag = await run_in_threadpool(_read, file, stat.st_mtime_ns, stat.st_size)
    headers = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=TYPES[file.suffix], headers={**headers, "Content-Encoding": "gzip"})
    return Response(data, media_type=TYPES[file.suffix], headers=headers)


@lru_cache(256)
def _read(file: Path, changed: int, size: int) -> tuple[bytes, bytes, str]:
    """Return a file, the same packed (empty if that is of no use), and the name of its content."""
    data = file.read_bytes()
    tag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    return data, b"" if file.suffix in _PLAIN else gzip.compress(data, 9, mtime=0), tag
