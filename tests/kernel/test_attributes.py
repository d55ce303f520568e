"""Attributes of open files, with and without an answer from their file system."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kata.kernel.attributes import attributes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="statx(2)")
WAITS = "import os; reader, writer = os.pipe(); os.read(reader, 1)"
OPENS = "import os, sys; os.open(sys.argv[-1] + '/other', os.O_RDONLY)"


def on_a_dead_file_system(*command):
    """Run a command with a file of it open; the file system itself ends after half a minute."""
    if os.getuid() or not os.access("/dev/fuse", os.W_OK):
        pytest.skip("root and /dev/fuse are needed to mount a file system that is dead")
    words = [sys.executable, "-m", "tests.tools.dead_fuse", *command]
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)


def test_they_are_what_stat_tells(tmp_path):
    file = tmp_path / "file"
    file.touch()
    for path in (str(file), "/dev/null", str(tmp_path)):
        asked, told = os.stat(path), attributes(path)
        assert (told.mode, told.inode, told.links) == (asked.st_mode, asked.st_ino, asked.st_nlink)
        assert (told.device, told.rdev) == (asked.st_dev, asked.st_rdev)


def test_a_file_that_is_missing_raises_what_stat_raises(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing"):
        attributes(str(tmp_path / "missing"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "limit", "words"),
    [(WAITS, "20", "HANG after"), (OPENS, "3", "STILL RUNNING after")],
    ids=["a hang beside one of its files is told", "an open that it does not answer is no hang"],
)
def test_a_dead_server_keeps_nobody_from_a_verdict(tmp_path, text, limit, words):
    program = tmp_path / "program.py"
    program.write_text(text)
    why = ["-m", "kata", "why", "--timeout", limit, sys.executable, program]
    done = on_a_dead_file_system(sys.executable, *why)
    assert done.stderr.startswith(words), done.stderr


def test_the_name_in_proc_is_followed():
    assert attributes("/proc/self/fd/0").inode == Path("/proc/self/fd/0").stat().st_ino
