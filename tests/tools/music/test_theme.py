from itertools import chain, pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cliffhanger.tools.music.arranger import arrange
from cliffhanger.tools.music.bars import bars, stretches
from cliffhanger.tools.music.harmony import MODES, chord, pitch, voiced
from cliffhanger.tools.music.moods import MOODS, dressed
from cliffhanger.tools.music.spec import Mood, Passage
from cliffhanger.tools.music.theme import grow


def test_a_theme_is_singable_and_its_own():
    themes = [grow(seed) for seed in range(200)]
    for theme in themes:
        degrees = [degree for degree, _ in theme.motif]
        assert 4 <= len(degrees) <= 7
        assert sum(length for _, length in theme.motif) == 8
        assert min(degrees) >= -5 and max(degrees) <= 11
        assert max(abs(b - a) for a, b in pairwise(degrees)) <= 7
        assert degrees[-1] % 7 in (0, 2, 4) and degrees[-1] != degrees[-2]
        assert len(set(degrees)) >= 3
    assert len({(theme.motif, theme.tonic, theme.minor) for theme in themes}) > 190
    assert grow(5) == grow(5)


@pytest.mark.parametrize("mode", MODES)
def test_chords_move_little(mode):
    before: tuple[int, ...] = ()
    for root in (0, 5, 2, 6, 0, 3, 4):
        notes = voiced(chord(50, mode, root), before, 52, 74)
        assert {note % 12 for note in notes} == {note % 12 for note in chord(50, mode, root)}
        assert all(52 <= note <= 74 for note in notes)
        assert not before or sum(abs(a - b) for a, b in zip(notes, before, strict=True)) <= 9
        before = notes


def test_no_chord_of_any_mood_is_diminished():
    for seed in range(40):
        theme = grow(seed)
        for mood in get_args(Mood):
            dress = dressed(mood, theme)
            for root in chain(*getattr(theme, dress.loop)):
                low, _, fifth = chord(theme.tonic, dress.mode, root)
                assert fifth - low == 7, (mood, root)


@given(some.lists(some.tuples(some.floats(0, 60), some.sampled_from(get_args(Mood)), some.floats(0, 1)), max_size=8))
def test_bars_fill_their_stretches_exactly(rows):
    theme = grow(3)
    passages = [Passage(start=start, mood=mood, tension=tension) for start, mood, tension in rows]
    for stretch in stretches(passages, 64.0):
        made = bars(stretch, theme)
        assert made[0].start == stretch.start
        for bar, following in pairwise(made):
            assert bar.start + bar.seconds == pytest.approx(following.start)
        assert made[-1].start + made[-1].seconds == pytest.approx(stretch.end)


def test_moods_keep_their_tempo_and_bar_lines_meet_the_cuts():
    theme = grow(7)
    cuts = (0.0, 9.3, 17.9, 30.2)
    moods: tuple[Mood, ...] = ("sad", "chase", "tender", "menace")
    passages = [Passage(start=at, mood=mood, tension=0.5) for at, mood in zip(cuts, moods, strict=True)]
    found = stretches(passages, 44.0)
    assert [stretch.start for stretch in found] == list(cuts)
    tempos = {stretch.mood: 60 / bars(stretch, theme)[0].beat for stretch in found}
    assert tempos["chase"] > 1.6 * tempos["sad"]
    for mood, tempo in tempos.items():
        assert tempo == pytest.approx(MOODS[mood].tempo * theme.pace, rel=0.16)


def test_neighbours_of_one_mood_are_one_stretch_and_tension_adds_voices():
    passages = [Passage(start=0, mood="tense", tension=0.1), Passage(start=20, mood="tense", tension=0.9)]
    assert len(stretches(passages, 40)) == 1
    notes = arrange(passages, grow(7), 40).notes
    early, late = ({note.voice for note in notes if begin <= note.start < begin + 15} for begin in (1, 22))
    assert early < late


def test_a_long_stretch_is_not_one_carpet():
    for seed in range(6):
        notes = arrange([Passage(start=0, mood="tense", tension=0.5)], grow(seed), 72).notes
        sections = [frozenset(n.voice for n in notes if at <= n.start < at + 9) for at in range(0, 72, 9)]
        assert all(sections)
        assert len(set(sections)) >= 3
        roots = {n.pitch % 12 for n in notes if n.voice == "spiccato"}
        assert len(roots) >= 3


def test_the_motif_is_heard_in_every_dress():
    theme = grow(7)
    steps = [degree for degree, _ in theme.motif]
    for mood in ("sad", "triumph"):
        songs = arrange([Passage(start=0, mood=mood, tension=0.5)], theme, 16).songs
        assert songs
        assert len(songs[0].tones) == len(steps)


def test_degrees_name_their_pitches():
    assert [pitch(60, "major", degree) for degree in (-1, 0, 2, 7)] == [59, 60, 64, 72]
