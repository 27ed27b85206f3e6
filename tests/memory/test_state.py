"""What everybody in a room hears is known to everybody in it, wherever scripts are folded."""

from cliffhanger.memory.chronicle import after
from cliffhanger.memory.script import Beat, Event, Scene, Script
from cliffhanger.memory.state import State, apply, fold, room_at

ROOM = Scene(
    id="s01e01.1", location="quay", hour="day", present=("mia", "leo", "dana"),
    beats=tuple(Beat(id=f"s01e01.1.b{n:02d}", action="They wait.") for n in range(1, 4)),
)  # fmt: skip
LEAVES = Event(kind="goes", scene=ROOM.id, beat="s01e01.1.b01", who="dana", where="bar")
OPENLY = Event(kind="reveals", scene=ROOM.id, beat="s01e01.1.b02", who="mia", what="secret.mia")


def script(*events: Event) -> Script:
    return Script(
        episode="s01e01", title="T", hook="h", cliffhanger="c", cliff="loss", scenes=(ROOM,), events=tuple(events)
    )


def knowers(state: State) -> set[str]:
    return {who for who, what in state.knows if what == "secret.mia"}


def test_what_is_revealed_to_nobody_in_particular_everybody_in_the_room_knows() -> None:
    for told in (fold(State(), [script(OPENLY)]), after(State(), script(OPENLY))):
        assert knowers(told) == {"mia", "leo", "dana"}


def test_who_has_left_the_room_hears_nothing() -> None:
    for told in (fold(State(), [script(LEAVES, OPENLY)]), after(State(), script(LEAVES, OPENLY))):
        assert knowers(told) == {"mia", "leo"}
    back = LEAVES.model_copy(update={"where": "quay"})
    assert "dana" in room_at(ROOM, (LEAVES, back))


def test_what_is_revealed_to_one_only_they_know() -> None:
    whispered = OPENLY.model_copy(update={"to": "leo"})
    assert knowers(fold(State(), [script(whispered)])) == {"leo"}
    assert knowers(apply(State(), whispered, ("dana",))) == {"leo"}
