"""Shots in words: whole, plain, in order, and nothing without its phrase."""

import re
from typing import Any, get_args

import pytest

from cliffhanger.memory.bible import ArtDirection, Hour, PropKind, SetKind, Weather
from cliffhanger.memory.look import Beard, Earrings, Emotion, Garment, Hair, Look, Outfit, Wound
from cliffhanger.memory.storyboard import Angle, Faces, Framing, Gaze, Gesture, Move
from cliffhanger.tools.frame.colours import colour_word
from cliffhanger.tools.frame.people import described, tailored
from cliffhanger.tools.frame.phrases import phrases
from cliffhanger.tools.frame.sittings import TURNS, place_prompt, portrait_prompt, sheet_prompt, view
from cliffhanger.tools.frame.spec import Reference
from cliffhanger.tools.frame.wording import MOST, clip_prompt, frame_prompt
from cliffhanger.tools.picture.spec import FigureSpec, MouthKey, PropSpec, ShotSpec, StageSpec

MIA = Look(sex="woman", age=30, hair="pixie", hair_colour="#74342a", jaw=0.7, freckles=True)
GIL = Look(sex="man", age=58, hair="bald", beard="goatee", skin="#a8714f")
SCRUBS = Outfit(garment="scrubs", colour="#4a6b8a", words="blue scrubs, a pen in the pocket")
NEGATIVE = re.compile(r"\b(?:no|not|without|never|avoid|don't|text|letters|watermark|caption)\b", re.IGNORECASE)

TABLES: tuple[tuple[str, Any], ...] = (
    ("framing", Framing),
    ("angle", Angle),
    ("move", Move),
    ("faces", Faces),
    ("gaze", Gaze),
    ("emotion", Emotion),
    ("gesture", Gesture),
    ("wound", Wound),
    ("prop", PropKind),
    ("garment", Garment),
    ("hair", Hair),
    ("beard", Beard),
    ("earrings", Earrings),
    ("set", SetKind),
    ("hour", Hour),
    ("weather", Weather),
    ("style", ArtDirection),
)


def shot(**changes: Any) -> ShotSpec:
    made = ShotSpec(
        width=540,
        height=960,
        seconds=3,
        framing="close_up",
        stage=StageSpec(set="hospital", hour="night", weather="rain", seed=3),
        figures=(FigureSpec(look=MIA, outfit=SCRUBS, emotion="shock", faces="left", gaze="left"),),
        words="Mia plays the message again.",
        references=(Reference(subject="Mia", figure=0), Reference(subject="the ward", shown="place")),
    )
    return made.model_copy(update=changes)


def pair(**changes: Any) -> ShotSpec:
    figures = (
        FigureSpec(look=MIA, outfit=SCRUBS, faces="right", gaze="right", gesture="arms_crossed"),
        FigureSpec(look=GIL, outfit=Outfit(garment="suit", colour="#232b3d"), faces="left", holding="envelope"),
    )
    references = (
        Reference(subject="Mia", figure=0),
        Reference(subject="Gil", figure=1),
        Reference(subject="Mia", shown="outfit", figure=0),
    )
    return shot(**{"framing": "two_shot", "figures": figures, "references": references, **changes})


@pytest.mark.parametrize(("table", "values"), TABLES, ids=[name for name, _ in TABLES])
def test_every_value_has_its_phrase_and_no_phrase_is_left_over(table: str, values: Any) -> None:
    assert set(phrases()[table]) == set(get_args(values))


def test_phrases_are_affirmative_and_short() -> None:
    for table, _ in TABLES:
        for value, said in phrases()[table].items():
            for text in said.values() if isinstance(said, dict) else [said]:
                for words in [text] if isinstance(text, str) else text:
                    assert not NEGATIVE.search(words), (table, value, words)
                    assert len(words) <= 120, (table, value)


def test_a_close_up_says_lens_person_expression_place_light_and_art_in_that_order() -> None:
    said = frame_prompt(shot(angle="low"))
    wanted = ["85mm", "camera low", "Mia, the woman of image 1", "blue scrubs", "turned to the left", "eyes wide open"]
    wanted += ["plays the message", "that of image 2: a hospital ward", "night, one warm lamp", "rain", "oil painting"]
    places = [said.lower().find(words.lower()) for words in wanted]
    assert -1 not in places, said
    assert places == sorted(places)


def test_two_people_stand_where_they_stand_with_their_own_pictures() -> None:
    said = frame_prompt(pair())
    assert "On the left Mia, the woman of image 1, in blue scrubs, a pen in the pocket as in image 3" in said
    assert "On the right Gil, the man of image 2, in a tailored navy suit" in said
    assert "arms crossed" in said and "a sealed paper envelope in his hand" in said
    assert said.index("On the left") < said.index("On the right")


def test_over_the_shoulder_the_first_shows_the_back_and_no_face() -> None:
    said = frame_prompt(pair(framing="over_shoulder"))
    back = said[said.index("In the foreground Mia") : said.index("Beyond it Gil")]
    assert "seen from behind" in back
    assert "expression" not in back


