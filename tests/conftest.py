"""What all tests share: where the samples and, if they are here, the published files lie."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent
PUBLISHED = Path(os.environ.get("CIRCULAR_METRICS_PUBLISHED", PROJECT / ".." / "shared" / "data"))
PUBLISHED = PUBLISHED.resolve()
if PUBLISHED.is_dir():
    os.environ["CIRCULAR_METRICS_PUBLISHED"] = str(PUBLISHED)
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(PROJECT / ".hypothesis"))


settings.register_profile("untimed", deadline=None)  # how fast a machine is proves nothing
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of published files; a skip says why, and on CI it is a failure."""
    if not PUBLISHED.is_dir():
        reason = "no published files here: set CIRCULAR_METRICS_PUBLISHED to their folder"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return PUBLISHED


@pytest.fixture(scope="session")
def samples() -> Path:
    """Small files made by hand in each publisher's layout."""
    return PROJECT / "tests" / "samples"


@pytest.fixture(scope="session")
def data() -> Path:
    """The project's own data folder."""
    return PROJECT / "data"
