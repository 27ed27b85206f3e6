"""What of the contract does not concern a vendor is not run, and not counted, for it."""

import pytest

from .contract import VendorContract


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a vendor says is beside it, and what only concerns those that are asked again."""
    beside = [item for item in items if _beside(item)]
    if beside:
        config.hook.pytest_deselected(items=beside)
        items[:] = [item for item in items if item not in set(beside)]


def _beside(item: pytest.Item) -> bool:
    contract = getattr(item, "cls", None)
    if not isinstance(item, pytest.Function) or contract is None or not issubclass(contract, VendorContract):
        return False
    return item.originalname in contract.beside or (contract.at_once and "asks" in item.fixturenames)
