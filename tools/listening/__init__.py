"""Listening: what is said in a recording, when, and by whom.

Nothing here is needed to make an episode: it checks what was spoken, and takes in what others have filmed.
"""
