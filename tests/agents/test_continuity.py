"""Every fault that exact data can decide: found where it was planted, with both quotes; never where it was not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from cliffhanger.agents.casting import look, voices
from cliffhanger.agents.continuity import check
from cliffhanger.agents.crew import Told
from cliffhanger.agents.house.bible.showrunner import develop
from cliffhanger.agents.house.bible.showrunner import outline as plan
from cliffhanger.agents.house.library import load
from cliffhanger.agents.house.premise.reader import read
from cliffhanger.agents.house.script.writer import used_by, write
from cliffhanger.memory.bible import Bible, Prop
from cliffhanger.memory.canon import Finding
from cliffhanger.memory.look import Outfit
from cliffhanger.memory.script import Beat, Event, Line, Outline, Scene, Script
from cliffhanger.memory.state import fold, initial


def told(bible: Bible, before: Sequence[Script]) -> Told:
    return Told(state=fold(initial(bible), before), scripts=tuple(before))


@dataclass(frozen=True)
class Story:
    """A bible, an outline, what was approved, and the script under the check."""

    bible: Bible
    outline: Outline
    before: tuple[Script, ...]
    script: Script

    def found(self) -> tuple[Finding, ...]:
        return check(self.bible, self.outline, told(self.bible, self.before), self.script)

    def codes(self) -> list[str]:
        return [finding.code for finding in self.found()]

    def with_scene(self, number: int = 0, **changed: object) -> "Story":
        scenes = list(self.script.scenes)
        scenes[number] = scenes[number].model_copy(update=changed)
        return self.with_script(scenes=tuple(scenes))

    def with_script(self, **changed: object) -> "Story":
        return replace(self, script=self.script.model_copy(update=changed))

    def happened(self, *events: Event) -> "Story":
        """Add an approved episode before the script, in which these things became true."""
        number = len(self.before) + 1
        past = episode(number, topic="of an older day", events=events)
        return replace(self, before=(*self.before, past), script=renumbered(self.script, number + 1))

    def happens(self, *events: Event) -> "Story":
        return self.with_script(events=(*self.script.events, *events))

    def said(self, speaker: str, text: str, scene: int = 0, **more: object) -> "Story":
        """Add a line at the end of a scene."""
        return self.with_beats(scene, beat(self.script.scenes[scene].id, 50, speaker, text, **more))

    def with_beats(self, scene: int, *beats: Beat) -> "Story":
        return self.with_scene(scene, beats=(*self.script.scenes[scene].beats, *beats))


def beat(scene: str, number: int, speaker: str, text: str, **more: object) -> Beat:
    line = Line(id=f"{scene}.l{number:02d}", speaker=speaker, text=text, **more)
    return Beat(id=f"{scene}.b{number:02d}", who=speaker, line=line)


def episode(number: int, topic: str, events: Sequence[Event] = ()) -> Script:
    """Two people in the ward, then one on the roof, about a minute of speech, and no fault."""
    one, two = f"s01e{number:02d}.1", f"s01e{number:02d}.2"
    talk = [
        beat(one, n, ("mia", "cole")[n % 2], f"This is what I have to say {topic}, part {n} of it, and I mean it.")
        for n in range(1, 9)
    ]
    return Script(
        episode=f"s01e{number:02d}", title="Tomorrow", hook="A phone lights up.", cliffhanger="Iris says her name.",
        cliff="discovery",
        scenes=(
            Scene(id=one, location="ward", hour="dusk", day=number, present=("mia", "cole"), beats=tuple(talk)),
            Scene(id=two, location="roof", hour="night", day=number, present=("mia",), beats=(
                beat(two, 1, "mia", f"I came all the way up here to say this {topic}, and nobody hears it."),
            )),
        ),
        events=tuple(event.model_copy(update={"scene": event.scene or one}) for event in events),
    )  # fmt: skip


def renumbered(script: Script, number: int) -> Script:
    """Return the script as another episode, a day a number."""
    text = script.model_dump_json().replace(script.episode, f"s01e{number:02d}")
    moved = Script.model_validate_json(text)
    return moved.model_copy(
        update={"scenes": tuple(scene.model_copy(update={"day": number}) for scene in moved.scenes)}
    )


def event(kind: str, who: str = "", what: str = "", to: str = "", **more: str) -> Event:
    return Event.model_validate({"kind": kind, "who": who, "what": what, "to": to, "scene": "", **more})


@pytest.fixture
def clean(bible: Bible, outline: Outline) -> Story:
    ring = Prop(id="ring", name="the ring", kind="ring", words="", holder="mia")
    return Story(bible.model_copy(update={"props": (*bible.props, ring)}), outline, (), episode(1, topic="tonight"))


Turn = Callable[[Story], Story]
SECRET = "secret.cole"


def now(story: Story, kind: str, who: str = "", what: str = "", to: str = "", beat: str = "") -> Story:
    """Let something become true in the first scene of the script."""
    return story.happens(event(kind, who, what, to, scene=story.script.scenes[0].id, beat=beat))


def holding(story: Story, who: str, scene: int = 0) -> Story:
    """Show the ring in somebody's hand."""
    id = story.script.scenes[scene].id
    return story.with_beats(scene, Beat(id=f"{id}.b60", action="The ring glints.", who=who, prop="ring"))


