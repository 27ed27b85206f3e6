"""Engines: who speaks voices that are not the embedded engine's, as far as keys and addresses are there."""

import os
from collections.abc import Mapping
from dataclasses import replace

from ...tools.take import AnyMaker
from ...tools.vendors.book import JobBook
from ...tools.vendors.bought import Bought
from ...tools.vendors.elevenlabs import ElevenLabs, ElevenLabsVoices
from ...tools.vendors.openai_speech import OPENAI, OpenAISpeech
from ...tools.vendors.wire import Limits
from ...tools.voice.pocket import Pocket
from ...tools.voice.spec import CloneSpec, SpeechSpec
from ...tools.voice.spoken import Spoken
from ..settings import Settings
from .providers import ANSWERS, prices

ELEVENLABS, SERVER, POCKET = "elevenlabs", "openai", "pocket-tts"


def engines(settings: Settings, book: JobBook) -> Mapping[str, AnyMaker[SpeechSpec]]:
    """Return who speaks, by name; pocket-tts says by itself what it lacks."""
    found: dict[str, AnyMaker[SpeechSpec]] = {POCKET: Pocket()}
    answers, table = settings.home / ANSWERS, prices(settings)
    if key := _key("ELEVENLABS_API_KEY"):
        vendor = ElevenLabs(key, answers, prices=table, limits=_limits(book))
        found[ELEVENLABS] = Spoken(Bought(vendor, book, resubmit=settings.resubmit))
    key, url = _key("OPENAI_API_KEY"), settings.speech_url.rstrip("/")
    if key or url:
        model = settings.speech_model or "gpt-4o-mini-tts"
        server = OpenAISpeech(key, answers, model, url or OPENAI, table, _limits(book))
        found[SERVER] = Spoken(Bought(server, book, resubmit=settings.resubmit))
    return found


def cloners(settings: Settings, book: JobBook) -> Mapping[str, AnyMaker[CloneSpec]]:
    """Return who makes a voice of a recording at a provider, by the name of the engine that then speaks it."""
    key = _key("ELEVENLABS_API_KEY")
    if not key:
        return {}
    vendor = ElevenLabsVoices(key, settings.home / ANSWERS, prices=prices(settings), limits=_limits(book))
    return {ELEVENLABS: Bought(vendor, book, resubmit=settings.resubmit)}


def _key(variable: str) -> str:
    return os.environ.get(variable, "").strip()


def _limits(book: JobBook) -> Limits:
    return replace(Limits(read=300), sleep=book.pause)
