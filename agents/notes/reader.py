"""Read a note: what is meant, of whom and of what, and what is missing to do it."""

import re
from collections.abc import Iterator, Sequence

from ...memory.edit import AnyEdit
from ...memory.edits.board import HoldShot, Pose, Reframe, SetEffect, SetMusic
from ...memory.note import Note, Reading
from ..crew import Desk
from . import commands, refusals
from .answer import Absent, Commanded, Declined, Impossible, NotUnderstood, Unclear
from .answering import answered
from .cast import Cast
from .english import english
from .grammar import by_example, edits_of
from .marking import marked
from .mention import Marked
from .saying import said_back
from .spelling import corrected, direct, quotes, tidied
from .splitting import wishes
from .vocabulary import known, likely
from .wish import Wish


def read_note(note: Note, desk: Desk) -> Reading:
    """Turn what the user says into edits, a command, a question, or a refusal that names what is near."""
    cast = Cast(desk.bible)
    own = Reader(note.focus, desk, cast)
    text = answered(note.text, desk, own.understands)
    return own.read(text)


class Reader:
    """Reads notes laid on one desk."""

    def __init__(self, focus: str, desk: Desk, cast: Cast) -> None:
        self._focus = focus
        self._desk = desk
        self._cast = cast
        self._known = known(desk)
        self._likely = likely(desk)
        self._before: tuple[Marked, ...] | None = None

    def read(self, text: str) -> Reading:
        """Return how a note is taken."""
        if not re.search(r"\w|[?👍]", text):
            return Reading(refusal="There is nothing in this note.", near=("help",))
        bare, quoted = quotes(text)
        tidy = tidied(bare)
        whole = self._wish(text, tidy, quoted, text, ())
        try:
            refusals.refuse(whole, _unquoted(text, quoted))
            found = self._command(whole, tidy, quoted)
            return found or self._edits(text, tidy, quoted)
        except Commanded as commanded:
            return Reading(command=commanded.command)
        except Unclear as unclear:
            return Reading(question=unclear.question, options=unclear.options)
        except Absent as absent:
            return Reading(refusal=absent.reason, near=tuple(filter(self._taken, absent.near)) or (absent.otherwise,))
        except Declined as declined:
            certain = isinstance(declined, Impossible)
            return Reading(refusal=declined.reason, near=declined.near, certain=certain)

    def understands(self, text: str) -> bool:
        """Tell whether a text is a note by itself: edits, a command, or something to ask about."""
        found = self.read(text)
        return bool(found.edits or found.command or found.question)

    def _command(self, whole: Wish, tidy: str, quoted: Sequence[str]) -> Reading | None:
        for text in dict.fromkeys((tidy, direct(tidy), self._spelt(direct(tidy)))):
            for number, words in enumerate(quoted):
                text = text.replace(f"{{{number}}}", words)
            if (found := commands.command(whole, text.strip(" .!"))) is not None:
                return found
        return None

    def _edits(self, text: str, tidy: str, quoted: tuple[str, ...]) -> Reading:
        spelt = self._spelt(tidy)
        if (found := self._of_shot(spelt, quoted)) is not None:
            return found
        parts = [direct(part) for part in wishes(spelt, self._cast)]
        return self._parts(parts, quoted, spelt)

    def _of_shot(self, spelt: str, quoted: tuple[str, ...]) -> Reading | None:
        """Read short wishes about the shot that is looked at, in order: "closer, from below"; None if it is not so."""
        pieces = [direct(one) for one in re.split(r" ?, (?:and |then |but )*| (?:and|but) (?:then )?", spelt)]
        if len(pieces) < 2 or not re.search(r"\.s\d+$", self._focus):
            return None
        edits: list[AnyEdit] = []
        for piece in pieces:
            found = self._tried([piece], quoted, spelt, ()) if piece else None
            if found is None or any(
                not isinstance(one, Reframe | HoldShot | Pose | SetEffect | SetMusic) for one in found.edits
            ):
                return None
            edits += found.edits
        whole = _together(edits)
        return Reading(edits=whole, understood=said_back(whole, self._desk))

    def _parts(
        self, parts: list[str], quoted: tuple[str, ...], spelt: str, reasons: tuple[Marked, ...] = ()
    ) -> Reading:
        """Read the wishes of a note in order; what is no wish by itself may be the reason of the one beside it."""
        notes = [self._mark(part, quoted) for part in parts]
        edits: list[AnyEdit] = []
        spoken: dict[str, str] = {}
        for place, (part, mark) in enumerate(zip(parts, notes, strict=True)):
            beside = [*reversed(notes[:place]), *notes[place + 1 :], *reasons]
            wish = self._wish(part, part, quoted, spelt, beside, mark)
            wish.spoken = spoken
            try:
                if len(parts) > 1 and re.match(r"(?:why|how come) ", part, re.IGNORECASE):
                    raise NotUnderstood(part)  # who asks why says what to do beside it
                made = self._made(wish, alone=len(parts) == 1)
            except NotUnderstood:
                if len(parts) == 1:
                    raise
                return self._joined(parts, place, wish, quoted, spelt, reasons)
            edits += made
            spoken |= dict(_spoken(made))
        latest = _latest(edits)
        return Reading(edits=latest, understood=said_back(latest, self._desk))

    def _joined(
        self,
        parts: list[str],
        place: int,
        wish: Wish,
        quoted: tuple[str, ...],
        spelt: str,
        reasons: tuple[Marked, ...],
    ) -> Reading:
        """Read a part that is no wish by itself: as the reason of the others, or as the end of the one before it."""
        others = [*parts[:place], *parts[place + 1 :]]
        if _reason(parts[place]):
            return self._parts(others, quoted, spelt, (*reasons, wish.marked))
        at = max(0, place - 1)
        joined = [*parts[:at], f"{parts[at]} , {parts[at + 1]}", *parts[at + 2 :]]
        whole = self._tried(joined, quoted, spelt, reasons)
        if whole is not None and whole != self._tried(others, quoted, spelt, reasons):
            return whole
        by_example(wish)  # which says that this part is not understood
        raise NotUnderstood(f"I do not understand “{wish.plain()}”.")

    def _taken(self, note: str) -> bool:
        """Tell whether a note that names what there is comes to edits or to a question."""
        bare, quoted = quotes(note)
        try:
            self._parts([direct(one) for one in wishes(tidied(bare), self._cast)], quoted, tidied(bare))
        except Unclear:
            return True
        except Declined:
            return False
        return True

    def _tried(
        self, parts: list[str], quoted: tuple[str, ...], spelt: str, reasons: tuple[Marked, ...]
    ) -> Reading | None:
        try:
            return self._parts(parts, quoted, spelt, reasons)
        except (Unclear, Declined):
            return None

    def _made(self, wish: Wish, alone: bool) -> Sequence[AnyEdit]:
        try:
            made = edits_of(wish)
            if not made and not alone:
                raise NotUnderstood(wish.plain())
            return made or by_example(wish)
        except Unclear as unclear:
            if alone:
                raise
            raise Unclear(f"“{wish.plain()}”: {unclear.question}", unclear.options) from unclear
        except NotUnderstood:
            raise
        except Declined as declined:
            if alone:
                raise
            raise Declined(f"“{wish.plain()}”: {declined.reason}", declined.near) from declined

    def _spelt(self, text: str) -> str:
        return corrected(text, self._known, self._likely, english)

    def _mark(self, text: str, quoted: tuple[str, ...]) -> Marked:
        return marked(text, quoted, self._cast, self._desk)

    def _wish(
        self,
        raw: str,
        text: str,
        quoted: tuple[str, ...],
        note: str,
        beside: Sequence[Marked],
        mark: Marked | None = None,
    ) -> Wish:
        filled = note
        for number, words in enumerate(quoted):
            filled = filled.replace(f"{{{number}}}", f'"{words}"')
            raw = raw.replace(f"{{{number}}}", f'"{words}"')
        return Wish(
            raw=re.sub(r" +([,.;?!])", r"\1", raw),
            marked=mark or Marked(text + " "),
            desk=self._desk,
            cast=self._cast,
            focus=self._focus,
            note=re.sub(r" +([,.;?!])", r"\1", filled),
            beside=beside,
            before=self._earlier(),
        )

    def _earlier(self) -> tuple[Marked, ...]:
        if self._before is None:
            self._before = ()
            made = []
            for note in reversed(self._desk.before[-4:]):
                bare, quoted = quotes(note.text)
                made.append(self._mark(tidied(bare), quoted))
            self._before = tuple(made)
        return self._before


