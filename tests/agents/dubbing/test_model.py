"""The model translator: what it is told, and what becomes of its answers."""

from cliffhanger.agents.dubbing.model import ModelTranslator
from cliffhanger.agents.dubbing.translator import Brief, Cue, Passage
from cliffhanger.agents.model.scripted import ScriptedModel, Step
from cliffhanger.agents.model.talk import Reply, Role
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.dub import Glossary, Register
from cliffhanger.memory.frozen import canonical

CUES = (
    Cue(id="s01e01.1.l01", speaker="mia", text="That's tomorrow.", seconds=1.0, room=1.5, to="cole", emotion="fear"),
    Cue(id="s01e01.1.l02", speaker="cole", text="Phones get dates wrong.", seconds=1.4, room=1.6, to="mia"),
)
SCENE = Passage(CUES, about="Mia learns the date.")


def says(schema: str, answer: object, role: Role = "translator") -> Step:
    return Step(role=role, reply=Reply(text=canonical(answer)), schema_name=schema)


def lines(*texts: str, shorter: str = "") -> Step:
    rows = [{"id": cue.id, "text": text, "shorter": shorter} for cue, text in zip(CUES, texts, strict=False)]
    return says("LinesDraft", {"lines": rows})


def read_back(*verdicts: str) -> Step:
    rows = [
        {"id": cue.id, "means": "…", "verdict": verdict, "why": "" if verdict == "same" else "the date is gone"}
        for cue, verdict in zip(CUES, verdicts, strict=False)
    ]
    return says("BacksDraft", {"lines": rows}, "continuity")


def brief(bible: Bible, **more: object) -> Brief:
    glossary = Glossary(language="es", names={"the ward": "la sala"}, registers=(
        Register(speaker="mia", to="cole", form="tú"),))  # fmt: skip
    return Brief(language="es", source="en", glossary=glossary, bible=bible, **more)  # type: ignore[arg-type]


async def test_the_scene_is_given_with_its_time_its_people_and_the_glossary(bible: Bible) -> None:
    with ScriptedModel([lines("Eso es mañana.", "Los teléfonos fallan."), read_back("same", "same")]) as model:
        found = await ModelTranslator(model).lines(brief(bible), SCENE)
    asked = "\n".join(message.text for message in model.heard[0])
    assert "[s01e01.1.l01] mia to cole, fear, at most 9 syllables: That's tomorrow." in asked
    for part in ("the ward = la sala", "mia to cole: tú", "Mia learns the date.", "Spanish", "- mia: Mia"):
        assert part in asked, part
    assert [(one.id, one.text, one.by) for one in found] == [
        ("s01e01.1.l01", "Eso es mañana.", "model"),
        ("s01e01.1.l02", "Los teléfonos fallan.", "model"),
    ]


async def test_a_line_whose_meaning_moved_is_translated_once_more_and_only_that(bible: Bible) -> None:
    anew = says("LinesDraft", {"lines": [{"id": CUES[0].id, "text": "Es mañana.", "shorter": ""}]})
    steps = [lines("Qué tarde.", "Los teléfonos fallan."), read_back("shifted", "same"), anew, read_back("same")]
    with ScriptedModel(steps) as model:
        found = await ModelTranslator(model).lines(brief(bible), SCENE)
    again = "\n".join(message.text for message in model.heard[2])
    assert "the date is gone" in again and "Phones get dates wrong.\n    Los teléfonos fallan." in again
    assert [(one.text, one.doubt) for one in found] == [("Es mañana.", ""), ("Los teléfonos fallan.", "")]


async def test_what_still_has_moved_is_kept_as_a_doubt(bible: Bible) -> None:
    anew = says("LinesDraft", {"lines": [{"id": CUES[0].id, "text": "Qué tarde es.", "shorter": ""}]})
    steps = [lines("Qué tarde.", "Los teléfonos fallan."), read_back("shifted", "same"), anew, read_back("shifted")]
    with ScriptedModel(steps) as model:
        found = await ModelTranslator(model).lines(brief(bible), SCENE)
    assert [one.doubt for one in found] == ["the date is gone", ""]


async def test_a_line_that_was_left_out_is_asked_for(bible: Bible) -> None:
    steps = [lines("Eso es mañana."), lines("Eso es mañana.", "Los teléfonos fallan."), read_back("same", "same")]
    with ScriptedModel(steps) as model:
        await ModelTranslator(model).lines(brief(bible), SCENE)
    assert "s01e01.1.l02 has no line" in model.heard[1][-1].text


async def test_the_glossary_is_settled_once_and_knows_only_the_cast(bible: Bible) -> None:
    wrong = {"names": [], "registers": [{"speaker": "mia", "to": "nobody", "form": "tú"}]}
    right = {"names": [{"source": "the ward", "target": "la sala"}],
             "registers": [{"speaker": "mia", "to": "cole", "form": "tú"}]}  # fmt: skip
    empty = Brief(language="es", source="en", glossary=Glossary(language="es"), bible=bible)
    with ScriptedModel([says("GlossaryDraft", wrong), says("GlossaryDraft", right)]) as model:
        translator = ModelTranslator(model)
        glossary = await translator.glossary(empty)
        assert glossary.names == {"the ward": "la sala"} and glossary.registers[0].form == "tú"
        settled = await translator.glossary(brief(bible))
    assert settled == brief(bible).glossary, "nobody is asked again"


async def test_words_that_are_seen_all_come_back(bible: Bible) -> None:
    half = {"words": [{"source": "To be continued", "target": "Continuará"}]}
    whole = {"words": [*half["words"], {"source": "Dated Tomorrow", "target": "Fechado mañana"}]}
    with ScriptedModel([says("WordsDraft", half), says("WordsDraft", whole)]) as model:
        found = await ModelTranslator(model).words(brief(bible), ["To be continued", "Dated Tomorrow"])
    assert found == {"To be continued": "Continuará", "Dated Tomorrow": "Fechado mañana"}


async def test_a_line_is_said_in_less(bible: Bible) -> None:
    with ScriptedModel([says("ShorterDraft", {"text": "“Es mañana.”"})]) as model:
        assert (
            await ModelTranslator(model).shorter(brief(bible), CUES[0], "Eso es ya mañana mismo.", 0.6) == "Es mañana."
        )
    assert "at most 7 syllables" in "\n".join(message.text for message in model.heard[0])
