"""All edits as one type; each is declared in `edits`."""

from typing import Annotated

from pydantic import Field

from .edits.board import (
    AddShot as AddShot,
)
from .edits.board import (
    CutShot as CutShot,
)
from .edits.board import (
    HoldShot as HoldShot,
)
from .edits.board import (
    Keep as Keep,
)
from .edits.board import (
    MoveShot as MoveShot,
)
from .edits.board import (
    Pose as Pose,
)
from .edits.board import (
    Reframe as Reframe,
)
from .edits.board import (
    Retake as Retake,
)
from .edits.board import (
    SetCaptions as SetCaptions,
)
from .edits.board import (
    SetEffect as SetEffect,
)
from .edits.board import (
    SetLength as SetLength,
)
from .edits.board import (
    SetMusic as SetMusic,
)
from .edits.board import (
    SetPace as SetPace,
)
from .edits.board import (
    TakeBack as TakeBack,
)
from .edits.people import (
    AddRule as AddRule,
)
from .edits.people import (
    ChangeCharacter as ChangeCharacter,
)
from .edits.people import (
    ChangeLocation as ChangeLocation,
)
from .edits.people import (
    ChangeLook as ChangeLook,
)
from .edits.people import (
    ChangeProp as ChangeProp,
)
from .edits.people import (
    ChangeRelation as ChangeRelation,
)
from .edits.people import (
    ChangeTemper as ChangeTemper,
)
from .edits.people import (
    ChangeTone as ChangeTone,
)
from .edits.people import (
    ChangeVoice as ChangeVoice,
)
from .edits.people import (
    Dress as Dress,
)
from .edits.people import (
    Rename as Rename,
)
from .edits.people import (
    Restyle as Restyle,
)
from .edits.script import (
    AddAction as AddAction,
)
from .edits.script import (
    AddLine as AddLine,
)
from .edits.script import (
    AddScene as AddScene,
)
from .edits.script import (
    ChangeEnding as ChangeEnding,
)
from .edits.script import (
    CutBeat as CutBeat,
)
from .edits.script import (
    CutLine as CutLine,
)
from .edits.script import (
    CutScene as CutScene,
)
from .edits.script import (
    DeliverLine as DeliverLine,
)
from .edits.script import (
    EndOn as EndOn,
)
from .edits.script import (
    GiveLine as GiveLine,
)
from .edits.script import (
    MoveBeat as MoveBeat,
)
from .edits.script import (
    MoveScene as MoveScene,
)
from .edits.script import (
    ReplaceScript as ReplaceScript,
)
from .edits.script import (
    Retitle as Retitle,
)
from .edits.script import (
    RewriteAction as RewriteAction,
)
from .edits.script import (
    RewriteEpisode as RewriteEpisode,
)
from .edits.script import (
    RewriteLine as RewriteLine,
)
from .edits.script import (
    RewriteScene as RewriteScene,
)
from .edits.script import (
    SetPresence as SetPresence,
)
from .edits.script import (
    SetScene as SetScene,
)
from .edits.season import (
    AnswerThread as AnswerThread,
)
from .edits.season import (
    ChangePurpose as ChangePurpose,
)
from .edits.season import (
    ChangeRole as ChangeRole,
)
from .edits.season import (
    MendFinding as MendFinding,
)
from .edits.season import (
    WaiveFinding as WaiveFinding,
)
from .edits.season import (
    WriteOut as WriteOut,
)

AnyEdit = (
    RewriteLine | DeliverLine | CutLine | AddLine | GiveLine | AddAction | RewriteAction | CutBeat | MoveBeat
    | MoveScene | CutScene | AddScene | SetScene | SetPresence | RewriteScene | RewriteEpisode | ReplaceScript
    | ChangeEnding | EndOn | Retitle
    | ChangeLook | Dress | ChangeVoice | Rename | ChangeTemper | ChangeCharacter | ChangeRelation | ChangeProp
    | ChangeLocation | Restyle | ChangeTone | AddRule
    | Reframe | HoldShot | Pose | CutShot | AddShot | MoveShot | Retake | TakeBack | Keep | SetPace | SetLength
    | SetMusic | SetCaptions | SetEffect
    | ChangePurpose | ChangeRole | AnswerThread | WriteOut
    | MendFinding | WaiveFinding
)  # fmt: skip
Edit = Annotated[AnyEdit, Field(discriminator="do")]
"""One of them; in JSON told apart by ``do``."""
