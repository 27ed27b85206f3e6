"""The wiring: builds what the graph needs from the settings, and hands it in."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..agents import casting
from ..agents.crew import Critic, Director, Format, Judge, Makers, Showrunner, Studio, Writer
from ..agents.house.board.director import HouseDirector
from ..agents.house.crew import HouseCritic, HouseShowrunner, HouseWriter
from ..agents.model.cards import CardShelf
from ..agents.model.crew import ModelDirector, ModelShowrunner, ModelWriter
from ..agents.model.critic import ModelCritic
from ..agents.model.endpoint import Endpoint, EndpointSettings
from ..agents.model.hearing import HearingShowrunner
from ..agents.model.judge import ModelJudge
from ..agents.model.local import LocalModel, expect_installed, installed
from ..errors import SettingsError
from ..memory.archive import Archive
from ..memory.folder import SeriesFolder
from ..memory.recall import Recall
from ..tools.edit.master import Assembler
from ..tools.floor import Floor
from ..tools.music.composer import Composer
from ..tools.picture.on_set import OnSet
from ..tools.picture.sheet import ContactSheet
from ..tools.sound.synth import SynthSound
from ..tools.vendors.book import LedgerBook
from ..tools.voice.cache import cache_folder
from ..tools.voice.kokoro import Kokoro
from .making.choosing import builder
from .making.engines import cloners, engines
from .settings import LOCAL, Settings

OPENAI = "https://api.openai.com/v1"
DEFAULT_MODEL = "gpt-5-mini"
"""At OpenAI, if a key is there and no model is named."""

_WIDTHS = {"draft": 540, "final": 1080}


Crew = tuple[Showrunner, Writer, Director, Critic, Judge | None]


@contextmanager
def open_studio(settings: Settings, folder: SeriesFolder, making: bool = False) -> Iterator[Studio]:
    """Open everything that a series is worked on with, and close it in the end.

    ``making``: the settings say who films; otherwise those do whom the series was made with.
    """
    cache = settings.cache or cache_folder()
    with (
        folder.archive() as archive,
        closing(Recall(folder.recall, cache=cache)) as recall,
        closing(Floor(folder.take_store(), settings.workers or None)) as floor,
        closing(LedgerBook(archive)) as book,
        closing(LocalModel(cache, archive.record)) as local,
    ):
        decided = _decider(archive)
        cameras = builder(settings, archive, book, lambda text: decided(text, ""), making).cameras()
        showrunner, writer, director, critic, judge = _crew(settings, archive, recall, cache)
        showrunner = _reader(settings, archive, showrunner, local)
        yield Studio(
            folder=folder,
            archive=archive,
            recall=recall,
            floor=floor,
            makers=Makers(
                picture=cameras.picture,
                voice=Kokoro(),
                music=Composer(),
                sound=SynthSound(),
                edit=Assembler(),
                sheet=ContactSheet(),
                cameras=cameras.cameras,
                casting=cameras.casting,
                engines=engines(settings, book),
                cloners=cloners(settings, book),
                on_set=OnSet(),
            ),
            format=form(settings),
            showrunner=showrunner,
            writer=writer,
            director=director,
            critic=critic,
            judge=judge,
        )


def _crew(settings: Settings, archive: Archive, recall: Recall, cache: Path) -> Crew:
    """Return who plays each role: the model that is configured, or the script library."""
    if not settings.speaks_to_a_model:
        return HouseShowrunner(recall), HouseWriter(), HouseDirector(), HouseCritic(), None
    endpoint = Endpoint(endpoint_settings(settings), record=archive.record, cache=cache)
    cards, decided = CardShelf(recall), _decider(archive)

    def noted(text: str, episode: str) -> None:
        archive.log(text, "info", episode)

    return (
        ModelShowrunner(endpoint, cards, casting.look, casting.voices),
        ModelWriter(endpoint, cards, decided, noted),
        ModelDirector(endpoint, HouseDirector(), decided),
        ModelCritic(endpoint, HouseCritic(), decided),
        ModelJudge(endpoint, decided),
    )


def _reader(settings: Settings, archive: Archive, showrunner: Showrunner, local: LocalModel) -> Showrunner:
    """Return the showrunner with whom the settings want to read notes; raise MissingPart if that one is not here."""
    who = notes_read_by(settings)
    if who == "model" or (who == "house" and not settings.speaks_to_a_model):
        return showrunner
    return HearingShowrunner(showrunner, local if who == LOCAL else None, _decider(archive))


def notes_read_by(settings: Settings) -> str:
    """Return ``model``, ``local`` or ``house``; raise MissingPart if the embedded model is wanted and not installed."""
    wanted = settings.models.get("notes") or (LOCAL if settings.model == LOCAL and not settings.base_url else "")
    if wanted == LOCAL:
        expect_installed()
    if wanted:
        return wanted
    if settings.speaks_to_a_model:
        return "model"
    return LOCAL if installed() else "house"


def _decider(archive: Archive) -> Callable[[str, str], None]:
    """Return what writes down that something is done in a lesser way, and tells who watches."""

    def decided(text: str, episode: str) -> None:
        archive.log(text, "decision", episode)
        _shown(text, episode)

    return decided


def _shown(text: str, episode: str) -> None:
    """Tell whoever watches the graph's run what was decided; outside of a run nobody does."""
    from langgraph.config import get_stream_writer

    try:
        tell = get_stream_writer()
    except RuntimeError:
        return
    tell({"agent": "decision", "text": text, "episode": episode})


def endpoint_settings(settings: Settings) -> EndpointSettings:
    """Return the part of the settings that the model's endpoint wants; raise SettingsError if a model is not named."""
    if settings.base_url and not settings.model:
        raise SettingsError(f"Which model at {settings.base_url} should write? Name it: CLIFFHANGER_MODEL=…")
    return EndpointSettings(
        base_url=settings.base_url or OPENAI,
        key=settings.api_key,
        model=settings.model or DEFAULT_MODEL,
        models=settings.models,
        timeout=settings.timeout,
        price_in=settings.price_in,
        price_out=settings.price_out,
    )


def form(settings: Settings) -> Format:
    """Return the size of the picture that the settings ask for."""
    width = settings.width or _WIDTHS[settings.quality]
    return Format(width=width, height=width * 16 // 18 * 2, fps=24, draft=settings.quality == "draft")
