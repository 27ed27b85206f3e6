"""Notes about the season: parts people play, threads, who dies, findings."""

import re
from collections.abc import Sequence
from typing import cast

from ...memory.bible import Role
from ...memory.canon import Finding
from ...memory.edit import AnyEdit
from ...memory.edits.season import AnswerThread, ChangeRole, MendFinding, WaiveFinding, WriteOut
from ...memory.script import Thread
from .answer import Declined, Unclear
from .episodes import ids_of, named, planned
from .examples import value
from .likeness import best, likeness
from .pattern import Found, Rule, rule
from .whom import person
from .wish import Wish, said

Edits = Sequence[AnyEdit] | None


def _role(wish: Wish, found: Found) -> Edits:
    role = cast(Role, value("roles", found["roles"] or found["part"]))
    if not role:
        return None
    mention = wish.first("episode")
    who = found.mention("person")
    if role == "child" and not re.search(r"\bthe child\b", wish.text):
        return None
    ids = named(wish)
    if mention is None or not ids:
        first = wish.id_of(1)
        if re.search(r"\bfrom (?:the )?(?:start|beginning)\b|\ball along\b", wish.text) or ids == ():
            return [ChangeRole(character=person(wish, who), role=role, since=first)]
        following = wish.id_of(len(wish.written) + 1)
        if re.search(r"\bfrom (?:now|here) on\b", wish.text):
            return [ChangeRole(character=person(wish, who), role=role, since=following)]
        id = person(wish, who)
        raise Unclear(
            f"From which episode on is {wish.desk.bible.character(id).name} the {role}?",
            [wish.instead(None, f"from {said(first)} on"), wish.instead(None, f"from {said(following)} on")],
        )
    return [ChangeRole(character=person(wish, who), role=role, since=planned(wish, mention))]


def _thread(wish: Wish, found: Found) -> Edits:
    about = found["rest"]
    for mention in wish.marked.standing("episode"):
        about = re.sub(rf",? ?(?:(?:in|until|by|to|for|from|till) )?{re.escape(mention.words)}", "", about)
    thread = _meant(wish, re.sub(r"\b(?:earlier|later|open|unanswered|answered|next season)\b", "", about))
    if re.search(r"\b(?:next season|open|unanswered|season (?:2|two)|unresolved|unsolved|never)\b", wish.text):
        return [AnswerThread(thread=thread.id, episode="")]
    mention_of = wish.first("episode")
    if mention_of is None:
        raise Unclear(
            f"In which episode shall it be answered: “{thread.question}”",
            [wish.instead(None, f"in {said(wish.id_of(n))}") for n in (thread.planted + 3, thread.planted + 6)],
        )
    ids = ids_of(wish, mention_of)
    return [AnswerThread(thread=thread.id, episode=planned(wish, mention_of) if ids else "")]


def _meant(wish: Wish, about: str) -> Thread:
    threads = {one.id: one for one in wish.desk.outline.threads}
    by_id = re.search(r"\b(?:s\d\d\.)?t\d\d(?:\.\w+)?\b", wish.text)
    if by_id:
        found = [id for id in threads if id == by_id[0] or id.startswith(f"{by_id[0]}.")]
    else:
        scores = likeness(
            about,
            {
                id: [(1.0, one.question), (1.0, f"{one.question} {one.id.split('.')[-1].replace('_', ' ')}")]
                for id, one in threads.items()
            },
        )
        found = best(scores, least=0.4)
    if not found:
        some = [f'answer "{one.question}" in episode {max(one.planted + 2, 4)}' for one in list(threads.values())[:3]]
        raise Declined(f"No question of the season is “{about.strip()}”.", some)
    if len(found) > 1:
        raise Unclear("Which question?", [wish.instead(None, f"({id})") for id in found])
    return threads[found[0]]


def _out(wish: Wish, found: Found) -> Edits:
    dies = not re.search(
        r"\b(?:leave|leaves|moves? away|goes away|written? out|write|disappears?|quits?|departs?|vanish\w*|go away|"
        r"runs? away)\b",
        wish.text,
    )
    mention = wish.first("episode")
    who = person(wish, found.mention("person"))
    name = wish.desk.bible.character(who).name
    if mention is None or not named(wish):
        here = wish.focused() or wish.id_of(len(wish.written) + 1)
        if wish.first("scene", "beat", "quote", "shot") is not None:
            return None
        raise Unclear(
            f"In which episode does {name} {'die' if dies else 'leave'}?",
            list(
                dict.fromkeys(wish.instead(None, f"in {said(id)}") for id in (here, wish.id_of(len(wish.written) + 1)))
            ),
        )
    return [WriteOut(character=who, episode=planned(wish, mention), dies=dies)]


def _findings(wish: Wish) -> tuple[Finding, ...]:
    findings = wish.desk.findings
    if not findings:
        raise Declined("No finding is open: there is nothing to mend.")
    mention = wish.first("finding")
    if mention is not None and mention.ids:
        return tuple(one for one in findings if one.id == mention.ids[0]) or findings[:0]
    if re.search(r"\b(?:all|every|everything|each|both)\b", wish.text):
        return findings
    numbered = re.search(r"\b(?:finding|error|problem|warning|issue)s? (?:number |#)?(\d+)\b", wish.text)
    if numbered and 0 < int(numbered[1]) <= len(findings):
        return (findings[int(numbered[1]) - 1],)
    if len(findings) == 1:
        return findings
    told = {one.id: [(1.0, one.message), (1.0, one.code.replace("_", " "))] for one in findings}
    about = re.sub(
        r"\b(?:fix|mend|repair|waive|ignore|finding|error|problem|warning|issue|mistake|continuity)s?\b",
        "",
        wish.plain(),
    )
    found = best(likeness(about, told))
    if len(found) == 1:
        return tuple(one for one in findings if one.id in found)
    verb = wish.plain().split()[0]
    raise Unclear(f"Which finding? {len(findings)} are open.", [f"{verb} finding {one.id}" for one in findings])


def _mend(wish: Wish, found: Found) -> Edits:
    return [MendFinding(finding=one.id) for one in _findings(wish)]


def _waive(wish: Wish, found: Found) -> Edits:
    reason = found["rest"] if found.has("rest") else ""
    return [WaiveFinding(finding=one.id, reason=reason) for one in _findings(wish)]


_FAULT = (
    "finding|findings|continuity_error|continuity_errors|error|errors|mistake|mistakes|continuity_problem|"
    "continuity|problem|problems|warning|warnings|issue|issues|inconsistency|contradiction|plot_hole|"
    "continuity_mistake"
)
RULES: tuple[Rule, ...] = (
    rule("waive_finding", "waive_finding.waive", _waive, negative=True),
    rule("mend_finding", "mend_finding.mend", _mend),
    rule("write_out", "write_out.out", _out),
    rule("change_role", "change_role.role", _role),
    rule("answer_thread", "answer_thread.thread", _thread),
)
