"""All that a run leaves in its folder is removed, and nothing else."""

import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from kata.files import remove
from tests.tools.children import as_nobody

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def nested(folder, count, name):
    """Make folders within each other, deeper than any path can name."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(count):
        os.mkdir(name, dir_fd=at)
        inner = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(os.open("file", os.O_WRONLY | os.O_CREAT, 0o000, dir_fd=at))
    os.close(at)


def everything_is_removed():
    """Whether all that an answer can leave in a folder is removed, and nothing outside of it."""
    outside = Path(tempfile.mkdtemp(prefix="kata-test-"))
    (outside / "kept").write_text("kept")
    outside.chmod(0o500)
    folder = outside.with_name(f"{outside.name}-run")
    folder.mkdir()
    nested(folder, 3000, "name" * 50)
    for mode in (0o000, 0o100, 0o200, 0o300, 0o400, 0o1777):
        closed = folder / f"{mode:o}"
        (closed / "inner").mkdir(parents=True)
        (closed / "inner/file").touch()
        (closed / "inner").chmod(mode)
        closed.chmod(mode)
    (folder / "link").symlink_to(outside)
    (folder / "link to a file").symlink_to(outside / "kept")
    (folder / "link to nothing").symlink_to(outside / "nothing")
    os.mkfifo(folder / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
    (folder / os.fsdecode(b"\xff\n")).touch()
    folder.chmod(0o000)
    before = os.listdir("/proc/self/fd")
    remove(folder)
    kept = (outside / "kept").read_text() == "kept" and outside.stat().st_mode & 0o777 == 0o500
    gone = not folder.exists() and os.listdir("/proc/self/fd") == before
    folder.symlink_to(outside)
    remove(folder)
    remove(folder)  # it does not exist: nothing is raised
    kept = kept and (outside / "kept").exists() and not folder.is_symlink()
    remove(outside)
    return kept and gone and not outside.exists()


def test_whatever_a_run_leaves_is_removed_and_nothing_else():
    assert everything_is_removed()


def test_whatever_a_run_leaves_is_removed_without_privileges():
    assert as_nobody(everything_is_removed)


def test_a_folder_that_is_moved_while_it_is_emptied_takes_nothing_with_it(tmp_path, monkeypatch):
    """Then its `..` leads to another folder, which has folders of the same names."""
    run, elsewhere = tmp_path / "run", tmp_path / "elsewhere"
    (run / "one/two").mkdir(parents=True)
    (elsewhere / "two").mkdir(parents=True)
    unlink = os.unlink

    def moves(name, **place):
        os.rename(run / "one/two", elsewhere / "three")
        unlink(name, **place)

    (run / "one/two/file").touch()
    monkeypatch.setattr(os, "unlink", moves)
    remove(run)
    assert (elsewhere / "two").is_dir()
