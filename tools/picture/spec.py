"""What a shot is made of, for the makers of pictures."""

from ...memory.bible import ArtDirection, Hour, PropKind, SetKind, Weather
from ...memory.frozen import canonical
from ...memory.look import Emotion, Look, Outfit, Wound
from ...memory.storyboard import Angle, Faces, Framing, Gaze, Gesture, Move
from ..frame.spec import Adapter, Reference
from ..sets.spec import Ground
from ..take import Spec

LATER = ("words", "references", "adapters", "speech", "ground")
"""Fields that photography and scouted sets brought."""


class MouthKey(Spec):
    """The mouth from ``at`` on, until the next key; shapes are blended between keys."""

    at: float
    """Seconds from the start of the shot."""
    shape: str
    """Viseme of the Oculus fifteen: sil PP FF TH DD kk CH SS nn RR aa E I O U."""
    open: float = 1.0
    """Strength, 0 to 1."""


class CaptionWord(Spec):
    """One word of a caption and when it is spoken, in seconds from the start of the shot."""

    text: str
    start: float
    end: float


class Caption(Spec):
    """One caption: at most two lines on screen, the spoken word lit."""

    words: tuple[CaptionWord, ...]
    start: float
    end: float


class FigureSpec(Spec):
    """One person in the frame."""

    look: Look
    outfit: Outfit
    emotion: Emotion = "neutral"
    becomes: Emotion | None = None
    turn_at: float = 0.5
    """When it becomes that, as a fraction of the shot."""
    faces: Faces = "camera"
    gaze: Gaze = "camera"
    gesture: Gesture = "none"
    holding: PropKind | None = None
    wound: Wound | None = None
    """On the side of the light; an arm in a sling does nothing else."""
    mouth: tuple[MouthKey, ...] = ()
    """Empty: it does not speak."""


class StageSpec(Spec):
    """Where and when it is."""

    set: SetKind
    hour: Hour = "day"
    weather: Weather = "clear"
    seed: int = 0
    """Varies the dressing of the set; one location keeps one seed."""


class PropSpec(Spec):
    """An object filling the frame."""

    kind: PropKind
    text: str = ""
    """Words on it: the screen of a phone, a date on a letter."""


class Said(Spec):
    """One line of a shot whose camera says it itself."""

    speaker: str
    """As prompts call them."""
    text: str
    manner: str = ""
    """How it is said: a feeling."""


class Speech(Spec):
    """What is said in a shot by the model that films it."""

    lines: tuple[Said, ...]
    captioned: bool = True
    """Whether its words are shown."""
    followed: bool = True
    """Whether words and captions follow its sound; otherwise only the mouths move, and voices are laid over them."""

    @property
    def text(self) -> str:
        """The lines as a prompt has them."""
        rows = (f"{one.speaker}{f' ({one.manner})' if one.manner else ''}: “{one.text}”" for one in self.lines)
        return "\n".join(rows)


class ShotSpec(Spec):
    """One shot, complete: everything a maker may know."""

    width: int
    height: int
    fps: int = 24
    seconds: float
    framing: Framing
    angle: Angle = "eye"
    move: Move = "still"
    style: ArtDirection = "painterly"
    stage: StageSpec
    figures: tuple[FigureSpec, ...] = ()
    """From left to right; in ``over_shoulder`` the first has its back to us."""
    prop: PropSpec | None = None
    captions: tuple[Caption, ...] = ()
    title: str = ""
    """On the cards: the large words."""
    subtitle: str = ""
    """On the cards: the small words."""
    badge: str = ""
    """Label burned in for the whole shot, such as the AI notice; empty: none."""
    seed: int = 0
    draft: bool = False
    """Cheaper grade and encoding."""

    words: str = ""
    """What happens, said in a sentence; only for makers that read."""
    references: tuple[Reference, ...] = ()
    """What a photographed shot is held to; their takes are its first inputs, in order."""
    adapters: tuple[Adapter, ...] = ()
    """LoRAs of the people in it; their takes are the next inputs."""
    speech: Speech | None = None
    """What a camera that speaks is told to say; then captions and mouths follow its sound."""
    ground: Ground | None = None
    """Where it is filmed, if in a scouted set; the take of that set is the last input."""

    def canonical(self) -> str:
        """Return the one JSON text; what those brought is left out while empty, so that older keys stay."""
        empty = {name for name in LATER if not getattr(self, name)}
        return canonical(self.model_dump(mode="json", exclude=empty))

    @property
    def frames(self) -> int:
        """Number of frames: seconds times fps, at least one."""
        return max(1, round(self.seconds * self.fps))
