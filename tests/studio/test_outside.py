"""`check SERIES --script`: a screenplay from outside is read whatever it is, and reported by line."""

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from cliffhanger.errors import UserError
from cliffhanger.memory.canon import Facts, Waiver, Waivers
from cliffhanger.memory.folder import SeriesFolder
from cliffhanger.memory.fountain import to_fountain
from cliffhanger.studio.checking import waive_in_file
from cliffhanger.studio.outside import OutsideReport, check_text
from cliffhanger.studio.settings import Settings

CLAIMS = Path(__file__).parents[1] / "agents" / "test_claims.py"
Check = Callable[..., OutsideReport]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("the_claims", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


claims = load(CLAIMS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small drama in it, its episodes approved."""
    home = tmp_path_factory.mktemp("home")
    drama = claims.Harbour()
    with SeriesFolder(home, "low-tide").archive() as archive:
        archive.put("bible", "s01", drama.bible, "declared")
        for script in drama.scripts:
            archive.put("script", script.episode, script, "written")
            archive.put("facts", script.episode, Facts(), "approved")
    return home


@pytest.fixture
def check(home: Path, tmp_path: Path) -> Check:
    """Return what checks a text, or bytes, as a file."""

    def checked(text: str | bytes, episodes: str = "") -> OutsideReport:
        path = tmp_path / "scene.fountain"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return check_text(Settings(home=home), "low-tide", path, episodes)

    return checked


def codes(report: OutsideReport) -> list[str]:
    return [one.finding.code for one in report.found]


@pytest.mark.parametrize("case", claims.CASES)
def test_the_six_hand_written_scripts_and_nothing_else(home: Path, case: str) -> None:
    report = check_text(Settings(home=home), "low-tide", claims.HARBOUR / f"{case}.fountain")
    assert codes(report) == [claims.CASES[case][0]]
    finding = report.as_json()["findings"][0]
    assert finding["line_number"] > 3 and finding["message"].startswith(f"line {finding['line_number']}: ")
    assert finding["canon"]["quote"] in report.as_text() and finding["script"]["quote"] in report.as_text()
    text = (claims.HARBOUR / f"{case}.fountain").read_text("utf-8").splitlines()
    assert text[finding["line_number"] - 1].startswith(finding["script"]["quote"][:20])


def test_a_faithful_script_is_clean(home: Path) -> None:
    report = check_text(Settings(home=home), "low-tide", claims.HARBOUR / "clean.fountain")
    assert report.found == () and report.as_json()["findings"] == [] and report.episode == "s01e17"
    assert report.as_text().startswith("Nothing contradicts canon in ")


@pytest.mark.parametrize("scene", claims.CLEAN)
def test_what_only_looks_like_a_contradiction_is_clean_as_a_whole(check: Check, scene: str) -> None:
    text = scene if scene.startswith(("INT.", "EXT.")) else f"INT. THE FLAT - NIGHT\n\n{scene}"
    assert codes(check(text)) == []


def test_our_own_copies_of_what_was_approved_are_clean(check: Check) -> None:
    drama = claims.Harbour()
    for script in drama.scripts[:4]:
        assert codes(check(to_fountain(script, drama.bible))) == [], script.episode


UNKNOWN = """Title: X

INT. THE FLAT - NIGHT

NOHA
Who's there?

MIA
Nobody.

BARTHOLOMEW
Somebody.

EXT. THE HARBOR - DAY

BARTHOLOMEW
Me again.

MIA

INT. THE CASINO - DAY

LEO
Red.
"""


def test_an_unknown_cast_is_reported_by_line(check: Check) -> None:
    report = check(UNKNOWN)
    told = [(one.line, one.finding.code, one.finding.message) for one in report.found]
    assert told == [
        (5, "unknown_character", "line 5: the cue “NOHA” is nobody in the series; did you mean Noah?"),
        (11, "unknown_character", "line 11: the cue “BARTHOLOMEW” is nobody in the series."),
        (14, "unknown_location", "line 14: the series has no place “THE HARBOR”; did you mean “harbour”?"),
        (19, "unknown_character", "line 19: the cue “MIA” has no words under it."),
        (21, "unknown_location", "line 21: the series has no place “THE CASINO”."),
    ]
    assert "Mia, Leo" in report.found[0].finding.mend


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_any_encoding(check: Check, encoding: str) -> None:
    text = "INT. THE FLAT - NIGHT\r\n\r\nMIA\r\nMy brother Leo… déjà vu.\r\n"
    report = check(text.encode(encoding))
    assert codes(report) == ["wrong_relation"]
    assert report.found[0].finding.script is not None
    assert report.found[0].finding.script.quote.endswith("déjà vu.")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x00\x01\x02\x03" * 50, "control character"),
        (b"INT. X - DAY\n\nMIA\nHi\x00\n", "line 4 has the control character"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "Word"),
        (b"", "empty"),
        (b"  \n\n ", "empty"),
        (b"\xff\xfeI", "breaks off"),
        (b"Just some words.", "Begin with INT."),
    ],
)
def test_what_is_no_screenplay_gets_a_sentence(check: Check, data: bytes, says: str) -> None:
    try:
        report = check(data)
    except UserError as error:
        assert says in str(error)
    else:
        assert says in report.found[0].finding.mend


def test_a_missing_file_and_a_folder_get_a_sentence(home: Path, tmp_path: Path) -> None:
    for path, says in ((tmp_path / "none.fountain", "Cannot read"), (tmp_path, "is a folder")):
        with pytest.raises(UserError, match=says):
            check_text(Settings(home=home), "low-tide", path)


def test_too_large_a_file_is_refused(check: Check) -> None:
    with pytest.raises(UserError, match=r"11\.\d MB; a screenplay may have 10 MB"):
        check(b"x" * (11 * 2**20 + 100_000))


@pytest.mark.slow
def test_ten_megabytes_are_read_in_seconds(check: Check) -> None:
    scene = "INT. THE FLAT - NIGHT\n\nMia waits at the door and says nothing for a while.\n\nMIA\nWho is it?\n\n"
    text = scene * (10_000_000 // len(scene))
    start = time.process_time()
    assert codes(check(f"{text}MIA\nMy brother Leo.\n")) == ["wrong_relation"]
    assert time.process_time() - start < 120


@pytest.mark.parametrize(
    ("title", "asked", "read_as"),
    [
        ("", "", "s01e17"),
        ("", "s01e04", "s01e04"),
        ("Title: T\nEpisode: 1x03", "s01e09", "s01e03"),
        ("", "12", "s01e12"),
    ],
)
def test_which_episode_it_is(check: Check, title: str, asked: str, read_as: str) -> None:
    assert check(f"{title}\n\nINT. THE FLAT - NIGHT\n\nMIA\nHello.\n", asked).episode == read_as


def test_an_episode_is_held_only_against_what_is_before_it(check: Check) -> None:
    scene = "INT. THE FLAT - NIGHT\n\nMia twists the ring on her finger.\n"
    assert codes(check(scene, "s01e03")) == [] and codes(check(scene, "s01e04")) == ["prop_teleports"]


def test_a_season_that_is_not_there_is_refused(check: Check) -> None:
    with pytest.raises(UserError, match="no season 4"):
        check("INT. THE FLAT - NIGHT\n\nMIA\nHello.\n", "s04e01")


def test_somebody_is_not_in_two_places_at_the_same_time(check: Check) -> None:
    text = "INT. THE FLAT - NIGHT\n\nLEO\nI'm here.\n\nEXT. THE HARBOUR - SAME TIME\n\nLEO\nAnd here.\n"
    assert codes(check(text)) == ["two_places"]
    assert codes(check(text.replace("SAME TIME", "LATER"))) == []


def test_the_dead_do_not_walk_in_but_in_a_dream(check: Check) -> None:
    text = "INT. THE FLAT - NIGHT\n\nCole walks in.\n\nCOLE\nMiss me?\n"
    assert codes(check(text)) == ["dead_speaker"]
    assert codes(check(text.replace("NIGHT", "NIGHT (FLASHBACK)"))) == []


def test_a_waived_finding_stays_and_says_so(home: Path, check: Check) -> None:
    text = "INT. THE FLAT - NIGHT\n\nMIA\nMy brother Leo is here.\n"
    id = check(text).found[0].finding.id
    with SeriesFolder(home, "low-tide").archive() as archive:
        archive.put("waivers", "series", Waivers(waivers=(Waiver(finding=id, reason="a lie"),)), "waived")
        assert check(text).found[0].finding.status == "waived"
        archive.put("waivers", "series", Waivers(), "taken back")


def test_a_finding_of_the_file_is_waived_though_it_is_not_stored(home: Path, tmp_path: Path, check: Check) -> None:
    text = "INT. THE FLAT - NIGHT\n\nMIA\nMy brother Leo is here.\n"
    path, settings, id = tmp_path / "one.fountain", Settings(home=home), check(text).found[0].finding.id
    path.write_text(text, "utf-8")
    waive_in_file(settings, "low-tide", path, id, "a lie")
    assert check(text).found[0].finding.status == "waived"
    with SeriesFolder(home, "low-tide").archive() as archive:
        archive.put("waivers", "series", Waivers(), "taken back")
    with pytest.raises(UserError, match="no finding"):
        waive_in_file(settings, "low-tide", path, "s01e17.wrong_relation.ffffff")
