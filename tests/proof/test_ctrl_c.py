"""Whether a program reckons with Ctrl-C is read in its own files."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kata.facts import Process, Snapshot, Thread
from kata.proof import ctrl_c

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

NAMES = "try:\n    input()\nexcept KeyboardInterrupt:\n    pass\n"
SILENT = "input()\n"


def reckons(folder, *arguments):
    """Whether a Python with these arguments does, interruptible or not."""
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        while not Path(f"/proc/{process.pid}/cmdline").read_text().startswith(sys.executable):
            time.sleep(0.001)  # until exec
        snapshots = [
            Snapshot(
                (Process(process.pid, 1, None, (Thread(process.pid, "S", None),), (), interruptible=each),),
                {},
            )
            for each in (True, False)
        ]
        assert not ctrl_c.is_reckoned_with(snapshots[1])
        return ctrl_c.is_reckoned_with(snapshots[0])
    finally:
        process.kill()
        process.wait()
        process.stdin.close()


def test_a_script(tmp_path):
    (tmp_path / "names.py").write_text(NAMES)
    (tmp_path / "silent.py").write_text(SILENT)
    assert reckons(tmp_path, "names.py")
    assert reckons("/", str(tmp_path / "names.py"))
    assert not reckons(tmp_path, "-u", "silent.py", "names.py")


def test_a_module_beside_it_that_it_imports(tmp_path):
    (tmp_path / "silent.py").write_text("import os, sys\nfrom package import this\n" + SILENT)
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("from .other import this\n")
    (tmp_path / "package" / "other.py").write_text("this = 1\n")
    (tmp_path / "unrelated.py").write_text(NAMES)
    assert not reckons(tmp_path, "silent.py")
    (tmp_path / "package" / "other.py").write_text(NAMES)
    assert reckons(tmp_path, "silent.py")


def test_a_command_and_a_module_by_its_name(tmp_path):
    (tmp_path / "silent.py").write_text(SILENT)
    assert reckons(tmp_path, "-c", NAMES)
    assert not reckons(tmp_path, "-c", SILENT)
    assert not reckons(tmp_path, "-m", "silent")
    assert reckons(tmp_path, "-m", "code"), "it is not searched where modules are installed"


def test_what_cannot_be_read_may_name_it(tmp_path):
    assert reckons(tmp_path), "its text comes from the standard input"
