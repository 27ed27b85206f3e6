"""A picture or a sound that is bought: written down, submitted, awaited, fetched, looked at.

What is written down and when decides what a crash costs: the intent before the job is submitted, its id before it is
awaited. So a job that has an id is asked for and never submitted again, and one that may or may not have reached its
provider is never repeated unless the user says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from ...errors import CliffhangerError, JobUncertain, MakerRefused, ToolError
from ...memory.ledger import Job
from ..clip.spec import ClipAbilities, ClipSpec
from ..footage.spec import FootageDubSpec
from ..frame.spec import FrameSpec
from ..take import Made, Take, take_key
from ..voice.spec import CloneSpec, SpeechSpec
from .book import JobBook, StudioCloses
from .goods import (
    GOODS,
    SUFFIXES,
    Ordered,
    ReceivedDub,
    ReceivedSpeech,
    ReceivedVoice,
    must_be_speakable,
    received_dub,
    received_speech,
    received_voice,
)
from .prices import PriceUnknown
from .received import Received, WrongFile, received_clip, received_frame
from .vendor import Expired, NoSuchJob, Progress, Vendor, length_of, must_fit
from .wire import Damaged

Came = Received | ReceivedSpeech | ReceivedVoice | ReceivedDub
TAG = 32
"""Characters of the take's key that a vendor is given as our tag."""


class _Lost(Exception):
    """A job of an earlier run that gives nothing any more, and may be submitted again."""


@dataclass(frozen=True)
class Patience:
    """How a job is awaited, in seconds."""

    first: float = 2.0
    grow: float = 1.5
    most: float = 15.0
    longest: float = 1800.0
    """After it the job is left to its provider; the next run asks for it."""

    def pauses(self) -> Iterator[float]:
        """Yield the pauses between one question and the next, until patience ends."""
        waited, pause = 0.0, self.first
        while waited < self.longest:
            yield pause
            waited += pause
            pause = min(self.most, pause * self.grow)


