"""What is locked: "keep exactly this"."""

from .frozen import Frozen


class Kept(Frozen):
    """Scenes and shots that no edit touches, as one document (``("kept", "series")``)."""

    ids: tuple[str, ...] = ()
    """Scene and shot ids, as the user locked them."""
    specs: dict[str, str] = {}
    """The Spec of every locked shot, and of every line heard in one, by id, in canonical JSON: they are made no more
    from the documents."""
    held: dict[str, tuple[str, ...]] = {}
    """Keys of the pictures that a locked shot is held to, if it is photographed, by shot id: others cast later are
    nothing to it."""
