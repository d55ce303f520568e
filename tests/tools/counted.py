"""A pytest plugin for `judge`: tell how many failures pytest's own session has counted, by which -x stops."""

from __future__ import annotations

import pytest

FILE = "counted.json"  # in the folder of the cache


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = session.config.rootpath / session.config.getini("cache_dir")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(str(session.testsfailed))