def due(story: Story, episode: int) -> Story:
    """Give the thread until then."""
    late = story.outline.threads[0].model_copy(update={"due": episode})
    return replace(story, outline=story.outline.model_copy(update={"threads": (late,)}))


FAULTS: dict[str, tuple[str, Turn, Turn]] = {
    "a dead man is in the room": (
        "dead_speaker",
        lambda s: s.happened(event("dies", "cole")).with_scene(0, beats=()).said("mia", LONG),
        lambda s: s.happened(event("dies", "iris")).with_scene(0, beats=()).said("mia", LONG),
    ),
    "a dead man acts": (
        "dead_speaker",
        lambda s: now(s.happened(event("dies", "iris")), "takes", "iris", "voicemail"),
        lambda s: now(s, "takes", "iris", "voicemail"),
    ),
    "a dead man goes somewhere": (
        "dead_speaker",
        lambda s: now(s.happened(event("dies", "iris")), "goes", "iris"),
        lambda s: now(s.happened(event("dies", "iris"), event("returns", "iris")), "goes", "iris"),
    ),
    "a speaker who is not there": (
        "two_places",
        lambda s: s.said("iris", "I am right behind you."),
        lambda s: s.said("iris", "I am right behind you.", via="phone"),
    ),
    "a caller who is in the room": (
        "two_places",
        lambda s: s.said("cole", "Can you hear me now?", via="phone"),
        lambda s: s.said("cole", "Can you hear me now?", scene=1, via="phone"),
    ),
    "she tells a secret she never learnt": (
        "knows_too_soon",
        lambda s: now(s, "reveals", "mia", SECRET, "iris"),
        lambda s: now(s.happened(event("learns", "mia", SECRET)), "reveals", "mia", SECRET, "iris"),
    ),
    "an outfit changed without a word": (
        "wrong_wardrobe",
        lambda s: s.with_scene(0, outfits={"mia": 1}),
        lambda s: now(s.with_scene(0, outfits={"mia": 1}).with_scene(1, outfits={"mia": 1}), "wears", "mia", "1"),
    ),
    "an outfit changed back without a word": (
        "wrong_wardrobe",
        lambda s: s.happened(event("wears", "cole", "1")),
        lambda s: s.happened(event("wears", "cole", "1")).with_scene(0, outfits={"cole": 1}),
    ),
    "the ring is in the hand of who never got it": (
        "prop_teleports",
        lambda s: holding(s.happened(event("gives", "mia", "ring", "iris")), "cole"),
        lambda s: holding(s.happened(event("gives", "mia", "ring", "cole")), "cole"),
    ),
    "he gives what he does not hold": (
        "prop_teleports",
        lambda s: now(s, "gives", "cole", "ring", "mia"),
        lambda s: now(s, "gives", "mia", "ring", "cole"),
    ),
    "he takes what is held elsewhere": (
        "prop_teleports",
        lambda s: now(s.happened(event("gives", "mia", "ring", "iris")), "takes", "cole", "ring"),
        lambda s: now(s, "takes", "cole", "ring"),
    ),
    "an object that nobody declared": (
        "unknown_prop",
        lambda s: s.with_beats(0, Beat(id="x", action="A crown.", prop="crown")),
        lambda s: s.with_beats(0, Beat(id="x", action="A phone.", prop="voicemail")),
    ),
    "she heals of what never hurt": (
        "injury_vanishes",
        lambda s: now(s, "heals", "mia", "a cut hand"),
        lambda s: now(s.happened(event("hurt", "mia", "a cut hand")), "heals", "mia", "a cut hand"),
    ),
    "Tuesday after Friday": (
        "time_runs_back",
        lambda s: s.with_scene(0, day=5).with_scene(1, day=2),
        lambda s: s.with_scene(0, day=2).with_scene(1, day=5),
    ),
    "dusk after the night before it": (
        "time_runs_back",
        lambda s: s.happened().with_scene(0, day=1),
        lambda s: s.happened().with_scene(0, day=1, hour="night"),
    ),
    "somebody whom nobody knows": (
        "unknown_character",
        lambda s: s.with_scene(1, present=("mia", "zoe")),
        lambda s: s.with_scene(1, present=("mia", "cole")),
    ),
    "a voice that nobody knows": (
        "unknown_character",
        lambda s: s.said("zoe", "You do not know me.", via="phone"),
        lambda s: s.said("iris", "You do not know me.", via="phone"),
    ),
    "a place that is not there": (
        "unknown_location",
        lambda s: s.with_scene(1, location="cellar"),
        lambda s: s.with_scene(1, location="ward"),
    ),
    "a promise that was forgotten": (
        "thread_overdue",
        lambda s: replace(s, script=renumbered(s.happened(event("plants", what="where")).script, 9),
                          before=s.happened(event("plants", what="where")).before),
        lambda s: replace(s, script=renumbered(s.happened(event("plants", what="where")).script, 8),
                          before=s.happened(event("plants", what="where")).before),
    ),
    "a promise that is not kept by the season's end": (
        "thread_overdue",
        lambda s: due(replace(s.happened(event("plants", what="where")), script=renumbered(s.script, 60)), 60),
        lambda s: now(due(replace(s.happened(event("plants", what="where")), script=renumbered(s.script, 60)), 60),
                      "pays", what="where"),
    ),
    "a promise that is kept twice": (
        "thread_tangled",
        lambda s: now(s.happened(event("plants", what="where"), event("pays", what="where")), "pays", what="where"),
        lambda s: now(s.happened(event("plants", what="where")), "pays", what="where"),
    ),
    "a promise that is kept before it was made": (
        "thread_tangled",
        lambda s: now(s, "pays", what="where"),
        lambda s: now(now(s, "plants", what="where"), "pays", what="where"),
    ),
    "nothing at the end": (
        "no_cliffhanger",
        lambda s: s.with_script(cliffhanger=" "),
        lambda s: s.with_script(cliffhanger="The door opens."),
    ),
    "an empty last scene": (
        "no_cliffhanger",
        lambda s: s.with_scene(1, beats=()),
        lambda s: s.with_scene(1, beats=(Beat(id="x", action="The door opens."),)),
    ),
    "nothing at the start": (
        "no_hook",
        lambda s: s.with_script(hook=""),
        lambda s: s.with_script(hook="A scream."),
    ),
    "a line that was said before": (
        "repeated_line",
        lambda s: s.happened().said("mia", "this is what I have to say OF AN OLDER DAY part 3 of it and I mean it"),
        lambda s: s.happened().said("mia", "This is what I have to say of a younger day."),
    ),
    "a line said twice in one episode": (
        "repeated_line",
        lambda s: s.said("mia", "I never signed it.").said("cole", "I never signed it!", scene=0),
        lambda s: s.said("mia", "Not me.").said("cole", "Not me!", scene=0),
    ),
    "too much to say": (
        "too_long",
        lambda s: s.said("mia", "word " * 250),
        lambda s: s.said("mia", "word " * 80),
    ),
    "too little to say": (
        "too_short",
        lambda s: s.with_scene(0, beats=s.script.scenes[0].beats[:3]),
        lambda s: s.with_scene(0, beats=s.script.scenes[0].beats[:8]),
    ),
}  # fmt: skip
"""What happens, the code it must be found by, the story with the fault, and its twin without."""

