"""Pictures: a ShotSpec becomes a silent mp4 segment.

``spec`` says what to film; ``drawn`` is the embedded maker (skia draws, OpenCV grades, moviepy times, ffmpeg encodes);
``figure`` draws people, ``sets`` paints places and gives their light, ``props`` draws objects. What skia needs to be
imported at all is done here, before any module below can import it: OpenGL's stand-ins.
"""

from .gl import preload

preload()
