"""One person is like themselves, two are not, whatever level or rate they are recorded at."""

import numpy as np
import pytest
from scipy.signal import resample_poly

from cliffhanger.errors import ToolError
from cliffhanger.tools.voice.hearing import hear, mask
from cliffhanger.tools.voice.likeness import ALONE, company, distances, embed, likeness
from cliffhanger.tools.voice.matching import shares, stock
from cliffhanger.tools.voice.model import RATE

from .speakers import LINES, says


def test_two_lines_of_one_person_are_alike_and_of_two_are_not() -> None:
    hers, his = ([embed(says(style, line), RATE) for line in LINES] for style in ("bf_emma", "am_onyx"))
    assert likeness(*hers) > 0.75
    assert likeness(*his) > 0.75
    assert max(likeness(one, other) for one in hers for other in his) < 0.5
    apart = [min(1 - likeness(hers[0], one) for one in his), 1 - likeness(*his), 1 - likeness(*his)]
    assert distances([hers[0], *his]) == pytest.approx(apart)


def test_level_and_rate_do_not_matter() -> None:
    line = says("bf_emma", LINES[0])
    whole = embed(line, RATE)
    assert np.linalg.norm(whole) == pytest.approx(1.0, abs=1e-5)
    assert likeness(whole, embed(line * 0.05, RATE)) > 0.99
    assert likeness(whole, embed(resample_poly(line, 2, 1).astype(np.float32), 2 * RATE)) > 0.97


def test_silence_is_nobody() -> None:
    with pytest.raises(ToolError, match="nobody can be recognised in silence"):
        embed(np.zeros(RATE, np.float32), RATE)


def test_company_is_heard() -> None:
    alone = np.concatenate([says("bf_emma", line) for line in LINES])
    both = np.concatenate((alone, *(says("am_onyx", line) for line in LINES)))
    spoken = [sound[mask(hear(sound).speech, len(sound))] for sound in (alone, both)]
    assert company(spoken[0], RATE)[0] > ALONE
    alike, lesser = company(spoken[1], RATE)
    assert alike < ALONE
    assert lesser > 0.3
    assert company(alone[:RATE], RATE) == (1.0, 0.0)


def test_a_stock_voice_is_made_of_itself() -> None:
    names, vectors, _ = stock()
    for name in ("bf_emma", "am_onyx", "zf_xiaoyi"):
        assert shares(vectors[names.index(name)]) == {name: 1.0}


def test_shares_of_a_stranger_are_a_blend() -> None:
    names, vectors, _ = stock()
    mixed = vectors[names.index("bf_emma")] + vectors[names.index("af_heart")]
    found = shares(mixed / np.linalg.norm(mixed))
    assert {"bf_emma", "af_heart"} <= set(found)
    assert len(found) <= 6
    assert sum(found.values()) == pytest.approx(1.0, abs=0.001)
