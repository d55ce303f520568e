"""Files that an answer has written are trusted in nothing that no real program could have."""

import sys

import pytest

from kata.sandbox import untrusted
from tests.tools.told import stack_of, told_as

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_no_more_is_believed_than_a_program_has(tmp_path):
    task = {"tid": 7, "fd": None, "awaits": list(range(1000)), **stack_of(0)}
    facts = {
        "threads": {tid: stack_of(2) | {"name": f"{tid}"} for tid in range(1, 1001)},
        "tasks": [task] * 20,
        "ends": [[inode, 0, "answer.py", 1] for inode in range(1000)],
        "origins": {fd: ["answer.py", 1, 0] for fd in range(1000)},
        "pending": [[fd, 1] for fd in range(1000)],
    }
    file = tmp_path / "frames"
    file.write_text(told_as(**facts))
    told = untrusted.told_of(file, "answer.py")
    assert len(told.threads) == untrusted.EACH + 20
    assert {*told.names} == {*range(1, untrusted.EACH + 1)}
    assert {len(told.ends), len(told.origins), len(told.pending)} == {untrusted.EACH}
    assert {len(task.awaits) for task in told.tasks.values()} == {untrusted.EACH}
    deep = stack_of(1000, names=[["fd", 3, "number"]] * 3)
    file.write_text(told_as(threads={1: deep}, tasks=[task | {"awaits": [0]}] * 1000))
    told = untrusted.told_of(file, "answer.py")
    assert (len(told.threads[1]), len(told.tasks)) == (untrusted.EACH, untrusted.EACH)


@pytest.mark.parametrize(
    "facts",
    [
        {"service": "x" * 5000},
        {"threads": {1: stack_of(1, function="f" * 5000)}},
        {"tasks": [{"tid": [7], "fd": None, "awaits": [], **stack_of(0)}]},
        {"tasks": [{"tid": 7, "fd": None, "awaits": [1e999], **stack_of(0)}]},
    ],
)
def test_what_no_process_would_write_is_not_believed(facts, tmp_path):
    (tmp_path / "frames").write_text(told_as(**facts))
    assert untrusted.told_of(tmp_path / "frames", "answer.py") is None
