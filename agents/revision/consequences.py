"""Consequences: the findings that edits would open or close, and what later depends on what they change."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ...memory.canon import Fact, Facts, Finding, Findings, Waivers
from ...memory.numbering import numbers, place
from ...memory.proposal import Touched
from ...memory.script import Outline, Script
from .. import continuity
from ..canon import names_in
from ..continuity.kinds import KINDS
from ..crew import Studio, Told
from ..editor import CODES
from ..sentences import facts_of
from ..supervision import contradictions
from ..timing import LONGEST, SHORTEST
from .rehearsal import REVISED

_WORDS = re.compile(r"\w+")
_QUOTED = 4
"""So many words in a row that are said again are a quotation."""


class Consequences:
    """What edits bring about in the story. It writes facts and findings into the rehearsal, as they would be."""

    def __init__(self, before: Studio, after: Studio, concerned: Sequence[str]) -> None:
        self._before, self._after = before, after
        scripts = {key for key, _ in before.archive.digests().items() ^ after.archive.digests().items()}
        told = {"script", "bible", "outline", "waivers"}
        self._story_changes = any(kind in told for kind, _ in scripts)
        first = min((place(id) for kind, id in scripts if kind == "script"), default=0)
        if any(kind in ("bible", "outline", "waivers") for kind, _ in scripts):
            first = 0
        self._checked = [id for id in after.chronicle.approved() if place(id) >= first] if self._story_changes else []
        self._gone, self._new = self._facts(concerned)

    def _facts(self, concerned: Sequence[str]) -> tuple[dict[str, Fact], dict[str, Fact]]:
        """Commit in the rehearsal what the edited episodes make true now; return what is no longer and what is new."""
        gone, new = dict[str, Fact](), dict[str, Fact]()
        chronicle = self._after.chronicle
        for id in (id for id in concerned if id in set(chronicle.approved())):
            names = names_in(chronicle, numbers(id)[0])
            facts = facts_of(names.bible, chronicle.script(id), names.past, names.threads)
            old = {fact.text: fact for fact in chronicle.facts_in(id)}
            self._after.archive.put("facts", id, Facts(facts=tuple(facts)), REVISED, "continuity")
            told = {fact.text: fact for fact in facts}
            gone |= {text: fact for text, fact in old.items() if text not in told}
            new |= {text: fact for text, fact in told.items() if text not in old}
        return gone, new

    def findings(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Return the findings that would be opened, and those that would be closed."""
        opened, closed = list[Finding](), list[Finding]()
        for id in self._checked:
            was, is_ = self._found(self._before, id), self._checked_anew(id)
            opened += [finding for key, finding in is_.items() if key not in was]
            closed += [finding for key, finding in was.items() if key not in is_]
        return tuple(opened), tuple(closed)

    def _found(self, studio: Studio, id: str) -> dict[str, Finding]:
        stored = studio.archive.get("findings", id, Findings) or Findings()
        return {one.id: one for one in stored.findings if one.status == "open" and one.code not in CODES}

    def _checked_anew(self, id: str) -> dict[str, Finding]:
        chronicle, archive = self._after.chronicle, self._after.archive
        season, _ = numbers(id)
        told = Told.before(chronicle, id)
        found = contradictions(chronicle.bible(season), chronicle.outline(season), told, chronicle.script(id))
        waivers = archive.get("waivers", "series", Waivers) or Waivers()
        stored = (archive.get("findings", id, Findings) or Findings()).findings
        others = tuple(one for one in stored if one.code in CODES or _judged(one))
        findings = continuity.waived((*found, *others), waivers.waivers)
        archive.put("findings", id, Findings(findings=findings), REVISED, "continuity")
        return self._found(self._after, id)

    def of_length(self, lengths: Mapping[str, tuple[float, float]]) -> Iterator[Finding]:
        """Yield the findings of the form: an episode that would be too short or too long."""
        for id, (_, seconds) in lengths.items():
            if SHORTEST <= seconds <= LONGEST:
                continue
            code = "too_short" if seconds < SHORTEST else "too_long"
            bound = SHORTEST if seconds < SHORTEST else LONGEST
            message = f"{id} would last {seconds:.0f} s; the form asks for {SHORTEST:.0f} to {LONGEST:.0f}."
            mend = f"Give it {abs(bound - seconds):.0f} s {'more' if seconds < SHORTEST else 'less'}."
            yield Finding(id=f"{id}.{code}", code=code, severity="warning", message=message, mend=mend)  # type: ignore[arg-type]

    def touched(self) -> tuple[Touched, ...]:
        """Return what later depends on what changes: episodes, threads and facts, each with why."""
        found = [*self._threads(), *self._quotations(), *self._dubs()]
        found += [Touched(what="fact", id=fact.id, why=f"no longer true: {text}") for text, fact in self._gone.items()]
        found += [Touched(what="fact", id=fact.id, why=f"becomes true: {text}") for text, fact in self._new.items()]
        return tuple(dict.fromkeys(found))

    def _changed_scripts(self) -> Iterator[tuple[Script, Script | None]]:
        """Yield the scripts that change, as they were and as they would be."""
        after = self._after.archive
        for id in self._before.archive.ids("script"):
            was, is_ = self._before.archive.get("script", id, Script), after.get("script", id, Script)
            if was is not None and was != is_:
                yield was, is_

    def _threads(self) -> Iterator[Touched]:
        for was, is_ in self._changed_scripts():
            held = {(event.kind, event.what) for event in was.events if event.kind in ("plants", "pays")}
            holds = {(event.kind, event.what) for event in is_.events} if is_ else set()
            outline = self._before.chronicle.outline(numbers(was.episode)[0])
            for kind, id in sorted(held - holds):
                yield Touched(what="thread", id=id, why=f"{was.episode} no longer {kind} it: {_asked(outline, id)}")

    def _quotations(self) -> Iterator[Touched]:
        """Yield later episodes that say again what an earlier one would no longer say."""
        for was, is_ in self._changed_scripts():
            said = {line.text for line in is_.lines()} if is_ else set()
            lost = [line for line in was.lines() if line.text not in said]
            if not lost:
                continue
            runs = {run: line.text for line in lost for run in _runs(line.text)}
            for later in self._before.chronicle.scripts():
                if place(later.episode) <= place(was.episode):
                    continue
                quoted = next((runs[run] for line in later.lines() for run in _runs(line.text) if run in runs), "")
                if quoted:
                    yield Touched(what="episode", id=later.episode, why=f"it quotes “{quoted}” of {was.episode}")

    def _dubs(self) -> Iterator[Touched]:
        changed = {was.episode for was, _ in self._changed_scripts()}
        for id in self._before.archive.ids("dub"):
            if id.rpartition(".")[0] in changed:
                yield Touched(what="dub", id=id, why="its lines change")


def _judged(finding: Finding) -> bool:
    """Tell whether a judge found it: nobody asks one in a rehearsal."""
    kind = KINDS.get(finding.code)
    return finding.code == "judgement" or (kind is not None and not kind.exact)


def _asked(outline: Outline, thread: str) -> str:
    return next((one.question for one in outline.threads if one.id == thread), thread)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    return (tuple(words[n : n + _QUOTED]) for n in range(len(words) - _QUOTED + 1))
