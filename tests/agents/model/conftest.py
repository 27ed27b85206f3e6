import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where vectors are remembered: shared by the whole run, as the library's cards cost seconds to embed."""
    shared = os.environ.get("CLIFFHANGER_CACHE")
    return Path(shared) if shared else tmp_path_factory.mktemp("vectors")
