"""The scene moves: every card can be played, no line is written twice, and the form's rules hold."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import get_args

import pytest
import yaml

from cliffhanger.memory.library import CardBeat, Echo, Exchange, Move, Recalled
from cliffhanger.memory.script import Cliff
from cliffhanger.tools.music.spec import Mood

FAMILIES = {
    "accusation",
    "unmasking",
    "bargain",
    "rescue",
    "betrayal",
    "discovery",
    "confession",
    "threat",
    "reunion",
    "humiliation",
    "seduction",
    "farewell",
    "alliance",
    "test",
    "arrival",
    "chase",
    "warning",
    "vow",
    "trap",
    "reversal",
    "memory",
}
TEMPERS = {"cold", "warm", "proud", "sly", "timid", "fierce", "weary", "playful"}
ONE = {"alive", "dead", "present", "away", "hurt", "sound", "exposed", "accused", "captive", "safe"}
SETTLED = {"kept", "broken", "named"}
TWO = {"trusts", "distrusts", "loves", "enemies", "allies", "married", "promised", "owes"}
FILLER = (
    "i can't believe",
    "what do you mean",
    "you'll regret this",
    "how could you",
    "we need to talk",
    "it's not what it looks like",
    "the truth will come out",
    "after everything i",
    "you don't understand",
    "let me explain",
)
PLACED = {"there", "place", "ago"}
MEMORY: dict[str, set[str]] = {kind: set(PLACED) for kind in get_args(Recalled)} | {
    "promise": {*PLACED, "what", "do"},
    "wound": {*PLACED, "what", "the"},
    "said": {*PLACED, "quote"},
    "thread": {"what"},
    "gone": set(),
    "dead": set(),
}
"""What is known of what is recalled, by kind."""
SLOT = re.compile(r"\{([^{}]*)\}")


def library() -> list[Move]:
    folder = files("cliffhanger") / "prompts" / "library" / "moves"
    pages = sorted((page for page in folder.iterdir() if page.name.endswith(".yaml")), key=lambda page: page.name)
    return [Move.model_validate(card) for page in pages for card in yaml.safe_load(page.read_text("utf-8"))]


def echoes() -> list[Echo]:
    folder = files("cliffhanger") / "prompts" / "library" / "echoes"
    pages = sorted((page for page in folder.iterdir() if page.name.endswith(".yaml")), key=lambda page: page.name)
    return [Echo.model_validate(card) for page in pages for card in yaml.safe_load(page.read_text("utf-8"))]


MOVES = library()
ECHOES = echoes()
EXCHANGES = [(move, exchange) for move in MOVES for exchange in move.exchanges]


def lines() -> Iterator[tuple[Exchange | Echo, CardBeat, str]]:
    for card in (*(exchange for _, exchange in EXCHANGES), *ECHOES):
        for beat in card.beats:
            for line in beat.say:
                yield card, beat, line


def written(exchange: Exchange) -> list[str]:
    return [text for beat in exchange.beats for text in (beat.do, *beat.say)]


def words(line: str) -> int:
    """Count the words of a line, a slot counting as one."""
    return len(SLOT.sub("slot", line).split())


def slot_is_known(slot: str, move: Move) -> bool:
    """Tell whether a slot can be filled from the series, from the roles of this move, and from what it recalls."""
    slot = slot[:1].lower() + slot[1:]
    if slot.startswith("m."):
        return move.recalls is not None and slot.removeprefix("m.") in MEMORY[move.recalls]
    if slot in {"obj", "obj.bare", "odd"}:
        return move.uses_object
    if slot in {"place", "title"} or slot in move.roles:
        return True
    owner, _, part = slot.partition(".")
    if owner == "secret":
        return part in move.roles
    kinds = {"job", "they", "them", "their", "themself", "role"} | {
        f"to_{role}" for role in move.roles if role != owner
    }
    return owner in move.roles and part in kinds


def condition_is_known(condition: str, move: Move) -> bool:
    """Tell whether a condition is of the closed list and speaks of this move's roles only."""
    parts = condition.removeprefix("not ").split()
    if parts == ["free", "obj"]:
        return move.uses_object
    verb, names = parts[0], parts[1:]
    if verb == "lied":
        return len(names) == 3 and set(names[:2]) <= set(move.roles) and names[2] == f"secret.{names[0]}"
    if verb in SETTLED:
        return len(names) == 2 and set(names) <= set(move.roles) and (verb == "named" or move.recalls == "promise")
    if verb == "holds":
        return len(names) == 2 and names[0] in move.roles and names[1] == "obj" and move.uses_object
    if verb in {"knows", "unaware"}:
        return len(names) == 2 and names[0] in move.roles and names[1].removeprefix("secret.") in move.roles
    wanted = 1 if verb in ONE else 2 if verb in TWO else 0
    return wanted > 0 and len(names) == wanted and set(names) <= set(move.roles)


