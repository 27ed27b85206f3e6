"""The embedded director covers everything, in order, by the grammar of the form."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from cliffhanger.agents.breakdown import Breakdown
from cliffhanger.agents.crew import Format
from cliffhanger.agents.house.board.director import HouseDirector
from cliffhanger.agents.house.board.foley import sounds
from cliffhanger.agents.timing import lay_out
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.script import Beat, Script
from cliffhanger.memory.storyboard import Shot, Storyboard


@pytest.fixture
async def storyboard(bible: Bible, script: Script) -> Storyboard:
    return await HouseDirector().storyboard(bible, script, 3)


async def test_every_line_is_heard_once_and_in_order(storyboard: Storyboard, script: Script) -> None:
    assert [line for shot in storyboard.shots for line in shot.lines] == [line.id for line in script.lines()]


async def test_every_beat_is_covered_in_order(storyboard: Storyboard, script: Script) -> None:
    covered = list(dict.fromkeys(beat for shot in storyboard.shots for beat in shot.beats))
    assert covered == [beat.id for scene in script.scenes for beat in scene.beats]


async def test_the_same_script_gives_the_same_shots(bible: Bible, script: Script, storyboard: Storyboard) -> None:
    assert await HouseDirector().storyboard(bible, script, 3) == storyboard
    assert await HouseDirector().storyboard(bible, script, 4) != storyboard


async def test_the_object_fills_the_first_frame_with_its_words(storyboard: Storyboard) -> None:
    first = storyboard.shots[0]
    assert (first.framing, first.prop, first.text) == ("insert", "voicemail", "23 November")


async def test_a_voice_on_the_phone_shows_who_listens(storyboard: Storyboard) -> None:
    shot = next(shot for shot in storyboard.shots if "s01e01.1.l05" in shot.lines)
    assert [placed.character for placed in shot.figures] == ["mia"]
    assert shot.figures[0].gesture == "phone_to_ear"


async def test_one_speaker_going_on_stays_in_one_shot(storyboard: Storyboard) -> None:
    assert ("s01e01.1.l02", "s01e01.1.l03") in [shot.lines for shot in storyboard.shots]


async def test_people_keep_their_side_of_the_frame(storyboard: Storyboard) -> None:
    together = [shot for shot in storyboard.shots if shot.framing in ("two_shot", "over_shoulder")]
    sides = {(placed.character, placed.faces) for shot in together for placed in shot.figures if placed.faces != "away"}
    assert together and len({character for character, _ in sides}) == len(sides)


async def test_who_listens_keeps_still_lips(storyboard: Storyboard, bible: Bible, script: Script) -> None:
    form = Format(width=108, height=192, fps=24, draft=True)
    breakdown = Breakdown(bible, script, form)
    shot = next(shot for shot in storyboard.shots if "s01e01.1.l05" in shot.lines)
    timed = lay_out(storyboard, {line.id: 2.0 for line in script.lines()}, 24)
    spec = breakdown.shot(next(t for t in timed if t.shot == shot), {})
    assert [(key.shape, key.open) for key in spec.figures[0].mouth] == [("sil", 0.0)]


async def test_it_ends_on_a_look_and_then_the_end_card(storyboard: Storyboard) -> None:
    assert storyboard.shots[-1].framing == "end"
    assert storyboard.shots[-2].framing in ("extreme_close_up", "close_up") and not storyboard.shots[-2].lines
    assert [shot.framing for shot in storyboard.shots].count("title") == 1


async def test_shots_are_short_and_ids_unique(storyboard: Storyboard) -> None:
    seconds = [shot.seconds for shot in storyboard.shots]
    assert 1.5 <= sum(seconds) / len(seconds) <= 4
    assert len({shot.id for shot in storyboard.shots}) == len(storyboard.shots)


PREMISES = (
    "A night-shift nurse gets a voicemail from her missing sister, dated tomorrow",
    "A wedding planner must plan the wedding of the man who left her at the altar",
    "A broke actor is hired to play a rich man's dead son at the family's Christmas dinner",
    "A ship's engineer wakes from cryosleep and finds a second version of herself already at work",
    "A grandmother who sells dumplings learns that the boy she raised was stolen from a hotel heiress",
)
EPISODES = 6


class Directed:
    """One storyboard with what it was made from."""

    def __init__(self, bible: Bible, script: Script, storyboard: Storyboard) -> None:
        self.bible, self.script, self.shots = bible, script, storyboard.shots
        self.lines = {line.id: line for line in script.lines()}
        self.scenes = {scene.id: scene for scene in script.scenes}
        self.beats = {beat.id: beat for scene in script.scenes for beat in scene.beats}

    def __repr__(self) -> str:
        return f"{self.bible.title} {self.script.episode}"

    def starts(self) -> list[float]:
        return [sum(shot.seconds for shot in self.shots[:at]) for at in range(len(self.shots))]

    def heard(self, at: int) -> str:
        """The words last begun before a shot."""
        return next((self.lines[shot.lines[-1]].text for shot in reversed(self.shots[:at]) if shot.lines), "")


@pytest.fixture(scope="module")
def boards(request: pytest.FixtureRequest) -> list[Directed]:
    return []


@pytest.fixture
async def directed(season_for: Callable[..., object], boards: list[Directed]) -> list[Directed]:
    """Thirty storyboards; composed once."""
    if not boards:
        for line in PREMISES:
            season = season_for(line, 1, 60, EPISODES)
            for script in season.scripts:  # type: ignore[attr-defined]
                board = await HouseDirector().storyboard(season.bible, script, 1)  # type: ignore[attr-defined]
                boards.append(Directed(season.bible, script, board))  # type: ignore[attr-defined]
    return boards


def people(shot: Shot) -> frozenset[str]:
    return frozenset(placed.character for placed in shot.figures)


def set_up(shot: Shot) -> tuple[object, ...]:
    """Over the shoulder, the reverse is another set-up."""
    who = [placed.character for placed in shot.figures]
    return shot.framing, shot.angle, tuple(who if shot.framing == "over_shoulder" else sorted(who))


async def test_no_set_up_returns_within_three_shots(directed: list[Directed]) -> None:
    for one in directed:
        seen = [set_up(s) for s in one.shots if s.framing != "title"]
        for at, (shown, kept) in enumerate(zip(seen, [s for s in one.shots if s.framing != "title"], strict=True)):
            assert not kept.figures or shown not in seen[max(0, at - 2) : at], (one, kept.id)


async def test_no_face_jumps_in_the_same_size(directed: list[Directed]) -> None:
    for one in directed:
        for before, after in pairwise(one.shots):
            if len(people(after)) == 1 and people(before) == people(after):
                assert before.framing != after.framing, (one, after.id)


async def test_the_first_shot_is_short_and_strikes(directed: list[Directed]) -> None:
    for one in directed:
        first = one.shots[0]
        assert first.seconds <= 2.5, one
        assert first.framing in ("insert", "extreme_close_up", "close_up", "silhouette", "establishing"), one
        assert first.move != "still"


async def test_the_title_falls_where_it_tears_nothing(directed: list[Directed]) -> None:
    for one in directed:
        at = next(at for at, shot in enumerate(one.shots) if shot.framing == "title")
        before, after = one.shots[at - 1], one.shots[at + 1]
        assert 5 <= one.starts()[at] <= 15, (one, one.starts()[at])
        assert not after.over, one
        assert not before.lines or before.scene != after.scene or not after.lines, (one, before, after)


async def test_shots_average_two_to_four_seconds_and_quicken(directed: list[Directed]) -> None:
    for one in directed:
        seconds = [shot.seconds for shot in one.shots]
        assert 2 <= sum(seconds) / len(seconds) <= 3.5, one
        assert max(seconds) <= 6.5, (one, max(seconds))
    heads = [(one.shots[5].head + one.shots[5].tail, one.shots[-3].head + one.shots[-3].tail) for one in directed]
    assert sum(late for _, late in heads) < sum(early for early, _ in heads)


async def test_a_long_line_is_heard_over_several_faces(directed: list[Directed]) -> None:
    runs = [s for one in directed for s in one.shots if s.over]
    assert runs
    for one in directed:
        for before, after in pairwise(one.shots):
            if after.over:
                assert after.over in (before.over, *before.lines[-1:]), (one, after.id)
                assert not after.lines and not after.beats


async def test_a_jolt_is_followed_by_the_face_that_it_hits(directed: list[Directed]) -> None:
    for one in directed:
        for at, shot in enumerate(one.shots):
            if any(one.beats[id].jolt for id in shot.beats) and one.scenes[shot.scene].present:
                following = [s for s in one.shots[at + 1 : at + 6] if not s.lines and not s.over and s.figures]
                assert following and following[0].figures, (one, shot.id)


async def test_every_jolt_is_struck_once(directed: list[Directed]) -> None:
    for one in directed:
        assert any("hit" in shot.effects for shot in one.shots)
        for before, after in pairwise(one.shots):
            assert not ("hit" in before.effects and "hit" in after.effects and not after.beats), (one, after.id)


async def test_a_kind_blow_is_not_struck(bible: Bible, script: Script) -> None:
    async def after(emotion: str) -> Shot:
        scene = script.scenes[0]
        beat = scene.beats[2]
        assert beat.line is not None
        told = beat.model_copy(update={"jolt": True, "line": beat.line.model_copy(update={"emotion": emotion})})
        changed = scene.model_copy(update={"beats": (*scene.beats[:2], told, *scene.beats[3:])})
        board = await HouseDirector().storyboard(bible, script.model_copy(update={"scenes": (changed,)}), 1)
        at = next(at for at, shot in enumerate(board.shots) if beat.id in shot.beats)
        return next(shot for shot in board.shots[at + 1 :] if not shot.over)

    kind, hard = await after("tender"), await after("cold")
    assert "hit" not in kind.effects and kind.figures[0].becomes == "tender"
    assert "hit" in hard.effects


async def test_what_is_seen_over_a_shoulder_is_filmed_over_it(bible: Bible, script: Script) -> None:
    first = script.scenes[0]
    cliff = Beat(id="s01e01.1.b99", action="Over Mia's shoulder Cole's smile goes out.", jolt=True)
    told = script.model_copy(update={"scenes": (first.model_copy(update={"beats": (*first.beats, cliff)}),)})
    board = await HouseDirector().storyboard(bible, told, 1)
    shot, look = next((s, board.shots[at + 1]) for at, s in enumerate(board.shots) if cliff.id in s.beats)
    assert shot.framing == "over_shoulder" and [p.character for p in shot.figures] == ["mia", "cole"]
    assert people(look) == {"mia"}, "who sees it is seen last"


async def test_panels_and_ink_are_rare(directed: list[Directed]) -> None:
    panels = [sum(shot.framing == "panels" for shot in one.shots) for one in directed]
    inked = [sum(shot.style is not None for shot in one.shots) for one in directed]
    assert max(panels) <= 2 and max(inked) <= 1
    assert sum(panels) >= len(directed) / 3 and sum(inked) >= len(directed) / 2


async def test_looks_meet_across_the_cut(directed: list[Directed]) -> None:
    for one in directed:
        for before, after in pairwise(one.shots):
            if before.scene != after.scene or not before.lines or not after.lines:
                continue
            said, answered = one.lines[before.lines[-1]], one.lines[after.lines[0]]
            single = len(before.figures) == len(after.figures) == 1
            talk = said.to == answered.speaker and answered.to == said.speaker and said.via == answered.via == "on"
            seen = single and people(before) == {said.speaker} and people(after) == {answered.speaker}
            if talk and seen:
                assert {before.figures[0].faces, after.figures[0].faces} == {"left", "right"}, (one, after.id)


async def test_over_the_shoulder_the_speaker_is_seen_and_sides_alternate(directed: list[Directed]) -> None:
    for one in directed:
        for shot in one.shots:
            if shot.framing == "over_shoulder":
                back, face = shot.figures
                assert back.faces == "away" and face.faces in ("left", "right")
                assert not shot.lines or face.character == one.lines[shot.lines[0]].speaker


async def test_nobody_present_is_forgotten(directed: list[Directed]) -> None:
    for one in directed:
        unseen: dict[str, float] = {}
        scene = ""
        for shot in one.shots:
            if shot.scene and shot.scene != scene:
                scene, unseen = shot.scene, dict.fromkeys(one.scenes[shot.scene].present, 0.0)
            for who in unseen:
                shown = any(placed.character == who and placed.faces != "away" for placed in shot.figures)
                unseen[who] = 0.0 if shown else unseen[who] + shot.seconds
                assert unseen[who] <= 15, (one, shot.id, who)


async def test_the_end_is_a_held_look_and_a_card(directed: list[Directed]) -> None:
    for one in directed:
        look, card = one.shots[-2:]
        assert card.framing == "end" and card.seconds == pytest.approx(2.0)
        assert look.seconds >= 1.6 and look.move == "push_in" and not look.lines
        assert look.framing in ("extreme_close_up", "close_up", "insert")
        assert "heartbeat" in look.effects


async def test_no_object_fills_the_frame_three_times(directed: list[Directed]) -> None:
    for one in directed:
        inserts = [shot.prop for shot in one.shots if shot.framing == "insert"]
        assert all(inserts.count(prop) <= 2 for prop in inserts), (one, inserts)
        texts = [(shot.prop, shot.text) for shot in one.shots if shot.framing == "insert"]
        assert len(texts) == len(set(texts)), (one, texts)


async def test_no_phone_in_a_hand_where_there_is_none(directed: list[Directed]) -> None:
    for one in directed:
        for shot in one.shots:
            held = {placed.holding for placed in shot.figures} - {""}
            if any(placed.gesture == "phone_to_ear" for placed in shot.figures):
                assert any(beat.line and beat.line.via == "phone" for beat in one.scenes[shot.scene].beats)
            words = " ".join(beat.action for beat in one.scenes[shot.scene].beats).lower() if shot.scene else ""
            for prop in held:
                shown = any(beat.prop == prop for beat in one.scenes[shot.scene].beats)
                assert shown or one.bible.prop(prop).name.split()[-1].lower() in words, (one, shot.id, prop)


async def test_bodies_are_alive_but_not_fidgety(directed: list[Directed]) -> None:
    placed = [p for one in directed for shot in one.shots for p in shot.figures if p.faces != "away"]
    share = sum(p.gesture != "none" for p in placed) / len(placed)
    assert 0.04 <= share <= 0.35


@pytest.mark.parametrize(
    ("action", "heard"),
    [
        ("The door slams behind her.", ("door",)),
        ("It has never been outdoors.", ()),
        ("Two rings lie on the table.", ()),
        ("The phone rings.", ("phone",)),
        ("His voice breaks.", ()),
        ("The glass falls.", ("glass",)),
        ("Behind Mia, the handle goes slowly down.", ("door",)),
        ("She slaps the folder shut.", ()),
    ],
)
def test_the_sound_is_that_of_what_is_seen(action: str, heard: tuple[str, ...]) -> None:
    assert sounds(action) == heard
