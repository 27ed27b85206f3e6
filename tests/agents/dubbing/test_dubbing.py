"""A dub at work with small makers: in the original's time, scene by scene, and never twice."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cliffhanger.agents.dubbing.dubbing import Dubbing, DubResult, sharing
from cliffhanger.agents.dubbing.fitting import BREATH, FASTEST
from cliffhanger.agents.dubbing.translator import Brief, Cue, Passage, Rendering
from cliffhanger.agents.graph import build_graph
from cliffhanger.agents.state import Request
from cliffhanger.errors import ProductionError
from cliffhanger.memory.dub import Dub, Glossary
from cliffhanger.memory.script import Script
from cliffhanger.tools.listening.heard_back import HeardBackSpec
from cliffhanger.tools.take import Made, Take

REQUEST = Request(
    premise="A nurse", about="", lead="", seed=1, season=1, season_length=60, paywall=10, first=1, last=1, render=True
)  # fmt: skip

SPANISH = {
    "That's tomorrow.": "Eso es mañana.",
    "Phones get dates wrong.": "Los teléfonos se equivocan.",
    "Mine thinks it's 1970.": "El mío está en otro siglo.",
    "Does yours say my name?": "¿El tuyo dice mi nombre?",
    "Mia. Don't go up to the roof.": "Mia. No subas a la azotea.",
    "I'm here. I came 1 times anyway.": "Estoy aquí. Vine igual.",
}


class Phrases:
    """A translator with a phrasebook; it notes what it is asked for."""

    def __init__(self, phrases: Mapping[str, str], shorter: Sequence[str] = ()) -> None:
        self.phrases, self.less = phrases, list(shorter)
        self.asked: list[list[str]] = []
        self.gate: dict[str, asyncio.Event] = {}

    async def glossary(self, brief: Brief) -> Glossary:
        return brief.glossary

    async def lines(self, brief: Brief, passage: Passage) -> tuple[Rendering, ...]:
        self.asked.append([cue.id for cue in passage.cues])
        for cue in passage.cues:
            if cue.id in self.gate:
                await self.gate[cue.id].wait()
        return tuple(Rendering(id=cue.id, text=self.phrases[cue.text], by="model") for cue in passage.cues)

    async def shorter(self, brief: Brief, cue: Cue, text: str, share: float) -> str:
        return self.less.pop(0) if self.less else text

    async def words(self, brief: Brief, texts: Sequence[str]) -> Mapping[str, str]:
        return {text: f"<{text}>" for text in texts}


@pytest.fixture
async def finished(lot: Any) -> Any:
    """An episode that is finished."""
    await build_graph().ainvoke(REQUEST, context=lot.studio)
    return lot


async def dubbed(lot: Any, translator: Phrases, **more: Any) -> DubResult:
    return await Dubbing(lot.studio, "s01e01", "es", translator, lambda *_, **__: None, **more).make()


async def test_every_line_starts_where_it_started_and_leaves_the_next_its_own(finished: Any) -> None:
    result = await dubbed(finished, Phrases(SPANISH))
    starts = sorted((slot.start, id) for id, slot in result.slots.items())
    assert [line.text for line in result.dub.lines] == list(SPANISH.values())
    for (start, id), (following, _) in pairwise(starts):
        assert start + result.spoken[id].take.seconds <= following - BREATH + 1e-6
    (spec,) = [spec for spec in finished.editor.asked if spec.language == "spa"]
    assert [round(line.start, 3) for line in spec.lines] == [round(start, 3) for start, _ in starts]
    assert spec.title == "<Dated Tomorrow> · <Tomorrow>"


async def test_music_and_effects_are_the_originals_and_only_shots_that_speak_are_filmed(finished: Any) -> None:
    before, scored = len(finished.camera.asked), len(finished.composer.asked)
    result = await dubbed(finished, Phrases(SPANISH))
    assert len(finished.composer.asked) == scored
    again = finished.camera.asked[before:]
    assert len(again) == 6 and all(spec.captions for spec in again)
    said = " ".join(word.text for spec in again for caption in spec.captions for word in caption.words)
    assert said == " ".join(SPANISH.values())
    used, of = sharing(result)
    assert (used, of) == (2, 14), "of six shots, six lines, music and effects this camera keeps the last two"


async def test_a_line_that_is_too_long_is_said_in_fewer_words_before_it_is_hurried(finished: Any) -> None:
    long = SPANISH | {"That's tomorrow.": "Pero si eso que dices es nada menos que mañana mismo."}
    result = await dubbed(finished, Phrases(long, ["Pero eso es mañana mismo, mira tú.", "Eso es ya mañana."]))
    first = result.dub.lines[0]
    assert (first.text, first.shortened) == ("Eso es ya mañana.", 2)
    assert all(one.speed <= FASTEST for one in result.spoken.values())


async def test_a_line_that_cannot_be_shorter_is_a_sentence_with_what_to_do(finished: Any) -> None:
    long = SPANISH | {"That's tomorrow.": "Pero si eso que dices es nada menos que mañana mismo."}
    with pytest.raises(ProductionError, match=r"s01e01\.1\.l01 is too long.*--line s01e01\.1\.l01="):
        await dubbed(finished, Phrases(long))


async def test_the_first_scene_can_be_watched_before_the_last_is_translated(finished: Any) -> None:
    translator, seen = Phrases(SPANISH), []
    translator.gate["s01e01.2.l01"] = asyncio.Event()
    watched = asyncio.Event()
    loop = asyncio.get_running_loop()

    def streamed(dubbing: Dubbing, shots: Sequence[Any]) -> None:
        seen.append([timed.shot.scene for timed in shots])
        loop.call_soon_threadsafe(watched.set)

    dubbing = Dubbing(finished.studio, "s01e01", "es", translator, lambda *_, **__: None)
    making = asyncio.create_task(dubbing.make(streamed))
    await asyncio.wait_for(watched.wait(), 20)
    assert not making.done() and seen == [["s01e01.1"] * 5]
    translator.gate["s01e01.2.l01"].set()
    await making
    assert [scenes[0] for scenes in seen] == ["s01e01.1", "s01e01.2"], "and the stretches come in order"


async def test_what_has_been_translated_is_kept_and_only_what_changed_is_asked_for_again(finished: Any) -> None:
    await dubbed(finished, Phrases(SPANISH))
    again = Phrases({})
    done = len(finished.speaker.asked), len(finished.camera.asked)
    await dubbed(finished, again)
    assert again.asked == [] and (len(finished.speaker.asked), len(finished.camera.asked)) == done
    archive = finished.studio.archive
    script: Script = archive.get("script", "s01e01", Script)
    other = script.model_dump_json().replace("That's tomorrow.", "That is tomorrow.")
    archive.put("script", "s01e01", Script.model_validate_json(other), "a note", "user")
    await build_graph().ainvoke(REQUEST, context=finished.studio)
    changed = Phrases({"That is tomorrow.": "Eso es ya mañana."})
    await dubbed(finished, changed)
    assert changed.asked == [["s01e01.1.l01"]]


async def test_what_the_user_says_stands(finished: Any) -> None:
    await dubbed(finished, Phrases(SPANISH))
    archive = finished.studio.archive
    dub: Dub = archive.get("dub", "s01e01.es", Dub)
    mine = dub.lines[0].model_copy(update={"text": "Mañana, dice.", "by": "user"})
    archive.put("dub", "s01e01.es", dub.model_copy(update={"lines": (mine, *dub.lines[1:])}), "mine", "user")
    result = await dubbed(finished, Phrases({}))
    assert (result.dub.lines[0].text, result.dub.lines[0].by) == ("Mañana, dice.", "user")


class Ear:
    """Hears one line badly, and cannot tell of another; it works in threads of the test's own process."""

    tool, version, suffix = "ear", "1", ".txt"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def make(self, spec: HeardBackSpec, out: Path, inputs: Sequence[Take] = ()) -> Made:
        self.asked.append(spec.text)
        out.write_text(spec.text, "utf-8")
        return Made(facts={"alike": 0.4 if spec.text.startswith("Eso") else None if "siglo" in spec.text else 0.9})


async def test_a_line_that_is_not_understood_is_spoken_again_and_its_doubt_is_shown(finished: Any) -> None:
    result = await dubbed(finished, Phrases(SPANISH), listen=Ear())
    doubts = {line.line: line.doubt for line in result.dub.lines if line.doubt}
    assert doubts == {"s01e01.1.l01": "recognised back only to 40%"}
    assert result.spoken["s01e01.1.l03"].alike is None


async def test_nobody_listens_twice_to_the_same(finished: Any) -> None:
    ear = Ear()
    first = await dubbed(finished, Phrases(SPANISH), listen=ear)
    assert len(ear.asked) == len(SPANISH) + 1  # the one that was not understood, said once more
    again = await dubbed(finished, Phrases({}), listen=ear)
    assert len(ear.asked) == len(SPANISH) + 1
    assert {id: one.alike for id, one in again.spoken.items()} == {id: one.alike for id, one in first.spoken.items()}


async def test_an_episode_that_is_not_finished_is_not_dubbed(lot: Any) -> None:
    with pytest.raises((ProductionError, KeyError)):
        Dubbing(lot.studio, "s01e01", "es", Phrases(SPANISH), lambda *_, **__: None)
