"""What stands in ``makers.toml``: makers of frames, makers of clips, cameras put together of both, and their jobs."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from ...agents.roles import ROLES, Role
from ...memory.frozen import Frozen
from ...tools.identity.spec import Medium

Job = Role | Literal["frames"]
"""A role of shots; ``frames`` is who makes first frames, and the pictures of the cast, where nobody else is named."""
JOBS: tuple[str, ...] = (*ROLES, "frames")
DRAWN = "drawn"
"""The camera that draws."""
PHOTO = "photo"
"""The camera whose still acts; its frames are made by whoever has the job ``frames``."""
BUILT_IN = (DRAWN, PHOTO)
WORDY: tuple[Role, ...] = ("card", "insert")
"""Models cannot write: these are drawn unless somebody is named for just them."""

FrameAdapter = Literal["diffusion", "comfyui", "fal", "replicate", "gemini", "openai", "ark", "minimax"]
ClipAdapter = Literal[
    "diffusion",
    "comfyui",
    "fal",
    "replicate",
    "runway",
    "google-veo",
    "google-omni",
    "ark",
    "minimax",
    "minimax-h3",
]


class _Model(Frozen):
    """A model somewhere."""

    model: str = ""
    """As its adapter calls it."""
    folder: Path | None = None
    """Of weights, for ``diffusion``; without one they come from the hub, or from what was downloaded from it."""
    revision: str = "main"
    """On the hub, for ``diffusion``."""
    steps: int = Field(default=0, ge=0, le=200)
    """For ``diffusion``; 0: as many as suit the model."""
    url: str = ""
    """Address of the provider, or of ComfyUI, if not the usual one."""
    workflow: Path | None = None
    """For ``comfyui``: the workflow, exported in its API format."""
    key: str = ""
    """Name of the environment variable that holds the key, if not the usual one. Never the key itself."""
    project: str = ""
    """Of Google Cloud, for ``google-veo``; then the key is an access token."""


class FrameMaker(_Model):
    """Makes still pictures."""

    makes: Literal["frames"] = "frames"
    adapter: FrameAdapter
    medium: Medium = "real"
    """What its faces look like: that decides how they are told apart."""


class ClipMaker(_Model):
    """Makes moving pictures of a first frame."""

    makes: Literal["clips"] = "clips"
    adapter: ClipAdapter


class Camera(Frozen):
    """Films shots: a frame, and what moves it."""

    makes: Literal["shots"] = "shots"
    frames: str = ""
    """Who makes the first frame; empty: whoever has the job ``frames``."""
    clips: str = ""
    """Who moves it; empty: the still acts by itself."""
    attempts: int = Field(default=4, ge=1, le=12)
    """Frames that are made of one shot at most until the faces are right."""


Table = Annotated[FrameMaker | ClipMaker | Camera, Field(discriminator="makes")]
MAKES: tuple[str, ...] = ("frames", "clips", "shots")