@dataclass(frozen=True)
class Bought:
    """Makes what a vendor's model makes: frames, clips, speech. Runs in threads of the studio's own process."""

    vendor: Vendor
    book: JobBook
    resubmit: bool = False
    """Whether a job may be submitted although one that was paid for may exist already, or was refused."""
    patience: Patience = Patience()

    lane: Literal["wire"] = "wire"

    @property
    def tool(self) -> str:
        """Provider and model."""
        return f"{self.vendor.name}:{self.vendor.model}"

    @property
    def version(self) -> str:
        """That of the vendor's file."""
        return self.vendor.version

    @property
    def suffix(self) -> str:
        """As the model makes clips, frames or speech."""
        return SUFFIXES[type(self.vendor.abilities)]

    def price(self, spec: Ordered) -> float:
        """Return what a Spec costs in US dollars; PriceUnknown if nobody has written it down."""
        return self.vendor.price(spec)

    def make(self, spec: Ordered, out: Path, inputs: Sequence[Take] = ()) -> Made:
        """Buy it, or fetch what was bought before.

        Facts: what was seen of it (width, height, fps, sound…), vendor, model, job, and price where it is known.
        Raises MakerRefused (moderation, or more than the model can do), JobUncertain, SettingsError (key, model),
        ToolError.
        """
        self._must_fit(spec)
        key = take_key(self.tool, self.version, spec, [take.key for take in inputs])
        pictures = [Path(take.path) for take in inputs]
        id, resumed = self._job(key, spec, pictures)
        try:
            received = self._receive(key, id, resumed, spec, out)
        except _Lost:
            id, _ = self._submit(key, spec, pictures)
            received = self._receive(key, id, False, spec, out)
        self.book.finished(key, "done")
        facts = received.model_dump(exclude={"seconds"}, exclude_defaults=True, mode="json")
        told = {"vendor": self.vendor.name, "model": self.vendor.model, "job": id, **self._cost(spec)}
        return Made(seconds=received.seconds, facts={**facts, **told})

    def _receive(self, key: str, id: str, resumed: bool, spec: Ordered, out: Path) -> Came:
        """Await a job and fetch its file; raise _Lost if it was submitted in an earlier run and is to be repeated."""
        progress = self._await(key, id, resumed)
        return self._fetch(key, id, progress, spec, out, resumed)

    # The job ----------------------------------------------------------------------------------------------------

    def _job(self, key: str, spec: Ordered, pictures: Sequence[Path]) -> tuple[str, bool]:
        """Return the id of the job, and whether it was submitted in an earlier run."""
        job = self.book.job(key)
        if job is None or job.state == "failed":
            return self._submit(key, spec, pictures)
        if job.state == "intended":
            return self._look_for(key, spec, pictures)
        if job.state == "refused" and not self.resubmit:
            raise MakerRefused(
                f"{self._who} has refused this shot before, and is not asked again, as that may cost: say it "
                "otherwise, choose another maker for it, or run again with --resubmit."
            )
        if job.state == "refused" or not self._known(job):
            return self._submit(key, spec, pictures)
        return job.provider_id, True

    def _submit(self, key: str, spec: Ordered, pictures: Sequence[Path]) -> tuple[str, bool]:
        self.book.intend(key, self.tool)
        try:
            id = self.vendor.submit(spec, pictures, key[:TAG])
        except JobUncertain as error:
            found, _ = self._found(key)
            if found is None:
                raise self._uncertain(spec, error) from error
            id = found
        except CliffhangerError:
            self.book.finished(key, "failed")  # nothing was taken, so asking again costs nothing
            raise
        self.book.submitted(key, self.tool, id)
        return id, False

    def _look_for(self, key: str, spec: Ordered, pictures: Sequence[Path]) -> tuple[str, bool]:
        """Look for a job that was about to be submitted when the studio stopped."""
        found, sure = self._found(key)
        if found is not None:
            self.book.submitted(key, self.tool, found)
            return found, True
        if sure or self.resubmit:  # it surely never arrived, or the user takes the risk
            return self._submit(key, spec, pictures)
        raise self._uncertain(spec, None)

    def _found(self, key: str) -> tuple[str | None, bool]:
        """Return the id of the job with our tag, and whether it surely never arrived if there is none."""
        if not self.vendor.finds:
            return None, False
        try:
            return self.vendor.find(key[:TAG]), True
        except JobUncertain:
            return None, False

    def _known(self, job: Job) -> bool:
        """Return whether the provider still knows a job that has an id; raise JobUncertain if it does not."""
        try:
            self.vendor.poll(job.provider_id)
        except NoSuchJob as error:
            if self.resubmit:
                return False
            raise JobUncertain(
                f"{self._who} no longer knows the job {job.provider_id}, which was submitted at {job.at} and may have "
                "been paid for. Run again with --resubmit to submit it once more and pay again."
            ) from error
        return True

    def _await(self, key: str, id: str, resumed: bool) -> Progress:
        """Ask for a job until it ends well; raise what else becomes of it."""
        progress = self.vendor.poll(id) if resumed else self._first_look(id)
        for pause in self.patience.pauses():
            if progress.state not in ("queued", "running"):
                break
            try:
                self.book.pause(pause)
            except StudioCloses:
                self._leave(key, id, progress)
                raise
            progress = self.vendor.poll(id)
        match progress.state:
            case "done":
                return progress
            case "refused":
                self.book.finished(key, "refused")
                raise MakerRefused(
                    f"{self._who} refuses this shot ({progress.text or 'no category given'}; job {id}). Say it "
                    "otherwise, or choose another maker for it."
                )
            case "cancelled" if resumed:
                raise _Lost  # it was cancelled when the studio closed, before it cost anything
            case "failed" | "cancelled":
                self.book.finished(key, "failed")
                ended = "failed" if progress.state == "failed" else "was cancelled there"
                reason = f": {progress.text}" if progress.text else ""
                raise ToolError(f"A job of {self._who} {ended}{reason} (job {id}). Make the shot again.")
            case _:
                raise ToolError(
                    f"{self._who} is still not ready after {self.patience.longest / 60:.0f} minutes (job {id}). Run "
                    "again later: the job is asked for, not paid for twice."
                )

    def _first_look(self, id: str) -> Progress:
        """Ask for a job that has only just been submitted: not every machine of its provider may know it yet."""
        for pause in islice(self.patience.pauses(), 3):
            try:
                return self.vendor.poll(id)
            except NoSuchJob:
                self.book.pause(pause)
        return self.vendor.poll(id)

    def _leave(self, key: str, id: str, progress: Progress) -> None:
        """Cancel a job that has not begun, if it can be done; one that runs is paid for and is fetched next time."""
        if progress.state != "queued":
            return
        try:
            self.vendor.cancel(id)
            if self.vendor.poll(id).state == "cancelled":
                self.book.finished(key, "failed")
        except NoSuchJob:
            self.book.finished(key, "failed")
        except ToolError:
            return  # it goes on, and is asked for on the next run

    # The file ---------------------------------------------------------------------------------------------------

    def _fetch(self, key: str, id: str, progress: Progress, spec: Ordered, out: Path, resumed: bool) -> Came:
        """Fetch the file and look at it; once more, from a fresh address, if it is gone or damaged."""
        try:
            return self._fetch_once(progress, spec, out)
        except (Expired, Damaged):
            progress = self.vendor.poll(id)
        try:
            return self._fetch_once(progress, spec, out)
        except Expired as error:
            self.book.finished(key, "done")
            if resumed and self.resubmit:
                raise _Lost from error
            raise JobUncertain(
                f"The file of job {id} has expired at {self._who}, and it gives no other address; it was paid for. "
                "Run again with --resubmit to pay for another one."
            ) from error
        except Damaged as error:
            raise ToolError(
                f"The file of job {id} came damaged twice from {self._who}. {error} Run again later: it is fetched "
                "again, not paid for twice."
            ) from error

    def _fetch_once(self, progress: Progress, spec: Ordered, out: Path) -> Came:
        arrived = out.with_name(f"{out.stem}.arrived{out.suffix}")
        try:
            self.vendor.fetch(progress, arrived)
            return self._look_at(arrived, spec, out)
        except WrongFile as error:
            raise ToolError(
                f"{self._who} did not make what was asked for: {error} Change the shot or its seed, or choose another "
                "maker for it."
            ) from error
        finally:
            arrived.unlink(missing_ok=True)

    def _must_fit(self, spec: Ordered) -> None:
        """Raise MakerRefused if a Spec asks for what the vendor does not make, or for more than it can do."""
        kind, named = GOODS[type(self.vendor.abilities)]
        if not isinstance(spec, kind):
            raise MakerRefused(f"{self._who} makes {named} only.")
        if isinstance(spec, ClipSpec | FrameSpec):
            must_fit(spec, self.vendor)
        elif isinstance(spec, SpeechSpec):
            must_be_speakable(spec, self.vendor.abilities, self._who)

    def _look_at(self, arrived: Path, spec: Ordered, out: Path) -> Came:
        able = self.vendor.abilities
        if isinstance(spec, FootageDubSpec):
            dubbed = received_dub(arrived, spec)
            arrived.replace(out)
            return dubbed
        if isinstance(spec, ClipSpec) and isinstance(able, ClipAbilities):
            received = received_clip(arrived, spec, length_of(spec, able))
            arrived.replace(out)
            return received
        part = out.with_name(f"{out.stem}.part{out.suffix}")
        try:
            if isinstance(spec, SpeechSpec):
                came: Came = received_speech(arrived, part)
            elif isinstance(spec, CloneSpec):
                came = received_voice(arrived, part)
            else:
                came = received_frame(arrived, spec, part)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
        return came

    # Words ------------------------------------------------------------------------------------------------------

    @property
    def _who(self) -> str:
        return f"{self.vendor.model} at {self.vendor.name}"

    def _cost(self, spec: Ordered) -> dict[str, object]:
        try:
            return {"price": self.price(spec)}
        except PriceUnknown:
            return {}

    def _uncertain(self, spec: Ordered, cause: Exception | None) -> JobUncertain:
        cost = self._cost(spec).get("price")
        again = f"about ${cost:.2f} once more" if cost is not None else "its price once more"
        why = f" ({cause})" if cause else ""
        return JobUncertain(
            f"A job of {self._who} may or may not have reached its provider{why}. Look at your account there; if it is "
            f"not listed, run again with --resubmit, which costs {again} if it was."
        )
