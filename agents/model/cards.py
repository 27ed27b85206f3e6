"""The cards of the script library, told to a model as craft: the few nearest to what it works on."""

from collections.abc import Sequence

from ...memory.frozen import Frozen
from ...memory.library import Engine, Move
from ...memory.recall import Item, Recall
from ..house.library import ENGINE, Library, engine_indexed, load

_MOVE = "move."


class Card(Frozen):
    """A card as a model is shown it."""

    id: str
    text: str


class CardShelf:
    """Finds cards through recall; they are indexed at first use."""

    def __init__(self, recall: Recall, library: Library | None = None) -> None:
        self._recall = recall
        self._given = library
        self._engines: dict[str, Card] = {}
        self._moves: dict[str, Card] = {}

    def engines(self, premise: str, k: int = 3) -> Sequence[Card]:
        """Return the season engines nearest to a premise, nearest first."""
        self._index()
        return self._nearest(premise, self._engines, ENGINE, k)

    def moves(self, purpose: str, k: int = 5) -> Sequence[Card]:
        """Return the scene moves nearest to what an episode is for, nearest first."""
        self._index()
        return self._nearest(purpose, self._moves, _MOVE, k)

    def _index(self) -> None:
        if self._engines:
            return
        library = self._given or load()
        found = [Item(kind="cards", id=ENGINE + one.id, text=engine_indexed(one)) for one in library.engines]
        found += [Item(kind="cards", id=_MOVE + one.id, text=f"{one.name}. {one.about}") for one in library.moves]
        self._recall.index_all(found)
        self._moves = {one.id: Card(id=one.id, text=move_told(one)) for one in library.moves}
        self._engines = {one.id: Card(id=one.id, text=engine_told(one)) for one in library.engines}

    def _nearest(self, query: str, cards: dict[str, Card], prefix: str, k: int) -> list[Card]:
        hits = self._recall.nearest(query, "cards", len(self._engines) + len(self._moves))
        ids = [hit.id.removeprefix(prefix) for hit in hits if hit.id.startswith(prefix)]
        return [cards[id] for id in ids if id in cards][:k]


def engine_told(engine: Engine) -> str:
    """Return a season engine as a model is shown it."""
    cast = "; ".join(f"{part.role}: {part.about}" for part in engine.cast)
    turns = "; ".join(f"{turn.name} ({turn.about})" for turn in engine.turns[:8])
    return f"{engine.name}: {engine.about}\nThe season asks: {engine.question}\nCast: {cast}\nFirst turns: {turns}"


def move_told(move: Move) -> str:
    """Return a scene move as a model is shown it, with one way it was played."""
    played = "\n".join(
        " ".join(
            part
            for part in (f"{beat.who}:" if beat.who else "", f"({beat.do})" if beat.do else "", *beat.say[:1])
            if part
        )
        for exchange in move.exchanges[:1]
        for beat in exchange.beats
    )
    return f"{move.name}: {move.about}\n{played}".strip()


def cards_told(cards: Sequence[Card]) -> str:
    """Return cards as one text."""
    return "\n\n".join(card.text for card in cards) or "None."
