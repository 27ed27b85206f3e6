"""What the second voices fill in: a judge's charges against a script, a critic's objections to a plan."""

from typing import Literal

from pydantic import Field

from .drafts import Draft

Kind = Literal[
    "absolute_time",
    "duration",
    "simultaneity",
    "causeless_effect",
    "causal_logic",
    "abandoned_plot",
    "memory",
    "knowledge",
    "skill",
    "forgotten_ability",
    "world_rule",
    "social_norm",
    "geography",
    "appearance",
    "nomenclature",
    "quantity",
    "perspective",
    "tone",
    "style",
]
"""The codes that only a judge gives: those of ConStory-Bench's nineteen kinds."""


class ChargeDraft(Draft):
    """Two places that may not both be true."""

    canon: str = Field(description="id of the sentence of canon")
    canon_quote: str = Field(description="the words of it that matter, copied letter by letter")
    script: str = Field(description="id of the place in the script")
    script_quote: str = Field(description="the words there that matter, copied letter by letter")
    why: str = Field(description="why no reading makes both true, in one sentence; or which reading does")
    verdict: Literal["contradiction", "explained", "unknown"] = Field(
        description="explained: a lie, a joke, a dream, a twist, a change makes both true; unknown: canon does not say"
    )
    kind: Kind
    mend: str = Field(description="the smallest edit of the script that would mend it: which words become which")


class VerdictDraft(Draft):
    """What was weighed; only what is called a contradiction is held against the script."""

    charges: list[ChargeDraft] = Field(description="eight at most, the plainest first; usually none")


Doubt = Literal[
    "weak_hook",
    "weak_cliffhanger",
    "no_escalation",
    "no_reversal",
    "repeated_turn",
    "weak_paywall",
    "thread_forgotten",
    "lost_cast",
]
"""The weaknesses of `memory.debate` that want a reader; the others are counted by code."""


class ObjectionDraft(Draft):
    """One thing that is wrong with a plan."""

    code: Doubt
    episodes: list[int] = Field(description="numbers of the episodes it is about, six at most")
    text: str = Field(description="what is wrong, in one sentence that quotes the plan")
    wish: str = Field(description="what should be there instead, in one sentence: a deed, an object, a price")


class CritiqueDraft(Draft):
    """What is wrong with a plan, the worst first."""

    objections: list[ObjectionDraft] = Field(description="six at most; none if the plan holds")