def test_the_library_is_large_enough() -> None:
    assert len(MOVES) >= 60
    assert {move.family for move in MOVES} == FAMILIES
    assert min(Counter(move.family for move in MOVES).values()) >= 3
    assert len({line for _, _, line in lines()}) >= 1500


def test_ids_are_unique() -> None:
    ids = [move.id for move in MOVES] + [exchange.id for _, exchange in EXCHANGES]
    assert [id for id, count in Counter(ids).items() if count > 1] == []


def test_no_line_is_written_twice() -> None:
    seen = Counter(re.sub(r"[^a-z0-9{}. ]", "", line.lower()).strip(" .") for _, _, line in lines())
    assert [line for line, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.id)
def test_a_move_can_be_played(move: Move) -> None:
    assert len(move.exchanges) >= (2 if move.recalls else 4)
    assert set(move.roles) in ({"a", "b"}, {"a", "b", "c"})
    assert move.mood in get_args(Mood)
    assert 0 <= move.tension <= 1
    assert len(move.about.split()) >= 8
    conditions = (*move.needs, *move.leaves, *(c for exchange in move.exchanges for c in exchange.leaves))
    assert [c for c in conditions if not condition_is_known(c, move)] == []


@pytest.mark.parametrize(("move", "exchange"), EXCHANGES, ids=[exchange.id for _, exchange in EXCHANGES])
def test_an_exchange_can_be_played(move: Move, exchange: Exchange) -> None:
    assert 6 <= len(exchange.beats) <= 10
    assert sum(bool(beat.say) for beat in exchange.beats) >= 5
    assert len({beat.emotion for beat in exchange.beats}) >= 3, "the faces do not move"
    assert any(beat.jolt for beat in exchange.beats), "no blow falls"
    assert set(exchange.tempers) <= set(move.roles)
    assert {temper for tempers in exchange.tempers.values() for temper in tempers} <= TEMPERS
    assert bool(exchange.out) == bool(exchange.cliff)
    assert all("!" not in line for beat in exchange.beats for line in beat.say) or loudest(exchange) <= 1
    for beat in exchange.beats:
        assert beat.do or beat.say, "an empty beat"
        assert not beat.who or beat.who in move.roles
        assert not beat.to or (beat.to in move.roles and beat.to != beat.who)
        assert not beat.say or beat.who, "a line without a mouth"
        assert not beat.show or move.uses_object
    texts = [
        exchange.out,
        *(beat.do for beat in exchange.beats),
        *(line for beat in exchange.beats for line in beat.say),
    ]
    assert [slot for text in texts for slot in SLOT.findall(text) if not slot_is_known(slot, move)] == []


def loudest(exchange: Exchange) -> int:
    """Count the exclamation marks an exchange can have, its loudest alternatives spoken."""
    return sum(max((line.count("!") for line in beat.say), default=0) for beat in exchange.beats)


def test_an_object_card_names_the_object() -> None:
    def names_it(move: Move) -> bool:
        return any("{obj" in text.lower() for exchange in move.exchanges for text in written(exchange))

    assert [move.id for move in MOVES if move.uses_object != names_it(move)] == []


def test_lines_are_short() -> None:
    assert [line for _, _, line in lines() if words(line) > 16] == []
    counts = [words(line) for _, _, line in lines()]
    assert sum(count > 14 for count in counts) <= len(counts) * 0.03
    assert sum(counts) / len(counts) <= 10


