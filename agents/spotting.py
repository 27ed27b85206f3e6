"""Spotting: where the music turns, strikes and falls silent, and what is heard of the place."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..memory.bible import Bible
from ..memory.look import Emotion
from ..memory.script import Beat
from ..memory.storyboard import MusicNote
from ..tools.music.spec import Mood, Passage, ScoreSpec, Sting
from ..tools.picture.spec import StageSpec
from ..tools.sound.spec import Ambience, Effect, SoundSpec
from .timing import TimedShot, length

SHORTEST_MOVEMENT = 7.0
"""Seconds that a mood of the score lasts at least."""
HUSH = 1.2
"""Seconds without music before the hardest blow."""
RISE = 2.6
"""Seconds that a riser climbs."""
CLEAR = 3.0
"""Seconds that a riser keeps from the blow before it."""

_MOODS: dict[Emotion, Mood] = {
    "neutral": "mystery",
    "joy": "hope",
    "tender": "tender",
    "sad": "sad",
    "cry": "sad",
    "angry": "chase",
    "cold": "menace",
    "fear": "tense",
    "shock": "tense",
    "smirk": "menace",
    "shame": "sad",
    "resolve": "hope",
}
_OF_GENRE: dict[str, dict[Emotion, Mood]] = {
    "comedy": {"neutral": "comic", "joy": "comic", "smirk": "comic"},
    "romance": {"neutral": "tender", "smirk": "hope"},
    "family": {"neutral": "tender"},
}
"""Where a genre hears a feeling otherwise."""
_HOT: dict[Emotion, Mood] = {"resolve": "tense", "neutral": "tense"}
"""Where heat hears it otherwise, whatever the genre."""
_HEAT: dict[Emotion, float] = {
    "angry": 0.85,
    "fear": 0.8,
    "shock": 0.8,
    "cry": 0.7,
    "cold": 0.55,
    "resolve": 0.6,
    "smirk": 0.5,
    "sad": 0.4,
}

SILENCE: Mood = "silence"

Stretch = tuple[float, list[Beat], Mood | None]
"""When a movement begins, what happens in it, and the mood that the user wants of it."""


def score(
    bible: Bible, beats: Mapping[str, Beat], timed: Sequence[TimedShot], notes: Sequence[MusicNote] = ()
) -> ScoreSpec:
    """Return the Spec of the music: a mood for each movement, blows on the jolts, a sting at the end.

    What the user notes comes before what the director would spot; where it says silence, nothing sounds at all.
    """
    passages: list[Passage] = []
    for start, played, noted in _movements(beats, timed, notes):
        mood, tension = feeling(played, bible.genre, after=passages[-1].mood if passages else None)
        passages.append(Passage(start=start, mood=noted or mood, tension=0.0 if noted == SILENCE else tension))
    spotted = passages
    hits = [shot.start for shot in timed if "hit" in shot.shot.effects]
    hushed = next((shot.start for shot in timed if shot.shot.style and "hit" in shot.shot.effects), None)
    if hushed is not None and _sounding(passages, hushed).mood != SILENCE:
        passages = _hushed(passages, hushed)
    end = next((shot for shot in timed if shot.shot.framing == "end"), timed[-1])
    stings = [Sting(at=at, kind="hit") for at in hits]
    stings += [Sting(at=round(at - RISE, 4), kind="riser") for at in _risen(hits, hushed)]
    stings.append(Sting(at=end.start, kind="cliffhanger"))
    stings = [sting for sting in stings if _sounding(spotted, max(0.0, sting.at)).mood != SILENCE]
    return ScoreSpec(
        seconds=length(tuple(timed)),
        theme_seed=bible.theme_seed,
        passages=tuple(passages),
        stings=tuple(sorted(stings, key=lambda sting: sting.at)),
    )


def _movements(beats: Mapping[str, Beat], timed: Sequence[TimedShot], notes: Sequence[MusicNote] = ()) -> list[Stretch]:
    """Divide the episode where the music must turn: at each scene and each jolt that is not too near the last turn.

    Where a note begins or ends it turns in any case.
    """
    movements: list[Stretch] = []
    scene = ""
    for shot in timed:
        own = [beats[id] for id in shot.shot.beats]
        turns = shot.shot.scene not in ("", scene) or any(beat.jolt for beat in own)
        scene = shot.shot.scene or scene
        noted = _noted(notes, scene)
        told = bool(movements) and noted != movements[-1][2]
        if not movements or told or (turns and shot.start - movements[-1][0] >= SHORTEST_MOVEMENT):
            movements.append((shot.start if movements else 0.0, [], noted))
        movements[-1][1].extend(own)
    return movements


def _noted(notes: Sequence[MusicNote], scene: str) -> Mood | None:
    """Return the mood that the user wants in a scene; the later note wins."""
    return next((note.mood for note in reversed(notes) if note.scene in ("", scene)), None)


def feeling(beats: Sequence[Beat], genre: str = "", after: Mood | None = None) -> tuple[Mood, float]:
    """Return the mood of some beats and their tension, 0 to 1, from what people feel in them.

    What is felt most decides; where that would only repeat the mood before, ``after``, what is felt nearly as much.
    """
    emotions = [beat.line.emotion if beat.line else beat.emotion for beat in beats]
    telling: list[Emotion] = [emotion for emotion in emotions if emotion != "neutral"] or ["neutral"]
    heat = sum(_HEAT.get(emotion, 0.3) for emotion in telling) / len(telling)
    jolted = any(beat.jolt for beat in beats)
    own = _HOT if heat > 0.6 else _OF_GENRE.get(genre, {})
    weight: dict[Mood, int] = {}
    for emotion in sorted(telling):
        mood = own.get(emotion, _MOODS[emotion])
        weight[mood] = weight.get(mood, 0) + 1
    ranked = sorted(weight, key=lambda mood: -weight[mood])
    turns = len(ranked) > 1 and ranked[0] == after and 2 * weight[ranked[1]] >= weight[ranked[0]]
    return ranked[turns], round(min(1.0, heat + 0.1 * jolted), 3)


def _hushed(passages: Sequence[Passage], blow: float) -> list[Passage]:
    """Take the music away just before a blow; after it the mood that was to sound then goes on."""
    hush = Passage(start=round(max(0.0, blow - HUSH), 4), mood="silence", tension=0.0)
    sounding = _sounding(passages, blow)
    kept = [passage for passage in passages if not hush.start <= passage.start <= blow]
    after = sounding.model_copy(update={"start": blow})
    return sorted([*kept, hush, after], key=lambda passage: passage.start)


def _sounding(passages: Sequence[Passage], at: float) -> Passage:
    """Return the passage that is played at a moment."""
    return [passage for passage in passages if passage.start <= at][-1]


def _risen(hits: Sequence[float], hushed: float | None) -> list[float]:
    """Return the moments that a riser leads up to: blows with room before them, and the silence before the hardest."""
    risen = []
    for before, at in pairwise((0.0, *hits)):
        top = at - HUSH if at == hushed else at
        if top - before >= RISE + CLEAR:
            risen.append(top)
    return risen


def sound(timed: Sequence[TimedShot], stages: Sequence[StageSpec]) -> SoundSpec:
    """Return the Spec of ambience and effects; ``stages`` are those of the shots."""
    ambiences = [
        Ambience(start=shot.start, end=shot.start + shot.seconds, set=stage.set, hour=stage.hour, weather=stage.weather)
        for shot, stage in zip(timed, stages, strict=True)
    ]
    effects = [
        Effect(at=round(shot.start + 0.05, 3), kind=effect)
        for shot in timed
        for effect in shot.shot.effects
        if effect != "hit"  # the score strikes those
    ]
    return SoundSpec(seconds=length(tuple(timed)), ambiences=_joined(ambiences), effects=tuple(effects))


def _joined(ambiences: Sequence[Ambience]) -> tuple[Ambience, ...]:
    joined: list[Ambience] = []
    for ambience in ambiences:
        same = joined and (joined[-1].set, joined[-1].hour, joined[-1].weather) == (
            ambience.set,
            ambience.hour,
            ambience.weather,
        )
        if same:
            joined[-1] = joined[-1].model_copy(update={"end": ambience.end})
        else:
            joined.append(ambience)
    return tuple(joined)
