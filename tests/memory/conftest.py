import pytest

from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop, Relation
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, EpisodeOutline, Line, Outline, Scene, Script, Thread


def person(id: str, name: str, **more: object) -> Character:
    said: dict[str, object] = {
        "id": id,
        "name": name,
        "full_name": f"{name} Vale",
        "role": "lead",
        "job": "night-shift nurse",
        "look": Look(sex="woman", age=27),
        "look_words": "tired eyes, hair pinned with a pen",
        "wardrobe": (Outfit(garment="scrubs", words="pale green scrubs"),),
        "voice": Voice(style="af_heart"),
        "speech": "short, never asks twice",
        "temper": "warm",
        "secret": "Mia changed the chart",
        "wants": "her sister back",
        "fears": "the fourth floor",
    }
    return Character.model_validate(said | more)


@pytest.fixture
def bible() -> Bible:
    return Bible(
        title="Dated Tomorrow",
        premise=Premise(text="A night-shift nurse gets a voicemail from her missing sister, dated tomorrow"),
        logline="The voice says run, and the date says Friday.",
        genre="mystery",
        engine="missing",
        tone="cold, quick",
        style="painterly",
        question="Who is calling?",
        characters=(
            person("mia", "Mia", relations=(Relation(to="dana", kind="sister"),)),
            person("dana", "Dana", role="missing"),
            person("cole", "Dr. Cole", role="villain", look=Look(sex="man", age=51)),
        ),
        locations=(
            Location(id="ward", name="the fourth-floor ward", set="hospital", words="half its lamps are dead"),
            Location(id="roof", name="the roof", set="rooftop", words="gravel and antennae", indoors=False),
        ),
        props=(Prop(id="voicemail", name="the voicemail", kind="phone", words="dated tomorrow", holder="mia"),),
        rules=("The dead do not call.",),
        arc=("Mia hears it.", "Mia is in it."),
    )


@pytest.fixture
def script() -> Script:
    def line(n: int, speaker: str, text: str, **more: object) -> Line:
        return Line.model_validate({"id": f"s01e01.1.l{n:02}", "speaker": speaker, "text": text} | more)

    beats = (
        Beat(id="s01e01.1.b01", action="the phone lights up on the chart", prop="voicemail"),
        Beat(id="s01e01.1.b02", line=line(1, "dana", "Mia. Don't open four-one-two.", via="phone", emotion="fear")),
        Beat(
            id="s01e01.1.b03",
            who="mia",
            action="turns to the dark corridor",
            line=line(2, "mia", "That's *tomorrow's* date.", emotion="shock"),
        ),
        Beat(id="s01e01.1.b04", who="mia", action="kneels", line=line(3, "mia", "Dana?", to="dana")),
    )
    scene = Scene(id="s01e01.1", location="ward", hour="night", weather="rain", present=("mia",), beats=beats)
    roof = Scene(id="s01e01.2", location="roof", hour="dawn", present=("mia", "cole"), beats=())
    return Script(
        episode="s01e01",
        title="Room 412",
        hook="A phone rings in a dead man's bed",
        cliffhanger="The door of 412 opens from inside",
        cliff="arrival",
        scenes=(scene, roof),
    )


@pytest.fixture
def outline() -> Outline:
    episode = EpisodeOutline(
        episode="s01e01",
        number=1,
        title="Room 412",
        turn="call",
        logline="A voice from tomorrow.",
        hook="The phone rings.",
        cliff="arrival",
        cliffhanger="The door opens.",
        cast=("mia", "dana"),
        locations=("ward",),
        plants=("who",),
        tension=0.6,
    )
    return Outline(season=1, episodes=(episode,), threads=(Thread(id="who", question="Who called?", planted=1, due=8),))
