"""Findings are mended by what they propose, or the user is told what to change; and a waiver is the user's word."""

import pytest

from cliffhanger.agents import continuity
from cliffhanger.agents.crew import Studio, Told
from cliffhanger.agents.revision.board.lengths import lasts
from cliffhanger.agents.revision.edits import carry_out
from cliffhanger.agents.revision.possible import NotPossible
from cliffhanger.agents.supervision import contradictions
from cliffhanger.memory.canon import Finding, Findings, Place, Waivers
from cliffhanger.memory.edits.season import MendFinding, WaiveFinding
from cliffhanger.memory.script import Event, Script
from cliffhanger.memory.storyboard import Storyboard

THREE = "s01e03"


def found(studio: Studio, id: str = THREE) -> tuple[Finding, ...]:
    """Look for findings, and keep them as the check does."""
    bible, outline = studio.chronicle.bible(1), studio.chronicle.outline(1)
    findings = contradictions(bible, outline, Told.before(studio.chronicle, id), studio.chronicle.script(id))
    waivers = studio.archive.get("waivers", "series", Waivers) or Waivers()
    findings = continuity.waived(findings, waivers.waivers)
    studio.archive.put("findings", id, Findings(findings=findings), "checked")
    return findings


def wronged(studio: Studio, code: str) -> Finding:
    """Give somebody's secret away too soon, or call the sister a cousin."""
    script: Script = studio.chronicle.script(THREE)
    bible = studio.chronicle.bible(1)
    lead = bible.characters[0]
    if code == "knows_too_soon":
        other = next(p for p in bible.characters[1:] if p.secret and p.role != "missing")
        who = next(w for w in script.scenes[0].present if w != other.id)
        event = Event(
            kind="reveals", scene=script.scenes[0].id, beat=script.scenes[0].beats[-1].id, who=who,
            what=f"secret.{other.id}", to=other.id,
        )  # fmt: skip
        script = script.model_copy(update={"events": (*script.events, event)})
    else:
        sister = next(relation for relation in lead.relations if relation.kind == "sister")
        name = bible.character(sister.to).name
        scene = next(one for one in script.scenes if any(b.line and b.line.speaker == lead.id for b in one.beats))
        beat = next(b for b in scene.beats if b.line and b.line.speaker == lead.id)
        assert beat.line
        line = beat.line.model_copy(update={"text": f"{name} is my cousin, and I want her back."})
        beats = tuple(b.model_copy(update={"line": line}) if b.id == beat.id else b for b in scene.beats)
        scenes = tuple(one.model_copy(update={"beats": beats}) if one.id == scene.id else one for one in script.scenes)
        script = script.model_copy(update={"scenes": scenes})
    studio.archive.put("script", THREE, script, "a fault")
    return next(one for one in found(studio) if one.code == code)


def status(studio: Studio, finding: str) -> str:
    document = studio.archive.get("findings", THREE, Findings) or Findings()
    return next(one.status for one in document.findings if one.id == finding)


async def test_a_finding_is_mended_by_its_edit(studio: Studio) -> None:
    finding = wronged(studio, "knows_too_soon")
    assert finding.edit is not None
    await carry_out(studio, [MendFinding(finding=finding.id)])
    assert finding.edit in studio.chronicle.script(THREE).events
    assert status(studio, finding.id) == "mended" and finding.id not in {one.id for one in found(studio)}


async def test_a_finding_is_mended_by_the_words_it_proposes(studio: Studio) -> None:
    finding = wronged(studio, "wrong_relation")
    assert finding.script
    await carry_out(studio, [MendFinding(finding=finding.id)])
    texts = {line.id: line.text for line in studio.chronicle.script(THREE).lines()}
    assert texts[finding.script.line].endswith(" is my sister, and I want her back.")
    assert status(studio, finding.id) == "mended" and finding.id not in {one.id for one in found(studio)}


def put(studio: Studio, **told: object) -> str:
    place = Place(episode=THREE, scene="s01e03.1", quote="q")
    finding = Finding.model_validate({"severity": "warning", "message": "It is wrong.", "script": place, **told})
    studio.archive.put("findings", THREE, Findings(findings=(finding,)), "made up")
    return finding.id


async def test_what_takes_a_hand_says_where_and_what(studio: Studio) -> None:
    id = put(studio, id="s01e03.tone.1a2b3c", code="tone", mend="Let it be graver.")
    before = studio.archive.digest()
    with pytest.raises(NotPossible, match=r"s01e03\.1: Let it be graver\."):
        await carry_out(studio, [MendFinding(finding=id)])
    with pytest.raises(NotPossible, match="no finding"):
        await carry_out(studio, [MendFinding(finding="s01e03.tone.ffffff")])
    assert studio.archive.digest() == before


async def test_what_the_editor_saw_is_filmed_anew(studio: Studio) -> None:
    board: Storyboard = studio.document("storyboard", THREE, Storyboard)
    shot = next(one for one in board.shots if one.framing == "close_up")
    seen = Place(episode=THREE, scene=shot.id)
    id = put(studio, id="s01e03.cut01", code="face_unsafe", script=seen)
    await carry_out(studio, [MendFinding(finding=id)])
    now: Storyboard = studio.document("storyboard", THREE, Storyboard)
    assert next(one for one in now.shots if one.id == shot.id).framing == "medium_close_up"
    loud = put(studio, id="s01e03.cut01", code="loudness")
    with pytest.raises(NotPossible, match="No retake"):
        await carry_out(studio, [MendFinding(finding=loud)])


async def test_an_episode_that_is_too_short_gets_its_length(studio: Studio) -> None:
    board: Storyboard = studio.document("storyboard", THREE, Storyboard)
    kept = tuple(shot for shot in board.shots if shot.lines or shot.over)
    short = board.model_copy(update={"shots": tuple(s.model_copy(update={"head": 0.1, "tail": 0.1}) for s in kept)})
    studio.archive.put("storyboard", THREE, short.model_copy(update={"pace": 0.7}), "made short")
    assert lasts(studio, THREE) < 60
    await carry_out(studio, [MendFinding(finding=put(studio, id="s01e03.cut01", code="too_short"))])
    assert lasts(studio, THREE) == pytest.approx(61, abs=0.8)


async def test_a_waiver_is_shown_at_once_and_stays(studio: Studio) -> None:
    finding = wronged(studio, "wrong_relation")
    await carry_out(studio, [WaiveFinding(finding=finding.id, reason="she lies")])
    assert status(studio, finding.id) == "waived"
    assert next(one for one in found(studio) if one.id == finding.id).status == "waived"
    waivers = studio.archive.get("waivers", "series", Waivers)
    assert waivers and [one.reason for one in waivers.waivers] == ["she lies"]
    with pytest.raises(NotPossible, match="waived already"):
        await carry_out(studio, [MendFinding(finding=finding.id)])
    with pytest.raises(NotPossible, match=finding.id):
        await carry_out(studio, [WaiveFinding(finding=finding.id[:-1] + "x")])
