"""Differences between documents as people read them: screenplay, shot list, Bible, plan."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from ...memory.archive import Archive
from ...memory.bible import Bible
from ...memory.fountain import to_fountain
from ...memory.markdown import bible_markdown, outline_markdown
from ...memory.numbering import numbers, place, season_id
from ...memory.proposal import Diff, DiffLine
from ...memory.script import Outline, Script
from ...memory.storyboard import Placed, Shot, Storyboard

AROUND = 1
"""Lines around a difference that are shown with it."""
_ID = re.compile(r"\s*(\[\[[^\]]*\]\]|#s\d[^#\s]*#)")

Readable = Callable[[Archive, str], list[str]]


def differences(before: Archive, after: Archive) -> tuple[Diff, ...]:
    """Return what differs between two states of a series, in the order in which one would read it."""
    kinds = tuple(_READABLE)
    changed = {key for key, _ in before.digests().items() ^ after.digests().items() if key[0] in kinds}
    order = sorted(changed, key=lambda key: (kinds.index(key[0]), place(key[1]) if "e" in key[1] else 0, key[1]))
    found = [_diff(before, after, kind, id) for kind, id in order]
    return tuple(diff for diff in found if diff.lines)


def _diff(before: Archive, after: Archive, kind: str, id: str) -> Diff:
    name, told = _READABLE[kind]
    old, new = told(before, id), told(after, id)
    return Diff(kind=kind, id=id, title=f"{id} {name}".strip(), lines=tuple(lines_between(old, new)))


def lines_between(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Yield the lines that differ, each stretch with a line around it."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(AROUND):
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from (DiffLine(sign="same", text=text) for text in old[a:b])
                continue
            yield from (DiffLine(sign="removed", text=text) for text in old[a:b])
            yield from (DiffLine(sign="added", text=text) for text in new[c:d])


def _bible_of(archive: Archive, id: str) -> Bible | None:
    return archive.get("bible", season_id(numbers(id)[0]), Bible)


def _script_told(archive: Archive, id: str) -> list[str]:
    script, bible = archive.get("script", id, Script), _bible_of(archive, id)
    if script is None or bible is None:
        return []
    return [line for text in to_fountain(script, bible).splitlines() if (line := _ID.sub("", text).strip())]


def _storyboard_told(archive: Archive, id: str) -> list[str]:
    storyboard, bible = archive.get("storyboard", id, Storyboard), _bible_of(archive, id)
    script = archive.get("script", id, Script)
    if storyboard is None or bible is None or script is None:
        return []
    lines = {line.id: line.text for line in script.lines()}
    heard = [f"music of {note.scene or 'the episode'}: {note.mood}" for note in storyboard.music]
    if storyboard.music_level:
        heard.append(f"music {storyboard.music_level:+.0f} dB")
    if storyboard.captions == "off":
        heard.append("no captions")
    if storyboard.pace and storyboard.pace != 1.0:
        heard.append(f"speech takes {storyboard.pace:.0%} of its natural time")
    return [*heard, *(shot_told(shot, bible, lines) for shot in storyboard.shots)]


def shot_told(shot: Shot, bible: Bible, lines: dict[str, str]) -> str:
    """Return a shot in a line: "s07 close up, push in, 2.4 s, Mia (cold): “…”"."""
    ways = [shot.framing, shot.move if shot.move != "still" else "", shot.angle if shot.angle != "eye" else ""]
    ways += [f"from the camera {shot.camera}" if shot.camera else "", f"on the mark {shot.mark}" if shot.mark else ""]
    ways += [shot.style or "", f"take {shot.take + 1}" if shot.take else ""]
    how = ", ".join(way.replace("_", " ") for way in ways if way)
    who = ", ".join(_placed_told(placed, bible) for placed in shot.figures)
    said = " ".join(f"“{lines.get(line, '')}”" for line in shot.lines)
    around = f", {shot.head:.2f} s before and {shot.tail:.2f} s after what is said"
    usual = (shot.head, shot.tail) == (Shot.model_fields["head"].default, Shot.model_fields["tail"].default)
    silences = f"{shot.seconds:.1f} s" + (around if shot.lines and not usual else "")
    heard = f"with {', '.join(shot.effects)}" if shot.effects else ""
    rest = "; ".join(part for part in (who, said, shot.text, heard) if part)
    return f"{shot.id.rsplit('.', 1)[-1]}  {how}, {silences}" + (f": {rest}" if rest else "")


def _placed_told(placed: Placed, bible: Bible) -> str:
    name = next((one.name for one in bible.characters if one.id == placed.character), placed.character)
    feeling = placed.emotion + (f" to {placed.becomes}" if placed.becomes else "")
    does = [feeling, placed.gesture if placed.gesture != "none" else "", placed.holding and f"holds {placed.holding}"]
    return f"{name} ({', '.join(part.replace('_', ' ') for part in does if part)})"


def _bible_told(archive: Archive, id: str) -> list[str]:
    bible = archive.get("bible", id, Bible)
    if bible is None:
        return []
    people = [f"{person.name}: {person.look.model_dump_json(exclude_defaults=True)}" for person in bible.characters]
    voices = [f"{person.name} speaks as {person.voice.model_dump_json()}" for person in bible.characters]
    return [*(line for line in bible_markdown(bible).splitlines() if line), *people, *voices]


def _outline_told(archive: Archive, id: str) -> list[str]:
    outline, bible = archive.get("outline", id, Outline), archive.get("bible", id, Bible)
    if outline is None or bible is None:
        return []
    return [line for line in outline_markdown(outline, bible).splitlines() if line]


_READABLE: dict[str, tuple[str, Readable]] = {
    "bible": ("bible", _bible_told),
    "outline": ("plan", _outline_told),
    "script": ("script", _script_told),
    "storyboard": ("storyboard", _storyboard_told),
}
