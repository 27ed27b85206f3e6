import pytest

from cliffhanger.agents.dubbing.fitting import BREATH, FASTEST, fit, slots


def test_a_line_that_has_room_keeps_its_natural_length() -> None:
    assert fit(1.4, 1.5, 1.8).target is None
    assert fit(1.75, 1.5, 1.8).target is None, "it may be longer than the original, into its own silence"
    assert fit(0.6, 1.5, 1.8).target is None, "one that is shorter is not drawn out"


def test_a_line_that_is_a_little_long_is_spoken_faster_and_never_too_fast() -> None:
    fitted = fit(2.0, 1.5, 1.8)
    assert fitted.target == 1.8 and fitted.speed == pytest.approx(2.0 / 1.8, abs=1e-4) and fitted.fits
    edge = fit(1.8 * FASTEST, 1.5, 1.8)
    assert edge.fits and edge.speed <= FASTEST


def test_a_line_that_is_much_too_long_says_how_much_of_it_would_fit() -> None:
    fitted = fit(3.0, 1.5, 1.8)
    assert not fitted.fits and fitted.share == pytest.approx(1.8 * FASTEST / 3.0, abs=1e-3)
    assert fit(3.0 * fitted.share, 1.5, 1.8).fits


def test_the_room_of_a_line_ends_before_somebody_else_is_heard() -> None:
    found = slots([("a", 1.0, 1.0, 9.0), ("b", 2.4, 1.0, 9.0)])
    assert found["a"].room == pytest.approx(2.4 - BREATH - 1.0)
    assert found["b"].room == pytest.approx(9.0 - 2.4), "the last has what is left of its scene"


def test_a_line_that_interrupted_another_still_does_and_takes_no_more() -> None:
    found = slots([("a", 1.0, 1.5, 9.0), ("b", 2.3, 1.0, 9.0)])
    assert found["a"].room == pytest.approx(1.5), "as long as it was: the silence that it never had is not its own"


def test_a_line_may_be_heard_on_for_a_moment_after_its_scene() -> None:
    found = slots([("a", 1.0, 1.0, 2.3), ("b", 5.0, 1.0, 9.0)])
    assert found["a"].room == pytest.approx(1.3)
