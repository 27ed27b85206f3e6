"""A series is held against itself: what is found, kept, waived, and told."""

from pathlib import Path

import pytest

from cliffhanger.agents.model.server import ChatServer
from cliffhanger.errors import UserError
from cliffhanger.memory.bible import Bible, Character, Location, Premise, Prop
from cliffhanger.memory.canon import Facts, Finding, Findings, Place, Waivers
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.look import Look, Outfit, Voice
from cliffhanger.memory.script import Beat, EpisodeOutline, Event, Line, Outline, Scene, Script
from cliffhanger.studio.checking import check_series, waive_finding
from cliffhanger.studio.settings import Settings, load

NAME = "the-ferry"
TALK = "It was never about the money, and you knew that before any of us, part {} of {}, did or could have."


def person(id: str, name: str) -> Character:
    return Character(
        id=id, name=name, full_name=name, role="ally", job="diver", look=Look(sex="woman"), look_words="",
        wardrobe=(Outfit(garment="coat"),), voice=Voice(style="woman_warm_1"), speech="", temper="warm",
        secret=f"{name} sank the ferry", wants="", fears="",
    )  # fmt: skip


BIBLE = Bible(
    title="The Ferry", premise=Premise(text="A diver finds a ferry"), logline="", genre="", engine="e", tone="",
    style="noir", question="Who sank it?",
    characters=(person("mia", "Mia"), person("theo", "Theo"), person("ruth", "Ruth")),
    locations=(Location(id="quay", name="the quay", set="harbour", words=""),),
    props=(Prop(id="ring", name="the ring", kind="ring", words="", holder="mia"),),
)  # fmt: skip


def episode(number: int, action: str = "", who: str = "", event: Event | None = None) -> Script:
    """Mia and Theo talk for a minute; then something is seen, and something becomes true."""
    id = f"s01e{number:02d}"
    talk = [
        Beat(
            id=f"{id}.1.b{n}", line=Line(id=f"{id}.1.l{n}", speaker=("mia", "theo")[n % 2], text=TALK.format(n, number))
        )
        for n in range(9)
    ]
    last = Beat(id=f"{id}.1.b9", action=action or "The tide goes out.", who=who, prop="ring" if who else "")
    present, beats = ("mia", "theo"), (*talk, last)
    return Script(
        episode=id, title="T", hook="h", cliffhanger="c", cliff="loss",
        scenes=(Scene(id=f"{id}.1", location="quay", hour="day", day=number, present=present, beats=beats),),
        events=(event.model_copy(update={"scene": f"{id}.1", "beat": last.id}),) if event else (),
    )  # fmt: skip


def planned(number: int) -> EpisodeOutline:
    return EpisodeOutline(
        episode=f"s01e{number:02d}", number=number, title="T", turn="t", logline="", hook="h", cliff="loss",
        cliffhanger="c", cast=("mia",), locations=("quay",),
    )  # fmt: skip


