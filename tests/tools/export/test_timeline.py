"""The OTIO timeline, read back: every track is exactly as long as the episode, every address is there."""

from pathlib import Path

import opentimelineio as otio
import pytest
import soundfile

from cliffhanger.errors import ToolError
from cliffhanger.tools.edit.probe import probe
from cliffhanger.tools.export.edition import Edition, Speech
from cliffhanger.tools.export.timeline import in_turn, write_timeline


@pytest.fixture(scope="module")
def read(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, otio.schema.Timeline]:
    folder = tmp_path_factory.mktemp("timeline")
    write_timeline(edition, folder)
    return folder, otio.adapters.read_from_file(str(folder / "s01e02.otio"))


def test_every_track_is_as_long_as_the_episode_to_the_frame(edition, read):
    _, timeline = read
    assert [track.name for track in timeline.tracks] == ["picture", "dialogue", "music", "effects"]
    for track in timeline.tracks:
        assert track.duration() == otio.opentime.RationalTime(edition.frames, 24)
    assert timeline.duration() == otio.opentime.RationalTime(edition.frames, 24)


def test_clips_lie_where_their_shots_do_and_hold_what_they_say(edition, read):
    folder, timeline = read
    clips = list(timeline.video_tracks()[0].find_clips())
    assert [clip.name for clip in clips] == [row.id for row in edition.rows]
    for row, clip in zip(edition.rows, clips, strict=True):
        begins = clip.range_in_parent().start_time
        assert (begins.value, begins.rate) == (row.start, 24)
        assert clip.metadata["cliffhanger"]["shot"] == row.id
        file = folder / clip.media_reference.target_url
        video = probe(file).video
        assert video is not None and video.frames == clip.source_range.duration.value


def test_a_line_sounds_at_its_own_place_of_the_stem(edition, read):
    folder, timeline = read
    first, second = timeline.tracks[1].find_clips()
    assert (first.source_range.start_time.value, first.source_range.duration.value) == (2, 13), "cut at the next line"
    assert first.range_in_parent().start_time.value == 2
    assert second.range_in_parent().start_time == second.source_range.start_time
    assert second.metadata["cliffhanger"]["line"] == "s01e02.1.l02"
    stem = soundfile.info(folder / second.media_reference.target_url)
    assert stem.frames == edition.frames * 2000 and stem.samplerate == 48_000


def test_every_address_is_relative_and_there(read):
    folder, timeline = read
    urls = {clip.media_reference.target_url for clip in timeline.find_clips()}
    assert len(urls) == 6
    assert all(url.startswith("media/") and (folder / url).is_file() for url in urls)


def test_markers_name_scenes_findings_and_the_cliffhanger(read):
    _, timeline = read
    told = [(one.metadata["cliffhanger"]["kind"], one.marked_range.start_time.value) for one in timeline.tracks.markers]
    assert told == [("scene", 0), ("finding", 15), ("cliffhanger", 43)]
    assert timeline.tracks.markers[1].comment == "She knows already."


def test_the_same_episode_is_the_same_timeline(edition, read, tmp_path):
    write_timeline(edition, tmp_path)
    assert (tmp_path / "s01e02.otio").read_bytes() == (read[0] / "s01e02.otio").read_bytes()


def test_a_take_of_another_length_is_refused(edition, tmp_path):
    longer = edition.rows[0].model_copy(update={"file": edition.rows[1].file})
    with pytest.raises(ToolError, match=r"s01e02\.s01 holds 30 frames, its shot 13"):
        write_timeline(edition.model_copy(update={"rows": (longer, *edition.rows[1:])}), tmp_path)


def test_lines_never_overlap_nor_run_over_the_end():
    lines = [Speech(id=str(start), name="", text="", start=start, frames=50, take="") for start in (30, 0, 30, 90, 120)]
    spans = [(start, end) for _, start, end in in_turn(lines, 100)]
    assert spans == [(0, 30), (30, 80), (90, 100)]
