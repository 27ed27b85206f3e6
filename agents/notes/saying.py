"""Say edits back: one natural sentence each, with names and places instead of ids."""

from collections.abc import Callable, Sequence
from typing import Any

from ...memory.edit import AnyEdit
from ...memory.numbering import numbers
from ..crew import Desk
from .describing import STYLES, looks, worn
from .hearing import words_of

_ROLES = {"love": "love interest", "missing": "one who is missing"}
_FACES = {"angle": {"low": "from below", "high": "from above", "dutch": "tilted", "eye": "at eye level"}}
_FEELINGS = {
    "joy": "happy",
    "cry": "in tears",
    "fear": "afraid",
    "shock": "shocked",
    "smirk": "smirking",
    "shame": "ashamed",
    "resolve": "resolved",
}


def said_back(edits: Sequence[AnyEdit], desk: Desk) -> str:
    """Return the edits as the showrunner would say them back."""
    teller = Teller(desk)
    alike: dict[str, list[str]] = {}
    for edit in edits:
        if edit.do == "reframe":
            alike.setdefault(edit.model_copy(update={"shot": ""}).canonical(), []).append(edit.shot)
    told: dict[str, None] = {}
    for edit in edits:
        shots = alike.get(edit.model_copy(update={"shot": ""}).canonical(), ()) if edit.do == "reframe" else ()
        told[teller.tell(edit) if len(shots) < 3 else teller.tell_of(shots, edit)] = None
    return " ".join(told)


