from itertools import pairwise

from cliffhanger.tools.lipsync.visemes import CLOSURES, RATE, SOUNDS, mouth_keys
from cliffhanger.tools.picture.spec import MouthKey

# "maybe… home", with a pause of 0.3 s.
LINE = [
    *(("m", 0.1, 0.18), ("A", 0.18, 0.35), ("b", 0.36, 0.40), ("i", 0.40, 0.6)),
    *(("h", 0.9, 0.95), ("O", 0.95, 1.2), ("m", 1.2, 1.3)),
]


def at(keys: tuple[MouthKey, ...], second: float) -> MouthKey:
    """Return the key that holds at a time."""
    return [key for key in keys if key.at <= second + 1e-6][-1]


def test_lips_close_on_p_b_and_m() -> None:
    keys = mouth_keys(LINE)
    for sound, start, end in LINE:
        if sound in CLOSURES:
            held = at(keys, (start + end) / 2)
            assert held.shape in ("PP", "sil") and held.open == 0, (sound, held)


def test_a_closure_holds_for_a_frame_of_a_drawing() -> None:
    shut = [key.at for key in mouth_keys(LINE) if key.shape == "PP"]
    spans = list(zip(shut[::2], shut[1::2], strict=True))
    assert spans[1][1] - spans[1][0] > 1 / 24


def test_the_mouth_is_closed_in_pauses_and_at_the_end() -> None:
    keys = mouth_keys(LINE)
    assert at(keys, 0.75).open == 0 and at(keys, 0.85).open == 0
    assert (keys[-1].shape, keys[-1].open, keys[-1].at) == ("sil", 0.0, 1.3)
    assert (keys[0].shape, keys[0].open) == ("sil", 0.0)


def test_vowels_open_and_open_differently() -> None:
    def widest(vowel: str) -> tuple[str, float]:
        keys = mouth_keys([("t", 0, 0.08), (vowel, 0.08, 0.4), ("t", 0.4, 0.5)])
        best = at(keys, 0.25)
        return best.shape, best.open

    assert widest("ɑ")[0] == "aa" and widest("u")[0] == "U" and widest("i")[0] == "I"
    assert widest("ɑ")[1] > widest("i")[1] > 0.3


def test_keys_are_in_order_and_sparse() -> None:
    keys = mouth_keys([(sound, n * 0.08, (n + 1) * 0.08) for n, sound in enumerate("ðəkwɪkbɹWnfɑksʤʌmpt")])
    assert all(first.at <= second.at for first, second in pairwise(keys))
    assert len(keys) <= keys[-1].at * RATE + 14


def test_offset_moves_and_energy_softens() -> None:
    moved = mouth_keys(LINE, offset=2.0)
    assert moved[-1].at == 3.3
    loud, quiet = mouth_keys(LINE, energy=[1.0] * 20), mouth_keys(LINE, energy=[0.1] * 20)
    assert max(key.open for key in quiet) < max(key.open for key in loud)


def test_no_sound_no_keys() -> None:
    assert mouth_keys([]) == () and mouth_keys([("…", 0.0, 0.3)]) == ()


def test_every_english_phoneme_has_a_mouth() -> None:
    assert set("AIOWYbdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹɾʃʊʌʒʤʧθᵊᵻʔT") <= set(SOUNDS)
