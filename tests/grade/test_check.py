"""`kata grade --check` says what this machine has and lacks, and exits with 1 if something cannot be graded."""

import subprocess
import sys

import pytest

from kata.grade import check
from kata.kernel import namespaces
from kata.sandbox import walls
from tests.tools.judge import PATH, ROOT, environment

COMMAND = [sys.executable, "-m", "kata", "grade", "--check"]
REFUSED = "echo 0 > /proc/sys/user/max_net_namespaces"
PARTS = ["walls", "namespaces", "proofs", "cores", "memory", "pipes", "so"]


def told(done):
    return {line[:12].strip(): line[12:] for line in done.stdout.splitlines()}


def run(*command):
    return subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)


def test_each_part_has_a_line_and_the_status_sums_them_up():
    done = run(*COMMAND)
    found = told(done)
    assert list(found) == PARTS, done.stderr
    lacking = [name for name, words in found.items() if words.startswith("lacking: ")]
    assert done.returncode == (1 if lacking else 0)
    assert ("walls" in lacking) == (walls.kind() != "bwrap")
    assert ("namespaces" in lacking) == (namespaces.reason_against() is not None)
    assert (f"all {len(PATH)} exercises can be graded" == found["so"]) == check._has_places()


@pytest.mark.skipif(not check._has_places(), reason="namespaces and bubblewrap")
def test_where_namespaces_are_refused_it_says_so_and_exits_with_1():
    done = run("unshare", "--user", "--map-root-user", "sh", "-c", f'{REFUSED} && exec "$@"', "sh", *COMMAND)
    if "max_net_namespaces" in done.stderr:
        pytest.skip("this machine does not let a user namespace refuse others")
    assert done.returncode == 1
    assert told(done)["namespaces"].startswith("lacking: the kernel refuses namespaces")
    assert "can be graded" in told(done)["so"]


def test_ungraded_are_named_by_chapters(monkeypatch):
    monkeypatch.setattr(check, "_has_places", lambda: False)
    monkeypatch.setattr(walls, "kind", lambda: "landlock")
    words = check._so(PATH)
    some = [each for each in PATH if check.meets(each.test)]
    assert words.startswith(f"{len(PATH) - len(some)} of {len(PATH)} exercises can be graded; ungraded: ")
    assert "04_tcp" in words.partition("ungraded: ")[2]
    assert "01_pipe" not in words


def test_used_up_pipes_and_too_little_memory_are_lacking(monkeypatch, tmp_path):
    monkeypatch.setattr(check, "A_PIPE", 1 << 30)
    assert check._pipes().lacks
    (tmp_path / "memory.max").write_text("1000000\n")
    monkeypatch.setattr(check, "MEMORY_OF_A_GROUP", str(tmp_path / "memory.max"))
    assert check._memory().lacks
    (tmp_path / "memory.max").write_text("max\n")
    assert check._limit_of_group() == float("inf")


def test_without_submissions_it_asks_for_them():
    done = run(sys.executable, "-m", "kata", "grade")
    assert done.returncode == 2
    assert "name the submissions to grade" in done.stderr
