"""How far a job is, and how long it will take."""

from cliffhanger.studio.forecast import Forecast


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_seconds_a_shot_so_far_tell_what_is_left() -> None:
    clock = Clock()
    forecast = Forecast(2, clock)
    assert forecast.hear({"agent": "writer", "text": "writes the script"}) == (0.0, None)
    for done in range(1, 11):
        clock.now += 1
        forecast.hear({"agent": "cast", "episode": "s01e01", "done": done, "of": 10})
    for done in range(1, 21):
        clock.now += 2
        progress, left = forecast.hear({"agent": "camera", "episode": "s01e01", "done": done, "of": 40})
    assert 0.2 < progress < 0.3
    assert left is not None and 40 < left - 20 * 2 < 160  # the other half of these shots, and another episode


def test_progress_never_falls_and_ends_at_one() -> None:
    clock = Clock()
    forecast, seen = Forecast(2, clock), [0.0]
    for episode in ("s01e01", "s01e02"):
        events = [
            *({"agent": "cast", "done": n, "of": 3} for n in (1, 3, 2)),
            *({"agent": "camera", "done": n, "of": 4} for n in (1, 2, 4)),
            {"agent": "composer"},
            {"agent": "editor", "text": "cuts and mixes"},
            {"agent": "editor", "text": "finished, 80 s", "master": "x"},
        ]
        for event in events:
            clock.now += 1
            seen.append(forecast.hear({**event, "episode": episode})[0])
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert forecast.left() == 0.0


def test_what_was_there_already_took_no_time() -> None:
    clock = Clock()
    forecast = Forecast(1, clock)
    clock.now = 1
    forecast.hear({"agent": "camera", "episode": "s01e01", "done": 38, "of": 40})
    clock.now = 3
    _, left = forecast.hear({"agent": "camera", "episode": "s01e01", "done": 39, "of": 40})
    assert left is not None and left < 30


def test_dubs_come_one_after_the_other() -> None:
    forecast = Forecast(2)
    for episode in ("s01e01.es", "s01e02.es"):
        for done in range(1, 5):
            before = forecast.progress
            now, _ = forecast.hear({"agent": "dub", "text": "into Spanish", "episode": episode, "done": done, "of": 4})
            assert now > before
        forecast.hear({"agent": "dub", "text": "finished in Spanish", "episode": episode})
    assert forecast.progress == 1.0
