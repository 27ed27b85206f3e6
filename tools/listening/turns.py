"""Turns: who says each sentence, told apart by how they sound."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..voice.likeness import embed
from .transcript import Sentence, Word, sentence

Floats = npt.NDArray[np.float32]

APART = 0.34
"""Distance, 1 less the cosine, between two groups of sentences from which on they are two people."""
LONG = 1.2
"""Seconds of speech by which somebody can be told; what is shorter goes to whom it is nearest."""
GAP = 0.35
"""Seconds between two words at which somebody else may go on."""
BREATH, LONGEST = 0.6, 7.0
"""Seconds between two sentences of one person that are dubbed as one, and seconds that they may last then."""
MOST = 12
"""People in a piece of footage, at most."""


@dataclass(frozen=True)
class Turn:
    """One sentence and who says it."""

    sentence: Sentence
    speaker: int
    """Counted from 0, in the order in which they are first heard."""
    sure: float = 1.0
    """How much nearer it is to this speaker than to the next one, 0 to 1; 0 is a guess."""


def turns(voice: Floats, rate: int, sentences: Sequence[Sentence], speakers: int = 0) -> tuple[Turn, ...]:
    """Return who says each sentence of mono ``voice``; a sentence in which the speaker changes is cut there.

    ``speakers``: how many there are; 0: it finds out. Raise MissingPart without the net that knows voices.
    """
    pieces = [piece for said in sentences for piece in _pieces(said)]
    if not pieces:
        return ()
    if speakers == 1:
        return tuple(Turn(said, 0) for said in sentences)
    vectors = np.array([_vector(voice, rate, piece) for piece in pieces])
    groups = _grouped(vectors, np.array([piece.seconds for piece in pieces]), speakers)
    middles = _middles(vectors, groups, np.array([piece.seconds for piece in pieces]))
    found = [Turn(piece, *_nearest(vector, middles)) for piece, vector in zip(pieces, vectors, strict=True)]
    return _in_order(_joined(found))


def _pieces(said: Sentence) -> list[Sentence]:
    """Cut a sentence where somebody else could have gone on, into pieces that can be told or are all there is."""
    parts: list[list[Word]] = []
    for word in said.words:
        if not parts or (word.start - parts[-1][-1].end > GAP and word.start - parts[-1][0].start > LONG):
            parts.append([])
        parts[-1].append(word)
    if len(parts) > 1 and parts[-1][-1].end - parts[-1][0].start < LONG:
        parts[-2:] = [parts[-2] + parts[-1]]
    return [sentence(part) for part in parts] if len(parts) > 1 else [said]


def _vector(voice: Floats, rate: int, piece: Sentence) -> Floats:
    """Return how a piece sounds; of silence, nothing that is like anybody."""
    from ...errors import MissingPart, ToolError

    middle = voice[max(0, round(piece.start * rate)) : round(piece.end * rate)]
    try:
        return embed(middle, rate)
    except MissingPart:
        raise
    except ToolError:
        return np.zeros(256, np.float32)


def _grouped(vectors: Floats, seconds: Floats, speakers: int) -> npt.NDArray[np.int64]:
    """Return the group of each piece; -1 for those too short to say, which then go to the nearest."""
    from scipy.cluster.hierarchy import fcluster, linkage

    told = np.flatnonzero((seconds >= LONG) & (np.abs(vectors).max(axis=1) > 0))
    if len(told) < max(2, speakers):
        told = np.flatnonzero(np.abs(vectors).max(axis=1) > 0)
    groups = np.full(len(vectors), -1)
    if len(told) < 2:
        groups[:] = 0
        return groups
    tree = linkage(vectors[told], "average", "cosine")
    if speakers:
        groups[told] = fcluster(tree, speakers, "maxclust") - 1
    else:
        groups[told] = fcluster(tree, APART, "distance") - 1
        if groups.max() >= MOST:
            groups[told] = fcluster(tree, MOST, "maxclust") - 1
    return groups


def _middles(vectors: Floats, groups: npt.NDArray[np.int64], seconds: Floats) -> Floats:
    """Return the mean voice of each group, longer pieces counting for more."""
    sums = [(vectors[groups == n] * seconds[groups == n, None]).sum(axis=0) for n in range(groups.max() + 1)]
    return np.array([one / max(float(np.linalg.norm(one)), 1e-9) for one in sums], np.float32)


def _nearest(vector: Floats, middles: Floats) -> tuple[int, float]:
    ratings = middles @ vector
    order = np.argsort(-ratings)
    margin = float(ratings[order[0]] - ratings[order[1]]) if len(order) > 1 else 1.0
    return int(order[0]), round(min(1.0, max(0.0, margin / 0.3)), 3)


def _joined(found: Sequence[Turn]) -> list[Turn]:
    """Put the pieces of one sentence together again where the same person says them."""
    kept: list[Turn] = []
    for turn in found:
        before = kept[-1] if kept else None
        if before and before.speaker == turn.speaker and before.sentence.words and turn.sentence.words:
            gap = turn.sentence.start - before.sentence.end
            if (
                not before.sentence.text.rstrip("\"'”’»").endswith((".", "!", "?", "…", "。", "！", "？", "।"))
                and gap < 0.7
            ):
                whole = sentence((*before.sentence.words, *turn.sentence.words))
                kept[-1] = Turn(whole, turn.speaker, max(before.sure, turn.sure))
                continue
        kept.append(turn)
    return kept


def breaths(found: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return turns with what one person says almost in one breath as one: a dub of it may pause elsewhere."""
    kept: list[Turn] = []
    for turn in found:
        before = kept[-1] if kept else None
        if before and before.speaker == turn.speaker and before.sentence.words and turn.sentence.words:
            whole = sentence((*before.sentence.words, *turn.sentence.words))
            if turn.sentence.start - before.sentence.end < BREATH and whole.seconds <= LONGEST:
                kept[-1] = Turn(whole, turn.speaker, max(before.sure, turn.sure))
                continue
        kept.append(turn)
    return tuple(kept)


def _in_order(found: Sequence[Turn]) -> tuple[Turn, ...]:
    names: dict[int, int] = {}
    for turn in found:
        names.setdefault(turn.speaker, len(names))
    return tuple(replace(turn, speaker=names[turn.speaker]) for turn in found)
