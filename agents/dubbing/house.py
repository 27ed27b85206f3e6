"""The house translator: the library's own translations of what the house writer says. Keyless, and honest about it."""

import re
from collections.abc import Mapping, Sequence

from ...errors import ProductionError
from ...memory.bible import Bible
from ...memory.dub import Glossary
from ...memory.script import Line
from ..house.translation.phrasebook import phrasebook, spoken
from ..house.translation.rendering import Renderer, Untranslated
from .translator import Brief, Cue, Passage, Rendering

_SENTENCE = re.compile(r"(?<=[.!?…。！？।])\s*(?=\S)")
CONFIGURE = "set OPENAI_API_KEY, or OPENAI_BASE_URL and CLIFFHANGER_MODEL for one of your own"


class HouseTranslator:
    """Translates what the script library wrote; for anything else it says what to configure."""

    async def glossary(self, brief: Brief) -> Glossary:
        """Return the names of the cast in the script of the language."""
        book = self._renderer(brief)
        assert brief.bible is not None, "it knows only shows of its own"
        names = {person.name: book.name(person.name) for person in brief.bible.characters}
        return brief.glossary.model_copy(update={"names": {**names, **brief.glossary.names}})

    async def lines(self, brief: Brief, passage: Passage) -> tuple[Rendering, ...]:
        """Translate the lines of a scene; raise ProductionError that names those the library did not write."""
        book, bible = self._renderer(brief), _bible(brief)
        found: list[Rendering] = []
        strange: list[Cue] = []
        for cue in passage.cues:
            try:
                text = book.line(bible, Line(id=cue.id, speaker=cue.speaker, to=cue.to, text=cue.text))
                found.append(Rendering(id=cue.id, text=text, by="library"))
            except Untranslated:
                strange.append(cue)
        if strange:
            shown = "; ".join(f"{cue.id} “{cue.text}”" for cue in strange[:3])
            more = f", and {len(strange) - 3} more" if len(strange) > 3 else ""
            raise ProductionError(
                f"Without a language model only the script library's own lines can be dubbed, and these are not: "
                f"{shown}{more}. To have them translated {CONFIGURE}; or say them yourself: --line {strange[0].id}=“…”."
            )
        return tuple(found)

    async def shorter(self, brief: Brief, cue: Cue, text: str, share: float) -> str:
        """Leave out a sentence, the shortest whose leaving makes it fit; return the line unchanged if there is none."""
        del brief, cue
        sentences = [part for part in _SENTENCE.split(text) if part]
        fits = [
            kept
            for n in range(len(sentences))
            if len(kept := _joined(text, sentences, n)) <= share * len(text) and len(sentences) > 1
        ]
        return max(fits, key=len, default=text)

    async def words(self, brief: Brief, texts: Sequence[str]) -> Mapping[str, str]:
        """Translate what is written; what the library does not know stays as it is."""
        book, bible = self._renderer(brief), _bible(brief)
        found: dict[str, str] = {}
        for text in texts:
            try:
                found[text] = book.written(text, bible)
            except Untranslated:
                continue
        return found

    def _renderer(self, brief: Brief) -> Renderer:
        try:
            return Renderer(phrasebook(brief.language))
        except KeyError:
            known = ", ".join(spoken())
            raise ProductionError(
                f"Without a language model a dub can be made into {known}, not into {brief.language!r}. For any other "
                f"language {CONFIGURE}."
            ) from None


def _bible(brief: Brief) -> Bible:
    assert brief.bible is not None, "it knows only shows of its own"
    return brief.bible


def _joined(text: str, sentences: Sequence[str], without: int) -> str:
    kept = [part for n, part in enumerate(sentences) if n != without]
    return (" " if " " in text else "").join(kept)
