"""The sound stage: dubs and voices that were ordered on the page, carried out for the worker."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import CliffhangerError, ProductionError, SeriesLocked, UserError
from ..memory.cuts import Cuts
from ..memory.folder import SeriesFolder
from ..memory.languages import language
from ..memory.numbering import numbers
from .jobs import Job, Jobs
from .run import Listener
from .settings import Settings

Result = dict[str, Any]
SOUNDS = (".wav", ".mp3", ".m4a", ".mp4", ".mov")
"""What a recording of somebody may come as."""


def dub_as_ordered(settings: Settings, job: Job, listen: Listener) -> Result:
    """Dub episodes of a series into one language, one after the other.

    One that cannot be dubbed does not keep the others from it; raises ProductionError that names it in the end.
    """
    from .dubbing import dub  # only now: it brings what speaks and draws

    args, to = job.args, language(str(job.args["to"]))
    episodes: list[str] = list(args["episodes"])
    listen({"agent": "", "text": "", "episodes": len(episodes)})
    made: list[str] = []
    failed: list[str] = []
    for id in episodes:
        season, number = numbers(id)
        dubbed = f"{id}.{to.code}"
        listen({"agent": "dub", "text": f"into {to.name}: translates the first scene", "episode": dubbed})
        try:
            hear, said = _plain(listen, to.name), args.get("said") or None
            report = dub(settings, job.series, to.code, str(number), season, said, None, hear)
        except SeriesLocked:
            raise  # the worker waits, and begins again: what was made is found
        except CliffhangerError as error:
            failed.append(str(error))
        else:
            made.append(id)
            _keep(settings, job, report.episodes[0].model_dump(mode="json"))
            listen({"agent": "dub", "text": f"finished in {to.name}", "episode": dubbed})
    if failed:
        raise ProductionError(" ".join(dict.fromkeys(failed)))
    return {"language": to.code, "episodes": made}


def _plain(listen: Listener, name: str) -> Listener:
    """Return who hears a dub and says the same shot by shot, so that counting is one line that changes."""

    def heard(event: Mapping[str, Any]) -> None:
        said = f"into {name}" if event.get("agent") == "dub" and "of" in event else event.get("text", "")
        listen({**event, "text": said})

    return heard


def _keep(settings: Settings, job: Job, told: dict[str, Any]) -> None:
    """Keep the report of a dub without its paths, with the cut that it was made of."""
    for path in ("master", "captions", "stream"):
        told.pop(path, None)
    with SeriesFolder(settings.home, job.series).archive() as archive:
        cut = Cuts(archive).present(str(told["episode"]))
    with Jobs(settings.home) as jobs:
        body = json.dumps({**told, "cut": cut.number if cut else 0}, ensure_ascii=False)
        jobs.put_dub(job.series, str(told["episode"]), str(told["language"]), body)


def voice_as_ordered(settings: Settings, job: Job, listen: Listener) -> Result:
    """Cast how somebody sounds, or lay out voices to choose from.

    Paths stay here: a page asks for samples by number.
    """
    from .voices import VoiceWish, cast_voice  # only now: it brings what speaks

    args, who = job.args, str(job.args["who"])
    file = recorded(settings.home / job.series, str(args["upload"])) if args.get("upload") else None
    if args.get("upload") and file is None:
        raise UserError("The recording is not there any more. Send it again.")
    wish = VoiceWish(
        said=str(file) if file else str(args["said"]),
        how=args.get("how") or None,
        engine=str(args.get("engine", "")),
        consent=str(args.get("consent", "")),
        whose=str(args.get("whose", "")),
        pick=int(args.get("pick", 0)),
        closer=bool(args.get("closer")),
    )
    try:
        report = cast_voice(settings, job.series, who, wish, listen)
    except CliffhangerError as error:
        if file is None:
            raise
        raise UserError(_called(str(error), file)) from error
    return {
        "who": who,
        "wish": "" if file or not report.candidates else wish.said,
        "candidates": [one.model_dump(mode="json", exclude={"path"}) for one in report.candidates],
        "notes": [_called(note, file) for note in report.notes if "--" not in note],
        "lines": report.lines,
        "episodes": report.episodes,
    }


def _called(text: str, file: Path | None) -> str:
    """Return a sentence about an uploaded file under a name that whoever sent it knows."""
    return text.replace(file.name, "The recording") if file else text


def recorded(series: Path, upload: str) -> Path | None:
    """Return the recording that was sent in under an id; None if there is none."""
    files = (series / "uploads" / f"{upload}{suffix}" for suffix in SOUNDS)
    return next((file for file in files if file.is_file()), None)
