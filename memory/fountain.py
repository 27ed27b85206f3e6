"""A Script as Fountain, the plain-text screenplay that every screenwriting program reads.

Each element is made by one function and carries the id of what it came from as a note (``[[s01e01.2.b05]]``), which
Fountain programs do not print: an edited copy can be matched with the Script it was made of.
"""

import re
from collections.abc import Iterator

from .bible import Bible, Character, Location
from .look import Emotion
from .script import Beat, Line, Scene, Script, Via

PARENTHETICALS: dict[Emotion, str] = {
    "neutral": "",
    "joy": "bright",
    "tender": "softly",
    "sad": "low",
    "cry": "through tears",
    "angry": "furious",
    "cold": "cold",
    "fear": "afraid",
    "shock": "stunned",
    "smirk": "smirking",
    "shame": "ashamed",
    "resolve": "steady",
}
"""How a line is said, as a screenplay puts it."""

EXTENSIONS: dict[Via, str] = {"on": "", "off": "O.S.", "phone": "ON PHONE", "inner": "V.O.", "narrator": "V.O."}
"""How a line is heard, as a screenplay puts it."""


_SUBJECTS = frozenset({"this", "his", "hers", "its", "is", "was", "has", "does", "as", "yes", "always", "perhaps"})
"""Words that look like a verb of the third person and begin a sentence otherwise."""


def to_fountain(script: Script, bible: Bible) -> str:
    """Return the screenplay of one episode in Fountain; ids that the bible does not know are shown as they are."""
    parts = [title_page(script, bible), "FADE IN:"]
    for scene in script.scenes:
        parts.extend(_scene(scene, bible))
    parts.extend(["> SMASH CUT TO BLACK:", "> TO BE CONTINUED <"])
    return "\n\n".join(parts) + "\n"


def title_page(script: Script, bible: Bible) -> str:
    """Return the title page: key and value lines, values of several lines indented."""
    pairs = {
        "Title": f"{bible.title}: {script.title}",
        "Credit": "written by",
        "Author": "Cliffhanger",
        "Episode": script.episode,
        "Hook": script.hook,
        "Cliffhanger": f"{script.cliffhanger} ({script.cliff})",
    }
    return "\n".join(f"{key}: {_one_line(value)}" for key, value in pairs.items() if value)


def heading(scene: Scene, bible: Bible) -> str:
    """Return the slug line: ``INT. THE FOURTH-FLOOR WARD - NIGHT #s01e01.1#``."""
    location = _location(scene.location, bible)
    inside = "INT." if location is None or location.indoors else "EXT."
    name = _one_line(location.name if location else scene.location)
    weather = "" if scene.weather == "clear" else f", {scene.weather.upper()}"
    return f"{inside} {name.upper()} - {scene.hour.upper()}{weather} #{scene.id}#"


def dialogue(line: Line, bible: Bible, continued: bool = False, addressed: bool = False) -> str:
    """Return a line of dialogue: the cue with its extension, the parenthetical, the words.

    ``addressed`` says to whom, which a reader needs only where several could be meant.
    """
    extension = "CONT'D" if continued and line.via == "on" else EXTENSIONS[line.via]
    name = "NARRATOR" if line.via == "narrator" else _name(line.speaker, bible).upper()
    # A cue needs a letter and no small ones; @ keeps it one whatever the name is.
    cue = ("" if re.fullmatch(r"[A-Z][A-Z .'-]*", name) else "@") + name
    rows = [f"{cue} ({extension})" if extension else cue]
    to = _name(line.to, bible) if addressed and line.to and line.to != line.speaker else ""
    manner = ", ".join(part for part in (PARENTHETICALS[line.emotion], f"to {to}" if to else "") if part)
    if manner:
        rows.append(f"({manner})")
    told = f" [[narrator: {line.speaker}]]" if line.via == "narrator" else ""
    return "\n".join([*rows, _one_line(line.text) + told])


def action(beat: Beat, bible: Bible) -> str:
    """Return a line of action with the beat's id as a note."""
    who = _name(beat.who, bible) if beat.who else ""
    words = _one_line(beat.action)
    if who and _begins_with_a_verb(words) and not re.search(rf"\b{re.escape(who)}\b", words, re.IGNORECASE):
        words = f"{who} {words}"
    words = words[:1].upper() + words[1:]
    if words and words[-1] not in '.!?…"”':
        words += "."
    # A leading ! says "action" whatever the words look like (INT., a cue in capitals, a > or a #).
    forced = "!" if re.match(r"(?i)(int|ext|est|i/e)[. ]|[.!@#>=~]", words) or words == words.upper() else ""
    return f"{forced}{words} [[{beat.id}]]"


def _begins_with_a_verb(words: str) -> bool:
    """Tell whether an action is without its subject: "turns the key", "Turns the key"."""
    first = words.split(" ", 1)[0]
    verb = re.fullmatch(r"[A-Z][a-z]+s", first) and first.lower() not in _SUBJECTS
    return first[:1].islower() or bool(verb)


def _scene(scene: Scene, bible: Bible) -> Iterator[str]:
    yield heading(scene, bible)
    if scene.purpose:
        yield f"= {_one_line(scene.purpose)}"
    present = ", ".join(_name(id, bible) for id in scene.present) or "nobody"
    yield f"Present: {present}. [[day {scene.day}]]"
    speaker = ""
    for beat in scene.beats:
        if beat.action:
            yield action(beat, bible)
        if beat.prop:
            yield f"INSERT: {_prop(beat.prop, bible).upper()}"
        if beat.line is not None:
            continued = bool(beat.action) and beat.line.speaker == speaker
            yield dialogue(beat.line, bible, continued, addressed=len(scene.present) > 2)
            speaker = beat.line.speaker


def _character(id: str, bible: Bible) -> Character | None:
    return next((one for one in bible.characters if one.id == id), None)


def _location(id: str, bible: Bible) -> Location | None:
    return next((one for one in bible.locations if one.id == id), None)


def _name(id: str, bible: Bible) -> str:
    character = _character(id, bible)
    return _one_line(character.name if character else id)


def _prop(id: str, bible: Bible) -> str:
    return next((_one_line(one.name) for one in bible.props if one.id == id), id)


def _one_line(text: str) -> str:
    """Return the text on one line, with what Fountain would take for a note or emphasis escaped."""
    flat = " ".join(text.split())
    return re.sub(r"([*_\\])", r"\\\1", flat).replace("[[", "[ [").replace("]]", "] ]").replace("/*", "/ *")
