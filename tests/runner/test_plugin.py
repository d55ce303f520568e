"""The plugins of a run."""

import multiprocessing
import subprocess
import sys

import pytest
import pytest_forked

from kata.runner import plugin, shim
from tests.tools.judge import ROOT


@pytest.mark.parametrize("place", range(len(plugin.pytest_plugins)))
def test_no_plugin_is_imported_before_pytest_does(place):
    """Pytest would warn of it, in the midst of a learner's report."""
    *before, name = plugin.pytest_plugins[: place + 1]
    code = "import sys\nimport kata.runner.plugin\n" + "".join(f"import {each}\n" for each in before)
    code += f"print({name!r} in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


def test_a_pytest_forked_that_starts_its_processes_otherwise_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.delattr(pytest_forked, "_worker")
    with pytest.raises(pytest.UsageError, match="python -m pip install pytest-forked"):
        shim.start_by(lambda files: None)


def test_a_forked_test_of_somebody_else_has_a_process_of_multiprocessing(monkeypatch, tmp_path):
    monkeypatch.setattr(pytest_forked, "multiprocessing", multiprocessing)
    given = []
    shim.start_by(given.append)
    process = pytest_forked.multiprocessing.get_context("fork").Process(
        target=lambda function, file: function(file), args=(lambda file: file.touch(), tmp_path / "file")
    )
    process.start()
    process.join()
    assert (process.exitcode, (tmp_path / "file").exists()) == (0, True)
    assert given == [[str(tmp_path / "file")]]
