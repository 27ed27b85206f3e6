"""The verbs with which the user directs: chat, revise, undo, history, compare, branch, edit, cast, scout, export…"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .dub import dub
from .options import AcceptLicence, Allow, Home, Json, Mix, Resubmit, Series, Yes
from .portraits import cast
from .scout import scout, sets
from .settings import Settings, chosen, load
from .telling import tell

if TYPE_CHECKING:
    from .conversation import Said
    from .run import Listener

Steps = Annotated[int, typer.Option(min=1, max=1000, help="How many changes.")]


def chat(
    series: Series,
    accept_licence: AcceptLicence = None,
    allow: Allow = None,
    resubmit: Resubmit = None,
    home: Home = None,
) -> None:
    """Talk to the showrunner: say what should be different; see what it touches and costs; accept it or not."""
    from .chat import chat as talk

    settings, name = _found(series, home, **chosen(None, accept_licence, allow, resubmit))
    talk(settings, name)


def revise(
    series: Series,
    note: Annotated[str, typer.Argument(help="What should be different; none: show the proposal that waits.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Accept what is proposed at once.")] = False,
    refine: Annotated[bool, typer.Option("--refine", help="The note goes with the proposal that waits.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Drop the proposal that waits.")] = False,
    focus: Annotated[str, typer.Option(help="What it is about, if the note does not say: s01e02, s01e02.s07.")] = "",
    accept_licence: AcceptLicence = None,
    allow: Allow = None,
    resubmit: Resubmit = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Say one note: it comes back as a proposal with its ripple and price, and is carried out with --yes."""
    from ..memory.note import Note
    from . import conversation

    def turn(settings: Settings, name: str, listen: "Listener") -> "Said":
        if drop:
            return conversation.drop(settings, name, listen)
        if not note.strip():
            return conversation.accept(settings, name, listen) if yes else conversation.waiting(settings, name)
        said = conversation.say(settings, name, Note(text=note, focus=focus), listen, refine)
        return conversation.accept(settings, name, listen) if yes and said.kind == "proposal" else said

    said = _converse(series, home, as_json, turn, **chosen(None, accept_licence, allow, resubmit))
    if said.kind in ("question", "refusal"):
        raise typer.Exit(2)


def undo(series: Series, steps: Steps = 1, home: Home = None, as_json: Json = False) -> None:
    """Take back the last accepted change; the cuts follow at once, from takes that are kept."""
    from . import conversation

    _converse(series, home, as_json, lambda settings, name, listen: conversation.undo(settings, name, steps, listen))


def redo(series: Series, steps: Steps = 1, home: Home = None, as_json: Json = False) -> None:
    """Make the change again that was undone last."""
    from . import conversation

    _converse(series, home, as_json, lambda settings, name, listen: conversation.redo(settings, name, steps, listen))


def history(series: Series, home: Home = None, as_json: Json = False) -> None:
    """Show every accepted change, and where the series stands among them."""
    from .history import history as told

    settings, name = _found(series, home)
    tell(told(settings.home, name), as_json)


def compare(
    series: Series,
    a: Annotated[str, typer.Argument(help="A cut: s01e02@3.")],
    b: Annotated[str, typer.Argument(help="Another: s01e02@5, or s01e02 for the present one.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Show how two cuts of an episode differ: script, shots, takes, length."""
    from .history import compare as told

    settings, name = _found(series, home)
    tell(told(settings.home, name, a, b), as_json)


def branch(
    series: Series,
    name: Annotated[str, typer.Argument(help="What the other way is called.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Try it both ways: go on under another name from here, the present way stays as it is."""
    from . import conversation

    _converse(series, home, as_json, lambda settings, slug, listen: conversation.branch(settings, slug, name, listen))


def switch(
    series: Series,
    name: Annotated[str, typer.Argument(help="A branch.")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Go to where another branch stands; the cuts follow."""
    from . import conversation

    _converse(series, home, as_json, lambda settings, slug, listen: conversation.switch(settings, slug, name, listen))


def edit(
    series: Series,
    episode: Annotated[str, typer.Argument(help="s01e02")],
    yes: Annotated[bool, typer.Option("--yes", help="Accept what is proposed at once.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Open an episode's screenplay in your editor; what you change there comes back as a proposal."""
    from . import conversation
    from .editing import by_hand

    settings, name = _found(series, home)
    read = by_hand(settings, name, episode.strip().lower())
    if read is None:
        typer.echo("Nothing was changed.", err=True)
        return
    note, reading = read

    def turn(settings: Settings, name: str, listen: "Listener") -> "Said":
        return conversation.revise(settings, name, reading, note, listen, at_once=yes)

    _converse(series, home, as_json, turn)


def export(
    series: Series,
    episodes: Annotated[str, typer.Argument(help="s01e02, s01, 1-3.", show_default="all")] = "",
    formats: Annotated[
        str, typer.Option("--as", help="fountain,pdf,csv,srt,vtt,ass,stems,otio,capcut", show_default="all")
    ] = "",
    to: Annotated[Path | None, typer.Option(help="Folder to write to.", show_default="exports in the series")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Write episodes as files that other programs open: screenplay, storyboard, shot list, subtitles, timeline."""
    from .exporting import export as write

    settings, name = _found(series, home)
    tell(write(settings, name, episodes, tuple(filter(None, formats.split(","))), to), as_json)


def identity(series: Series, home: Home = None, as_json: Json = False) -> None:
    """Show whether everybody still looks like themselves, from the first episode to the last, and draw it."""
    from .identity import identity_of

    settings, name = _found(series, home)
    tell(identity_of(settings.home, name), as_json)


def studio(
    host: Annotated[str, typer.Option(help="Address to listen on; another than this machine's needs a token.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; the next free one if it is taken.")] = 8642,
    token: Annotated[str, typer.Option(help="What a browser must know to get in.")] = "",
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    mix: Mix = None,
    accept_licence: AcceptLicence = None,
    allow: Allow = None,
    resubmit: Resubmit = None,
    yes: Yes = False,
    home: Home = None,
) -> None:
    """Open the Studio: a local page to make, watch, direct and continue series."""
    from .making.bidding import agree_an_episode
    from .web.serving import serve

    settings = load(home=home, **chosen(mix, accept_licence, allow, resubmit))
    agree_an_episode(settings, yes)
    serve(settings, host or "127.0.0.1", port, token, open_browser=not no_open)


def worker(home: Home = None) -> None:
    """Do what the Studio's page has ordered; it starts this by itself."""
    from .worker import work

    work(load(home=home))


VERBS = (
    chat,
    revise,
    undo,
    redo,
    history,
    compare,
    branch,
    switch,
    edit,
    cast,
    scout,
    sets,
    dub,
    export,
    identity,
    studio,
)
"""In the order in which they are shown."""


def _found(series: str, home: Path | None, **flags: object) -> tuple[Settings, str]:
    from .shelf import find

    settings = load(home=home, **flags)
    return settings, find(settings.home, series)


def _converse(
    series: str,
    home: Path | None,
    as_json: bool,
    turn: "Callable[[Settings, str, Listener], Said]",
    **flags: object,
) -> "Said":
    """Take one turn of the conversation, showing on stderr who works, and tell what came of it."""
    from .progress import Ticker

    settings, name = _found(series, home, **flags)
    with Ticker(as_json) as ticker:
        said = turn(settings, name, ticker.hear)
    tell(said, as_json)
    return said
