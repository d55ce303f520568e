"""Groups of processes that somebody has frozen, in folders like those of cgroups(7)."""

import os
import sys

import pytest

from kata.kernel import frozen
from kata.kernel.procfs import read

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_a_process_is_frozen_with_its_group_or_one_above_it(tmp_path):
    own = [line for line in read("/proc/self/cgroup").splitlines() if line.startswith("0::")]
    if not own:
        pytest.skip("there are no groups of the second version here")
    group = tmp_path / own[0].removeprefix("0::/") / ""
    group.mkdir(parents=True, exist_ok=True)
    (group / "cgroup.events").write_text("populated 1\nfrozen 0\n")
    (group / "cgroup.freeze").write_text("0\n")
    assert not frozen.frozen([os.getpid()], [str(tmp_path)])
    (group / "cgroup.events").write_text("populated 1\nfrozen 1\n")
    assert frozen.frozen([os.getpid()], [str(tmp_path)])
    (group / "cgroup.events").write_text("populated 1\nfrozen 0\n")
    (group / "cgroup.freeze").write_text("1\n")
    assert frozen.frozen([os.getpid()], [str(tmp_path)]), "it is about to be"


def test_nobody_is_frozen_where_nothing_can_be_read(tmp_path):
    assert not frozen.frozen([os.getpid()], [str(tmp_path)])
