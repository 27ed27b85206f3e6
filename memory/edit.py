"""All edits as one type; each is declared in `edits`."""

from typing import Annotated

from pydantic import Field

from .edits import board, people, script, season

AnyEdit = (
    script.RewriteLine
    | script.DeliverLine
    | script.CutLine
    | script.AddLine
    | script.GiveLine
    | script.AddAction
    | script.RewriteAction
    | script.CutBeat
    | script.MoveBeat
    | script.MoveScene
    | script.CutScene
    | script.AddScene
    | script.SetScene
    | script.SetPresence
    | script.RewriteScene
    | script.RewriteEpisode
    | script.ReplaceScript
    | script.ChangeEnding
    | script.EndOn
    | script.Retitle
    | people.ChangeLook
    | people.Dress
    | people.ChangeVoice
    | people.Rename
    | people.ChangeTemper
    | people.ChangeCharacter
    | people.ChangeRelation
    | people.ChangeProp
    | people.ChangeLocation
    | people.Restyle
    | people.ChangeTone
    | people.AddRule
    | board.Reframe
    | board.HoldShot
    | board.Pose
    | board.CutShot
    | board.AddShot
    | board.MoveShot
    | board.Retake
    | board.TakeBack
    | board.Keep
    | board.SetPace
    | board.SetLength
    | board.SetMusic
    | board.SetCaptions
    | board.SetEffect
    | season.ChangePurpose
    | season.ChangeRole
    | season.AnswerThread
    | season.WriteOut
    | season.MendFinding
    | season.WaiveFinding
)
Edit = Annotated[AnyEdit, Field(discriminator="do")]
"""One of them; in JSON told apart by ``do``."""
