"""A dubbed episode: the documents of the original and of the dub, and what follows from both.

Like ``Episode`` it stores nothing: Specs follow from documents, takes are found by their Specs.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from ...memory.dub import Dub
from ...memory.languages import LANGUAGES
from ...tools.edit.spec import CutSpec
from ...tools.photography.lips import opens
from ...tools.photography.photographing import Photographing
from ...tools.picture.drawn import Drawn
from ...tools.picture.on_set import OnSet
from ...tools.picture.redrawn import RedrawSpec
from ...tools.picture.spec import Caption, FigureSpec, MouthKey, ShotSpec
from ...tools.take import Take
from ...tools.voice.spec import SpeechSpec
from ..breakdown import PREVIOUSLY
from ..episode import Episode, numbered
from ..timing import TimedShot
from .fitting import SPLIT, Slot, slots

CARDS = ("title", "end")
_PARTED = 0.01
"""Of a mouth that says nothing in the dub: not seen, and still one that speaks to whoever words the picture."""
HEARD = 0.02
"""Seconds of a line that must be left to be heard in the next shot."""


class Dubbed:
    """An episode that is finished, in another language. ``voices`` are its lines as they have been spoken by now."""

    def __init__(self, episode: Episode, dub: Dub, voices: Mapping[str, Take]) -> None:
        self.episode, self.dub, self.voices = episode, dub, dict(voices)

    @property
    def language(self) -> str:
        """Of the dub."""
        return self.dub.language

    @property
    def heard(self) -> Mapping[str, Take]:
        """The voice take of every line that has been spoken, by line id."""
        return self.voices

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """When every line is heard in the original, and how long it may be heard here."""
        heard = self.episode.heard
        rows = [
            (line, timed.start + at, heard[line].seconds, until)
            for timed, until in zip(self.episode.timed, self._scene_ends, strict=True)
            for line, at in timed.lines
        ]
        return slots(rows)

    @cached_property
    def _scene_ends(self) -> list[float]:
        """When the scene of every shot is over: a line may be heard on for a moment, but not over a card."""
        timed = self.episode.timed
        ends: list[float] = []
        for n, shot in reversed(list(enumerate(timed))):
            end = shot.start + shot.seconds
            following = timed[n + 1] if n + 1 < len(timed) else None
            if following is None or following.shot.framing in CARDS:
                ends.append(end)
            elif following.shot.scene == shot.shot.scene:
                ends.append(ends[-1])
            else:
                ends.append(end + SPLIT)
        return ends[::-1]

    def natural(self, line: str) -> SpeechSpec:
        """Return the Spec of a line at its natural length."""
        told = self.dub.line(line)
        assert told is not None, "it has been translated"
        original = self._of(line).breakdown.speech(line)
        update = {"text": told.text, "language": self.dub.language, "target": None}
        return original.model_copy(update=update)

    def _of(self, id: str) -> Episode:
        """Return the episode that a line or a shot belongs to: an earlier one, if it is shown again."""
        return self.episode.past.get(numbered(id), self.episode)

    @property
    def timed(self) -> tuple[TimedShot, ...]:
        """Every shot as it was, with the lines of the dub that are heard in it."""
        return tuple(self._heard_in(timed) for timed in self.episode.timed)

    def _heard_in(self, timed: TimedShot) -> TimedShot:
        own = {line for line, _ in timed.lines}
        carried = [
            (line, round(slot.start - timed.start, 3))
            for line, slot in self.slots.items()
            if line not in own and slot.start < timed.start and self._until(line) > timed.start + HEARD
        ]
        return replace(timed, carried=tuple(sorted(carried, key=lambda one: one[1])))

    def _until(self, line: str) -> float:
        slot, take = self.slots[line], self.voices.get(line)
        return slot.start + (take.seconds if take is not None else slot.seconds)

    def shot(self, timed: TimedShot) -> ShotSpec:
        """Return the Spec of one shot of ``timed``: that of the original but for mouths, captions and words."""
        was = self.episode.shots[timed.shot.id]
        breakdown = self._of(timed.shot.id).breakdown
        changed = was.model_copy(
            update={
                "figures": tuple(
                    self._figure(figure, n, timed, heard=bool(timed.heard)) for n, figure in enumerate(was.figures)
                ),
                "captions": self._captions(was, timed),
                "title": self._written(was.title),
                "subtitle": self._subtitle(was, breakdown.bible.title),
                "badge": self._written(was.badge),
                "prop": was.prop.model_copy(update={"text": self._written(was.prop.text)}) if was.prop else None,
            }
        )
        if was.speech is not None:  # it says the original's words: those of the dub are laid over its mouths
            changed = changed.model_copy(update={"speech": was.speech.model_copy(update={"followed": False})})
        return changed

    def _figure(self, figure: FigureSpec, n: int, timed: TimedShot, heard: bool) -> FigureSpec:
        placed = timed.shot.figures
        if n >= len(placed):
            return figure
        mouth = self._of(timed.shot.id).breakdown.mouth(placed[n], timed, self.voices)
        if not heard and all(key.shape == "sil" for key in figure.mouth):
            return figure
        mouth = mouth or _closed(figure)
        if isinstance(self._of(timed.shot.id).camera(timed.shot.id), Photographing):
            mouth = _as_prompted(figure, mouth)
        return figure.model_copy(update={"mouth": mouth})

    def _captions(self, was: ShotSpec, timed: TimedShot) -> tuple[Caption, ...]:
        return self._of(timed.shot.id).breakdown.captions(timed, self.voices, self.dub.language) if timed.heard else ()

    def _written(self, text: str) -> str:
        return self.dub.texts.get(text, text)

    def _subtitle(self, was: ShotSpec, title: str) -> str:
        return self.dub.series if was.subtitle == title else self._written(was.subtitle)

    async def film(self, timed: TimedShot) -> Take:
        """Make the picture of a shot: the original's, or what differs drawn over it."""
        studio, id = self.episode.studio, timed.shot.id
        original, was, shot = self._original(id), self.episode.shots[id], self.shot(timed)
        if shot == was:
            return original
        over = self._drawn_over(original, id)
        if over:
            return await studio.floor.make(studio.makers.redraw, RedrawSpec(shot=shot, was=was), over)
        return await studio.floor.make(self.episode.camera(id), shot, self.episode.references(id))

    def _drawn_over(self, original: Take, id: str) -> list[Take]:
        """Return what a drawn shot is made over with: its take, in a scouted set also its plates and that set."""
        if original.tool == Drawn.tool:
            return [original]
        ground = original.facts.get("ground")
        if original.tool != OnSet.tool or not isinstance(ground, dict):
            return []
        plates = self.episode.studio.floor.take(ground["plates"])
        return [original, plates, self.episode.references(id)[-1]] if plates is not None else []

    def _original(self, id: str) -> Take:
        take = self.episode.filmed(id)
        assert take is not None, "the episode is finished"
        return take

    def cut(self, segments: Mapping[str, Take], music: Take, effects: Take) -> CutSpec:
        """Return the Spec of the master: pictures and dialogue of the dub, music and effects of the original."""
        spec = self.episode.breakdown.cut(
            self.timed, list(segments.values()), self.voices, music, effects, self.episode.storyboard.music_level
        )
        # An mp4 knows languages by three letters; told another code, it keeps none.
        language = LANGUAGES[self.dub.language].three
        return spec.model_copy(update={"title": f"{self.dub.series} · {self.dub.title}", "language": language})


def _closed(figure: FigureSpec) -> tuple[MouthKey, ...]:
    """Return a mouth that says nothing, if it said something in the original."""
    return (MouthKey(at=0.0, shape="sil", open=0.0),) if figure.mouth else ()


def _as_prompted(figure: FigureSpec, mouth: tuple[MouthKey, ...]) -> tuple[MouthKey, ...]:
    """Return a mouth that is worded as the original's is: another prompt would be another, paid, picture."""
    if not figure.mouth or not opens(figure):
        return figure.mouth
    spoken = figure.model_copy(update={"mouth": mouth})
    return mouth if opens(spoken) else (MouthKey(at=0.0, shape="sil", open=_PARTED),)


def written(episode: Episode) -> tuple[str, ...]:
    """Return all that is seen in writing and not heard, as the Specs of an episode have it: cards, screens, letters."""
    texts: list[str] = []
    for spec in episode.shots.values():
        texts += [spec.title, spec.subtitle, spec.badge, spec.prop.text if spec.prop else ""]
    texts += [episode.script.title, episode.bible.title, PREVIOUSLY]
    return tuple(dict.fromkeys(text for text in texts if text))
