"""Forty notes in plain English, applied one after another to the three episodes of the first of the example series.

The series is made of "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow" with seed 0. Each
is (note, kind, fields): what its first edit must be, and which of its fields must be so. Nobody looks at anything in
particular while saying them, so each names its place.
"""

from typing import Any

FORTY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "make Ines colder in episode 2",
        "change_temper",
        {"character": "ines", "temper": "cold", "episodes": ("s01e02",)},
    ),
    ("the map should be fake", "change_prop", {"prop": "map", "words": "fake"}),
    (
        "move the rooftop scene to Lab Three, at night, in rain",
        "set_scene",
        {"scene": "s01e03.2", "location": "workshop", "hour": "night", "weather": "rain"},
    ),
    (
        'In episode 1 Omar should say "Just the pipes." instead of "A pipe, then."',
        "rewrite_line",
        {"line": "s01e01.2.l04", "text": "Just the pipes."},
    ),
    ('"It got tight." should be whispered', "deliver_line", {"line": "s01e02.1.l02", "emotion": "tender"}),
    ('cut "Anyone can own a fork."', "cut_line", {"line": "s01e01.3.l09"}),
    (
        'after "Which of them?" Ines should say "All of them."',
        "add_line",
        {"scene": "s01e02.2", "after": "s01e02.2.b02", "speaker": "ines", "text": "All of them."},
    ),
    ('give "Whose writing?" to Vikram', "give_line", {"line": "s01e03.1.l09", "speaker": "vikram"}),
    (
        "have Vikram drop the tray at the end of scene 1 of episode 1",
        "add_action",
        {"scene": "s01e01.1", "who": "vikram", "action": "Vikram drops the tray."},
    ),
    (
        "instead of the moment where Ines draws out the empty chair, she kicks the chair over",
        "rewrite_action",
        {"beat": "s01e01.3.b04", "action": "Ines kicks the chair over."},
    ),
    ("cut the moment where something exhales beneath the boards", "cut_beat", {"beat": "s01e01.2.b06"}),
    (
        'move the moment where Omar takes a long look at the voicemail before "They may not want it."',
        "move_beat",
        {"beat": "s01e02.2.b10", "after": "s01e02.2.b05"},
    ),
    ("put scene 3 of episode 1 before scene 2", "move_scene", {"scene": "s01e01.3", "after": "s01e01.1"}),
    (
        "add a scene where Ines and Dmitri argue on the roof after scene 1 of episode 2",
        "add_scene",
        {"episode": "s01e02", "after": "s01e02.1", "location": "rooftop", "present": ("ines", "dmitri")},
    ),
    (
        "take Vikram out of scene 3 in episode 1",
        "set_presence",
        {"scene": "s01e01.3", "character": "vikram", "present": False},
    ),
    ("scene 1 of episode 2 should be more tense", "rewrite_scene", {"scene": "s01e02.1"}),
    ("end episode 1 on the voicemail", "end_on", {"episode": "s01e01", "prop": "voicemail"}),
    (
        "the cliffhanger of episode 2 should be that Dmitri locks the door",
        "change_ending",
        {"episode": "s01e02", "who": "dmitri"},
    ),
    ('rename episode 2 to "White Skin"', "retitle", {"episode": "s01e02", "title": "White Skin"}),
    (
        "give Ines long red hair",
        "change_look",
        {"character": "ines", "look": {"hair_colour": "#9a4a2a", "hair": "long_straight"}},
    ),
    ("put Omar in a black suit in scene 2 of episode 2", "dress", {"character": "omar", "scenes": ("s01e02.2",)}),
    ("Dmitri's voice should be deeper", "change_voice", {"character": "dmitri"}),
    ("rename Vikram to Arjun", "rename", {"what": "vikram", "name": "Arjun"}),
    (
        "Omar's secret should be that he cut the ring himself",
        "change_character",
        {"character": "omar", "field": "secret", "text": "Omar cut the ring himself"},
    ),
    ("Dmitri is secretly Ines's father", "change_relation", {"character": "ines", "to": "dmitri", "kind": "father"}),
    ("turn the apartment into a mansion", "change_location", {"location": "apartment", "set": "mansion"}),
    ("draw the whole series in noir", "restyle", {"style": "noir"}),
    ("make it happier", "change_tone", {"tone": "happier"}),
    ("new rule: the dead can only call at midnight", "add_rule", {"rule": "The dead can only call at midnight."}),
    ("film shot 12 of episode 3 from below", "reframe", {"shot": "s01e03.s12", "angle": "low"}),
    ("hold shot 9 of episode 3 one second longer", "hold_shot", {"shot": "s01e03.s09", "seconds": 1.0}),
    (
        "in shot 12 of episode 3 Ines should look down",
        "pose",
        {"shot": "s01e03.s12", "character": "ines", "gaze": "down"},
    ),
    ("cut shot 18 of episode 3", "cut_shot", {"shot": "s01e03.s18"}),
    ("add a close-up of the map after shot 15 of episode 3", "add_shot", {"after": "s01e03.s15"}),
    ("move shot 11 of episode 3 after shot 12", "move_shot", {"shot": "s01e03.s11", "after": "s01e03.s12"}),
    ("retake shot 8 of episode 3", "retake", {"shot": "s01e03.s08"}),
    ("lock shot 17 of episode 3", "keep", {"what": "s01e03.s17", "locked": True}),
    ("speed up scene 2 of episode 3", "set_pace", {"episode": "s01e03", "scene": "s01e03.2"}),
    ("cut ten seconds in episode 2", "set_length", {"episode": "s01e02", "by": -10.0}),
    ("the music in episode 3 should be more ominous", "set_music", {"episode": "s01e03", "mood": "menace"}),
    ("turn off the captions in episode 1", "set_captions", {"captions": "off", "episodes": ("s01e01",)}),
    ("add thunder to shot 9 of episode 3", "set_effect", {"shot": "s01e03.s09", "effect": "thunder", "heard": True}),
    ("episode 7 should be about Omar lying in court", "change_purpose", {"episode": "s01e07"}),
    (
        "make Omar the villain from episode 20",
        "change_role",
        {"character": "omar", "role": "villain", "since": "s01e20"},
    ),
    ("answer who cut the ring already in episode 5", "answer_thread", {"thread": "t02.cut_ring", "episode": "s01e05"}),
    ("kill off Dmitri in episode 40", "write_out", {"character": "dmitri", "episode": "s01e40", "dies": True}),
)
"""Forty-six, in truth: one of every kind that needs neither a finding nor an earlier revision."""
