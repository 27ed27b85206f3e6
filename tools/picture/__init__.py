"""Pictures: a ShotSpec becomes a silent mp4 segment.

``spec`` says what to film; ``drawn`` is the embedded maker (skia draws, OpenCV grades, moviepy times, ffmpeg encodes);
``figure`` draws people, ``sets`` paints places and gives their light, ``props`` draws objects. What skia needs to be
imported in peace is done here, before any module below can import it: OpenGL's stand-ins and a font configuration.
"""

import os
from pathlib import Path

from .gl import preload

preload()
os.environ.setdefault("FONTCONFIG_FILE", str(Path(__file__).parent / "fonts.conf"))