LONG = "word " * 110


def test_the_story_without_a_fault_gives_no_finding(clean: Story) -> None:
    assert clean.found() == ()
    assert clean.happened().found() == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_its_twin_is_clean(clean: Story, name: str) -> None:
    code, planted, twin = FAULTS[name]
    story = planted(clean)
    assert set(story.codes()) == {code}
    assert story.codes().count(code) <= 2
    for finding in story.found():
        assert finding.message.endswith(".") and finding.mend.endswith(".") and finding.status == "open"
        assert finding.script is not None and finding.script.episode == story.script.episode
        assert finding.script.scene in {"", *(scene.id for scene in story.script.scenes)}
    assert twin(clean).found() == ()


BOTH_QUOTES = [
    name
    for name, (code, _, _) in FAULTS.items()
    if code not in ("unknown_character", "unknown_location", "no_hook", "no_cliffhanger", "too_long", "too_short")
    and code not in ("thread_overdue",)
    and name != "an object that nobody declared"
]


@pytest.mark.parametrize("name", BOTH_QUOTES)
def test_a_contradiction_quotes_both_sides(clean: Story, name: str) -> None:
    for finding in FAULTS[name][1](clean).found():
        assert finding.canon is not None and finding.canon.quote, finding
        assert finding.script is not None


