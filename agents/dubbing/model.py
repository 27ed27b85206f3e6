"""The model translator: a language model with the bible, a glossary and the time of every line in front of it.

It says each line twice, as it should be and in less; a second reading, which sees the dub before the original, says
where the meaning has moved, and what has moved is translated once more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...errors import ModelRefused, ModelUnusable
from ...memory.bible import Bible
from ...memory.dub import Glossary, Register
from ...memory.languages import language
from ...prompts import fence
from ..model.endpoint import plain_schema
from ..model.structured import Unsettled, ask
from ..model.talk import Model, as_messages
from .drafts import BackDraft, BacksDraft, GlossaryDraft, LinesDraft, ShorterDraft, WordsDraft
from .translator import Brief, Cue, Passage, Rendering

SYLLABLES: Mapping[str, float] = {
    "de": 5.0, "en": 4.8, "es": 6.2, "fr": 5.8, "hi": 5.8, "id": 5.8, "it": 6.2, "ja": 7.0, "ko": 6.0, "pt": 5.8,
    "ru": 5.4, "th": 4.6, "tr": 5.8, "vi": 4.8, "zh": 4.8,
}  # fmt: skip
"""Syllables (morae in Japanese, characters in Chinese) a second of natural speech."""
USUAL = 5.2
LEAST = 2


class ModelTranslator:
    """Translates with a model; ``decided`` is told (text, episode) what could not be checked."""

    def __init__(self, model: Model, decided: Callable[[str, str], object] | None = None) -> None:
        self._model, self._decided = model, decided

    async def glossary(self, brief: Brief) -> Glossary:
        """Complete the glossary once; one that has been settled stays."""
        if brief.bible is None or brief.glossary.names or brief.glossary.registers:
            return brief.glossary
        messages = as_messages(
            "dub.glossary",
            language=_named(brief),
            schema=plain_schema(GlossaryDraft),
            series=fence(_series(brief), "series"),
            glossary=fence(_glossary(brief.glossary), "glossary"),
        )
        ids = {person.id for person in brief.bible.characters}

        def settle(draft: GlossaryDraft) -> Glossary:
            strange = [one for one in draft.registers if {one.speaker, one.to} - ids]
            if strange:
                raise Unsettled([f"nobody has the id {one.speaker!r} or {one.to!r}" for one in strange])
            return Glossary(
                language=brief.language,
                names={one.source: one.target for one in draft.names if one.source.strip() and one.target.strip()},
                registers=tuple(Register(speaker=r.speaker, to=r.to, form=r.form) for r in draft.registers),
            )

        return await ask(self._model, "translator", messages, GlossaryDraft, settle)

    async def lines(self, brief: Brief, passage: Passage) -> tuple[Rendering, ...]:
        """Translate a scene, have it read back, and translate anew what has moved."""
        found = await self._translated(brief, passage)
        moved = await self._moved(brief, passage, found)
        if moved:
            again = Passage(tuple(cue for cue in passage.cues if cue.id in moved), passage.about)
            told = replace(brief, before=(*brief.before, *zip(passage.cues, found, strict=True)))
            anew = await self._translated(told, again, moved)
            still = await self._moved(brief, again, anew)
            later = {one.id: replace(one, doubt=still[one.id].why if one.id in still else "") for one in anew}
            found = tuple(later.get(one.id, one) for one in found)
        return found

    async def shorter(self, brief: Brief, cue: Cue, text: str, share: float) -> str:
        """Say a line in less."""
        syllables = max(LEAST, int(cue.room * 1.1 * _pace(brief) * min(1.0, share + 0.15)))
        messages = as_messages(
            "dub.shorter",
            language=_named(brief),
            syllables=str(syllables),
            schema=plain_schema(ShorterDraft),
            original=fence(cue.text, "original"),
            line=fence(text, "line"),
        )
        try:
            return await ask(self._model, "translator", messages, ShorterDraft, lambda draft: _said(draft.text) or text)
        except ModelUnusable:
            return text

    async def words(self, brief: Brief, texts: Sequence[str]) -> Mapping[str, str]:
        """Translate what is written."""
        if not texts:
            return {}
        messages = as_messages(
            "dub.words",
            language=_named(brief),
            schema=plain_schema(WordsDraft),
            glossary=fence(_glossary(brief.glossary), "glossary"),
            words=fence("\n".join(texts), "words"),
        )

        def settle(draft: WordsDraft) -> Mapping[str, str]:
            found = {one.source: _said(one.target) for one in draft.words if one.source in texts}
            lacking = [text for text in texts if not found.get(text)]
            if lacking:
                raise Unsettled([f"these words are not there: {text}" for text in lacking])
            return found

        return await ask(self._model, "translator", messages, WordsDraft, settle)

    async def _translated(
        self, brief: Brief, passage: Passage, moved: Mapping[str, BackDraft] | None = None
    ) -> tuple[Rendering, ...]:
        messages = as_messages(
            "dub.lines",
            language=_named(brief),
            schema=plain_schema(LinesDraft),
            series=fence(_series(brief), "series"),
            glossary=fence(_glossary(brief.glossary), "glossary"),
            before=fence(_before(brief), "before"),
            scene=fence(_scene(brief, passage, moved or {}), "scene"),
        )

        def settle(draft: LinesDraft) -> tuple[Rendering, ...]:
            told = {one.id.strip().strip("[]"): one for one in draft.lines}
            lacking = [cue.id for cue in passage.cues if cue.id not in told or not _said(told[cue.id].text)]
            if lacking:
                raise Unsettled([f"{id} has no line" for id in lacking])
            return tuple(
                Rendering(
                    id=cue.id,
                    text=_said(told[cue.id].text),
                    by="model",
                    shorter=tuple(filter(None, [_said(told[cue.id].shorter)])),
                )
                for cue in passage.cues
            )

        return await ask(self._model, "translator", messages, LinesDraft, settle)

    async def _moved(self, brief: Brief, passage: Passage, found: Sequence[Rendering]) -> Mapping[str, BackDraft]:
        """Return the lines whose meaning has moved, by id; a reader that gives no answer stops nothing, and is told."""
        rows = [
            f"[{cue.id}]\n{_named(brief)}: {one.text}\noriginal: {cue.text}"
            for cue, one in zip(passage.cues, found, strict=True)
        ]
        messages = as_messages(
            "dub.back",
            language=_named(brief),
            schema=plain_schema(BacksDraft),
            lines=fence("\n\n".join(rows), "lines"),
        )
        ids = {cue.id for cue in passage.cues}
        try:
            read = await ask(self._model, "continuity", messages, BacksDraft, lambda draft: draft.lines)
        except (ModelUnusable, ModelRefused) as error:
            if self._decided is not None:
                self._decided(f"The dub into {_named(brief)} was not read back: {error}", passage.cues[0].id)
            return {}
        return {one.id: one for one in read if one.id in ids and one.verdict != "same"}


def _named(brief: Brief) -> str:
    return language(brief.language).name


def _pace(brief: Brief) -> float:
    return SYLLABLES.get(brief.language, USUAL)


def _said(text: str) -> str:
    return " ".join(text.split()).strip('“”"«»')


def _series(brief: Brief) -> str:
    bible = brief.bible
    if bible is None:
        return "Footage of somebody's own; nothing is known of it but what is said."
    people = [_person(bible, n) for n in range(len(bible.characters))]
    return "\n".join([f"{bible.title}: {bible.logline}", f"Tone: {bible.tone}", *people])


def _person(bible: Bible, n: int) -> str:
    one = bible.characters[n]
    ties = ", ".join(f"{tie.to} is their {tie.kind}" for tie in one.relations)
    return f"- {one.id}: {one.full_name}, {one.look.sex}, {one.job}, {one.temper}; {one.speech}" + (
        f"; {ties}" if ties else ""
    )


def _glossary(glossary: Glossary) -> str:
    rows = [f"{source} = {target}" for source, target in glossary.names.items()]
    rows += [f"{one.speaker} to {one.to}: {one.form}" for one in glossary.registers]
    return "\n".join(rows) or "nothing yet"


def _before(brief: Brief) -> str:
    rows = [f"{cue.speaker}: {cue.text}\n    {said.text}" for cue, said in brief.before]
    return "\n".join(rows) or "nothing: it begins here"


def _scene(brief: Brief, passage: Passage, moved: Mapping[str, BackDraft]) -> str:
    rows = [f"(What it turns: {passage.about})"] if passage.about else []
    for cue in passage.cues:
        most = max(LEAST, int(cue.room * _pace(brief)))
        manner = "" if cue.emotion == "neutral" else f", {cue.emotion}"
        to = f" to {cue.to}" if cue.to else ""
        doing = f" [{cue.doing}]" if cue.doing else ""
        rows.append(f"[{cue.id}] {cue.speaker}{to}{manner}, at most {most} syllables{doing}: {cue.text}")
        if cue.id in moved:
            rows.append(f"    (your last translation was read as: {moved[cue.id].means} — {moved[cue.id].why})")
    return "\n".join(rows)