def test_somebody_without_a_picture_is_described() -> None:
    said = frame_prompt(shot(references=()))
    assert "image" not in said
    assert "A woman of 30, auburn hair in a short pixie cut" in said


def test_inserts_and_empty_places_have_nobody_in_them() -> None:
    ring = frame_prompt(shot(framing="insert", prop=PropSpec(kind="ring", text="FOR EVER")))
    assert "a ring" in ring and "FOR EVER" not in ring and "Mia, the woman" not in ring
    assert "expression" not in frame_prompt(shot(framing="establishing"))


def test_wounds_gestures_and_what_is_held_are_said() -> None:
    hurt = FigureSpec(look=MIA, outfit=SCRUBS, wound="bandage", gesture="phone_to_ear", holding="phone")
    said = frame_prompt(shot(figures=(hurt,)))
    assert "a white bandage around her forehead" in said
    assert said.count("phone") == 1


def test_quotation_marks_are_left_out_since_models_would_letter_them() -> None:
    said = frame_prompt(shot(words='The screen says "Come home".  “Now,” it says.'))
    assert "The screen says Come home. Now, it says." in said


@pytest.mark.parametrize("framing", get_args(Framing))
def test_prompts_stay_short_whatever_happens(framing: Framing) -> None:
    told = pair(framing=framing, angle="dutch", words="Gil lays the envelope between them and waits. " * 40)
    for spec in (told, told.model_copy(update={"references": ()})):
        said = frame_prompt(spec)
        assert len(said) <= MOST
        assert said.endswith(".")
        assert "oil painting" in said
        assert "  " not in said and ".." not in said


def test_the_same_set_is_dressed_the_same_way_and_another_otherwise() -> None:
    assert frame_prompt(shot()) == frame_prompt(shot())
    dressings = {frame_prompt(shot(stage=StageSpec(set="hospital", seed=seed))) for seed in range(8)}
    assert len(dressings) > 1


def test_a_clip_tells_what_happens_how_feelings_turn_and_how_the_camera_moves() -> None:
    acts = FigureSpec(
        look=MIA, outfit=SCRUBS, emotion="shock", becomes="resolve", mouth=(MouthKey(at=0.1, shape="aa"),)
    )
    said = clip_prompt(shot(figures=(acts,), move="push_in"))
    assert said.startswith("Mia plays the message again.")
    assert "at first struck" in said and "then resolved" in said and "speaking" in said
    assert "pushes in slowly" in said
    assert "speaking" not in clip_prompt(shot())


@pytest.mark.parametrize("most", [80, 200, 500])
def test_a_clip_keeps_to_its_length(most: int) -> None:
    said = clip_prompt(shot(words="Mia runs. " * 200), most)
    assert len(said) <= most


def test_portraits_say_who_it_is_and_keep_faces_apart() -> None:
    mia = portrait_prompt(MIA, "a woman of 30, pixie hair", SCRUBS)
    gil = portrait_prompt(GIL, "", None)
    assert "Auburn hair" in mia and "a square jaw" in mia and "freckles" in mia and "blue scrubs" in mia
    assert "A man of 58" in gil and "A bald head" in gil and "a trimmed goatee" in gil and "brown skin" in gil
    assert "Wearing" not in gil


def test_sheets_hold_to_image_one() -> None:
    for said in (
        sheet_prompt("body", MIA, SCRUBS),
        sheet_prompt("outfit", MIA, SCRUBS),
        sheet_prompt("expression", MIA, emotion="cry"),
        *(sheet_prompt("face", MIA, turned=turned) for turned in TURNS),
    ):
        assert "the same woman as in image 1, same face" in said
        assert not NEGATIVE.search(said), said
    assert "tears" in sheet_prompt("expression", MIA, emotion="cry")
    assert len({sheet_prompt("face", MIA, turned=turned) for turned in TURNS}) == 3


@pytest.mark.parametrize(
    ("turned", "seen"), [(0, "front"), (-45, "left_three_quarter"), (45, "right_three_quarter"), (-90, "left")]
)
def test_degrees_are_views(turned: int, seen: str) -> None:
    assert view(turned) == seen
    assert view(180) == view(-180) == "back"


def test_a_place_is_deserted_even_if_the_bible_speaks_of_people() -> None:
    said = place_prompt(StageSpec(set="car", hour="dusk", weather="rain"), "rain on the glass, two people, cold seats")
    assert "people" not in said
    assert "Rain on the glass, cold seats" in said
    assert "amber light of dusk" in said


def test_colours_have_the_names_that_people_give_them() -> None:
    assert colour_word("#232b3d") == "navy"
    assert colour_word("#6b1f33") == "burgundy"
    assert colour_word("#ffffff") == "white"
    assert colour_word("#74342a", "hair") == "auburn"
    assert tailored(Outfit(garment="coat", colour="#e2d4b8", accent="#16161a")) == "a long ivory coat, black lapels"
    assert tailored(Outfit(garment="sweater", colour="#6c6c38")) == ("an olive knitted sweater")
    assert "a bald head" in described(GIL)
