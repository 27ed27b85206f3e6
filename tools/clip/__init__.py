"""Clips: moving pictures that a model makes, and how they become segments of an episode.

Belongs here: what is asked of such a model (``spec``), and ``conform``, which brings a clip to the size, speed and
length of its shot and lays captions over it. Does not belong here: the models, in ``diffusion`` and ``vendors``.
"""
