"""Continuity: a script held against everything that is true before it.

Here belongs what exact data can decide, one module an idea, each a few small functions over a walked case (the scene,
the beat or the event that is looked at, and the state before it). What needs judgement is asked of a model, elsewhere.
"""

from .supervisor import check as check
from .supervisor import waived as waived
