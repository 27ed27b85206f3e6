"""What makes things: each tool turns a Spec into a Take.

Belongs here: one folder a kind of maker (picture, voice, lipsync, music, sound, edit), each with its Specs, its
protocol and one file a backend. Does not belong here: language models, stories, decisions. A tool sees a Spec and
nothing else, so that a take is a pure function of it.
"""
