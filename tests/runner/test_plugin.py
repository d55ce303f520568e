"""The plugins of a run."""

import subprocess
import sys

import pytest

from kata.runner import plugin
from tests.tools.judge import ROOT


@pytest.mark.parametrize("place", range(len(plugin.pytest_plugins)))
def test_no_plugin_is_imported_before_pytest_does(place):
    """Pytest would warn of it, in the midst of a learner's report."""
    *before, name = plugin.pytest_plugins[: place + 1]
    code = "import sys\nimport kata.runner.plugin\n" + "".join(f"import {each}\n" for each in before)
    code += f"print({name!r} in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
