"""A host imports this package from bytecode alone; the folder goes with the process that made it."""

import os
import subprocess
import sys
from pathlib import Path

from kata.agent import closings
from kata.sandbox import bytecode
from tests.tools.judge import ROOT

IMPORTS = "import sys; sys.path.insert(0, sys.argv[1]); from kata.sandbox.host import closings; "
MAKES = "import os; from kata.sandbox import bytecode; print(bytecode.folder()); "


def run(*words):
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_host_needs_no_sources_and_takes_its_lines_for_those_of_the_sources():
    folder = bytecode.folder()
    told = run("-I", "-S", "-c", f"{IMPORTS} print(closings.__file__, closings.OURS)", str(folder))
    assert told == f"{folder}/kata/agent/closings.pyc {closings.OURS}"
    assert not [*folder.rglob("*.py")]


def test_it_is_made_once():
    assert bytecode.folder() is bytecode.folder()


def test_anybody_may_read_it_whatever_mask_its_maker_has():
    lists = "print(*(oct(each.stat().st_mode & 0o777) for each in bytecode.folder().rglob('*')))"
    _, *modes = run("-c", f"import os; os.umask(0o077); {MAKES} {lists}").split()
    assert set(modes) == {"0o755", "0o644"}


def test_the_folder_goes_with_its_maker():
    assert not Path(run("-c", MAKES)).exists()


def test_the_folder_stays_when_a_fork_of_its_maker_exits():
    fork = "sys.stdout.flush(); pid = os.fork(); pid or sys.exit(); os.waitpid(pid, 0); "
    told = run("-c", f"import sys; {MAKES} {fork} print(bytecode.folder().exists())")
    assert told.split()[1:] == ["True"], os.linesep + told
