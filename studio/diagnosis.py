"""A diagnosis: what the doctor says of one job."""

from typing import Any

from ..memory.frozen import Frozen


class Diagnosis(Frozen):
    """One job and who does it."""

    job: str
    maker: str
    healthy: bool
    why: str
    better: str = ""
    """The line that would improve it; empty: nothing known."""
    facts: dict[str, Any] = {}
    """Of makers of pictures, by name: model, licence, memory in GB, US dollars a second or a frame, abilities."""

    def as_text(self) -> str:
        """Return it in two lines at most."""
        mark = "ok " if self.healthy else "!! "
        return f"{mark} {self.job:<9} {self.maker}: {self.why}" + (
            f"\n              better: {self.better}" if self.better else ""
        )
