"""The promises of a season: questions raised, kept warm, and answered, or left open on purpose at its end."""

from collections.abc import Mapping, Sequence

from ....memory.library import Pattern, Plant, Turn
from ....memory.script import Cliff, Thread
from ..script.slots import Cast, Unfillable, fill
from .turns import SHORT

CENTRAL = "t00"
"""The season's own question: asked in the first episode, answered in the last."""
WARM = 10
"""Episodes after which a question that nobody speaks of is forgotten."""
_STEP = 8
"""Episodes between two mentions of a question that stays open for long."""
_AT_ONCE = 3
"""Questions open at a time, besides the season's own: one plot line at a time."""
_LATE = 12
"""A question raised in the last episodes may be carried into the next season."""
STILL, ANSWERED, LEFT = "Still open:", "Answered at last:", "What it leaves open:"
"""How a logline speaks of a question."""

_LAST: dict[Cliff, tuple[str, str]] = {
    "choice": (
        "What did {lead} choose, on the last night?",
        "{lead} opens {lead.their} hand: what {lead.they} chose that night lies in it.",
    ),
    "arrival": (
        "Who came, on the last night?",
        "Whoever came that night steps into the light, and shows an open face.",
    ),
    "danger": (
        "What did the last minute cost {lead}?",
        "{lead} draws back {lead.their} collar: the mark of that minute has healed white.",
    ),
    "reversal": (
        "Why did {lead} do it, on the last night?",
        "{lead} lays down what was won that night, and says for whom it was.",
    ),
    "reveal": (
        "What did {lead} see, in the last second?",
        "{lead} draws from memory, line by line, what stood there that night.",
    ),
    "discovery": (
        "What did {lead} find, on the last night?",
        "{lead} unwraps what was found that night, and turns it to the light.",
    ),
    "threat": (
        "Who would not let {lead} go, on the last night?",
        "The hand that held {lead} that night is laid on the table, bare.",
    ),
    "betrayal": (
        "Who sold {lead}, on the last night?",
        "The price of that night is counted out, coin by coin.",
    ),
    "loss": (
        "What was left to {lead}, after the last night?",
        "{lead} sets down the one thing that was saved that night.",
    ),
    "confession": (
        "What would have been the next word, on the last night?",
        "The sentence broken off that night is said to its end.",
    ),
}
"""What is asked after the last image of a season, by what it stops on, and what answers it in the next."""


class Promises:
    """The threads of a season while it is laid out, episode by episode."""

    def __init__(self, question: str, length: int, turns: Mapping[int, Turn], owed: Sequence[Thread]) -> None:
        self._length, self._turns = length, turns
        self._threads = {CENTRAL: Thread(id=CENTRAL, question=question, planted=1, due=length)}
        self._waiting: dict[str, str] = {}
        """Plant id of a turn to the thread that a later turn pays."""
        self._planted = 1
        for place, thread in enumerate(owed):
            due = self._owed_by(place, len(owed))
            self._threads[thread.id] = thread.model_copy(
                update={"planted": 0, "due": due, "paid": due, "carried": False}
            )

    def _owed_by(self, place: int, count: int) -> int:
        """Spread what is owed over the season; what opens it is answered first."""
        share = 0.15 + 0.65 * place / max(1, count)
        return max(2 if self._length > 1 else 1, min(self._length, round(share * self._length)))

    def raised(self, number: int, source: Turn | Pattern, cast: Cast) -> tuple[str, ...]:
        """Take down what an episode asks and answers, and return the ids of what it asks."""
        if isinstance(source, Turn):
            for plant_id in source.pays:
                if plant_id in self._waiting:
                    self._pay(self._waiting.pop(plant_id), number)
        asked = [CENTRAL] if number == 1 else []
        if number == self._length and self._length >= SHORT:
            return (*asked, self._last(number, source, cast))
        wanted = source.plants if isinstance(source, Turn) else source.plants[:1]
        if number > self._length - 3 or (isinstance(source, Pattern) and self.open(number) >= _AT_ONCE):
            return tuple(asked)
        return (*asked, *(id for plant in wanted if (id := self._plant(number, plant, source, cast))))

    def _plant(self, number: int, plant: Plant, source: Turn | Pattern, cast: Cast) -> str:
        try:
            question = fill(plant.question, cast)
            answer = fill(plant.answer, cast)
        except Unfillable:
            return ""
        if not question or any(thread.question == question for thread in self._threads.values()):
            return ""
        id = self._next(plant.id)
        paying = [at for at, turn in self._turns.items() if at > number and plant.id in turn.pays]
        later = isinstance(source, Turn) and bool(paying)
        due = max(paying) if later else self._due(number)
        self._threads[id] = Thread(
            id=id, question=question, planted=number, due=due, paid=0 if later else due, answer=answer
        )
        if later:
            self._waiting[plant.id] = id
        return id

    def _last(self, number: int, source: Turn | Pattern, cast: Cast) -> str:
        """Leave open what the last image asks."""
        id = self._next("last_image")
        asked, answer = (fill(text, cast) for text in _LAST[source.cliff])
        self._threads[id] = Thread(id=id, question=asked, planted=number, due=number, carried=True, answer=answer)
        return id

    def _next(self, name: str) -> str:
        self._planted += 1
        return f"t{self._planted - 1:02d}.{name}"

    def open(self, number: int) -> int:
        """Return how many of this season's questions wait in an episode, besides its own first one."""
        return sum(0 < t.planted < number < (t.paid or self._length) for t in self._threads.values() if t.id != CENTRAL)

    def _due(self, number: int) -> int:
        """Choose the episode, three to nine on, that pays least so far."""
        choice = range(number + 3, min(number + 9, self._length) + 1) or range(self._length, self._length + 1)
        return min(choice, key=lambda at: (self._paying(at), at in self._turns, at % 3, at))

    def _paying(self, number: int) -> int:
        return sum(thread.paid == number for thread in self._threads.values())

    def _pay(self, id: str, number: int) -> None:
        thread = self._threads[id]
        self._threads[id] = thread.model_copy(update={"paid": number, "due": max(thread.due, number)})

    def settled(self) -> tuple[Thread, ...]:
        """Return all threads, paid or carried, once every episode has been laid out."""
        for id in (CENTRAL, *self._waiting.values()):
            self._pay(id, self._length)
        late = [t for t in self._threads.values() if "." in t.id and self._length - _LATE < t.planted < self._length]
        if self._length >= SHORT and late:
            kept = late[-1]
            left = {"paid": 0, "due": self._length, "carried": True}
            self._threads[kept.id] = kept.model_copy(update=left)
        return tuple(self._threads.values())


def mentions(thread: Thread, length: int) -> list[int]:
    """Return the episodes in which a question that stays open for long has to be spoken of."""
    end = thread.paid or length
    span = end - thread.planted
    if thread.id == CENTRAL or span <= WARM:
        return []
    count = -(-span // _STEP) - 1
    return [thread.planted + round(span * (i + 1) / (count + 1)) for i in range(count)]
