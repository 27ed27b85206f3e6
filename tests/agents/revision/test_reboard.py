"""The storyboard follows a changed script with the least change."""

from typing import Any

from cliffhanger.agents.revision.lines import CARRIED_OUT as LINES
from cliffhanger.memory.edits.script import RewriteLine
from cliffhanger.memory.script import Script
from cliffhanger.memory.storyboard import Storyboard


async def test_another_line_changes_only_the_shots_that_speak_or_show_it(studio: Any, spoken: Any) -> None:
    before = dict((await spoken(studio, "s01e01")).shots)
    board = studio.document("storyboard", "s01e01", Storyboard)
    for line in studio.document("script", "s01e01", Script).lines()[::5]:
        edit = RewriteLine(line=line.id, text=line.text + " Again.")
        await LINES[RewriteLine](studio, edit)
        after = (await spoken(studio, "s01e01")).shots
        concerned = {shot.id for shot in board.shots if line.id in shot.lines or shot.over == line.id}
        changed = {id for id, spec in after.items() if before.get(id) != spec}
        assert changed <= concerned | (after.keys() - before.keys()), "nothing else, but for a new look under it"
        before = dict(after)
        board = studio.document("storyboard", "s01e01", Storyboard)
