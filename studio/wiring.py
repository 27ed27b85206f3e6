"""The wiring: builds what the graph needs from the settings, and hands it in."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from ..agents.crew import Format, Makers, Studio
from ..agents.house.crew import HouseShowrunner, HouseWriter
from ..agents.house.director import HouseDirector
from ..memory.folder import SeriesFolder
from ..memory.recall import Recall
from ..tools.edit.master import Assembler
from ..tools.floor import Floor
from ..tools.music.composer import Composer
from ..tools.picture.drawn import Drawn
from ..tools.sound.synth import SynthSound
from ..tools.voice.cache import cache_folder
from ..tools.voice.kokoro import Kokoro
from .settings import Settings

_WIDTHS = {"draft": 540, "final": 1080}


@contextmanager
def open_studio(settings: Settings, folder: SeriesFolder) -> Iterator[Studio]:
    """Open everything that a series is worked on with, and close it in the end."""
    with (
        folder.archive() as archive,
        closing(Recall(folder.recall, cache=settings.cache or cache_folder())) as recall,
        closing(Floor(folder.take_store(), settings.workers or None)) as floor,
    ):
        yield Studio(
            folder=folder,
            archive=archive,
            recall=recall,
            floor=floor,
            makers=Makers(
                picture=Drawn(), voice=Kokoro(), music=Composer(), sound=SynthSound(), edit=Assembler()
            ),
            format=form(settings),
            showrunner=HouseShowrunner(recall),
            writer=HouseWriter(),
            director=HouseDirector(),
        )


def form(settings: Settings) -> Format:
    """Return the size of the picture that the settings ask for."""
    width = settings.width or _WIDTHS[settings.quality]
    return Format(width=width, height=width * 16 // 18 * 2, fps=24, draft=settings.quality == "draft")
