"""Whether a program reckons with Ctrl-C is read in its own files."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kata.facts import Process, Snapshot, Thread
from kata.proof import ctrl_c, swallowed

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


def test_the_program_that_a_command_starts():
    started = ctrl_c.started
    assert started(["-u", "-W", "ignore", "app.py", "-c"]) == ("file", "app.py")
    assert started(["folder", "data.txt"]) == ("file", "folder"), "be it a file or not"
    assert started(["-Bc", "text", "app.py"]) == ("text", "text")
    assert started(["-mjson.tool", "data"]) == started(["-Bm", "json.tool"]) == ("module", "json.tool")
    assert started(["-i", "app.py"]) == started(["-", "data.txt"]) == started([]) == ("input", "")
    assert started(["-e", "-o", "pipefail", "run.sh", "-c"], shell=True) == ("file", "run.sh")
    assert started(["-ce", "-u", "text", "name"], shell=True) == ("text", "text")
    assert started(["-s", "word"], shell=True) == started(["-l", "run.sh"], shell=True) == ("input", "")


def test_a_program_that_has_no_text(tmp_path):
    (tmp_path / "silent.py").write_text(SILENT)
    (tmp_path / "folder").mkdir()
    (tmp_path / "archive").write_bytes(b"PK\0\0")
    for first in ("folder", "archive"):
        assert reckons(tmp_path, first, "silent.py")


def test_a_command_that_was_installed_is_what_it_imports(tmp_path, monkeypatch):
    (tmp_path / "app").write_text("import re\nimport sys\nfrom package import main\n" + SILENT)
    assert reckons(tmp_path, "app"), "it is not searched where modules are installed"
    (tmp_path / "app.py").write_text((tmp_path / "app").read_text())
    assert not reckons(tmp_path, "app.py")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "package.py").write_text(NAMES)
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    assert reckons(tmp_path, "app.py")


def test_it_goes_on_reading_what_is_typed(tmp_path, monkeypatch):
    (tmp_path / "silent.py").write_text(SILENT)
    assert reckons(tmp_path, "-i", "silent.py")
    monkeypatch.setenv("PYTHONINSPECT", "1")
    assert reckons(tmp_path, "silent.py")


@pytest.mark.parametrize(
    ("text", "swallows"),
    [
        ("class A:\n def __exit__(self, *_): return True\n", True),
        ("class A:\n def __exit__(self, *_): return self.done(_)\n", True),
        ("class A:\n def __exit__(self, *_): return False\n", False),
        ("class A:\n def __exit__(self, *_):\n  self.close()\n  return\n", False),
        ("def f():\n try: pass\n finally: return\n", True),
        ("try: pass\nfinally:\n import os\n os._exit(0)\n", True),
        ("try: pass\nfinally: print()\n", False),
        ("try: pass\nfinally: raise ValueError\n", True),
        ("class A:\n def __exit__(self, *_): raise ValueError\n", True),
        ("class A:\n def __exit__(self, *_): raise\n", False),
        ("class A:\n __exit__ = lambda *_: True\n", True),
        ("setattr(A, '__exit__', swallow)\n", True),
        ("finally: no Python", True),
    ],
)
def test_what_swallows_any_exception(text, swallows):
    assert swallowed.swallows(text) == swallows


def test_a_shell_reads_more_than_its_own_text():
    for text in (". ./x", "a && . x", "if a; then source x; fi", 'eval "$TEXT"'):
        assert ctrl_c.SOURCED.search(text), text
    assert not ctrl_c.SOURCED.search("cat ./x . | sort source")