class Teller:
    """Says edits with the names of one series."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines = {one.id: one for script in desk.scripts.values() for one in script.lines()}
        self._beats = {each.id: each for script in desk.scripts.values() for s in script.scenes for each in s.beats}

    def tell(self, edit: AnyEdit) -> str:
        """Return one edit as a sentence."""
        words = _SAID[edit.do](self, edit)
        return words[:1].upper() + words[1:]

    def tell_of(self, shots: Sequence[str], edit: AnyEdit) -> str:
        """Return one edit of several shots as a sentence."""
        own = edit.shot if edit.do == "reframe" else ""
        numbers_of: dict[str, list[str]] = {}
        for id in shots:
            numbers_of.setdefault(self.episode(id), []).append(id.split(".s")[-1].lstrip("0"))
        where = _and([f"shots {_and(ids)} of {episode}" for episode, ids in numbers_of.items()])
        where = where[:1].upper() + where[1:]
        return self.tell(edit).replace(f"{self.shot(own)[:1].upper()}{self.shot(own)[1:]} is", f"{where} are", 1)

    def name(self, id: str) -> str:
        """Return the name of a person, a thing or a place."""
        bible = self._desk.bible
        names = {person.id: person.name for person in bible.characters}
        names |= {thing.id: thing.name for thing in bible.props} | {place.id: place.name for place in bible.locations}
        return names.get(id, id)

    def who(self, id: str) -> str:
        """Return "she" or "he"."""
        women = [one.id for one in self._desk.bible.characters if one.look.sex == "woman"]
        return "she" if id in women else "he"

    def whose(self, id: str) -> str:
        """Return "her" or "his"."""
        return "her" if self.who(id) == "she" else "his"

    def episode(self, id: str) -> str:
        """Return "episode 2"."""
        return f"episode {numbers(id)[1]}"

    def at(self, id: str) -> str:
        """Return "in scene 2 of episode 1" for whatever is in it."""
        parts = id.split(".")
        if len(parts) < 2 or parts[1].startswith("s"):
            return f"in {self.episode(id)}"
        return f"in scene {parts[1]} of {self.episode(id)}"

    def scene(self, id: str) -> str:
        """Return "scene 2 of episode 1"."""
        return f"scene {id.split('.')[1]} of {self.episode(id)}"

    def shot(self, id: str) -> str:
        """Return "shot 7 of episode 1"."""
        return f"shot {id.split('.s')[-1].lstrip('0')} of {self.episode(id)}"

    def line(self, id: str) -> str:
        """Return "Mia's line “Old walls.”"."""
        one = self._lines.get(id)
        return f"{self.name(one.speaker)}'s line “{one.text}”" if one else f"line {id}"

    def beat(self, id: str) -> str:
        """Return what is seen in a beat, in quotation marks."""
        one = self._beats.get(id)
        text = (one.action or (one.line.text if one.line else "")) if one else id
        return f"“{text}”"

    def after(self, id: str, what: str) -> str:
        """Return where something new comes."""
        if not id:
            return f"at the start of the {what}"
        return f"after {self.beat(id)}" if what == "scene" else f"after scene {id.split('.')[1]}"

    def within(self, episodes: Sequence[str], scenes: Sequence[str] = ()) -> str:
        """Return "in episodes 1 and 2" or "in every episode"."""
        if scenes:
            return "in " + _and([self.scene(id) for id in scenes])
        if not episodes:
            return "in every episode"
        return "in " + _and([self.episode(id) for id in episodes])


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _feeling(word: str) -> str:
    return _FEELINGS.get(word, word)


def _seconds(amount: float) -> str:
    return f"{abs(amount):g} second{'' if abs(amount) == 1 else 's'}"


def _setting(t: Teller, e: Any) -> str:
    where = ""
    if e.build:
        where = f" to {e.name or 'a new place'}, a new {e.build} set" if e.name else f" to a new {e.build}"
    elif e.location:
        where = f" to {t.name(e.location)}"
    hour = {"day": "by day", "dusk": "at dusk", "night": "at night", "dawn": "at dawn"}.get(e.hour or "", "")
    weather = {"rain": "in the rain", "snow": "in the snow", "fog": "in fog", "clear": "in clear weather"}.get(
        e.weather or "", ""
    )
    rest = ", ".join(part for part in (hour, weather) if part)
    return (
        f"{t.scene(e.scene)} "
        f"{'moves' + where if where else 'plays'}{', ' if where and rest else ' ' if rest else ''}{rest}."
    )


def _reframe(t: Teller, e: Any) -> str:
    parts = [
        e.framing and e.framing.replace("_", " "),
        e.angle and _FACES["angle"][e.angle],
        e.move and f"with the camera's move “{e.move.replace('_', ' ')}”",
        e.style and f"in {e.style}",
        e.camera and f"from the set's camera “{e.camera}”",
        e.camera == "" and "from the camera that suits",
        e.mark and f"with its people on the mark “{e.mark}”",
        e.mark == "" and "with its people where it suits",
    ]
    return f"{t.shot(e.shot)} is taken {', '.join(part for part in parts if part)}."


def _pose(t: Teller, e: Any) -> str:
    parts = [
        e.emotion and f"is {_feeling(e.emotion)}",
        e.becomes and f"turns {_feeling(e.becomes)}",
        e.gaze and ("looks at the camera" if e.gaze == "camera" else f"looks {e.gaze}"),
        e.faces and ("turns away" if e.faces == "away" else f"faces {'us' if e.faces == 'camera' else e.faces}"),
        e.holding and f"holds {t.name(e.holding)}",
        "holds nothing" if e.holding == "" else None,
        e.gesture and not e.holding and e.gesture != "none" and f"makes the gesture “{e.gesture.replace('_', ' ')}”",
        e.gesture == "none" and e.holding is None and "keeps the hands still",
    ]
    return f"in {t.shot(e.shot)}, {t.name(e.character)} {_and([part for part in parts if part])}."


def _deliver(t: Teller, e: Any) -> str:
    vias = {
        "phone": "over the phone",
        "narrator": "as narration",
        "inner": "as a thought",
        "off": "from off screen",
        "on": "on screen",
    }
    parts = [e.emotion and f"{_feeling(e.emotion)}", e.via and vias[e.via], e.to and f"to {t.name(e.to)}"]
    return f"{t.at(e.line)}, {t.line(e.line)} is said {_and([p for p in parts if p])}."


def _ending(t: Teller, e: Any) -> str:
    what = e.cliffhanger or (f"another kind of consequence: a {e.cliff}" if e.cliff else "something else")
    return f"{t.episode(e.episode)} ends otherwise: {what.rstrip('.')}."


def _end_on(t: Teller, e: Any) -> str:
    if e.line:
        return f"{t.episode(e.episode)} ends on {t.line(e.line)}"
    what = (
        f"{t.name(e.character)}'s face{', ' + _feeling(e.emotion) if e.emotion else ''}"
        if e.character
        else t.name(e.prop)
    )
    return f"{t.episode(e.episode)} ends on {what}."


def _purpose(t: Teller, e: Any) -> str:
    parts = [
        e.title and f"its title is “{e.title}”",
        e.logline and f"it is about this: {e.logline.rstrip('.')}",
        e.hook and f"it opens so: {e.hook.rstrip('.')}",
        e.cliffhanger and f"it stops so: {e.cliffhanger.rstrip('.')}",
    ]
    return f"the plan of {t.episode(e.episode)} changes: {'; '.join(p for p in parts if p)}."


def _character(t: Teller, e: Any) -> str:
    name = t.name(e.character)
    told = {
        "job": f"{name} is a {e.text} by trade",
        "speech": f"{name} speaks so: {e.text.rstrip('.')}",
        "secret": f"{name}'s secret is another: {e.text}",
        "wants": f"{name} wants {e.text}",
        "fears": f"{name} fears {e.text}",
    }
    return told[e.field] + "."


def _music(t: Teller, e: Any) -> str:
    where = f"in {t.scene(e.scene)}" if e.scene else f"in {t.episode(e.episode)}"
    parts = []
    if e.mood:
        parts.append("there is no music" if e.mood == "silence" else f"the music is {e.mood}")
    if e.louder:
        parts.append(f"the music is {abs(e.louder):g} decibels {'louder' if e.louder > 0 else 'quieter'}")
    return f"{where}, {_and(parts)}."


def _voice(t: Teller, e: Any) -> str:
    now = (
        t._desk.bible.character(e.character).voice
        if any(p.id == e.character for p in t._desk.bible.characters)
        else None
    )
    name = t.name(e.character)
    if now is None or now.style != e.voice.style:
        return f"{name} speaks with another voice: {words_of(e.voice)}."
    parts = [
        word
        for word, much in (
            (("deeper" if e.voice.pitch < now.pitch else "higher"), e.voice.pitch != now.pitch),
            (("slower" if e.voice.pace < now.pace else "faster"), e.voice.pace != now.pace),
        )
        if much
    ]
    return f"{name}'s voice is {_and(parts)}."


def _added(t: Teller, e: Any) -> str:
    s = e.shot
    of = _and([t.name(f.character) for f in s.figures]) or (t.name(s.prop) if s.prop else "the place")
    return f"after {t.shot(e.after)} comes a new shot: {s.framing.replace('_', ' ')} of {of}."


def _add_scene(t: Teller, e: Any) -> str:
    about = f": {e.about}" if e.about else ""
    return f"{t.episode(e.episode)} gets a new scene {t.after(e.after, 'episode')}{about}."


def _prop(t: Teller, e: Any) -> str:
    parts = [e.kind and f"it is a {e.kind}", e.words and f"what is odd about it is “{e.words}”"]
    return f"{t.name(e.prop)} changes: {_and([p for p in parts if p])}."


_SAID: dict[str, Callable[[Teller, Any], str]] = {
    "rewrite_line": lambda t, e: f"{t.at(e.line)}, {t.line(e.line)} becomes “{e.text}”",
    "deliver_line": _deliver,
    "cut_line": lambda t, e: f"{t.at(e.line)}, {t.line(e.line)} is not said.",
    "add_line": lambda t, e: (
        f"in {t.scene(e.scene)}, {t.name(e.speaker)} also says “{e.text}”, {t.after(e.after, 'scene')}"
    ),
    "give_line": lambda t, e: f"{t.at(e.line)}, {t.line(e.line)} is said by {t.name(e.speaker)}.",
    "add_action": lambda t, e: f"in {t.scene(e.scene)} something new is seen, {t.after(e.after, 'scene')}: {e.action}",
    "rewrite_action": lambda t, e: f"{t.at(e.beat)}, instead of {t.beat(e.beat)} one sees: {e.action}",
    "cut_beat": lambda t, e: f"{t.at(e.beat)}, {t.beat(e.beat)} does not happen.",
    "move_beat": lambda t, e: f"{t.at(e.beat)}, {t.beat(e.beat)} comes {t.after(e.after, 'scene')}.",
    "move_scene": lambda t, e: f"{t.scene(e.scene)} comes {t.after(e.after, 'episode')}.",
    "cut_scene": lambda t, e: f"{t.scene(e.scene)} is cut.",
    "add_scene": _add_scene,
    "set_scene": _setting,
    "set_presence": lambda t, e: f"{t.name(e.character)} is {'in' if e.present else 'not in'} {t.scene(e.scene)}.",
    "rewrite_scene": lambda t, e: f"{t.scene(e.scene)} is written anew{': ' + e.how if e.how else ''}.",
    "rewrite_episode": lambda t, e: f"{t.episode(e.episode)} is written anew{': ' + e.how if e.how else ''}.",
    "replace_script": lambda t, e: f"{t.episode(e.script.episode)} has another script.",
    "change_ending": _ending,
    "end_on": _end_on,
    "retitle": lambda t, e: f"{t.episode(e.episode) if e.episode else 'the series'} is called “{e.title}”.",
    "change_look": lambda t, e: f"{t.name(e.character)} {_and(looks(e.look))}, wherever {t.who(e.character)} is seen.",
    "dress": lambda t, e: (
        f"{t.name(e.character)} wears {worn(e.outfit.words or e.outfit.garment)} "
        + (t.within((), e.scenes) if e.scenes else f"from now on, as {t.whose(e.character)} usual clothes")
        + "."
    ),
    "change_voice": _voice,
    "rename": lambda t, e: f"{t.name(e.what)} is called {e.name} from the first episode on.",
    "change_temper": lambda t, e: (
        f"{t.within(e.episodes, e.scenes)}, {t.name(e.character)} is {e.temper}: the lines and the face."
    ),
    "change_character": _character,
    "change_relation": lambda t, e: f"{t.name(e.to)} is {t.name(e.character)}'s {e.kind}.",
    "change_prop": _prop,
    "change_location": lambda t, e: (
        f"{t.name(e.location)} is " + (f"filmed in another set, a {e.set}" if e.set else f"other: {e.words}") + "."
    ),
    "restyle": lambda t, e: f"the whole series is drawn {STYLES.get(e.style, f'in another style: {e.style}')}.",
    "change_tone": lambda t, e: f"the series has another tone from now on: {e.tone}.",
    "add_rule": lambda t, e: f"in this world holds from now on: {e.rule}",
    "reframe": _reframe,
    "hold_shot": lambda t, e: f"{t.shot(e.shot)} is {_seconds(e.seconds)} {'longer' if e.seconds > 0 else 'shorter'}.",
    "pose": _pose,
    "cut_shot": lambda t, e: f"{t.shot(e.shot)} is cut.",
    "add_shot": _added,
    "move_shot": lambda t, e: f"{t.shot(e.shot)} comes after shot {e.after.split('.s')[-1].lstrip('0')}.",
    "retake": lambda t, e: f"{t.shot(e.shot)} is taken once more.",
    "take_back": lambda t, e: f"{t.shot(e.shot)} is as it was in revision {e.revision} of its storyboard.",
    "keep": lambda t, e: (
        f"{t.shot(e.what) if '.s' in e.what else t.scene(e.what)} is "
        + ("kept exactly as it is" if e.locked else "free to change again")
        + "."
    ),
    "set_pace": lambda t, e: (
        f"{t.scene(e.scene) if e.scene else t.episode(e.episode)} goes {'faster' if e.factor < 1 else 'slower'}."
    ),
    "set_length": lambda t, e: (
        f"{t.episode(e.episode)} becomes {_seconds(e.by)} {'longer' if e.by > 0 else 'shorter'}."
    ),
    "set_music": _music,
    "set_captions": lambda t, e: f"{t.within(e.episodes)}, the captions are {e.captions}.",
    "set_effect": lambda t, e: (
        f"in {t.shot(e.shot)} one {'hears' if e.heard else 'no longer hears'} this sound: {e.effect}."
    ),
    "change_purpose": _purpose,
    "change_role": lambda t, e: (
        f"from {t.episode(e.since)} on, {t.name(e.character)} is the {_ROLES.get(e.role, e.role)}."
    ),
    "answer_thread": lambda t, e: (
        f"the question {_question(t, e.thread)} "
        + (f"is answered in {t.episode(e.episode)}" if e.episode else "stays open for the next season")
        + "."
    ),
    "write_out": lambda t, e: (
        f"{t.name(e.character)} {'dies' if e.dies else 'leaves'} in {t.episode(e.episode)} and is not seen after it."
    ),
    "mend_finding": lambda t, e: f"the finding is mended: {_finding(t, e.finding)}.",
    "waive_finding": lambda t, e: f"the finding is meant so: {_finding(t, e.finding)}.",
}


def _question(t: Teller, id: str) -> str:
    return next((f"“{one.question}”" for one in t._desk.outline.threads if one.id == id), id)


def _finding(t: Teller, id: str) -> str:
    return next((one.message.rstrip(".") for one in t._desk.findings if one.id == id), id)
