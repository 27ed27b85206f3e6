"""Documents become Specs: what is heard is shown where it is heard, and music keeps silent before the blow."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from cliffhanger.agents.breakdown import Breakdown
from cliffhanger.agents.captioning import captions, pauses
from cliffhanger.agents.crew import Format
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.timing import lay_out
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.look import Emotion
from cliffhanger.memory.script import Beat, Script
from cliffhanger.memory.storyboard import Placed, Shot, Storyboard
from cliffhanger.tools.picture.captioning import MOST_WORDS
from cliffhanger.tools.take import Take

SMALL = Format(width=108, height=192, fps=24, draft=True)


def voice(text: str, pace: float = 0.3) -> Take:
    """A voice take in which every word lasts as long as the next and opens the mouth once."""
    words = [(word, round(0.1 + n * pace, 3), round(0.1 + (n + 0.9) * pace, 3)) for n, word in enumerate(text.split())]
    phones = [("ɑ", start, end) for _, start, end in words]
    seconds = words[-1][2] + 0.1
    return Take(key=text, tool="voice", version="1", path="", seconds=seconds, facts={"words": words, "phones": phones})


def shown(text: str) -> list[str]:
    return [" ".join(word.text for word in caption.words) for caption in captions(voice(text), 0.0)]


def test_captions_break_where_the_sense_does() -> None:
    assert shown("I identified the coat. It was hers.") == ["I identified the coat.", "It was hers."]
    assert shown("No. You never call at this hour.") == ["No. You never call at this hour."]
    assert shown("The lady of the manor was buried with an empty coffin") == [
        "The lady of the manor was buried",
        "with an empty coffin",
    ]


def test_no_word_of_a_sentence_stands_alone() -> None:
    assert [len(text.split()) for text in shown("How long were you at the bedside, dear?")] == [4, 4]


@pytest.mark.parametrize(
    "text", ["One.", "Yes, no.", "word " * 23, "a, b, c, d, e, f, g, h", "Stop! Who is there? It is me."]
)
def test_every_word_is_shown_once_and_captions_do_not_overlap(text: str) -> None:
    made = captions(voice(text), 0.5)
    assert [word.text for caption in made for word in caption.words] == text.split()
    assert all(len(caption.words) <= MOST_WORDS for caption in made)
    assert all(one.end <= other.start for one, other in pairwise(made))


def test_a_line_over_two_shots_is_told_once() -> None:
    take = voice("Count the people you trust and take one away.")
    for cut in (0.5, 1.0, 1.37, 2.2):
        before, after = captions(take, 0.2, cut), captions(take, 0.2 - cut)
        told = [word.text for caption in (*before, *after) for word in caption.words]
        assert told == take_words(take)
        assert all(0 <= caption.start <= caption.end <= cut for caption in before)
        assert all(caption.start >= 0 for caption in after)


def take_words(take: Take) -> list[str]:
    return [str(word) for word, _, _ in take.facts["words"]]  # type: ignore[attr-defined]


def test_a_line_is_cut_at_its_stops_rather_than_between_words() -> None:
    take = voice("I know that voice. It was hers.")
    stop = min(pauses(take), key=lambda pause: pause[1])
    assert stop[0] == pytest.approx(0.1 + 4 * 0.3, abs=0.05)


def running(figures: Sequence[Placed] = (Placed(character="mia"),)) -> Storyboard:
    """Mia's first line begins on her face and goes on under another picture of her."""
    one = Shot(
        id="s01e01.s01",
        scene="s01e01.1",
        framing="close_up",
        figures=tuple(figures),
        seconds=1.5,
        lines=("s01e01.1.l01",),
    )
    two = one.model_copy(update={"id": "s01e01.s02", "lines": (), "over": "s01e01.1.l01", "framing": "medium"})
    return Storyboard(episode="s01e01", shots=(one, two))


