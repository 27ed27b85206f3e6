"""The bible and the season outline as Markdown, to be read by people."""

import re
from collections.abc import Iterable

from .bible import Bible, Character
from .script import EpisodeOutline, Outline, Thread


def bible_markdown(bible: Bible) -> str:
    """Return the bible as a Markdown page."""
    blocks = [
        f"# {plain(bible.title)}",
        f"> {plain(bible.premise.text)}",
        f"**{plain(bible.logline)}**",
        table(
            ("", ""),
            [
                ("Genre", bible.genre),
                ("Tone", bible.tone),
                ("Art direction", bible.style),
                ("Engine", bible.engine),
                ("The season asks", bible.question),
            ],
        ),
    ]
    if bible.arc:
        blocks += ["## The season", "\n".join(f"{n}. {plain(step)}" for n, step in enumerate(bible.arc, 1))]
    if bible.characters:
        blocks += ["## Characters", *(_character(one, bible) for one in bible.characters)]
    if bible.locations:
        rows = [(f"**{plain(one.name)}**", plain(one.words), str(one.set)) for one in bible.locations]
        blocks += ["## Places", table(("Place", "What it is like", "Set"), rows, ready=True)]
    if bible.props:
        rows = [
            (f"**{plain(one.name)}**", plain(one.words), plain(_name(one.holder, bible)) or "nobody")
            for one in bible.props
        ]
        blocks += ["## Objects that matter", table(("Object", "What is odd about it", "Who has it"), rows, ready=True)]
    if bible.rules:
        blocks += ["## What holds in this world", "\n".join(f"- {plain(rule)}" for rule in bible.rules)]
    return "\n\n".join(blocks) + "\n"


def outline_markdown(outline: Outline, bible: Bible) -> str:
    """Return the outline of a season as a Markdown page."""
    blocks = [f"# {plain(bible.title)}: season {outline.season}", f"*{plain(bible.question)}*"]
    questions = {thread.id: thread.question for thread in outline.threads}
    blocks += [_episode(episode, bible, questions, outline.paywall) for episode in outline.episodes]
    if outline.threads:
        rows = [
            (thread.question, str(thread.planted or "an earlier season"), str(thread.due), _ended(thread))
            for thread in outline.threads
        ]
        blocks += ["## Threads", table(("The viewer asks", "Planted", "Due", "Paid"), rows)]
    return "\n\n".join(blocks) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], ready: bool = False) -> str:
    """Return a Markdown table; cells are escaped unless they are ``ready``."""
    lines = [head, tuple("---" for _ in head), *(row if ready else tuple(plain(cell) for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(text: str) -> str:
    """Return the text on one line with everything escaped that Markdown or HTML would act on."""
    flat = " ".join(text.split())
    flat = re.sub(r"([\\`*_{}\[\]<>|~$])", r"\\\1", flat)
    flat = re.sub(r"^(#{1,6}|[-+=]+)(?=\s|$)", r"\\\1", flat)
    flat = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", flat)
    return flat.replace("&", "&amp;").replace("://", ":\\//")


def _character(one: Character, bible: Bible) -> str:
    rows = [
        ("Looks", one.look_words),
        ("Wears", one.wardrobe[0].words if one.wardrobe else ""),
        ("Speaks", one.speech),
        ("Wants", one.wants),
        ("Fears", one.fears),
        ("Secret", one.secret),
        ("Ties", "; ".join(f"{_name(relation.to, bible)}, {relation.kind}" for relation in one.relations)),
    ]
    told = "\n".join(f"- **{label}:** {plain(text)}" for label, text in rows if text)
    return (
        f"### {plain(one.full_name)}\n\n*{one.role}, {one.look.age}, {plain(one.job)}; {plain(one.temper)}*\n\n{told}"
    )


def _ended(thread: Thread) -> str:
    return str(thread.paid) if thread.paid else "left for the next season" if thread.carried else "open"


def _episode(one: EpisodeOutline, bible: Bible, questions: dict[str, str], paywall: int) -> str:
    where = ", ".join(plain(_place(id, bible)) for id in one.locations)
    who = ", ".join(plain(_name(id, bible)) for id in one.cast)
    rows = [
        ("Hook", plain(one.hook)),
        ("Stops on", f"{plain(one.cliffhanger)} *({one.cliff})*" if one.cliffhanger else ""),
        ("With", f"{who}; {where}" if who and where else who or where),
        ("Asks", " / ".join(plain(questions.get(id, id)) for id in one.plants)),
        ("Asks again", " / ".join(plain(questions.get(id, id)) for id in one.recalls)),
        ("Answers", " / ".join(plain(questions.get(id, id)) for id in one.pays)),
        ("Tension", "▮" * round(10 * one.tension) + "▯" * (10 - round(10 * one.tension))),
    ]
    told = "\n".join(f"- **{label}:** {text}" for label, text in rows if text)
    free = " *(the last free episode)*" if one.number == paywall else ""
    return f"## {one.number}. {plain(one.title)}{free}\n\n{plain(one.logline)}\n\n{told}"


def _name(id: str, bible: Bible) -> str:
    return next((one.name for one in bible.characters if one.id == id), id)


def _place(id: str, bible: Bible) -> str:
    return next((one.name for one in bible.locations if one.id == id), id)
