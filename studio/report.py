"""What a run has brought, for people and for scripts."""

from typing import Any

from ..agents.crew import Studio
from ..agents.delivery import master_path
from ..memory.canon import Finding, Findings
from ..memory.frozen import Frozen
from ..memory.numbering import episode_id
from ..memory.script import Script
from ..tools.edit.probe import probe
from .order import Order


class EpisodeReport(Frozen):
    """One episode, as it stands."""

    id: str
    title: str
    master: str
    """Path of the master; empty: not rendered."""
    captions: str
    """Path of the subtitles; empty: not rendered."""
    seconds: float
    """Length of the master as it lies there; 0: not rendered."""
    hook: str
    cliffhanger: str
    findings: tuple[Finding, ...]


class Report(Frozen):
    """A series after a run."""

    series: str
    title: str
    path: str
    episodes: tuple[EpisodeReport, ...]
    seconds: dict[str, float]
    """Seconds spent by stage, that is by agent."""

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return self.model_dump(mode="json")

    def as_text(self) -> str:
        """Return a few lines; the last is the path of the last master."""
        lines = [f"{self.title}  ({self.series})", f"{self.path}"]
        for episode in self.episodes:
            open_ = sum(finding.status == "open" for finding in episode.findings)
            lines.append(
                f"{episode.id}  {episode.title}  {episode.seconds:.0f} s"
                + (f"  {open_} open finding{'s' * (open_ != 1)}" if open_ else "")
            )
            lines.append(f"        {episode.cliffhanger}")
        lines += [episode.master for episode in self.episodes if episode.master]
        return "\n".join(lines)


def report(studio: Studio, order: Order, seconds: dict[str, float]) -> Report:
    """Report on the episodes that were ordered."""
    bible = studio.chronicle.bible(order.season)
    ids = [episode_id(order.season, number) for number in range(order.first, order.last + 1)]
    return Report(
        series=studio.folder.slug,
        title=bible.title,
        path=str(studio.folder.path),
        episodes=tuple(_episode(studio, id) for id in ids),
        seconds={agent: round(spent, 2) for agent, spent in seconds.items()},
    )


def _episode(studio: Studio, id: str) -> EpisodeReport:
    script: Script = studio.document("script", id, Script)
    findings = studio.archive.get("findings", id, Findings)
    master = master_path(studio, id)
    made = master.exists()
    return EpisodeReport(
        id=id,
        title=script.title,
        master=str(master) if made else "",
        captions=str(master.with_suffix(".srt")) if made else "",
        seconds=round(probe(master).seconds, 3) if made else 0.0,
        hook=script.hook,
        cliffhanger=script.cliffhanger,
        findings=findings.findings if findings else (),
    )
