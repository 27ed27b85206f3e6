import re

from cliffhanger.memory.bible import Bible
from cliffhanger.memory.fountain import to_fountain
from cliffhanger.memory.markdown import bible_markdown, outline_markdown, plain
from cliffhanger.memory.script import Beat, Outline, Scene, Script


def test_a_script_reads_as_a_screenplay(script: Script, bible: Bible) -> None:
    text = to_fountain(script, bible)
    assert text.startswith("Title: Dated Tomorrow: Room 412\nCredit: written by\n")
    assert "\n\nINT. THE FOURTH-FLOOR WARD - NIGHT, RAIN #s01e01.1#\n\n" in text
    assert "\n\nEXT. THE ROOF - DAWN #s01e01.2#\n\n" in text
    assert "\n\nThe phone lights up on the chart. [[s01e01.1.b01]]\n\n" in text
    assert "\n\nDANA (ON PHONE)\n(afraid)\nMia. Don't open four-one-two.\n\n" in text
    assert (
        "\n\nMia turns to the dark corridor. [[s01e01.1.b03]]\n\nMIA\n(stunned)\nThat's \\*tomorrow's\\* date.\n\n"
        in text
    )
    assert "\n\nMIA (CONT'D)\nDana?\n\n" in text
    assert "\n\nINSERT: THE VOICEMAIL\n\n" in text
    assert text.endswith("> TO BE CONTINUED <\n")


def test_the_addressee_is_named_only_where_several_could_be_meant(script: Script, bible: Bible) -> None:
    crowd = script.scenes[0].model_copy(update={"present": ("mia", "dana", "cole")})
    assert "(to Dana)" in to_fountain(script.model_copy(update={"scenes": (crowd,)}), bible)
    assert "(to " not in to_fountain(script, bible)


def test_every_spoken_word_is_in_the_screenplay(script: Script, bible: Bible) -> None:
    text = to_fountain(script, bible).replace("\\", "")
    assert all(line.text in text for line in script.lines())


def test_no_word_of_the_story_becomes_another_element(script: Script, bible: Bible) -> None:
    nasty = ("INT. NOWHERE - DAY", "> CUT TO:", "# Act", "BLOOD", "[[note]]", "two\n\nMIA\nwords", "=== page")
    beats = tuple(Beat(id=f"s01e01.1.b{n}", action=words) for n, words in enumerate(nasty))
    scene = Scene(id="s01e01.1", location="ward", hour="day", present=("mia",), beats=beats)
    text = to_fountain(script.model_copy(update={"scenes": (scene,)}), bible)
    blocks = text.split("\n\n")
    assert sum(bool(re.match(r"(INT|EXT)\.", block)) for block in blocks) == 1
    assert not any(block.startswith("#") for block in blocks)
    assert not any(block.startswith("MIA") for block in blocks)
    assert "!INT. NOWHERE - DAY. [[" in text and "!BLOOD. [[" in text


def test_an_unknown_person_is_shown_by_id(script: Script, bible: Bible) -> None:
    text = to_fountain(script, bible.model_copy(update={"characters": ()}))
    assert "DANA (ON PHONE)" in text


def test_the_bible_reads_as_a_page(bible: Bible) -> None:
    page = bible_markdown(bible)
    for words in (
        "# Dated Tomorrow",
        "### Mia Vale",
        "- **Ties:** Dana, sister",
        "| **the voicemail** | dated tomorrow | Mia |",
    ):
        assert words in page
    assert bible.premise.text in page and bible.question in page


def test_the_outline_reads_as_a_page(outline: Outline, bible: Bible) -> None:
    page = outline_markdown(outline, bible)
    assert "## 1. Room 412" in page and "- **With:** Mia, Dana; the fourth-floor ward" in page
    assert "▮▮▮▮▮▮▯▯▯▯" in page and "| Who called? | 1 | 8 | open |" in page


def test_what_a_user_wrote_cannot_act_in_markdown(bible: Bible) -> None:
    assert plain("<script>alert(1)</script> [x](http://y) | *z*") == (
        "\\<script\\>alert(1)\\</script\\> \\[x\\](http:\\//y) \\| \\*z\\*"
    )
    assert plain("# not a heading\n\n- not a list") == "\\# not a heading - not a list"
    assert plain("1. no list") == "1\\. no list"
