"""Hold a series against itself: every script against all that happened before; and the word that a finding is meant."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..agents import canon, continuity, editor
from ..agents.continuity.kinds import KINDS
from ..agents.crew import Studio, Told
from ..agents.supervision import contradictions
from ..agents.waiving import waive
from ..errors import UserError
from ..memory.archive import Archive
from ..memory.canon import Finding, Findings, Place, Waivers
from ..memory.chronicle import Chronicle
from ..memory.folder import SeriesFolder
from ..memory.frozen import Frozen
from ..memory.numbering import numbers, place
from .outside import check_text as check_text
from .settings import Settings

_WANTED = re.compile(r"s\d{2,}(e\d{2,})?")


class CheckReport(Frozen):
    """What contradicts canon in a series, or in a part of it."""

    series: str
    title: str
    episodes: tuple[str, ...]
    """Ids of the episodes that were checked."""
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            **self.model_dump(mode="json"),
            "open": self._count("open"),
            "waived": self._count("waived"),
        }

    def as_text(self) -> str:
        """Return every finding with both quotes, their places and the smallest edit; the last line counts them."""
        waived_ = f", {self._count('waived')} waived" if self._count("waived") else ""
        count, checked = self._count("open"), len(self.episodes)
        last = (
            f"{count or 'No'} open finding{'s' * (count != 1)}{waived_} in {checked} episode{'s' * (checked != 1)} "
            f"of {self.title}."
        )
        return "\n".join([*(line for finding in self.findings for line in _told(finding)), last])

    def _count(self, status: str) -> int:
        return sum(finding.status == status for finding in self.findings)


def _told(finding: Finding) -> Iterator[str]:
    status = "" if finding.status == "open" else f"  {finding.status}"
    yield f"{finding.id}  {finding.severity}{status}"
    yield f"    {finding.message}"
    yield from (f"    {side:<7} {_quoted(at)}" for side, at in _sides(finding) if at is not None)
    if finding.mend:
        yield f"    mend    {finding.mend}"
    yield ""


def _sides(finding: Finding) -> tuple[tuple[str, Place | None], ...]:
    return ("canon", finding.canon), ("script", finding.script)


def _quoted(at: Place) -> str:
    where = at.line or at.scene or at.episode or "the bible"
    return f"{where}: “{at.quote}”" if at.quote else where


def check_series(settings: Settings, name: str, episodes: str = "") -> CheckReport:
    """Check a series anew: all of it, a season (``s01``) or an episode (``s01e04``); keep and return the findings.

    Data decides; if the settings speak to a model, it judges the words too. Raises UserError if there is nothing such.
    """
    folder = SeriesFolder(settings.home, name)
    with folder.lock():
        if settings.speaks_to_a_model:
            from .wiring import open_studio  # only now: it opens recall and the makers

            with open_studio(settings, folder) as studio:
                return asyncio.run(_judged(studio, name, episodes))
        with folder.archive() as archive:
            chronicle = Chronicle(archive)
            ids = _chosen(archive, name, episodes)
            for id in ids:
                _keep(archive, id, _by_data(chronicle, id), judged=False)
            return _report(archive, chronicle, name, ids)


async def _judged(studio: Studio, name: str, episodes: str) -> CheckReport:
    ids = _chosen(studio.archive, name, episodes)
    for id in ids:
        found = _by_data(studio.chronicle, id)
        if studio.judge is not None:
            told = Told.before(studio.chronicle, id, canon.nearest(studio, id))
            bible = studio.chronicle.bible(numbers(id)[0])
            found = (*found, *await studio.judge.judge(bible, told, studio.chronicle.script(id)))
        _keep(studio.archive, id, found, judged=studio.judge is not None)
    return _report(studio.archive, studio.chronicle, name, ids)


def _chosen(archive: Archive, name: str, episodes: str) -> list[str]:
    """Return the ids of the written episodes that are meant, in order."""
    written = sorted(archive.ids("script"), key=place)
    wanted = episodes.strip().lower()
    if wanted and not _WANTED.fullmatch(wanted):
        raise UserError(f"{episodes[:20]!r} is neither an episode (s01e04) nor a season (s01).")
    chosen = [id for id in written if id == wanted or id.startswith(f"{wanted}e" if wanted else "")]
    if not chosen:
        there = f"{written[0]} to {written[-1]}" if written else "none"
        raise UserError(f"{name} has no script of {wanted or 'any episode'} to check. Written: {there}.")
    return chosen


def _by_data(chronicle: Chronicle, id: str) -> tuple[Finding, ...]:
    season, _ = numbers(id)
    told = Told.before(chronicle, id)
    return contradictions(chronicle.bible(season), chronicle.outline(season), told, chronicle.script(id))


def _keep(archive: Archive, id: str, found: Sequence[Finding], judged: bool) -> None:
    """Store what was found beside what others found: the editor's, and a judge's if nobody has judged anew."""
    before = archive.get("findings", id, Findings) or Findings()
    kept = [finding for finding in before.findings if _of_others(finding, judged)]
    waivers = archive.get("waivers", "series", Waivers) or Waivers()
    findings = continuity.waived((*found, *kept), waivers.waivers)
    archive.put("findings", id, Findings(findings=findings), "checked anew", "continuity")


def _of_others(finding: Finding, judged: bool) -> bool:
    kind = KINDS.get(finding.code)
    by_judge = finding.code == "judgement" or (kind is not None and not kind.exact)
    return finding.code in editor.CODES or (by_judge and not judged)


def _report(archive: Archive, chronicle: Chronicle, name: str, ids: Sequence[str]) -> CheckReport:
    found = (archive.get("findings", id, Findings) or Findings() for id in ids)
    return CheckReport(
        series=name,
        title=chronicle.bible(chronicle.seasons()[-1]).title,
        episodes=tuple(ids),
        findings=tuple(finding for document in found for finding in document.findings),
    )


def waive_in_file(
    settings: Settings, name: str, path: Path, finding: str, reason: str = "", episodes: str = ""
) -> None:
    """Write down that a finding of a Fountain file, or of the series, is meant; raise UserError if neither has it."""
    found = tuple(one.finding for one in check_text(settings, name, path, episodes).found)
    waive_finding(settings.home, name, finding, reason, found)


def waive_finding(home: Path, name: str, finding: str, reason: str = "", others: Sequence[Finding] = ()) -> None:
    """Write down that a finding is meant, by its id, or for good by its id without the episode.

    ``others`` are findings that are not stored: those of a file. Raises UserError, with the nearest ids, if there is
    no such finding.
    """
    folder = SeriesFolder(home, name)
    with folder.lock(), folder.archive() as archive:
        waive(archive, name, finding, reason, others)
        archive.keep_copy()  # the user's word is not to be lost either
