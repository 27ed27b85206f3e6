"""Set-ups: sizes and angles in the order in which a director would try them, by what happens."""

from .lens import SetUp

FAR: tuple[SetUp, ...] = (("two_shot", "eye"), ("over_shoulder", "eye"), ("medium", "low"), ("medium_close_up", "eye"))
MIDDLE: tuple[SetUp, ...] = (
    ("medium_close_up", "eye"),
    ("close_up", "eye"),
    ("medium", "eye"),
    ("over_shoulder", "eye"),
)
NEAR: tuple[SetUp, ...] = (("close_up", "eye"), ("medium_close_up", "low"), ("extreme_close_up", "eye"))
HOT: tuple[SetUp, ...] = (("close_up", "eye"), ("extreme_close_up", "eye"), ("close_up", "low"))
BLOW: tuple[SetUp, ...] = (("close_up", "low"), ("extreme_close_up", "eye"), ("close_up", "dutch"))
NEARING: tuple[SetUp, ...] = (("close_up", "low"), ("medium_close_up", "eye"), ("close_up", "dutch"))
"""Where a blow that takes its time begins; it ends nearer."""
HIT: tuple[SetUp, ...] = (("extreme_close_up", "eye"), ("close_up", "high"), ("close_up", "eye"))
HEARS: tuple[SetUp, ...] = (("close_up", "eye"), ("medium_close_up", "eye"), ("close_up", "high"))
ALONE: tuple[SetUp, ...] = (
    ("medium_close_up", "eye"),
    ("close_up", "low"),
    ("medium", "high"),
    ("extreme_close_up", "eye"),
    ("close_up", "dutch"),
)
UNSEEN: tuple[SetUp, ...] = (
    ("close_up", "eye"),
    ("extreme_close_up", "eye"),
    ("silhouette", "eye"),
    ("medium", "high"),
    ("close_up", "dutch"),
    ("medium_close_up", "low"),
)
"""Where a voice without a body is heard: never twice from the same place."""
DOES: tuple[SetUp, ...] = (("medium", "eye"), ("medium_close_up", "low"), ("medium_close_up", "high"))
EMPTY: tuple[SetUp, ...] = (("establishing", "eye"), ("establishing", "low"), ("establishing", "dutch"))
SHAPES: tuple[SetUp, ...] = (("silhouette", "eye"), ("silhouette", "low"))
STRIKING: tuple[SetUp, ...] = (("extreme_close_up", "eye"), ("close_up", "dutch"), ("extreme_close_up", "high"))