def story_first(story: Story) -> str:
    """The first words that Mia says."""
    return next(line.text for line in story.script.lines() if line.speaker == "mia")


def test_a_finding_names_the_line_it_is_about(clean: Story) -> None:
    (found,) = clean.said("iris", "I am right behind you.").found()
    assert found.script is not None
    assert (found.script.scene, found.script.line) == ("s01e01.1", "s01e01.1.l50")
    assert found.script.quote == "I am right behind you."
    assert found.canon is not None and found.canon.quote == story_first(clean) and "Mia, Cole" in found.message
    assert found.id.startswith("s01e01.two_places.") and "Iris" in found.message


def test_a_dead_man_is_heard_but_never_speaks(clean: Story) -> None:
    """Off, as a thought or a narrator the dead are a memory; on the phone they are alive, unless a recording plays."""
    dead = clean.happened(event("dies", "iris"))
    for via in ("off", "inner", "narrator"):
        assert dead.said("iris", "Turn around, Mia.", via=via).found() == ()
    assert dead.said("iris", "Turn around, Mia.", via="phone").codes() == ["dead_speaker"]
    assert dead.said("iris", "If you hear this I am gone.", via="phone").found() == ()
    played = dead.with_beats(0, Beat(id="x", action="Mia plays the old tape.", who="mia"))
    assert played.said("iris", "Turn around, Mia.", via="phone").found() == ()
    assert played.said("iris", "Turn around, Mia.").codes() == ["dead_speaker"], "a tape does not stand in the room"


def test_the_dead_who_come_back_in_the_scene_may_speak_before_they_are_seen(clean: Story) -> None:
    dead = clean.happened(event("dies", "iris"))
    heard = dead.said("iris", "Did you miss me?", via="phone")
    assert now(heard, "returns", "iris", beat=heard.script.scenes[0].beats[-1].id).found() == ()


def test_who_dies_in_the_scene_speaks_before_and_not_after(clean: Story) -> None:
    scene = clean.script.scenes[0]
    last_words = scene.beats[-1]  # cole's own lines come before; mia's is the last
    assert last_words.who == "mia"
    assert now(clean, "dies", "cole", beat=last_words.id).found() == ()
    assert "dead_speaker" in now(clean, "dies", "cole", beat=scene.beats[2].id).codes()


def test_the_ring_of_the_third_episode_in_the_fifth(clean: Story) -> None:
    far = clean.happened().happened().happened(event("gives", "mia", "ring", "iris")).happened()
    assert far.script.episode == "s01e05"
    assert holding(far, "cole").codes() == ["prop_teleports"]
    assert holding(far, "").found() == (), "lying about, it is in nobody's hand"
    brought = now(far.with_scene(0, present=("mia", "cole", "iris")), "returns", "iris")
    assert holding(brought, "cole").found() == (), "whoever holds it stands there and may hand it over"


