"""Speaking: a camera whose model says the lines itself; captions and the cut follow what it said."""

from typing import Protocol, runtime_checkable

from ..clip.sound import ClipSound, ClipSoundSpec
from ..floor import Floor
from ..picture.captioning import captioned
from ..picture.spec import ShotSpec
from ..take import Take
from ..voice.following import Following, FollowSpec
from .fallback import Fallback
from .photographed import Photographed

SPOKEN = "spoken"
"""Fact of a shot that was told what to say: keys of its lines as they are heard in it; none if they cannot be told."""
UNHEARD = "unheard"
"""Fact of such a shot: why they cannot."""
VERSION = f"{ClipSound.version}.{Following.version}"


@runtime_checkable
class Speaking(Protocol):
    """A maker of shots that may say their lines itself."""

    def speaks(self, seconds: float) -> bool:
        """Tell whether it can do so in a shot of that length."""
        ...


def speaks(camera: object, seconds: float) -> bool:
    """Tell whether a camera can say the lines of a shot of that length itself."""
    match camera:
        case Fallback():
            return speaks(camera.first, seconds)
        case Photographed():
            return speaks(camera.motion, seconds)
        case Speaking():
            return camera.speaks(seconds)
        case _:
            return False


def told_to_say(spec: ShotSpec) -> bool:
    """Tell whether a shot's words are to follow the sound of its clip."""
    return spec.speech is not None and spec.speech.followed


async def spoken_by_itself(floor: Floor, spec: ShotSpec, clip: Take) -> tuple[ShotSpec, dict[str, object]]:
    """Return the shot with the captions of what its clip says, and the facts ``spoken`` or ``unheard``."""
    assert spec.speech is not None, "it was told what to say"
    sound = await floor.make(ClipSound(), ClipSoundSpec(frames=spec.frames, fps=spec.fps), [clip])
    texts = tuple(line.text for line in spec.speech.lines)
    heard = [await floor.make(Following(), FollowSpec(lines=texts, index=n), [sound]) for n in range(len(texts))]
    doubts = [str(take.facts["why"]) for take in heard if not take.facts["trusted"]]
    if doubts:
        return spec, {SPOKEN: [], UNHEARD: doubts[0]}
    shown = heard if spec.speech.captioned else []
    captions = tuple(caption for take in shown for caption in captioned(_words(take), begins(take), spec.seconds))
    return spec.model_copy(update={"captions": captions}), {SPOKEN: [take.key for take in heard]}


def begins(line: Take) -> float:
    """Return when a line that was followed begins, in seconds from the start of its shot."""
    return float(line.facts["at"])  # type: ignore[arg-type]


def _words(take: Take) -> list[tuple[str, float, float]]:
    return [(str(w), float(a), float(b)) for w, a, b in take.facts["words"]]  # type: ignore[attr-defined]
