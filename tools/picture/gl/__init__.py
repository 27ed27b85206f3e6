"""Lets skia be imported on machines without OpenGL: preloads stand-ins under the names that its wheel links against."""

import ctypes
import platform
import sys
from pathlib import Path

_HERE = Path(__file__).parent


def preload() -> tuple[str, ...]:
    """Load a stand-in for each of libGL and libEGL that the machine lacks; return their names.

    Only Linux on x86-64 and arm64 ever needs one; elsewhere nothing is done.
    """
    machine = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(
        platform.machine().lower()
    )
    if not sys.platform.startswith("linux") or machine is None:
        return ()
    return tuple(name for name in ("libGL", "libEGL") if _stand_in(name, machine))


def _stand_in(name: str, machine: str) -> bool:
    try:
        ctypes.CDLL(f"{name}.so.1", mode=ctypes.RTLD_GLOBAL)
    except OSError:
        # The dynamic linker matches libraries by SONAME: with this one in the process, skia's need is met.
        ctypes.CDLL(str(_HERE / f"{name}-{machine}.so"), mode=ctypes.RTLD_GLOBAL)
        return True
    return False
