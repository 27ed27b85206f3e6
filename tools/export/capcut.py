"""A folder for CapCut and Jianying: numbered clips, stems and captions that any editor imports, and a draft on top."""

from pathlib import Path

from ..edit.subtitles import srt
from .clips import lay_clips_in
from .draft import CONTENT, META, write_draft
from .edition import Edition
from .stems import lay_stems_in

README = """\
{episode}: {title}, for CapCut, Jianying or any other editor
============================================================

What is here
  clips/        the shots in order, {count} of them, silent, {width}x{height}, {fps} frames a second
  dialogue.wav, music.wav, effects.wav
                the sound, each from 0:00 and as long as the episode ({seconds:.2f} s)
  captions.srt  the captions{burned}
  {content}, {info}, {meta}
                the same as a draft of CapCut and Jianying for the desktop

The sure way, in any version of any editor
  1. New project, 9:16, {fps} frames a second.
  2. Import everything in clips/, sort by name, put it on the timeline: the numbers are the order.
  3. Put dialogue.wav, music.wav and effects.wav on three sound tracks, each at 0:00. Leave their levels as they are
     to each other; together they may be raised or lowered.
  4. Captions: import captions.srt (CapCut and Jianying: Captions, Import).{advice}

The draft, on the desktop
  1. Close the program. Copy this whole folder into its folder of drafts, under a name of its own:
       CapCut, Windows    %LOCALAPPDATA%\\CapCut\\User Data\\Projects\\com.lveditor.draft
       CapCut, macOS      ~/Movies/CapCut/User Data/Projects/com.lveditor.draft
       Jianying, Windows  %LOCALAPPDATA%\\JianyingPro\\User Data\\Projects\\com.lveditor.draft
  2. Start it. If clips are marked as missing, link them to the folder clips/. If the draft is not in the list or does
     not open, take the sure way.

What was tried
  Not one version of CapCut or Jianying could be run where this was written: the draft has been checked for its own
  consistency only. Its format is not documented and changes. By what is reported in public, drafts of this kind open in
  Jianying up to 5.9 and in CapCut of the versions 6 and 7. Later ones keep a register of their own drafts, encrypt some
  of them, and often do not list or refuse one that they have not made. The mobile programs open none from outside.
"""


def write_folder(edition: Edition, folder: Path) -> None:
    """Write the whole folder of a cut episode."""
    folder.mkdir(parents=True, exist_ok=True)
    clips, stems = lay_clips_in(edition, folder / "clips"), lay_stems_in(edition, folder)
    rows = [(cue.start, cue.end, cue.text) for cue in edition.cues]
    (folder / "captions.srt").write_text(srt(rows), encoding="utf-8", newline="\n")
    (folder / "README.txt").write_text(read_me(edition), encoding="utf-8", newline="\n")
    write_draft(edition, folder, clips, stems)


def read_me(edition: Edition) -> str:
    """Return what is told to whoever opens the folder."""
    burned = edition.burned
    return README.format(
        episode=edition.episode,
        title=" ".join(f"{edition.title}, {edition.episode_title}".split()),
        count=len(edition.rows),
        width=edition.width,
        height=edition.height,
        fps=edition.fps,
        seconds=edition.seconds(edition.frames),
        content=CONTENT[0],
        info=CONTENT[1],
        meta=META,
        burned="; the picture shows them already" if burned else "; the picture is without",
        advice=" Only if you cover those of the picture." if burned else "",
    )
