"""Let plain pytest run in a learner's own folder, where there is no conftest.py.

pytest loads this wherever it is installed. Outside of such a folder it does nothing and imports nothing.
"""

from __future__ import annotations

import pytest

STUBS = "[0-9][0-9]_*/[0-9][0-9]_*.py"
LIMIT = 5  # seconds for a test, as in the project's own settings


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    named = early_config.known_args_namespace.file_or_dir or ["."]
    first = (early_config.invocation_params.dir / named[0].partition("::")[0]).resolve()
    if not any(next(folder.glob(STUBS), None) for folder in (first, *first.parents)):
        return
    from kata.course.home import find

    home = find(first)
    if home is None or home.tree is None:
        return
    early_config.pluginmanager.import_plugin("kata.runner.plugin")
    if not early_config.getini("timeout"):
        args.insert(0, f"--timeout={LIMIT}")
    args.insert(0, "--import-mode=importlib")
