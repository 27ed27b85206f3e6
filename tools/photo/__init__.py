"""Photo: a still picture acts. Lips follow the phones, eyes blink, breath lifts, the background lies behind the person.

It turns any frame, from a model or a camera, into a segment on any CPU; no video model is needed.
"""
