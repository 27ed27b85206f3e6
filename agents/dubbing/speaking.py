"""Speaking: a line of footage in another language, said so that it fits and is understood."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...memory.dub import Glossary
from ...memory.look import Voice
from ...tools.listening.heard_back import HeardBack, HeardBackSpec
from ...tools.listening.listener import Said
from ...tools.listening.similarity import SAME
from ...tools.voice.spec import SpeechSpec
from .commission import Bench, Line, Wish
from .fitting import FASTEST, Slot, fit
from .translator import Brief, Cue, Rendering

REWORDINGS = 3
"""How often a line that is too long is said in less, at most."""
SLOWER = 0.94
"""Pace of a line that was not understood, against what it was."""


@dataclass(frozen=True)
class Speaker:
    """Speaks the lines of one dub."""

    bench: Bench
    wish: Wish
    decided: Callable[[str], None]

    async def speak(self, id: str, said: Said, slot: Slot, rendering: Rendering, voice: Voice) -> Line:
        """Speak a line so that it fits; one that is not understood is spoken once more, a little slower."""
        line = await self._fitted(id, said, slot, rendering, voice)
        line = replace(line, alike=await self._heard_back(line))
        if line.alike is None or line.alike >= SAME:
            return line
        slower = voice.model_copy(update={"pace": round(voice.pace * SLOWER, 3)})
        again = await self._fitted(id, said, slot, line.rendering, slower)
        again = replace(again, alike=await self._heard_back(again))
        best = again if (again.alike or 0.0) > line.alike else line
        if (best.alike or 0.0) < SAME:
            self.decided(f"{id} is hardly understood ({best.alike:.0%}): “{best.rendering.text}”")
        return best

    async def _fitted(self, id: str, said: Said, slot: Slot, rendering: Rendering, voice: Voice) -> Line:
        maker = self.bench.speaker(voice)
        shorter = list(rendering.shorter)
        text = rendering.text
        for attempt in range(REWORDINGS + 1):
            spec = SpeechSpec(text=text, language=self.wish.language.code, voice=voice)
            take = await self.bench.floor.make(maker, spec)
            natural = take.seconds
            fitted = fit(natural, slot.seconds, slot.room)
            if fitted.fits or attempt == REWORDINGS:
                break
            following = await self._shorter(id, said, slot, text, shorter, fitted.share)
            if following == text:
                break
            text = following
        speed = fitted.speed
        if not fitted.fits:
            target = round(natural / FASTEST, 3)
            take = await self.bench.floor.make(maker, spec.model_copy(update={"target": target}))
        elif fitted.target is not None:
            take = await self.bench.floor.make(maker, spec.model_copy(update={"target": fitted.target}))
        said_so = rendering if text == rendering.text else replace(rendering, text=text)
        return Line(id, said, said_so, slot, take, natural, speed)

    async def _shorter(self, id: str, said: Said, slot: Slot, text: str, shorter: list[str], share: float) -> str:
        while shorter:
            following = shorter.pop(0)
            if len(following) < len(text):
                return following
        if self.bench.translator is None or self.wish.renderings:
            return text
        brief = Brief(self.wish.language.code, self.wish.source, Glossary(language=self.wish.language.code))
        cue = Cue(id=id, speaker=said.speaker, text=said.text, seconds=slot.seconds, room=slot.room)
        return await self.bench.translator.shorter(brief, cue, text, share)

    async def _heard_back(self, line: Line) -> float | None:
        if self.bench.ear is None:
            return None
        spec = HeardBackSpec(text=line.rendering.text, language=self.wish.language.code)
        alike = (await self.bench.floor.make(HeardBack(self.bench.ear), spec, [line.take])).facts["alike"]
        return float(alike) if isinstance(alike, int | float) else None
