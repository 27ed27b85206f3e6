"""Pictures: a ShotSpec becomes a silent mp4 segment.

``spec`` says what to film; ``drawn`` is the embedded maker (skia draws, OpenCV grades, moviepy times, ffmpeg encodes);
``figure`` draws people, ``sets`` paints places and gives their light, ``props`` draws objects. ``gl`` is called here,
before anything can import skia, because skia's wheel does not load on a machine without OpenGL.
"""

from .gl import preload

preload()