def test_what_happens_in_one_moment_happens_in_order(clean: Story) -> None:
    """A beat in which somebody takes and gives, or learns and tells, is no fault; the other way round it is."""
    id = clean.script.scenes[0].beats[4].id
    passed = now(now(clean, "takes", "cole", "ring", beat=id), "gives", "cole", "ring", "mia", beat=id)
    assert passed.found() == ()
    told = now(now(clean, "learns", "mia", SECRET), "reveals", "mia", SECRET, "iris")
    assert told.found() == ()
    early = now(now(clean, "reveals", "mia", SECRET, "iris"), "learns", "mia", SECRET)
    assert early.codes() == ["knows_too_soon"]


def test_who_was_told_may_tell(clean: Story) -> None:
    chain = now(clean.happened(event("reveals", "cole", SECRET, "mia")), "reveals", "mia", SECRET, "iris")
    assert chain.found() == ()


def test_learning_again_is_forgetting(clean: Story) -> None:
    known = clean.happened(event("learns", "mia", SECRET))
    (found,) = now(known, "learns", "mia", SECRET).found()
    assert found.code == "forgets" and found.canon is not None and found.canon.episode == "s01e01"
    heard = now(now(known, "reveals", "cole", SECRET), "learns", "mia", SECRET)
    assert heard.found() == (), "told in company, it is heard again by who knows"
    once = now(now(clean, "reveals", "cole", SECRET, "mia"), "learns", "mia", SECRET)
    assert once.found() == (), "written down twice, it happened once"


def test_an_outfit_that_is_not_in_the_wardrobe(clean: Story) -> None:
    undressed = now(clean.with_scene(0, outfits={"mia": 2}).with_scene(1, outfits={"mia": 2}), "wears", "mia", "2")
    assert undressed.codes() == ["wrong_wardrobe"], "one root, two scenes"
    mia = undressed.bible.characters[0]
    dressed = mia.model_copy(update={"wardrobe": (*mia.wardrobe, Outfit(garment="gown"))})
    richer = undressed.bible.model_copy(update={"characters": (dressed, *undressed.bible.characters[1:])})
    assert replace(undressed, bible=richer).found() == ()


def test_all_faults_of_a_script_are_found_at_once(clean: Story) -> None:
    story = clean.with_script(hook="").said("zoe", "Who am I?").with_scene(1, location="cellar", day=0)
    found = story.found()
    assert {f.code for f in found} == {"no_hook", "unknown_character", "unknown_location", "time_runs_back"}
    assert len({f.id for f in found}) == 4 and all(f.id.startswith(f"s01e01.{f.code}.") for f in found)
    assert found == story.found()


@pytest.mark.parametrize(
    "line",
    [
        "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow",
        "A chef finds her dead husband's ring in a stranger's soup",
        "On their wedding day the bride learns that the groom has been married to her mother",
    ],
)
def test_a_season_of_the_house_gives_no_finding(line: str) -> None:
    bible = develop(read(line), load().engines, 1, 60, looks=look, voices=voices)
    season = plan(bible, load().engine(bible.engine), load().patterns, 60, 1)
    state, scripts = initial(bible), list[Script]()
    for planned in season.episodes[:6]:
        script = write(bible, planned, season, state, load(), 1, used_by(scripts))
        assert check(bible, season, told(bible, scripts), script) == ()
        scripts.append(script)
        state = fold(state, [script])


def test_the_dead_may_return_in_the_episode_itself(clean: Story) -> None:
    assert now(clean.happened(event("dies", "iris")), "returns", "iris").found() == ()


def test_what_a_scene_made_true_holds_in_the_next(clean: Story) -> None:
    given = now(clean, "gives", "mia", "ring", "cole")
    assert holding(given, "mia", scene=1).codes() == ["prop_teleports"], "on the roof she has it no more"
    assert holding(clean, "mia", scene=1).found() == ()
