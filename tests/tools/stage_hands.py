"""Small makers that a worker process can import."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from cliffhanger.errors import MakerRefused
from cliffhanger.tools.take import Made, Spec, Take


class Order(Spec):
    """What to do, and where each making is written down."""

    do: str
    log: str
    n: int = 0


class Hand:
    """Writes its order into the file, or fails as it is told to."""

    tool, version, suffix = "hand", "1", ".txt"

    def make(self, spec: Order, out: Path, inputs: Sequence[Take] = ()) -> Made:
        with Path(spec.log).open("a", encoding="utf-8") as log:
            log.write(f"{spec.do} {spec.n} {os.getpid()}\n")
        if spec.do == "die":
            os._exit(9)
        if spec.do == "refuse":
            raise MakerRefused(f"order {spec.n} will never be made")
        time.sleep({"slow": 0.2, "endless": 60.0}.get(spec.do, 0.0))
        out.write_text(f"{spec.do} {spec.n}", "utf-8")
        return Made(seconds=1.0, facts={"inputs": len(inputs)})