def test_the_mouth_goes_on_where_the_line_goes_on(bible: Bible, script: Script) -> None:
    take = voice("That is tomorrow, and I am still here.")
    breakdown = Breakdown(bible, script, SMALL)
    timed = lay_out(running(), {"s01e01.1.l01": take.seconds}, 24)
    specs = [breakdown.shot(shot, {"s01e01.1.l01": take}) for shot in timed]
    for spec in specs:
        keys = spec.figures[0].mouth
        assert all(0 <= key.at < spec.seconds for key in keys)
        assert any(key.shape != "sil" and key.open > 0 for key in keys)
    cut = breakdown.cut(timed, [], {"s01e01.1.l01": take}, take, take)
    assert len(cut.lines) == 1, "a line is heard once"


def test_who_listens_under_a_running_line_keeps_still_lips(bible: Bible, script: Script) -> None:
    take = voice("That is tomorrow, and I am still here.")
    timed = lay_out(running([Placed(character="cole")]), {"s01e01.1.l01": take.seconds}, 24)
    spec = Breakdown(bible, script, SMALL).shot(timed[1], {"s01e01.1.l01": take})
    assert [(key.shape, key.open) for key in spec.figures[0].mouth] == [("sil", 0.0)]
    assert spec.captions, "its words are still shown"


def blow(id: str, seconds: float, hit: bool = False, inked: bool = False, jolt: str = "") -> Shot:
    return Shot(
        id=id, scene="s01e01.1", framing="close_up", seconds=seconds, effects=("hit",) if hit else (),
        style="noir" if inked else None, beats=(jolt,) if jolt else (),
    )  # fmt: skip


def test_music_is_silent_before_the_hardest_blow_and_rises_into_the_last(bible: Bible, script: Script) -> None:
    shots = [blow("a", 9), blow("b", 9, hit=True, inked=True), blow("c", 12), blow("d", 4, hit=True)]
    end = Shot(id="e", scene="", framing="end", seconds=2)
    timed = lay_out(Storyboard(episode="s01e01", shots=(*shots, end)), {}, 24)
    score = Breakdown(bible, script, SMALL).score(timed)
    hush = next(passage for passage in score.passages if passage.mood == "silence")
    after = next(passage for passage in score.passages if passage.start > hush.start)
    assert (hush.start < 9.0) and after.start == pytest.approx(9.0) and after.mood != "silence"
    risers = [sting.at for sting in score.stings if sting.kind == "riser"]
    assert risers == [pytest.approx(hush.start - 2.6), pytest.approx(30.0 - 2.6)]
    assert score.stings[-1].kind == "cliffhanger"
    assert [passage.start for passage in score.passages] == sorted({passage.start for passage in score.passages})


@pytest.mark.parametrize(
    ("genre", "emotion", "mood"),
    [
        ("thriller", "neutral", "mystery"),
        ("comedy", "neutral", "comic"),
        ("romance", "neutral", "tender"),
        ("comedy", "sad", "sad"),
    ],
)
def test_a_genre_hears_a_calm_scene_its_own_way(
    bible: Bible, script: Script, genre: str, emotion: Emotion, mood: str
) -> None:
    first = script.scenes[0].model_copy(
        update={"beats": (Beat(id="x", emotion=emotion, who="mia", action="Mia waits."),)}
    )
    told = script.model_copy(update={"scenes": (first, *script.scenes[1:])})
    shot = Shot(id="s01e01.s01", scene=first.id, framing="close_up", seconds=9, beats=("x",))
    timed = lay_out(Storyboard(episode="s01e01", shots=(shot,)), {}, 24)
    score = Breakdown(bible.model_copy(update={"genre": genre}), told, SMALL).score(timed)
    assert score.passages[0].mood == mood


async def test_the_score_of_a_directed_episode_is_in_order(bible: Bible, script: Script) -> None:
    storyboard = await HouseDirector().storyboard(bible, script, 1)
    timed = lay_out(storyboard, {line.id: 2.0 for line in script.lines()}, 24)
    score = Breakdown(bible, script, SMALL).score(timed)
    starts = [passage.start for passage in score.passages]
    assert starts == sorted(set(starts)) and starts[0] == 0.0
    assert all(0 <= sting.at < score.seconds for sting in score.stings)
