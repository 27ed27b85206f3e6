"""Pictures: a ShotSpec becomes a silent mp4 segment.

``spec`` says what to film; ``drawn`` is the embedded maker (skia draws, OpenCV grades, moviepy times, ffmpeg encodes);
``figure`` draws people, ``sets`` paints places and gives their light, ``props`` draws objects, ``camera`` composes and moves.
"""