def test_no_filler_is_spoken() -> None:
    assert [line for _, _, line in lines() if any(phrase in line.lower() for phrase in FILLER)] == []


def test_half_of_the_exchanges_can_end_an_episode() -> None:
    kinds = Counter(exchange.cliff for _, exchange in EXCHANGES if exchange.cliff)
    assert sum(kinds.values()) >= len(EXCHANGES) / 2
    assert {kind: kinds[kind] for kind in get_args(Cliff) if kinds[kind] < 12} == {}


def own_words(condition: str, words: tuple[str, ...]) -> bool:
    """Tell whether a condition has the words it needs: a promise begins with "to", a wound with its article."""
    kind = condition.split()[0]
    begins = {"promised": ("to ",), "hurt": ("a ", "an ")}.get(kind)
    return all(text.startswith(begins) for text in words) if begins else words == ("",)


def test_what_is_promised_and_what_is_hurt_is_said_in_words() -> None:
    own = [item for card in (*(e for _, e in EXCHANGES), *ECHOES) for item in card.leaves.items()]
    assert [item for item in own if not own_words(*item)] == []
    bare = [c for move in MOVES for c in move.leaves if c.startswith(("promised", "hurt"))]
    assert bare == [], "a promise or a wound belongs to an exchange, with its words"
    assert len({words for condition, group in own if condition.startswith("promised") for words in group}) >= 40


@pytest.mark.parametrize("move", [move for move in MOVES if move.recalls], ids=lambda move: move.id)
def test_a_memory_move_says_what_it_remembers(move: Move) -> None:
    assert move.family == "memory"
    assert move.id.startswith("memory_")
    needs_words = MEMORY[move.recalls or ""] - PLACED
    for exchange in move.exchanges:
        slots = {slot.lower() for text in written(exchange) for slot in SLOT.findall(text)}
        assert any(slot.startswith("m.") or slot.startswith(("c", "obj", "secret")) for slot in slots), exchange.id
        assert not needs_words or any(slot.removeprefix("m.") in needs_words for slot in slots), exchange.id


@pytest.mark.parametrize("echo", ECHOES, ids=lambda echo: echo.id)
def test_an_echo_can_be_played(echo: Echo) -> None:
    kind = echo.recalls
    assert echo.id.startswith(f"echo_{kind}_" if kind else "seed_")
    assert 1 <= len(echo.beats) <= 3
    assert len(echo.roles) <= 2
    assert {len(beat.say) for beat in echo.beats if beat.say} <= {2}, "alternatives answer each other by number"
    spoken = {"c"} if kind in ("gone", "dead") else set()
    move = Move(
        id=echo.id, name="", family="memory", about="", roles=dict.fromkeys({*echo.roles, *spoken}, ()),
        uses_object=kind in ("gift", "taken", "first"), recalls=kind, exchanges=(),
    )  # fmt: skip
    texts = [text for beat in echo.beats for text in (beat.do, *beat.say)]
    texts += [text for words in echo.leaves.values() for text in words]
    assert [slot for text in texts for slot in SLOT.findall(text) if not slot_is_known(slot, move)] == []
    assert [c for c in (*echo.needs, *echo.leaves) if not condition_is_known(c, move)] == []
    assert not any(beat.jolt for beat in echo.beats), "the blow is the scene's own"


def test_whatever_can_be_recalled_is_recalled() -> None:
    kinds = {card.recalls for card in (*MOVES, *ECHOES)} - {None}
    assert kinds == set(get_args(Recalled))


def test_a_promise_can_be_kept_and_broken_and_a_wound_can_close() -> None:
    ends = Counter(c.split()[0] for echo in ECHOES for c in echo.leaves)
    ends += Counter(c.split()[0] for move in MOVES for c in move.leaves)
    assert ends["kept"] >= 3
    assert ends["broken"] >= 3
    assert ends["sound"] >= 3


def test_no_line_says_what_day_of_the_week_it_is() -> None:
    """Nobody knows on which day of the story a card is played."""
    today = re.compile(
        r"\b(?:[Tt]oday|[Ii]t)(?:'s| is)(?: only| still)?(?: a)? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    )
    assert [line for _, _, line in lines() if today.search(line)] == []
