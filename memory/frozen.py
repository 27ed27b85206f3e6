"""The base of every document: an immutable, closed, hashable value."""

import hashlib
import json

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    def canonical(self) -> str:
        """Return the one JSON text of this value: sorted keys, no spaces, defaults included."""
        return canonical(self.model_dump(mode="json"))

    def digest(self) -> str:
        """Return the SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode("utf-8")).hexdigest()


def canonical(value: object) -> str:
    """Return the one JSON text of plain data: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
