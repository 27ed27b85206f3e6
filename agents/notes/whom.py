"""Which person, which thing and which place are meant."""

from ...memory.numbering import episode_id, numbers
from .answer import Declined
from .mention import Mention
from .wish import Wish


def people(wish: Wish, mention: Mention | None) -> tuple[str, ...]:
    """Return whom a mention means: one person, or all of a group; ask if it could be several."""
    if mention is not None and mention.group:
        return mention.ids
    return (person(wish, mention),)


def person(wish: Wish, mention: Mention | None) -> str:
    """Return the one person whom a mention (or, without one, the context) means, or ask."""
    if mention is not None and len(mention.ids) == 1:
        return mention.ids[0]
    able = mention.ids if mention is not None and mention.ids else wish.cast.of_sex(mention.value if mention else "")
    if not able:
        raise Declined(f"There is nobody in the cast whom “{mention.words if mention else ''}” can mean.", _cast(wish))
    found = _by_context(wish, able, mention)
    if len(found) == 1:
        return found[0]
    options = [_named(wish, id, mention) for id in found or able]
    asked = f"Whom does “{mention.words}” mean" if mention is not None else "Who"
    names = _listed([wish.desk.bible.character(id).name for id in found or able])
    raise wish.ask(f"{asked}: {names}?", mention, options)


def _named(wish: Wish, id: str, mention: Mention | None) -> str:
    name = wish.desk.bible.character(id).name
    return f"{name}'s" if mention is not None and mention.possessive and not _object(wish, mention) else name


def _object(wish: Wish, mention: Mention) -> bool:
    """Whether "her" is whom it is done to: nothing, or no thing that can be hers, follows it."""
    if mention.words.lower() != "her":
        return False
    after = wish.text.split(f"<person{wish.marked.index(mention)}>", 1)[-1].split()
    able = {
        "colder",
        "warmer",
        "angrier",
        "sadder",
        "a",
        "in",
        "say",
        "look",
        "wear",
        "be",
        "happier",
        "older",
        "younger",
        "more",
        "less",
        "to",
        "from",
        "out",
        "the",
    }
    return not after or after[0] in able


def _by_context(wish: Wish, able: tuple[str, ...], mention: Mention | None) -> tuple[str, ...]:
    """Return whom the words before, the focus, the notes before and the cast leave; empty if they tell nothing."""
    own = [one for one in wish.marked.mentions if one.kind == "person" and one is not mention and one.ids]
    groups = [tuple(id for one in own for id in one.ids if len(one.ids) == 1 or one.group)]
    if (spoken := wish.spoken.get("person")) is not None:
        groups.append((spoken,))
    groups += [_in(other) for other in wish.beside]
    groups += [_told_of(wish), on_desk(wish, wish.focus), *(_in(other) for other in wish.before[:4])]
    for group in groups:
        left = tuple(dict.fromkeys(id for id in group if id in able))
        if left:
            return left
    return able if len(able) == 1 else ()


def _in(marked: object) -> tuple[str, ...]:
    mentions = getattr(marked, "mentions", [])
    return tuple(id for one in mentions if one.kind == "person" and (len(one.ids) == 1 or one.group) for id in one.ids)


def _told_of(wish: Wish) -> tuple[str, ...]:
    """Return who is in the scene or the episode that the wish itself names."""
    for one in wish.marked.standing("scene", "episode"):
        if not one.number or one.number < 0:
            continue
        if one.kind == "episode":
            return on_desk(wish, wish.id_of(one.number))
        inside = next((m.number for m in wish.marked.standing("episode") if m.number > 0), 0)
        if inside or wish.focused():
            return on_desk(wish, f"{wish.id_of(inside) if inside else wish.focused()}.{one.number}")
    return ()


def on_desk(wish: Wish, focus: str) -> tuple[str, ...]:
    """Return who is in an episode, a scene, a shot or a line."""
    try:
        here = episode_id(*numbers(focus))
    except ValueError:
        return ()
    script, board = wish.desk.scripts.get(here), wish.desk.storyboards.get(here)
    if script is None:
        return ()
    for shot in board.shots if board else ():
        if shot.id == focus:
            return tuple(figure.character for figure in shot.figures)
    for scene in script.scenes:
        for beat in scene.beats:
            if focus and beat.line is not None and focus == beat.line.id:
                return (beat.line.speaker,)
            if focus == beat.id:
                return (beat.who,) if beat.who else scene.present
        if scene.id == focus:
            return scene.present
    return tuple(dict.fromkeys(id for scene in script.scenes for id in scene.present))


def prop(wish: Wish, mention: Mention | None) -> str:
    """Return the one object that is meant, or ask."""
    if mention is not None and len(mention.ids) == 1:
        return mention.ids[0]
    if mention is None and (found := wish.spoken.get("prop")):
        return found
    able = mention.ids if mention is not None else tuple(one.id for one in wish.desk.bible.props)
    names = [wish.desk.bible.prop(id).name for id in able]
    raise wish.ask(f"Which object: {_listed(names)}?", mention, names)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else ""


def _cast(wish: Wish) -> tuple[str, ...]:
    return tuple(f"make {person.name} colder" for person in wish.desk.bible.characters[:3])
