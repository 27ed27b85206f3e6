"""Cliffhanger: a studio for vertical micro-dramas. One line in, a finished series out."""

__version__ = "0.1.0"
