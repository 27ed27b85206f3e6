"""Portraying: casting for real. Faces are looked for, one is chosen, and everything else of a sheet is made from it.

Belongs here: which pictures somebody needs, who looks at them, whom they must not be like, and what is kept of it.
Does not belong here: how a picture is asked for in words (``tools/frame``), and which pictures a shot is held to
(``agents/referring``).
"""
