"""A CapCut and Jianying draft: the timeline as their desktop programs keep it, in JSON that nobody documents.

Written afresh from what drafts of these programs hold (versions 5 to 9 of either name, as read in public reports); no
version could be run here. Times are whole microseconds, ids are made of names, so the same episode is the same draft.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .edition import Edition

PLACE = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""What these programs write for the folder of the draft itself, so that it can be moved."""
CONTENT = ("draft_content.json", "draft_info.json")
"""The timeline's file: under the first name on Windows, under the second on macOS and in later versions."""
META = "draft_meta_info.json"
_SPACE = uuid.UUID("5f0b2f5e-6d3c-5a41-9b1e-0c9d2f7a4e11")
_APP = {"app_id": 359289, "app_source": "cc", "app_version": "6.7.0", "os": "windows"}
# fmt: off
_MATERIALS = (
    "ai_translates", "audio_balances", "audio_effects", "audio_fades", "audio_track_indexes", "audios", "beats",
    "canvases", "chromas", "color_curves", "common_mask", "digital_humans", "drafts", "effects", "flowers",
    "green_screens", "handwrites", "hsl", "images", "log_color_wheels", "loudnesses", "manual_deformations",
    "material_animations", "material_colors", "multi_language_refs", "placeholders", "plugin_effects",
    "primary_color_wheels", "realtime_denoises", "shapes", "smart_crops", "smart_relights",
    "sound_channel_mappings", "speeds", "stickers", "tail_leaders", "text_templates", "texts", "time_marks",
    "transitions", "video_effects", "video_trackings", "videos", "vocal_beautifys", "vocal_separations",
)
# fmt: on
_KEYFRAMES = ("adjusts", "audios", "effects", "filters", "handwrites", "stickers", "texts", "videos")


def write_draft(edition: Edition, folder: Path, clips: Sequence[Path], stems: Mapping[str, Path]) -> None:
    """Write the draft's JSON into a folder that holds these clips and stems."""
    draft = Draft(edition, folder)
    for row, path in zip(edition.rows, clips, strict=True):
        draft.show(path, row.start, row.frames)
    for path in stems.values():
        draft.sound(path)
    content = json.dumps(draft.content(), ensure_ascii=False, indent=1) + "\n"
    for name in CONTENT:
        (folder / name).write_text(content, encoding="utf-8")
    meta = json.dumps(draft.meta(), ensure_ascii=False, indent=1) + "\n"
    (folder / META).write_text(meta, encoding="utf-8")


