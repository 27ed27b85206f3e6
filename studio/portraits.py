"""The verb ``cast``: who plays whom, in pictures and in sound."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from ..errors import UserError
from ..memory.look import Emotion
from .options import AcceptLicence, Allow, Home, Json, Mix, Resubmit, Series
from .settings import Settings, chosen, load
from .telling import tell

if TYPE_CHECKING:
    from .voice_report import VoiceReport


class Manner(StrEnum):
    """What is made of a recording."""

    MATCH = "match"
    CLONE = "clone"


def cast(
    series: Series,
    character: Annotated[str, typer.Argument(help="Somebody, or a place; none: show who is cast.")] = "",
    everybody: Annotated[bool, typer.Option("--all", help="Everybody and every place that is not cast yet.")] = False,
    candidates: Annotated[int, typer.Option(min=0, max=24, help="Look for a face anew, among so many.")] = 0,
    pick: Annotated[int, typer.Option(min=0, max=72, help="Take this candidate instead of the editor's.")] = 0,
    expressions: Annotated[
        str, typer.Option(help="angry,cry,… or all.", show_default="those that are needed most")
    ] = "",
    photo: Annotated[Path | None, typer.Option(help="Your own photograph plays them.")] = None,
    voice: Annotated[
        str, typer.Option(help="How they sound: a recording, a voice of the catalogue, an asset, or words: tired, low.")
    ] = "",
    how: Annotated[
        Manner | None, typer.Option(help="What is made of a recording.", show_default="match, clone with --engine")
    ] = None,
    engine: Annotated[str, typer.Option(help="Who clones: pocket-tts, elevenlabs, …", show_default="pocket-tts")] = "",
    closer: Annotated[bool, typer.Option("--closer", help="Look for a nearer voice match, for some minutes.")] = False,
    voices: Annotated[bool, typer.Option("--voices", help="Show who speaks with which voice.")] = False,
    consent: Annotated[str, typer.Option(help="What they have agreed to whom it shows or who speaks.")] = "",
    who: Annotated[str, typer.Option(help="Their name.")] = "",
    from_asset: Annotated[str, typer.Option("--from", help="An asset of the library: mia-1f3a, mia-1f3a@2.")] = "",
    lora: Annotated[bool, typer.Option("--lora", help="Train a LoRA from the sheet.")] = False,
    mix: Mix = None,
    accept_licence: AcceptLicence = None,
    allow: Allow = None,
    resubmit: Resubmit = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Show who is cast with what, or cast somebody: with new faces, a photograph of yours, one from the library, or
    a voice.
    """
    from .shelf import find

    settings = load(home=home, **chosen(mix, accept_licence, allow, resubmit))
    name = find(settings.home, series)
    if voice or voices or how or engine or closer:
        if photo is not None or from_asset or candidates or expressions or lora or everybody:
            raise UserError("A voice is cast by itself: leave out what is about pictures.")
        asked = (voice, how.value if how else None, engine, consent, who, pick, closer)
        tell(_voiced(settings, name, character, asked, as_json), as_json)
        return
    wanted = bool(candidates or pick or expressions or photo or from_asset or lora or consent)
    if wanted and not character:
        raise UserError("Say who is to be cast: cliffhanger cast SERIES NAME.")
    if photo is not None and (from_asset or candidates or pick):
        raise UserError("A photograph is the face: leave out --from, --candidates and --pick.")

    from ..agents.portraying.cast import Wish
    from . import casting  # only now: it opens graphs, memory and makers
    from .progress import Ticker

    wish = Wish(candidates=candidates, pick=pick, expressions=_felt(expressions), lora=lora)
    with Ticker(as_json) as ticker:
        if photo is not None:
            report = casting.cast_with_photograph(settings, name, character, photo, consent, who, wish, ticker.hear)
        elif from_asset:
            report = casting.cast_from_library(settings, name, character, from_asset, wish, ticker.hear)
        elif character or everybody:
            report = casting.cast_by(settings, name, character, wish, ticker.hear, everybody and not character)
        else:
            report = casting.cast_of(settings, name)
    tell(report, as_json)


def _voiced(settings: Settings, series: str, character: str, asked: tuple[Any, ...], as_json: bool) -> "VoiceReport":
    """Return who speaks how, after casting a voice if one is asked for."""
    from . import voices  # only now: it opens graphs, memory and makers
    from .progress import Ticker

    said, how, engine, consent, who, pick, closer = asked
    if not said:
        if character and (how or engine or closer):
            raise UserError("Say which voice: --voice FILE, a name of the catalogue, or words: tired, low.")
        return voices.voices_of(settings, series)
    if not character:
        raise UserError("Say who is to be cast: cliffhanger cast SERIES NAME --voice …")
    wish = voices.VoiceWish(said, how, engine, consent, who, pick, closer)
    with Ticker(as_json) as ticker:
        return voices.cast_voice(settings, series, character, wish, ticker.hear)


def _felt(said: str) -> tuple[Emotion, ...] | None:
    """Return the expressions that are asked for; raise UserError for one that there is not."""
    if not said.strip():
        return None
    every: tuple[Emotion, ...] = get_args(Emotion)
    wanted = [word.strip().lower() for word in said.split(",") if word.strip()]
    if wanted == ["all"]:
        return tuple(one for one in every if one != "neutral")
    if unknown := [word for word in wanted if word not in every]:
        raise UserError(f"There is no expression {unknown[0][:30]!r}. There: {', '.join(every)}.")
    return tuple(one for one in every if one in wanted and one != "neutral")
