"""Dubbing: a finished episode in another language. New words, voices, mouths and captions; nothing else changes.

``translator`` is the seam to whoever translates; ``house`` does it with the library's own translations, ``model`` with
a language model. ``fitting`` gives every line its time, ``dubbed`` is the episode as it then stands, ``dubbing`` makes
it, scene by scene, so that the first can be watched before the last has been translated.
"""
