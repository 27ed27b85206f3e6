"""Building: the cameras that are wanted, put together of their makers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...agents.crew import CastingCall
from ...agents.roles import Role
from ...errors import SettingsError
from ...tools.clip.spec import ClipSpec
from ...tools.frame.spec import FrameAbilities, FrameSpec
from ...tools.identity.spec import Medium
from ...tools.picture.drawn import Drawn
from ...tools.picture.spec import ShotSpec
from ...tools.take import AnyMaker
from ..settings import Settings
from .mix import Mix
from .tables import Camera, ClipMaker, FrameMaker

if TYPE_CHECKING:
    from ...tools.diffusion.clips import DiffusionClips
    from ...tools.diffusion.frames import DiffusionFrames
    from ...tools.photography.photographing import Photographing
    from ...tools.vendors.book import JobBook

CLIPS = 2
"""Clips made of one part of a shot at most: each is paid for."""
NO_FRAMES = "none"
"""``frames`` of a camera whose clips are made of words and references alone."""


@dataclass(frozen=True)
class Cameras:
    """Who films, and who casts."""

    picture: AnyMaker[ShotSpec] = field(default_factory=Drawn)
    cameras: Mapping[Role, AnyMaker[ShotSpec]] = field(default_factory=dict)
    casting: CastingCall | None = None


@dataclass(frozen=True)
class Builder:
    """Builds what a mix names; nothing is loaded, looked for or asked."""

    mix: Mix
    settings: Settings
    book: "JobBook"
    decided: Callable[[str], None]

    def cameras(self) -> Cameras:
        """Return the cameras; raise SettingsError if they cannot be put together."""
        if not self.mix.photographs:
            return Cameras()
        built = {name: self.camera(name) for name in self.mix.cameras}
        roles = self.mix.roles
        others = {role: built[name] for role, name in roles.items() if name != roles["rest"]}
        return Cameras(built[roles["rest"]], others, self._casting())

    def camera(self, name: str) -> AnyMaker[ShotSpec]:
        """Return one camera by name."""
        asked = self.mix.camera(name)
        if asked is None:
            return Drawn()
        if asked.clips and asked.frames == NO_FRAMES:
            return self._moved(asked.clips, alone=True)
        frames = frames_of(name, asked)
        if not asked.clips:
            return self._photographed(asked, frames, self._still())
        filmed = self._photographed(asked, frames, self._moved(asked.clips))
        if "photo-for-video" not in self.settings.allow:
            return filmed
        from ...tools.photography.fallback import Fallback

        return Fallback(filmed, self._photographed(asked, frames, self._still()), self.decided, "photo-for-video")

    def frames(self, name: str) -> tuple[AnyMaker[FrameSpec], FrameAbilities, Medium]:
        """Return a maker of frames, what it can do, and what its faces look like."""
        table = self.mix.catalogue.makers[name]
        assert isinstance(table, FrameMaker), "the catalogue has seen to it"
        if table.adapter != "diffusion":
            from .providers import bought

            maker = bought(name, table, self.settings, self.book)
            abilities: Any = maker.vendor.abilities
            return maker, abilities, table.medium
        local: Any = self.local(table)
        return local, local.abilities, table.medium

    def clips(self, name: str, shown: str = "frames") -> tuple[AnyMaker[ClipSpec], Any]:
        """Return a maker of clips and what it can do, shown ``frames`` or ``references``."""
        table = self.mix.catalogue.makers[name]
        assert isinstance(table, ClipMaker), "the catalogue has seen to it"
        if table.adapter != "diffusion":
            from .providers import bought

            maker = bought(name, table, self.settings, self.book, shown)
            return maker, maker.vendor.abilities
        local: Any = self.local(table)
        return local, local.abilities

    def local(self, table: FrameMaker | ClipMaker) -> "DiffusionFrames | DiffusionClips":
        """Return a maker on this machine; raise SettingsError if nobody knows its model."""
        from ...tools.diffusion.clips import DiffusionClips
        from ...tools.diffusion.frames import DiffusionFrames

        said = {"model": table.model, "folder": str(table.folder or ""), "revision": table.revision}
        allow = tuple(name for name in self.settings.allow if name in ("offload", "quantised"))
        asked: dict[str, Any] = {**said, "steps": table.steps, "allow": allow}
        kind = DiffusionFrames if isinstance(table, FrameMaker) else DiffusionClips
        return kind(**asked, accept_licences=self.settings.accept_licences)

    def _photographed(self, asked: Camera, frames: str, motion: AnyMaker[ShotSpec]) -> "Photographing":
        from ...tools.identity.gate import Gate
        from ...tools.photography.photographed import Photographed

        frame, shown, medium = self.frames(frames)
        return Photographed(frame, shown, Gate(), motion, medium, asked.attempts)

    def _moved(self, clips: str, alone: bool = False) -> "Photographing":
        from ...tools.clip.conform import Conform
        from ...tools.identity.gate import Gate
        from ...tools.photo.lips import Lips
        from ...tools.photography.moved import Moved

        clip, abilities = self.clips(clips, "references" if alone else "frames")
        return Moved(clip, abilities, Conform(), Gate(), Lips(), most=CLIPS)

    def _still(self) -> AnyMaker[ShotSpec]:
        from ...tools.photo.acting import PhotoActing

        acting: AnyMaker[ShotSpec] = PhotoActing()
        return acting

    def _casting(self) -> CastingCall | None:
        """Return who casts: whoever makes frames where nobody else is named, or the first camera's."""
        asked = [(name, camera) for name in self.mix.cameras if (camera := self.mix.camera(name)) is not None]
        named = [camera.frames for _, camera in asked if camera.frames not in ("", NO_FRAMES)]
        frames = self.mix.frames or next(iter(named), "")
        if not frames:
            return None
        from ...tools.identity.gate import Gate

        frame, abilities, medium = self.frames(frames)
        return CastingCall(frame, Gate(), abilities, medium=medium, trainer=self._trainer(frames))

    def _trainer(self, frames: str) -> AnyMaker[Any] | None:
        """Return what trains a LoRA for a maker of frames, if that one runs here."""
        table = self.mix.catalogue.makers[frames]
        if not isinstance(table, FrameMaker) or table.adapter != "diffusion":
            return None
        from ...tools.diffusion.lora import LoraTraining

        training: AnyMaker[Any] = LoraTraining(
            model=table.model,
            folder=str(table.folder or ""),
            revision=table.revision,
            accept_licences=self.settings.accept_licences,
        )
        return training


def frames_of(name: str, camera: Camera) -> str:
    """Return who makes a camera's frames; raise SettingsError if nobody is named for it."""
    if camera.frames and camera.frames != NO_FRAMES:
        return camera.frames
    raise SettingsError(
        f"{name} films from a frame, and nobody is named who makes frames. Name somebody: --mix …,frames=klein (a card "
        "of 16 GB, no key) or frames=gemini (a key, some cents a frame); [jobs] in makers.toml says it for good."
    )