class Draft:
    """One draft being put together."""

    def __init__(self, edition: Edition, folder: Path) -> None:
        self.edition, self.folder = edition, folder
        self._materials: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _MATERIALS}
        self._registered: list[dict[str, Any]] = []
        self._picture: list[dict[str, Any]] = []
        self._sounds: list[tuple[str, list[dict[str, Any]]]] = []

    def show(self, path: Path, start: int, frames: int) -> None:
        """Put a clip on the video track."""
        begins, ends = self._micro(start), self._micro(start + frames)
        size = {"width": self.edition.width, "height": self.edition.height}
        id = self._id("video", path.name)
        corners = {
            f"{v}_{h}_{axis}": float((v == "lower") if axis == "y" else (h == "right"))
            for v in ("upper", "lower")
            for h in ("left", "right")
            for axis in ("x", "y")
        }
        self._materials["videos"].append(
            {
                **self._material(id, path, ends - begins, "video", 63487),
                **size,
                "material_id": id,
                "material_name": path.name,
                "media_path": "",
                "crop": corners,
                "crop_ratio": "free",
                "crop_scale": 1.0,
                "has_audio": False,
            }
        )
        self._register(id, path, ends - begins, "video", size)
        flat = {
            "alpha": 1.0,
            "rotation": 0.0,
            "scale": {"x": 1.0, "y": 1.0},
            "transform": {"x": 0.0, "y": 0.0},
            "flip": {"horizontal": False, "vertical": False},
        }
        segment = self._segment(id, path.name, begins, ends - begins)
        self._picture.append(
            {**segment, "clip": flat, "uniform_scale": {"on": True, "value": 1.0}, "hdr_settings": None}
        )

    def sound(self, path: Path) -> None:
        """Put a stem on a sound track of its own, from the beginning to the end."""
        long, id = self._micro(self.edition.frames), self._id("audio", path.name)
        self._materials["audios"].append(
            {
                **self._material(id, path, long, "extract_music", 3),
                "name": path.name,
                "music_id": id,
                "app_id": 0,
                "copyright_limit_type": "none",
                "effect_id": "",
                "formula_id": "",
                "source_platform": 0,
                "wave_points": [],
            }
        )
        self._register(id, path, long, "music", {"width": 0, "height": 0})
        self._sounds.append((path.stem, [{**self._segment(id, path.name, 0, long), "clip": None}]))

    def content(self) -> dict[str, Any]:
        """Return the timeline."""
        tracks = [self._track("video", "picture", self._picture)]
        tracks += [self._track("audio", name, segments) for name, segments in self._sounds]
        return {
            "id": self._id("draft", self.edition.episode),
            "name": self.edition.episode,
            "canvas_config": {"width": self.edition.width, "height": self.edition.height, "ratio": "9:16"},
            "color_space": 0,
            "config": {"maintrack_adsorb": True, "material_save_mode": 0, "video_mute": False},
            "create_time": 0,
            "update_time": 0,
            "duration": self._micro(self.edition.frames),
            "fps": float(self.edition.fps),
            "keyframes": {kind: [] for kind in _KEYFRAMES},
            "last_modified_platform": _APP,
            "platform": _APP,
            "materials": self._materials,
            "new_version": "140.0.0",
            "version": 360000,
            "relationships": [],
            "render_index_track_mode_on": False,
            "source": "default",
            "tracks": tracks,
        }

    def meta(self) -> dict[str, Any]:
        """Return what the program's list of drafts and its media bin know of this one."""
        return {
            "draft_id": self._id("meta", self.edition.episode),
            "draft_name": self.edition.episode,
            "draft_fold_path": "",
            "draft_root_path": "",
            "draft_cover": "",
            "draft_is_invisible": False,
            "draft_removable_storage_device": "",
            "draft_materials": [
                {"type": kind, "value": self._registered if kind == 0 else []} for kind in (0, 1, 2, 3, 6, 7, 8)
            ],
            "draft_materials_copied_info": [],
            "draft_segment_extra_info": [],
            "tm_draft_create": 0,
            "tm_draft_modified": 0,
            "tm_draft_removed": 0,
            "tm_duration": self._micro(self.edition.frames),
        }

    def _material(self, id: str, path: Path, long: int, kind: str, flag: int) -> dict[str, Any]:
        return {
            "id": id,
            "type": kind,
            "path": self._path(path),
            "duration": long,
            "category_id": "",
            "category_name": "local",
            "check_flag": flag,
            "local_material_id": self._id("local", path.name),
        }

    def _register(self, id: str, path: Path, long: int, kind: str, size: Mapping[str, int]) -> None:
        # Since CapCut 9.1 a file that is not registered here counts as missing, wherever it lies.
        self._registered.append(
            {
                "id": self._id("local", path.name),
                "type": 0,
                "metetype": kind,  # spelt so by these programs
                "file_Path": self._path(path),
                "extra_info": path.name,
                "duration": long,
                **size,
                "create_time": 0,
                "import_time": 0,
                "import_time_ms": 0,
                "item_source": 1,
                "md5": "",
                "roughcut_time_range": {"start": 0, "duration": long},
                "sub_time_range": {"start": -1, "duration": -1},
            }
        )

    def _segment(self, material: str, name: str, start: int, long: int) -> dict[str, Any]:
        speed = self._id("speed", name)
        self._materials["speeds"].append({"id": speed, "type": "speed", "mode": 0, "speed": 1.0, "curve_speed": None})
        return {
            "id": self._id("segment", name),
            "material_id": material,
            "source_timerange": {"start": 0, "duration": long},
            "target_timerange": {"start": start, "duration": long},
            "extra_material_refs": [speed],
            "speed": 1.0,
            "volume": 1.0,
            "last_nonzero_volume": 1.0,
            "visible": True,
            "reverse": False,
            "render_index": 0,
            "track_render_index": 0,
            "track_attribute": 0,
            "common_keyframes": [],
            "keyframe_refs": [],
        }

    def _track(self, kind: str, name: str, segments: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": self._id("track", name),
            "type": kind,
            "name": name,
            "attribute": 0,
            "flag": 0,
            "is_default_name": False,
            "segments": list(segments),
        }

    def _path(self, path: Path) -> str:
        return f"{PLACE}/{path.relative_to(self.folder).as_posix()}"

    def _micro(self, frames: int) -> int:
        return round(frames * 1_000_000 / self.edition.fps)

    def _id(self, kind: str, name: str) -> str:
        return str(uuid.uuid5(_SPACE, f"{self.edition.series}/{self.edition.episode}/{kind}/{name}")).upper()
