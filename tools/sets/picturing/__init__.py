"""Sets of flat things: one picture, or painted sheets, laid out in depth and filmed from another eye.

Here are sheets that stand and lie in the world (``sheets``), and how one picture is taken apart into them (``room``):
its straight lines and the camera they tell of (``lines``), its walls (``box``), and what stands there (``standing``).
"""
