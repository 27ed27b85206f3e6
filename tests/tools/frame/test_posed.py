"""A picture of a sheet: a likeness of the whole picture is no fault there, everything else stays one."""

from cliffhanger.tools.frame.posed import without_copies, worth
from cliffhanger.tools.identity.gate import PENALTY
from cliffhanger.tools.identity.spec import Check, Verdict

SAME = Check(measure="identity", subject="Mia", outcome="ok", score=0.9)
COPY = Check(measure="copy", subject="Mia", outcome="retake", score=0.99, text="copied")
TWO = Check(measure="head_count", outcome="retake", text="2 faces")


def verdict(*checks: Check, score: float) -> Verdict:
    return Verdict(outcome="retake", score=score, checks=checks)


def test_a_copy_alone_is_let_pass_with_its_whole_score() -> None:
    found = without_copies(verdict(SAME, COPY, score=0.9 * PENALTY))
    assert (found.outcome, found.score, found.checks) == ("ok", 0.9, (SAME,))


def test_what_else_is_wrong_stays_wrong() -> None:
    found = without_copies(verdict(SAME, COPY, TWO, score=0.9 * PENALTY**2))
    assert found.outcome == "retake" and found.reasons == ("2 faces",)
    assert worth(found) < worth(without_copies(verdict(SAME, COPY, score=0.5)))


def test_a_face_that_nobody_can_tell_is_not_praised() -> None:
    unknown = SAME.model_copy(update={"outcome": "unverifiable", "score": None})
    assert without_copies(verdict(unknown, COPY, score=0.3)).outcome == "unverifiable"
