"""A text in the user's own editor: opened, waited for, read back, and never lost; a script comes back as edits."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..agents.revision.by_hand.reading import edits_between
from ..errors import SettingsError, UserError
from ..memory.bible import Bible
from ..memory.chronicle import Chronicle
from ..memory.edit import AnyEdit
from ..memory.folder import SeriesFolder
from ..memory.fountain import to_fountain
from ..memory.note import Note, Reading
from ..memory.numbering import numbers, place
from ..memory.screenplay import decoded
from ..memory.script import Script
from .settings import Settings

FALLBACKS = ("nano", "vim", "vi", "emacs", "notepad")
"""Editors that are taken where neither $VISUAL nor $EDITOR names one, the gentlest first."""
_MARK = "edited-"
_DONE = {
    "rewrite_line": "{n} line{s} said otherwise",
    "deliver_line": "{n} line{s} said in another way",
    "give_line": "{n} line{s} given to another",
    "cut_line": "{n} line{s} cut",
    "add_line": "{n} new line{s}",
    "add_action": "{n} new action{s}",
    "rewrite_action": "{n} action{s} changed",
    "cut_beat": "{n} beat{s} cut",
    "move_beat": "{n} beat{s} moved",
    "move_scene": "{n} scene{s} moved",
    "cut_scene": "{n} scene{s} cut",
    "add_scene": "{n} new scene{s}",
    "set_scene": "{n} scene{s} set otherwise",
    "retitle": "another title",
    "change_ending": "another ending",
    "replace_script": "who is there and what the title page says",
}
"""What came of each kind of edit, in words."""


def by_hand(settings: Settings, name: str, episode: str) -> tuple[Note, Reading] | None:
    """Open an episode's screenplay in the user's editor and return what was changed as edits; None if nothing was.

    Raises UserError if there is no such episode, or if what was written cannot be understood; it is kept then.
    """
    folder = SeriesFolder(settings.home, name)
    script, bible = _script(folder, episode)
    edits: tuple[AnyEdit, ...] = ()

    def accept(text: str) -> None:
        nonlocal edits
        if _script(folder, episode)[0] != script:
            raise UserError(f"{episode} was changed elsewhere while you edited it; edit it again as it is now.")
        edits = edits_between(script, text, bible)

    edited_text(to_fountain(script, bible), ".fountain", folder.documents, accept)
    return (Note(text=f"{episode} edited by hand", focus=episode), read_back(episode, edits)) if edits else None


def read_back(episode: str, edits: Sequence[AnyEdit]) -> Reading:
    """Return edits made by hand as a reading, with what they come to in a sentence."""
    counts = Counter(edit.do for edit in edits)
    done = [_DONE[do].format(n=n, s="" if n == 1 else "s") for do, n in counts.items() if do in _DONE]
    season, number = numbers(episode)
    where = f"episode {number}" if season == 1 else f"episode {number} of season {season}"
    return Reading(edits=tuple(edits), understood=f"By hand, in {where}: {', '.join(done)}.")


def _script(folder: SeriesFolder, episode: str) -> tuple[Script, Bible]:
    with folder.archive() as archive:
        script = archive.get("script", episode, Script)
        if script is None:
            written = ", ".join(sorted(archive.ids("script"), key=place)) or "none"
            raise UserError(f"{folder.slug} has no script of {episode[:20]!r} to edit. Written: {written}.")
        return script, Chronicle(archive).bible(numbers(episode)[0])


def edited_text(
    text: str,
    suffix: str = ".fountain",
    folder: Path | None = None,
    accept: Callable[[str], object] = lambda text: None,
) -> str | None:
    """Open a text in the user's editor and return what was saved; None if it is as it was.

    The file lies in ``folder`` (that of the series' documents) while it is edited. If the editor fails, or ``accept``
    raises UserError, the file stays there, and the error says where. Raises SettingsError if there is no editor.
    """
    command = editor()
    path = _draft(text, suffix, folder)
    _open(command, path)
    try:
        saved = decoded(path.read_bytes(), path.name)
        if _same(saved, text):
            path.unlink()
            return None
        accept(saved)
    except OSError as error:
        raise UserError(f"The edited text cannot be read back from {path}: {error.strerror}.") from error
    except UserError as error:
        raise UserError(f"{error} What you wrote is kept in {path}.") from error
    path.unlink()
    return saved


def editor(environment: Mapping[str, str] | None = None) -> list[str]:
    """Return the command of the user's editor: ``$VISUAL``, ``$EDITOR`` or what there is; SettingsError if none."""
    environment = os.environ if environment is None else environment
    for name in ("VISUAL", "EDITOR"):
        said = environment.get(name, "").strip()
        if not said:
            continue
        try:
            command = shlex.split(said, posix=os.name == "posix")
        except ValueError as error:
            raise SettingsError(f"${name} does not read as a command: {said[:80]!r} ({error}).") from error
        if shutil.which(command[0]) is None:
            raise SettingsError(f"${name} names {command[0]!r}, and there is no such program. Set it to your editor.")
        return command
    found = next((name for name in FALLBACKS if shutil.which(name)), None)
    if found is None:
        raise SettingsError("There is no editor to open: set $EDITOR to one, for instance EDITOR=nano.")
    return [found]


def _draft(text: str, suffix: str, folder: Path | None) -> Path:
    """Write the text where it is edited; the file is its owner's alone."""
    try:
        handle, name = tempfile.mkstemp(prefix=_MARK, suffix=suffix, dir=folder, text=True)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        where = folder or Path(tempfile.gettempdir())
        raise UserError(f"Cannot write a file to edit in {where}: {error.strerror}.") from error
    return Path(name)


def _open(command: list[str], path: Path) -> None:
    """Wait for the editor; what it leaves behind when it fails is kept."""
    try:
        done = subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SettingsError(f"The editor {command[0]} cannot be started: {error.strerror}. Set $EDITOR.") from error
    if done.returncode != 0:
        how = f"was ended by signal {-done.returncode}" if done.returncode < 0 else f"ended with {done.returncode}"
        raise UserError(f"The editor {command[0]} {how}, so nothing was changed. What you wrote is kept in {path}.")


def _same(saved: str, text: str) -> bool:
    """Tell whether two texts differ in nothing but the ends of their lines."""
    return [line.rstrip() for line in saved.rstrip().splitlines()] == [
        line.rstrip() for line in text.rstrip().splitlines()
    ]
