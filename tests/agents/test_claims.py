"""What the words of a script state against canon is found, however it is worded; what only looks like it is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cliffhanger.agents.claims import check_words
from cliffhanger.agents.crew import Told
from cliffhanger.memory.bible import Bible
from cliffhanger.memory.canon import Finding
from cliffhanger.memory.fountain_reading import read_fountain
from cliffhanger.memory.script import Script
from cliffhanger.memory.state import fold, initial

HARBOUR = Path(__file__).parent / "harbour"


def character(told: dict[str, Any]) -> dict[str, Any]:
    rest = {key: told[key] for key in told.keys() - {"sex", "age"}}
    return {
        "look": {"sex": told["sex"], "age": told["age"]}, "look_words": "", "wardrobe": [{"garment": "coat"}],
        "voice": {"style": "woman_warm_1"}, "speech": "", "temper": "warm", "secret": "", "wants": "",
        "fears": "", **rest,
    }  # fmt: skip


def script_of(told: dict[str, Any]) -> dict[str, Any]:
    scenes = []
    for scene in told["scenes"]:
        beats = []
        for n, beat in enumerate(scene["beats"], 1):
            said = {"id": f"{scene['id']}.l{n:02d}", "speaker": beat["who"], "text": beat.get("line", "")}
            line = {**said, "to": beat.get("to", "")} if "line" in beat else None
            rest = {key: beat[key] for key in beat.keys() - {"line", "to"}}
            beats.append({"id": f"{scene['id']}.b{n:02d}", **rest, "line": line})
        scenes.append({**scene, "beats": beats})
    form = {"title": "T", "hook": "h", "cliffhanger": "c", "cliff": "reveal"}
    return {**form, "episode": told["episode"], "scenes": scenes, "events": told.get("events", [])}


class Harbour:
    """The small drama: its Bible, its approved scripts, and what is true after them."""

    def __init__(self) -> None:
        canon = yaml.safe_load((HARBOUR / "canon.yaml").read_text("utf-8"))
        people = [character(person) for person in canon["bible"]["characters"]]
        self.bible = Bible.model_validate({**canon["bible"], "characters": people})
        self.scripts = tuple(Script.model_validate(script_of(script)) for script in canon["scripts"])
        self.told = Told(state=fold(initial(self.bible), self.scripts), scripts=self.scripts)

    def check(self, text: str) -> tuple[Finding, ...]:
        reading = read_fountain(text, self.bible, "s01e17", self.told.state)
        return check_words(self.bible, self.told, reading.script, reading.days)

    def plays(self, scene: str) -> list[str]:
        """Return the codes found in a scene; it plays at night in the flat unless it has a heading."""
        text = scene if scene.startswith(("INT.", "EXT.")) else f"INT. THE FLAT - NIGHT\n\n{scene}"
        return [finding.code for finding in self.check(text)]


@pytest.fixture(scope="module")
def harbour() -> Harbour:
    return Harbour()


CASES = {
    "dead_man_phones": ("dead_speaker", "goes under"),
    "ring_given_away": ("prop_teleports", "wore it for nine years|over the ring"),
    "name_never_told": ("wrong_name", "Victor Sand"),
    "sling_gone": ("injury_vanishes", "sling"),
    "brother_who_was_cousin": ("wrong_relation", "cousin"),
    "tuesday_after_friday": ("wrong_day", "Friday"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_six_hand_written_scripts(harbour: Harbour, case: str) -> None:
    code, evidence = CASES[case]
    found = harbour.check((HARBOUR / f"{case}.fountain").read_text("utf-8"))
    assert [finding.code for finding in found] == [code]
    assert found[0].canon is not None and found[0].script is not None
    assert any(words in found[0].canon.quote for words in evidence.split("|"))
    assert found[0].script.quote and found[0].id.startswith(f"s01e17.{code}.")


def test_a_faithful_script_is_clean(harbour: Harbour) -> None:
    assert harbour.check((HARBOUR / "clean.fountain").read_text("utf-8")) == ()


def test_ids_are_the_same_however_often_and_wherever_it_is_looked_for(harbour: Harbour) -> None:
    one = harbour.check("INT. THE FLAT - NIGHT\n\nMIA\nMy brother Leo is here.\n")
    two = harbour.check("INT. THE FLAT - NIGHT\n\nDana waits.\n\nDANA\nWell?\n\nMIA\nLeo is my brother.\n")
    assert [finding.id for finding in one] == [finding.id for finding in two]


FOUND = [
    ("wrong_relation", "Dana and Mia stand close.\n\nMIA\nThat's Leo. He's my brother."),
    ("wrong_relation", "DANA\nWho is that?\n\nMIA\nLeo. My brother."),
    ("wrong_relation", "Leo walks in.\n\nMIA\n(to Leo)\nYou're my brother, and I'd still testify."),
    ("wrong_relation", "Mia hugs her brother Leo."),
    ("wrong_relation", "DANA\nLeo is Mia's uncle."),
    ("wrong_relation", "LEO\nI'm Mia's brother. I have a right to know."),
    ("wrong_relation", "MIA\nMy cousin Dana will fight you in court."),
    ("wrong_relation", "NOAH\nMy brother Felix taught me every knot I know."),
    ("wrong_relation", "Leo and Mia face the door.\n\nMIA\nWe're sisters, Dana and I.\n\nMIA\nAda is my aunt."),
    ("wrong_relation", "MIA\nHave you seen my brother Leo?"),
    ("prop_teleports", "The ring glints on Mia's finger."),
    ("prop_teleports", "Mia takes the ring from her pocket."),
    ("prop_teleports", "Mia pulls the letter out of her coat."),
    ("prop_teleports", "MIA\nI still have the ring. I never sleep without it."),
    ("prop_teleports", "Mia is wearing the ring."),
    ("prop_teleports", "Noah fishes the letter from his jacket."),
    ("prop_teleports", "Mia slides the ring off her finger."),
    ("wrong_name", "MIA\nTell Victor I said no."),
    ("wrong_name", "LEO\nVictor Sand? The surveyor?"),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah walks in. No sling."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah throws his arms around Mia."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah enters. The sling is gone."),
    ("injury_vanishes", "EXT. THE HARBOUR - NEXT DAY\n\nNoah climbs the ladder, hand over hand."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah appears in the door without the sling."),
    ("dead_speaker", "The phone rings. Mia answers.\n\nCOLE (V.O.) (FILTERED)\nIt's me."),
    ("dead_speaker", "Mia deletes the voicemail. The phone rings again.\n\nCOLE (ON PHONE)\nWhy did you do that?"),
    ("dead_speaker", "MIA\nCole's waiting downstairs."),
    ("dead_speaker", "DANA\nCole called me this morning. He wants the boat."),
    ("dead_speaker", "LEO\nI just spoke to Cole."),
    ("prop_teleports", "Light catches the ring on Mia's left hand."),
    ("prop_teleports", "Mia waits, the ring on her finger."),
    ("prop_teleports", "Mia alone. The ring is back on her finger."),
    ("prop_teleports", "Mia still wears the ring."),
    ("prop_teleports", "On Mia's finger: the ring."),
    ("prop_teleports", "MIA\nI'm wearing the ring."),
    ("prop_teleports", "MIA\nThe ring is in my pocket."),
    ("prop_teleports", "MIA\n(twisting the ring on her finger)\nHe never asked."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah, no sling, stirs his coffee."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah's arm is out of the sling."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah waves with his left hand."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah leans in the door, arms folded."),
    ("dead_speaker", "Mia's phone rings. She answers.\n\nCOLE (V.O.)\nDid you miss me?"),
    ("dead_speaker", "COLE (V.O.)\n(on phone)\nDid you miss me?"),
    ("wrong_day", "INT. THE FLAT - LATER THAT NIGHT\n\nDANA\nWhat day is it?\n\nMIA\nTuesday."),
    ("wrong_day", "INT. THE FLAT - SAME NIGHT\n\nTuesday night. Rain."),
    ("wrong_day", "INT. THE FLAT - TUESDAY - LATER THE SAME DAY\n\nMia waits."),
    ("wrong_day", "INT. THE FLAT - NEXT DAY\n\nMIA\nToday is Wednesday."),
    ("wrong_day", "INT. THE FLAT - DAY\n\nMIA\nIt's Monday.\n\nINT. THE ROOF - LATER\n\nMIA\nThank God it's Thursday."),
    ("wrong_day", "INT. THE FLAT - MONDAY - DAY\n\nMia waits.\n\nEXT. THE ROOF - NIGHT\n\nLEO\nTomorrow is Friday."),
    ("wrong_day", "INT. THE FLAT - DAY\n\nSUPER: MONDAY\n\nEXT. THE ROOF - THE SAME DAY\n\nSUPER: SATURDAY"),
    ("wrong_relation", "MIA\n(to Leo)\nYou were always a good uncle to me, Leo."),
    ("wrong_relation", "LEO\n(to Mia)\nAs your uncle, I forbid it."),
    ("wrong_relation", "MIA\n(to Leo)\nUncle Leo, I need you."),
    ("wrong_relation", "MIA\n(to Leo)\nGo home, uncle."),
    ("wrong_relation", "MIA\n(to Leo)\nFine nephew you turned out to be."),
    ("wrong_day", "INT. THE FLAT - SAME NIGHT\n\nMIA\nTuesday it is."),
    ("wrong_day", "INT. THE FLAT - SAME NIGHT\n\nMIA\nIt's a Tuesday today."),
    ("wrong_day", "INT. THE FLAT - SAME NIGHT\n\nMIA\nOn a Monday like this one you stay home."),
    ("wrong_day", "INT. THE FLAT - SAME NIGHT\n\nMIA\nNice Tuesday we're having."),
    ("wrong_day", "INT. THE FLAT - SAME NIGHT\n\nMIA\nYou are quiet for a Monday."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah is as good as new."),
    ("injury_vanishes", "INT. THE FLAT - NEXT DAY\n\nNoah lifts it as if a left arm in a sling had never been."),
]


@pytest.mark.parametrize(("code", "scene"), FOUND)
def test_a_contradiction_in_other_words_is_found(harbour: Harbour, code: str, scene: str) -> None:
    assert code in harbour.plays(scene)


CLEAN = [
    # kinship
    "MIA\nLeo is my cousin.",
    "MIA\nLeo was like a brother to me.",
    "DANA\nIs Leo your brother?",
    "MIA\nLeo is not my brother.",
    "MIA\nIf Leo were my brother, I'd have drowned him.",
    "MIA\nYou'd think Leo was my brother.",
    "MIA\nI wish Leo were my brother.",
    "DANA\nEverybody calls Leo your brother.",
    "MIA\n(lying)\nThis is my brother Leo.",
    "MIA\nThis is my brother Leo.\n\nShe is lying.",
    'MIA\nI told them, "Leo is my brother." They believed it.',
    "MIA\nMy brother-in-law Leo sells boats.",
    "MIA\nBrothers in arms, Leo. That's all.",
    "MIA\nSister Agnes says no visitors.",
    "MIA\nMy friend Leo knows a way.",
    "LEO\nMia's sister Dana will be there.",
    "DANA\nMy sister Mia gave it to me.",
    "NOAH\nMy uncle Felix had a boat.",
    "ADA\nMy daughter Mia never cries.",
    "INT. THE FLAT - NIGHT (DREAM)\n\nMIA\nLeo is my brother here.",
    # things
    "Dana twists the ring on her finger.",
    "Dana and Mia stand close. Mia touches the ring on Dana's finger.",
    "Mia buys another ring. She twists the ring on her finger.",
    "Mia wears a new ring.",
    "Mia looks at a photo of the ring on her finger.",
    "Dana gives Mia the ring. Mia twists the ring on her finger.",
    "MIA\nDo I still have the ring?",
    "MIA\nI don't have the ring.",
    "MIA\nOn Tuesday the ring was in my pocket.",
    "DANA\nI had the ring in my pocket.",
    "MIA\nIf I still had the ring, I'd sell it.",
    "Leo takes the letter from his pocket.",
    "Leo hands Mia the letter. She pulls the letter out of its envelope.",
    "Mia takes a letter from her pocket.",
    "The phone rings on her desk. Mia lifts her hand.",
    "INT. THE FLAT - FLASHBACK\n\nMia twists the ring on her finger.",
    # wounds
    "INT. THE FLAT - NEXT DAY\n\nNoah adjusts the sling.",
    "INT. THE FLAT - NEXT DAY\n\nLeo lifts the crate with both hands. Noah watches.",
    "INT. THE FLAT - NEXT DAY\n\nNoah tries to lift it with both hands, and cannot.",
    "INT. THE FLAT - TWO MONTHS LATER\n\nNoah lifts the crate with both hands.",
    "INT. THE FLAT - NEXT DAY\n\nMia unties the sling. Noah stretches both arms.",
    "INT. THE FLAT - NEXT DAY\n\nMia takes both hands off the wheel. Noah sleeps.",
    "INT. THE FLAT - NEXT DAY\n\nNOAH\nIt's nothing. I'm fine.",
    "INT. THE FLAT - NEXT DAY\n\nNoah waves with his right hand.",
    # the dead
    "COLE (V.O.)\nNobody answers.",
    "Mia plays the voicemail.\n\nCOLE (ON PHONE)\nMia, it's me.",
    "COLE (RECORDING)\nThe boat is paid for.",
    "COLE (V.O.)\nShe never did learn to row.",
    "Mia presses play on the recorder.\n\nCOLE (O.S.)\nTell Ada.",
    "MIA\nCole called me the night he died.",
    "MIA\nI dreamt Cole called me this morning.",
    "MIA\nSince Cole died I sleep with the light on.",
    "INT. THE FLAT - FLASHBACK\n\nThe phone rings.\n\nCOLE (ON PHONE)\nI'll be late.",
    # names
    "DANA\nVictor is here.",
    "MIA\nThe man with the umbrella is here.",
    "DANA\nThis is Victor.\n\nMIA\nHello, Victor.",
    "Mia reads the card: “Victor Sand, surveyor”.\n\nMIA\nVictor Sand.",
    # days
    "INT. THE FLAT - NEXT DAY\n\nMIA\nIt's Saturday.",
    "INT. THE FLAT - DAY\n\nMIA\nIt's Tuesday.",
    "INT. THE FLAT - THREE WEEKS LATER\n\nMIA\nIt's Tuesday. The trial is on Friday.",
    "INT. THE FLAT - LATER\n\nMIA\nIs it Tuesday?",
    "INT. THE FLAT - LATER\n\nMIA\nIt's not Tuesday.",
    "INT. THE FLAT - LATER\n\nMIA\nIt's Friday. See you on Tuesday.",
    "INT. THE FLAT - LATER\n\nMIA\nIt feels like Tuesday.",
    "INT. THE FLAT - LATER\n\nMIA\nIt was Tuesday when he left.",
    "INT. THE FLAT - LATER\n\nMIA\nTomorrow is Saturday.",
    "INT. THE FLAT - SAME NIGHT\n\nMIA\nEvery Tuesday it is the same.",
    "INT. THE FLAT - SAME NIGHT\n\nMIA\nSince Monday it is quiet for a change.",
    "INT. THE FLAT - SAME NIGHT\n\nMIA\nWe leave on a Monday. Nice and early.",
    "INT. THE FLAT - SAME NIGHT\n\nMIA\nIt must be done by Thursday.",
    "INT. THE FLAT - SAME NIGHT\n\nMIA\nCall me when it's Tuesday.",
    "INT. THE FLAT - SAME NIGHT\n\nMIA\nI remember that Tuesday.",
    # kin
    "MIA\n(to Leo)\nYou were like an uncle to me, Leo.",
    "MIA\n(to Leo)\nYou were as good as an uncle to me.",
    "MIA\n(to Leo)\nAsk your uncle. He knows.",
    "MIA\n(to Leo)\nGo home, cousin.",
    "MIA\n(to Leo)\nAs a sister, I'd forbid it.",
    # wounds told in words
    "INT. THE FLAT - NEXT DAY\n\nNoah is almost as good as new.",
    "INT. THE FLAT - NEXT DAY\n\nThe boat is as good as new. Noah smiles.",
    "INT. THE FLAT - NEXT DAY\n\nNoah wishes he were whole again.",
]


@pytest.mark.parametrize("scene", CLEAN)
def test_what_only_looks_like_a_contradiction_is_not_found(harbour: Harbour, scene: str) -> None:
    assert harbour.plays(scene) == []
