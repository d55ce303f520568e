"""The folder of a test is mounted for the test alone, also in a chroot and where mounts are shared with others."""

import os
import subprocess
import sys

import pytest

from kata.kernel import namespaces
from tests.tools.judge import ROOT

PLACE = """\
import os, sys
from pathlib import Path
from kata.kernel import namespaces

above, outside = sys.argv[1:3]
mounts = open("/proc/self/mountinfo")
before = mounts.read()
assert " shared:" in before, "mounts made here would be seen by whoever shares them"
entered, enters = os.pipe()
goes_on, go_on = os.pipe()
if os.fork() == 0:
    os.close(go_on)
    os.chroot(above)
    os.chdir("/work")
    folder = Path("/folder")
    before = os.stat(folder).st_dev
    namespaces.enter(folder)
    (folder / "file").touch()
    assert (os.listdir("/"), os.listdir(".")) != ([], []) and sorted(os.listdir("/")) == ["folder", "work"]
    assert os.listdir(".") == ["here"] and before != os.stat(folder).st_dev
    os.write(enters, b"x")
    os.read(goes_on, 1)
    os._exit(0)
os.close(enters)
assert os.read(entered, 1) == b"x", "it has failed"
mounts.seek(0)
assert mounts.read() == before
assert os.listdir(outside) == []
os.close(go_on)
assert os.wait()[1] == 0
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="chroot(2) needs root")
@pytest.mark.skipif(namespaces.reason_against() is not None, reason="no namespaces can be had here")
@pytest.mark.parametrize("in_chroot", [True, False], ids=["in a chroot", "below a mount point"])
def test_nothing_is_mounted_for_others(in_chroot, tmp_path):
    """Below a mount point: the root of the chroot is one itself."""
    above = tmp_path / "above"
    (above / "folder").mkdir(parents=True)
    (above / "work").mkdir()
    (above / "work/here").touch()
    bind = "" if in_chroot else f"mount --bind {above} {above} && "
    script = f'{bind}exec "$@"'
    command = ["unshare", "--mount", "--propagation", "shared", "sh", "-c", script, "sh"]
    program = [sys.executable, "-c", PLACE, str(above), str(above / "folder")]
    done = subprocess.run([*command, *program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