def _unquoted(text: str, quoted: Sequence[str]) -> str:
    """Return a note without what stands in quotation marks: a line may say what a note may not ask."""
    for words in quoted:
        text = text.replace(words, "")
    return text


def _spoken(edits: Sequence[AnyEdit]) -> Iterator[tuple[str, str]]:
    """Give what edits are about, for "it" and "her" in the wishes after them."""
    for edit in edits:
        data = edit.model_dump()
        for field, name in (
            ("scene", "scene"),
            ("line", "line"),
            ("shot", "shot"),
            ("character", "person"),
            ("prop", "prop"),
            ("speaker", "person"),
        ):
            if isinstance(data.get(field), str) and data[field]:
                yield name, data[field]
                if name in ("shot", "line"):
                    yield "last", data[field]


def _together(edits: Sequence[AnyEdit]) -> tuple[AnyEdit, ...]:
    """Return edits with those of one kind of one shot (and person) as one; what is said later counts."""
    kept: dict[tuple[str, str, str], AnyEdit] = {}
    for edit in edits:
        key = (edit.do, getattr(edit, "shot", ""), getattr(edit, "character", ""))
        if isinstance(edit, Reframe | Pose) and key in kept:
            edit = kept[key].model_copy(update=edit.model_dump(exclude_none=True))
        kept[key] = edit
    return tuple(kept.values())


def _reason(part: str) -> bool:
    """Tell whether a part only says why: "she is too dramatic", "it looks better"."""
    return bool(_REASON.match(part))


def _latest(edits: Sequence[AnyEdit]) -> tuple[AnyEdit, ...]:
    """Return the edits without those that a later one of the same note says again."""
    kept: dict[str, AnyEdit] = {}
    for edit in edits:
        data = edit.model_dump(mode="json")
        key = f"{edit.do} {[data.get(name) for name in _TARGETS]}" if edit.do in _AGAIN else edit.canonical()
        kept.pop(key, None)
        kept[key] = edit
    return tuple(kept.values())


_AGAIN = ("change_temper", "rewrite_line", "restyle", "change_tone", "set_captions", "end_on", "change_voice")
_TARGETS = ("character", "line", "episode", "episodes", "scenes")
_REASON = re.compile(
    r"(?:why |how come )|(?:because |since |as |cause )?(?:it|that|this|they|he|she|i|we|the \S+|\S+|her \S+|his "
    r"\S+)(?: \S+)?(?: of "
    r"\S+ \S+)? (?:is|are|feels?|looks?|sounds?|"
    r"seems?|does not|do not|did not|makes?|comes? across|would be|will be|was|just|really|can not|think|thought|"
    r"drags?|works?|mean) ",
    re.IGNORECASE,
)
