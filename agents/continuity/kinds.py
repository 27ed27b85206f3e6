"""The kinds of contradiction, and how they stand to ConStory-Bench's taxonomy of five categories and nineteen subtypes.

Each of its nineteen subtypes has a code of ours that a judge may give (``memory`` for its
``memory_contradictions``). Where exact data can decide a part of a subtype, that part has a code of its own:
``dead_speaker``, ``knows_too_soon`` and the like, which only `check` gives.
"""

from dataclasses import dataclass
from typing import Literal

from ...memory.canon import FindingCode

Category = Literal["characterization", "factual_detail", "narrative_style", "timeline_plot", "world_building"]
"""The five categories of ConStory-Bench."""


@dataclass(frozen=True)
class Kind:
    """Where a code stands in ConStory-Bench, what it means, and who decides it."""

    category: Category
    subtype: str
    """As ConStory-Bench names it."""
    means: str
    """In a clause, so that a judge can be told."""
    exact: bool = False
    """Whether data decides it; otherwise a judge does."""


def _exact(category: Category, subtype: str, means: str) -> Kind:
    return Kind(category, subtype, means, exact=True)


KINDS: dict[FindingCode, Kind] = {
    "memory": Kind(
        "characterization",
        "memory_contradictions",
        "somebody forgets what they lived through, or remembers what never was",
    ),
    "knowledge": Kind(
        "characterization",
        "knowledge_contradictions",
        "somebody knows what their background or this period could not teach them",
    ),
    "skill": Kind(
        "characterization",
        "skill_power_fluctuations",
        "somebody can do suddenly more or less than before, with no cause",
    ),
    "forgotten_ability": Kind(
        "characterization", "forgotten_abilities", "somebody does not use what they can do where it would plainly help"
    ),
    "appearance": Kind("factual_detail", "appearance_mismatches", "a face, a body or a thing is described in two ways"),
    "nomenclature": Kind(
        "factual_detail", "nomenclature_confusions", "one person, place or thing goes by two names, or two by one"
    ),
    "quantity": Kind("factual_detail", "quantitative_mismatches", "a number, an age, a sum differs from before"),
    "perspective": Kind(
        "narrative_style",
        "perspective_confusions",
        "the one who tells it is suddenly another, or sees what they cannot",
    ),
    "tone": Kind("narrative_style", "tone_inconsistencies", "the tone breaks with that of the series, with no cause"),
    "style": Kind("narrative_style", "style_shifts", "somebody speaks, or the script is written, in another manner"),
    "absolute_time": Kind(
        "timeline_plot", "absolute_time_contradictions", "a date, a weekday, a season of the year contradicts another"
    ),
    "duration": Kind(
        "timeline_plot", "duration_timeline_contradictions", "how long something took or is ago is told in two ways"
    ),
    "simultaneity": Kind(
        "timeline_plot", "simultaneity_contradictions", "a person or a thing is in two places at one time"
    ),
    "causeless_effect": Kind(
        "timeline_plot", "causeless_effects", "something comes about that nothing has brought about"
    ),
    "causal_logic": Kind("timeline_plot", "causal_logic_violations", "an effect cannot follow from its cause"),
    "abandoned_plot": Kind(
        "timeline_plot", "abandoned_plot_elements", "what was set up as weighty is dropped and never comes again"
    ),
    "world_rule": Kind("world_building", "core_rules_violations", "a rule of this world is broken, with no cause"),
    "social_norm": Kind(
        "world_building", "social_norms_violations", "a rank, a law or a custom of this world is ignored, at no cost"
    ),
    "geography": Kind(
        "world_building", "geographical_contradictions", "a place has moved, or a way is longer or shorter than before"
    ),
    "dead_speaker": _exact("timeline_plot", "causal_logic_violations", "the dead act, speak or stand in the room"),
    "two_places": _exact("timeline_plot", "simultaneity_contradictions", "somebody is here and elsewhere at one time"),
    "knows_too_soon": _exact("characterization", "knowledge_contradictions", "somebody tells what they never learnt"),
    "forgets": _exact("characterization", "memory_contradictions", "somebody learns or tells anew what is old to them"),
    "wrong_wardrobe": _exact("factual_detail", "appearance_mismatches", "somebody wears what they did not change into"),
    "prop_teleports": _exact("timeline_plot", "simultaneity_contradictions", "a thing is in a hand it never came into"),
    "injury_vanishes": _exact("factual_detail", "appearance_mismatches", "a wound is gone, elsewhere, or never was"),
    "thread_overdue": _exact("timeline_plot", "abandoned_plot_elements", "a promise to the viewer is not kept in time"),
    "thread_tangled": _exact(
        "timeline_plot", "causal_logic_violations", "a thread is paid before it is planted, or planted or paid twice"
    ),
    "wrong_name": _exact("factual_detail", "nomenclature_confusions", "somebody says a name they never learnt"),
    "wrong_relation": _exact(
        "characterization", "memory_contradictions", "two people are to each other what they cannot be"
    ),
    "time_runs_back": _exact("timeline_plot", "duration_timeline_contradictions", "a scene plays before the last one"),
    "wrong_day": _exact("timeline_plot", "absolute_time_contradictions", "one day is called by two weekdays"),
    "unknown_character": _exact("timeline_plot", "causeless_effects", "somebody is there whom nobody declared"),
    "unknown_location": _exact(
        "world_building", "geographical_contradictions", "a place is there that nobody declared"
    ),
    "unknown_prop": _exact("timeline_plot", "causeless_effects", "a thing is there that nobody declared"),
}
"""Code to kind: the nineteen first, then ours."""
