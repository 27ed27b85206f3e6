"""A bounded store of pictures."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Shelf(Generic[Item]):
    """Keeps the most recently used pictures."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._items: OrderedDict[Hashable, Item] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> Iterator[tuple[Hashable, Item]]:
        """Yield keys and what is kept under them, the most recently made or used last."""
        yield from self._items.items()

    def get(self, key: Hashable, make: Callable[[], Item]) -> Item:
        """Return what is kept under the key, or make it and drop the oldest."""
        if key in self._items:
            self._items.move_to_end(key)
            return self._items[key]
        item = self._items[key] = make()
        while len(self._items) > self.size:
            self._items.popitem(last=False)
        return item
