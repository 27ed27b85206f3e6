"""A small story that the crew's tests share."""

import pytest

from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop, Relation
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, EpisodeOutline, Event, Line, Outline, Scene, Script, Thread


def person(id: str, name: str, sex: str, role: str, relations: tuple[Relation, ...] = ()) -> Character:
    return Character(
        id=id, name=name, full_name=name, role=role, job="nurse", look=Look(sex=sex), look_words="", temper="warm",
        wardrobe=(Outfit(garment="scrubs"), Outfit(garment="coat")), voice=Voice(style="woman_warm_1"), speech="",
        secret="", wants="", fears="", relations=relations,
    )  # fmt: skip


@pytest.fixture
def bible() -> Bible:
    return Bible(
        title="Dated Tomorrow",
        premise=Premise(text="A nurse gets a voicemail from her missing sister, dated tomorrow"),
        logline="A nurse hears tomorrow.", genre="thriller", engine="missing_person", tone="tense", style="painterly",
        question="Where is Iris?",
        characters=(
            person("mia", "Mia", "woman", "lead", (Relation(to="iris", kind="sister"),)),
            person("cole", "Cole", "man", "love"),
            person("iris", "Iris", "woman", "missing", (Relation(to="mia", kind="sister"),)),
        ),
        locations=(
            Location(id="ward", name="the ward", set="hospital", words=""),
            Location(id="roof", name="the roof", set="rooftop", words="", indoors=False),
        ),
        props=(Prop(id="voicemail", name="the voicemail", kind="phone", words="dated tomorrow", holder="mia"),),
    )  # fmt: skip


def say(number: int, speaker: str, text: str, to: str = "", scene: str = "s01e01.1", **more: object) -> Beat:
    line = Line(id=f"{scene}.l{number:02d}", speaker=speaker, text=text, to=to, **more)
    return Beat(id=f"{scene}.b{number:02d}", who=speaker, line=line)


@pytest.fixture
def script() -> Script:
    one, two = "s01e01.1", "s01e01.2"
    return Script(
        episode="s01e01", title="Tomorrow", hook="A phone lights up with a date that has not come.",
        cliffhanger="Iris' voice says Mia's name, live.", cliff="discovery",
        scenes=(
            Scene(id=one, location="ward", hour="night", present=("mia", "cole"), beats=(
                Beat(id=f"{one}.b90", action="The screen lights: “23 November”.", prop="voicemail"),
                say(1, "mia", "That's tomorrow.", "cole", emotion="fear"),
                say(2, "cole", "Phones get dates wrong.", "mia"),
                say(3, "cole", "Mine thinks it's 1970.", "mia"),
                say(4, "mia", "Does yours say my name?", "cole", emotion="cold"),
                say(5, "iris", "Mia. Don't go up to the roof.", "mia", via="phone", emotion="fear"),
            )),
            Scene(id=two, location="roof", hour="night", weather="rain", present=("mia",), beats=(
                Beat(id=f"{two}.b91", action="The door slams behind her.", jolt=True),
                say(1, "mia", "I'm here. I came anyway.", scene=two, emotion="resolve"),
            )),
        ),
        events=(Event(kind="goes", scene=two, who="mia", where="roof"),),
        recap="Mia hears tomorrow.",
    )  # fmt: skip


@pytest.fixture
def outline() -> Outline:
    def episode(number: int) -> EpisodeOutline:
        return EpisodeOutline(
            episode=f"s01e{number:02d}", number=number, title="T", turn="t", logline="", hook="h", cliff="discovery",
            cliffhanger="c", cast=("mia", "cole"), locations=("ward",), plants=("where",) if number == 1 else (),
        )  # fmt: skip

    return Outline(
        season=1,
        episodes=tuple(episode(number) for number in range(1, 61)),
        threads=(Thread(id="where", question="Where is Iris?", planted=1, due=8, paid=7),),
    )
