"""Learning: a field comes to show what the frames show, step by step."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import huber_loss

from .exposure import Exposures
from .field import Field, Seen
from .lessons import Lessons
from .marching import Rays

WARM_UP = 20
"""Steps in which the rates rise."""
REFRESH = 20
"""Steps between refreshes of the occupancy."""
EXACT = 0.01
"""How far off a distance may be: one of the capture's points, in logarithms."""
COARSE = 0.03
"""One that was swept."""
WORST = 0.4
"""No distance counts as more than so far off: some are wrong themselves."""
SWEPT_UNTIL = 0.8
"""Share of the course after which swept distances no longer count."""


@dataclass(frozen=True)
class Course:
    """How it is learnt."""

    steps: int
    seed: int = 0
    rays: int = 4096
    sighted: int = 128
    """Rays through points whose distance is known exactly, a step."""
    samples: int = 12
    rate: float = 2e-2
    """Of the grid; the networks take half of it, exposures a tenth."""
    holds: float = 0.25
    """Share of the course before the rates fall."""
    falls_to: float = 0.03
    depth: float = 0.05
    """What a wrong distance counts, at first; it fades."""
    swept: float = 0.2
    """The same for distances that sweeping found; it fades sooner, for those are coarse."""
    clumped: float = 1e-3
    """What it counts that a ray sees many places rather than one."""
    exposed: bool = True
    """Whether frames may differ in exposure."""

    def rate_at(self, step: int) -> float:
        """Return the share of the rates that a step takes."""
        done = step / self.steps
        return min(1.0, step / WARM_UP + 0.05) * self.falls_to ** max(0.0, (done - self.holds) / (1 - self.holds))


@dataclass
class Learner:
    """A field, the exposures of its frames, and what drives them."""

    field: Field
    exposures: Exposures
    lessons: Lessons
    course: Course

    def __post_init__(self) -> None:
        """Set up the optimiser."""
        course, radiance = self.course, self.field.radiance
        learnt = (
            [radiance.grid.table],
            [*radiance.body.parameters(), *radiance.skin.parameters()],
            list(self.exposures.parameters()),
        )
        self.rates = [course.rate, course.rate / 2, course.rate / 10]
        groups = [{"params": some} for some in learnt]
        self.optimiser = torch.optim.Adam(groups, betas=(0.9, 0.99), eps=1e-15, fused=True)
        self.luck = torch.Generator(self.field.device).manual_seed(course.seed)

    def step(self, number: int) -> Tensor:
        """Take one step; return what the colours missed by."""
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * self.course.rate_at(number)
        loss, missed = self._loss(number / self.course.steps)
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        self.optimiser.step()
        if number % REFRESH == REFRESH - 1:
            self.field.refresh(self.luck)
        return missed

    def _loss(self, done: float) -> tuple[Tensor, Tensor]:
        lessons, course, luck, device = self.lessons, self.course, self.luck, self.field.device
        chosen = lessons.still[torch.randint(len(lessons.still), (course.rays,), generator=luck, device=device)]
        rays, frame = lessons.pixel_rays(chosen)
        known = self._sighted()
        seen = self.field.see(rays if known is None else _joined(rays, known[0]), course.samples, luck, learn=True)
        colour = seen.colour[: len(rays)]
        if course.exposed:
            colour = self.exposures(colour, frame)
        truth = lessons.pixels[chosen].float() / 255
        missed = (colour.detach() - truth).square().mean()
        loss = huber_loss(colour, truth, delta=0.2) * 2 + course.clumped * self._scattered(seen)
        if known is not None:
            loss = loss + course.depth * max(0.05, 1 - done) * _misplaced(seen, known[1], len(rays), EXACT)
        if course.swept and done < SWEPT_UNTIL:
            fades = course.swept * (1 - done / SWEPT_UNTIL)
            loss = loss + fades * _misplaced(seen, lessons.swept[chosen], 0, COARSE)
        return loss, missed

    def _sighted(self) -> tuple[Rays, Tensor] | None:
        """Return rays through points that are known, and their distances; None if none is."""
        lessons = self.lessons
        if not len(lessons.sightings) or not self.course.sighted:
            return None
        count = (self.course.sighted,)
        which = torch.randint(len(lessons.sightings), count, generator=self.luck, device=self.field.device)
        frame, x, y, away = lessons.sightings[which].unbind(1)
        return lessons.rays(frame.long(), x, y), away

    def _scattered(self, seen: Seen) -> Tensor:
        """Return how far apart along the rays that lies which they see, as a share of the way."""
        space = self.field.space
        share = torch.log(seen.distances / space.near) / math.log(space.far / space.near)
        mean = (seen.weights * share).sum(1, keepdim=True)
        return (seen.weights * (share - mean).abs()).sum(1).mean()


def learn(learner: Learner) -> None:
    """Take all the steps of the course."""
    missed = torch.zeros(())
    for number in range(learner.course.steps):
        missed = learner.step(number)
    float(missed)  # waits until a card has caught up


def _joined(rays: Rays, others: Rays) -> Rays:
    return Rays(torch.cat([rays.origins, others.origins]), torch.cat([rays.directions, others.directions]))


def _misplaced(seen: Seen, away: Tensor, first: int, within: float) -> Tensor:
    """Return how far from where it should be some rays see something: in logarithms, beyond what is allowed.

    ``away`` is where it should be (0: nobody knows) for the rays from ``first`` on.
    """
    rows = slice(first, first + len(away))
    off = torch.log(seen.distances[rows] / away[:, None].clamp_min(1e-3)).abs()
    off = (off - within).clamp(0, WORST) * (away[:, None] > 0)
    return (seen.weights[rows] * off).sum(1).mean()