GIVEN = Event(kind="gives", scene="", who="mia", what="ring", to="ruth")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home with a series of three approved episodes; in the third Theo has what Ruth holds elsewhere."""
    with SeriesFolder(tmp_path, NAME).archive() as archive:
        archive.put("bible", "s01", BIBLE, "made")
        archive.put("outline", "s01", Outline(season=1, episodes=tuple(map(planned, range(1, 61))), threads=()), "made")
        for script in (
            episode(1, "Mia posts the ring.", event=GIVEN),
            episode(2),
            episode(3, "Theo turns the ring over.", "theo"),
        ):
            archive.put("script", script.episode, script, "made")
            archive.put("facts", script.episode, Facts(), "approved")
    return load(home=tmp_path)


def test_all_of_a_series_is_checked_and_told_with_both_quotes(settings: Settings) -> None:
    report = check_series(settings, NAME, "")
    (finding,) = report.findings
    assert finding.code == "prop_teleports" and finding.edit is not None and finding.edit.kind == "gives"
    text = report.as_text()
    for words in (finding.id, "s01e01.1: “Mia posts the ring.”", "s01e03.1: “Theo turns the ring over.”", "mend"):
        assert words in text
    assert text.splitlines()[-1] == "1 open finding in 3 episodes of The Ferry."
    told = report.as_json()
    assert (told["series"], told["open"], told["waived"], len(told["findings"])) == (NAME, 1, 0, 1)


def test_a_part_may_be_asked_for(settings: Settings) -> None:
    assert check_series(settings, NAME, "s01e02").as_text() == "No open findings in 1 episode of The Ferry."
    assert check_series(settings, NAME, "s01").episodes == ("s01e01", "s01e02", "s01e03")
    for wanted in ("s01e30", "s02", "3", "s01e3", "../x"):
        with pytest.raises(UserError):
            check_series(settings, NAME, wanted)


def test_findings_are_kept_beside_those_of_others(settings: Settings) -> None:
    def other(code: str) -> Finding:
        place = Place(episode="s01e03", quote="q")
        return Finding.model_validate({"id": f"s01e03.{code}.x", "code": code, "severity": "error", "message": "m",
                                       "script": place})  # fmt: skip

    stale = [other(code) for code in ("loudness", "memory", "judgement", "two_places")]
    with SeriesFolder(settings.home, NAME).archive() as archive:
        archive.put("findings", "s01e03", Findings(findings=tuple(stale)), "made")
    codes = [finding.code for finding in check_series(settings, NAME, "s01e03").findings]
    assert codes == ["prop_teleports", "loudness", "memory", "judgement"], "what data had found is found anew, or gone"


def test_what_is_meant_is_waived_and_stays_so(settings: Settings) -> None:
    (finding,) = check_series(settings, NAME, "").findings
    waive_finding(settings.home, NAME, finding.id, "it is another ring")
    report = check_series(settings, NAME, "")
    assert [f.status for f in report.findings] == ["waived"]
    assert report.as_text().splitlines()[-1] == "No open findings, 1 waived in 3 episodes of The Ferry."
    with SeriesFolder(settings.home, NAME).archive() as archive:
        kept = archive.get("waivers", "series", Waivers)
    assert kept is not None and [w.reason for w in kept.waivers] == ["it is another ring"]


def test_for_good_it_is_waived_in_every_episode(settings: Settings) -> None:
    with SeriesFolder(settings.home, NAME).archive() as archive:
        archive.put("script", "s01e04", episode(4, "The ring again.", "theo"), "made")
    first, second = check_series(settings, NAME, "").findings
    assert first.id.partition(".")[2] == second.id.partition(".")[2]
    waive_finding(settings.home, NAME, first.id, "only here")
    assert [f.status for f in check_series(settings, NAME, "").findings] == ["waived", "open"]
    waive_finding(settings.home, NAME, first.id.partition(".")[2], "everywhere")
    assert [f.status for f in check_series(settings, NAME, "").findings] == ["waived", "waived"]


def test_an_unknown_id_names_the_nearest(settings: Settings) -> None:
    with pytest.raises(UserError, match="look first: cliffhanger check the-ferry"):
        waive_finding(settings.home, NAME, "s01e03.prop_teleports.abcdef", "")
    (finding,) = check_series(settings, NAME, "").findings
    with pytest.raises(UserError, match=finding.id):
        waive_finding(settings.home, NAME, finding.id[:-1] + "x", "")


def test_a_mended_script_has_no_finding_any_more(settings: Settings) -> None:
    check_series(settings, NAME, "")
    with SeriesFolder(settings.home, NAME).archive() as archive:
        archive.put("script", "s01e03", episode(3, "Theo shrugs."), "mended")
    assert check_series(settings, NAME, "").findings == ()


def test_a_model_judges_the_words_too(settings: Settings) -> None:
    """What a judge held against a script before is judged anew, and what data finds is found all the same."""
    old = Finding(id="s01e02.memory.x", code="memory", severity="error", message="m")
    with SeriesFolder(settings.home, NAME).archive() as archive:
        archive.put("findings", "s01e02", Findings(findings=(old,)), "made")
    with ChatServer(lambda request: '{"charges": []}') as server:
        spoken = load(home=settings.home, base_url=server.url, api_key="sk-secret", model="judge")
        report = check_series(spoken, NAME, "")
    assert [finding.code for finding in report.findings] == ["prop_teleports"]
    with SeriesFolder(settings.home, NAME).archive() as archive:
        assert "continuity" in {call.role for call in archive.calls()}
