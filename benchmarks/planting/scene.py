"""One scene of an invented season while it is written."""

from cliffhanger.memory.script import Beat, Event, EventKind, Line, Scene, Via


class Sheet:
    """Collects beats, lines and events of a scene, each with its id."""

    def __init__(self, id: str, location: str, present: list[str]) -> None:
        self.id, self.location, self.present = id, location, present
        self.beats: list[Beat] = []
        self.events: list[Event] = []
        self.outfits: dict[str, int] = {}
        self.wounds: dict[str, str] = {}

    def say(self, who: str, text: str, to: str = "", via: Via = "on") -> str:
        """Add a line and return its beat's id."""
        number = len(self.beats) + 1
        line = Line(id=f"{self.id}.l{number:02d}", speaker=who, text=text, to=to, via=via)
        return self._beat(Beat(id=f"{self.id}.b{number:02d}", who=who, line=line))

    def show(self, action: str, who: str = "", prop: str = "") -> str:
        """Add an action and return its beat's id."""
        return self._beat(Beat(id=f"{self.id}.b{len(self.beats) + 1:02d}", action=action, who=who, prop=prop))

    def note(self, kind: EventKind, beat: str = "", **fields: str) -> None:
        """Add what becomes true: at a beat, or with the scene as a whole."""
        self.events.append(Event(kind=kind, scene=self.id, beat=beat, **fields))

    def scene(self, day: int, hour: str) -> Scene:
        return Scene.model_validate(
            {
                "id": self.id, "location": self.location, "hour": hour, "day": day, "present": tuple(self.present),
                "outfits": dict(self.outfits), "wounds": dict(self.wounds), "purpose": "They talk.",
                "beats": tuple(self.beats),
            }
        )  # fmt: skip

    def _beat(self, beat: Beat) -> str:
        self.beats.append(beat)
        return beat.id
