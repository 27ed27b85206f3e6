"""Sound files, in and out: whatever comes in becomes 48 kHz stereo, whatever goes out is a 16 bit wav."""

from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from ...errors import ToolError
from .level import RATE, Signal


def read_sound(path: Path) -> Signal:
    """Read a sound file as 48 kHz stereo; ToolError if it does not read."""
    import soundfile

    try:
        data, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        problem = ToolError(f"{path.name} cannot be heard: the file is damaged; delete it and make it again.")
        problem.add_note(f"{path}: {error}")
        raise problem from error
    if not np.isfinite(data).all():
        raise ToolError(f"{path.name} cannot be heard: it holds values that are no sound; delete it and make it again.")
    if rate != RATE:
        common = int(np.gcd(rate, RATE))
        data = resample_poly(data, RATE // common, rate // common, axis=0)
    return np.ascontiguousarray(np.broadcast_to(data[:, :2], (len(data), 2)), dtype=np.float32)


def write_sound(path: Path, sound: Signal) -> None:
    """Write a 48 kHz, 16 bit wav through a part file, clipped at full scale; ToolError if the disk refuses."""
    import soundfile

    part = path.with_name(path.name + ".part")
    try:
        soundfile.write(part, np.clip(sound, -1.0, 1.0), RATE, subtype="PCM_16", format="WAV")
        part.replace(path)
    except (soundfile.LibsndfileError, OSError) as error:
        part.unlink(missing_ok=True)
        problem = ToolError(f"{path.name} cannot be written; free some space or check the rights of its folder")
        problem.add_note(f"{path}: {error}")
        raise problem from error
