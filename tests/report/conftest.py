"""One report in both languages, made once for every test that reads it."""

from pathlib import Path

import pytest

from circular_metrics.report.run import Asked, report

BOTH = Asked("leuven", 2025, ("nl", "en"))


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> Path:
    """The folder of Leuven's report on 2025: Dutch at the top, English below."""
    return report(BOTH, tmp_path_factory.mktemp("reports with spaces é"), jobs=2).parent
