"""Voices: a SpeechSpec becomes a wav of one line, with the times of its words and phonemes.

``spec`` says what to speak; ``kokoro`` is the embedded engine; ``catalogue`` lists the voices by age, sex and temper
and casts them apart.
"""
