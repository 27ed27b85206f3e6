"""Frames: one still picture that a model makes of words and of references, be it on a card here or at a provider.

Belongs here: what is asked of such a model (``spec``), and how a shot is put in words for it (``wording``). Does not
belong here: the models themselves, which are in ``diffusion`` and ``vendors``, and what is drawn, in ``picture``.
"""
