"""Photography: how a shot is made by models rather than drawn, step by step, every step a take of its own.

A frame is made of words and references, the gate looks at it, retakes are bounded and the best is kept; then the still
acts by itself (``photo``) or a model moves it (``clip``), and it becomes a segment like any other.
"""
