"""The mix: who films shots of which role, in a line such as ``hero=kling,dialogue=photo,rest=drawn``."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...agents.roles import ROLES, Role
from ...errors import SettingsError
from .catalogue import Catalogue, nearest, shown
from .tables import DRAWN, JOBS, PHOTO, WORDY, Camera, ClipMaker, FrameMaker


@dataclass(frozen=True)
class Mix:
    """Who does what, by name, everything settled."""

    roles: Mapping[Role, str]
    """Every role."""
    frames: str
    """Who makes frames where a camera does not say; empty: nobody is named."""
    catalogue: Catalogue

    def camera(self, name: str) -> Camera | None:
        """Return a camera by name: a maker of frames is one whose still acts, a maker of clips moves frames.

        None if it draws. Its frames are named, unless nobody was.
        """
        if name == DRAWN:
            return None
        maker = Camera() if name == PHOTO else self.catalogue.makers[name]
        if isinstance(maker, FrameMaker):
            return Camera(frames=name)
        if isinstance(maker, ClipMaker):
            maker = Camera(clips=name)
        return maker.model_copy(update={"frames": maker.frames or self.frames})

    @property
    def cameras(self) -> dict[str, tuple[Role, ...]]:
        """The cameras that are wanted, each with its roles."""
        names = dict.fromkeys(self.roles.values())
        return {name: tuple(role for role in ROLES if self.roles[role] == name) for name in names}

    @property
    def makers(self) -> dict[str, FrameMaker | ClipMaker]:
        """The makers of frames and clips that these cameras are made of, by name."""
        cameras = [camera for name in self.cameras if (camera := self.camera(name)) is not None]
        names = dict.fromkeys(name for camera in cameras for name in (camera.frames, camera.clips) if name)
        found = {name: self.catalogue.makers[name] for name in names}
        return {name: maker for name, maker in found.items() if not isinstance(maker, Camera)}

    @property
    def line(self) -> str:
        """The mix as a line that says all of it."""
        jobs = {str(role): name for role, name in self.roles.items()}
        jobs |= {"frames": self.frames} if self.frames else {}
        return ",".join(f"{job}={name}" for job, name in jobs.items())

    @property
    def photographs(self) -> bool:
        """Whether any camera photographs."""
        return any(name != DRAWN for name in self.roles.values())


def settle(catalogue: Catalogue, line: str = "", whose: str = "--mix") -> Mix:
    """Return who does what: the line over the file, the file over the default, in which everything is drawn.

    A maker alone films everything but what models cannot write. Raises SettingsError with one sentence, in which the
    line is called ``whose``.
    """
    asked = parse(line, catalogue, whose)
    alone = asked.pop("", "")
    jobs = dict(catalogue.jobs)
    if alone:
        jobs = {"rest": alone, **({"frames": jobs["frames"]} if "frames" in jobs else {})}
    jobs |= asked
    rest = jobs.get("rest", DRAWN)
    roles: dict[Role, str] = {role: jobs.get(role, DRAWN if role in WORDY else rest) for role in ROLES}
    for role, name in roles.items():
        catalogue.known(name, f"{role} in the mix")
    return Mix(roles, _frames(catalogue, jobs.get("frames", "")), catalogue)


def parse(line: str, catalogue: Catalogue, whose: str = "--mix") -> dict[str, str]:
    """Return makers by job as a line names them, under "" the one that stands alone; raise SettingsError."""
    asked: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in line.split(","))):
        job, sign, name = (piece.strip() for piece in part.partition("="))
        if not sign:
            job, name = "", job
        elif job not in JOBS:
            raise SettingsError(f"{whose} has a job {shown(job)} that nobody knows{nearest(job, JOBS)}")
        if job in asked:
            what = f"{job} twice" if job else "two makers that stand alone"
            raise SettingsError(f"{whose} names {what}: say hero=… or rest=… before each, and each once.")
        asked[job] = catalogue.known(name, whose)
    return asked


def _frames(catalogue: Catalogue, name: str) -> str:
    """Return who makes frames where nobody is named for it: whoever has the job, or the only one in the user's file."""
    if name:
        if isinstance(catalogue.makers.get(name), FrameMaker):
            return name
        fit = [one for one, maker in catalogue.makers.items() if isinstance(maker, FrameMaker)]
        raise SettingsError(f"{shown(name)} makes no frames{nearest(name, fit)}")
    own = [one for one in catalogue.own if isinstance(catalogue.makers[one], FrameMaker)]
    return own[0] if len(own) == 1 else ""
