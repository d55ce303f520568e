"""A line of a program says what its function may still do, and whether it can come to its end by itself."""

import pytest

from kata.autopsy.ahead import ahead, is_a_wait, may_end, waits_on_purpose

TEXT = """
def beats(done, before, job, jobs, lock):
    before.set()
    with lock:
        while not done.is_set():
            time.sleep(1)  # in a loop
        after.set()
    try:
        wait(job)  # in a try
    except OSError:
        failed.set()
    finally:
        told.set()
    if before:
        sleep(1)  # in a branch
    else:
        other.set()
    last.set()
"""


@pytest.fixture
def seen(tmp_path):
    file = tmp_path / "a.py"
    file.write_text(TEXT)

    def at(words, alone=False):
        line = next(i for i, each in enumerate(TEXT.splitlines(), 1) if words in each)
        return ahead(str(file), line, "beats", alone)

    return at


def test_what_comes_after_a_line(seen):
    assert {"done", "after", "failed", "told", "other", "last", "lock"} <= seen("in a loop").names
    assert "before" in seen("in a loop").names, "a condition asks for it"
    assert seen("in a loop").leaves == {"lock"}
    assert {"failed", "told", "last"} <= seen("in a try").names
    assert not {"done", "after", "job", "lock"} & seen("in a try").names
    assert seen("in a branch").names == {"last", "set", "last.set"}


def test_a_loop_that_asks_for_others_has_no_end_for_one_alone(seen):
    assert seen("in a loop", alone=True).names == {
        "done",
        "done.is_set",
        "is_set",
        "time",
        "time.sleep",
        "sleep",
        "lock",
    }
    assert "done" in seen("in a loop", alone=True).asked
    assert "lock" not in seen("in a loop", alone=True).asked


def test_a_text_that_cannot_be_read_says_nothing(tmp_path):
    assert ahead(str(tmp_path / "none.py"), 1, "<module>") is None
    assert ahead(__file__, 1, "<lambda>") is None
    assert may_end(str(tmp_path / "none.py"), 1, "<lambda>")


ENDS = {
    "for _ in range(30): wait()": True,
    "for _ in itertools.count(): wait()": False,
    "while True: wait()": False,
    "while n < 30: wait()": True,
    "while time.time() != end: wait()": True,
    "while self.goes_on: wait()": True,
    "while os.path.exists(flag): wait()": True,
    "while not done.wait(1): wait()": False,
    "while any(p.is_alive() for p in ps): wait()": False,
    "while child.poll() is None: wait()": False,
    "while True:\n  wait()\n  if n > 3: break": True,
    "while True:\n  wait()\n  if done.is_set(): return": False,
    "while True:\n  wait()\n  raise Late": True,
    "while not done.wait(1):\n  wait()\n  n += 1\n  if n == 30: break": True,
    "wait()": True,
}


@pytest.mark.parametrize("text", ENDS)
def test_a_loop_may_end_by_itself_or_by_others(text, tmp_path):
    file = tmp_path / "a.py"
    file.write_text(f"def f():\n {text}\n".replace("\n  ", "\n   "))
    line = next(i for i, each in enumerate(file.read_text().splitlines(), 1) if "wait()" in each)
    assert may_end(str(file), line, "f") is ENDS[text]


def test_a_wait_that_python_knows_is_no_loop_of_others(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("time.sleep(1)\nroot.mainloop()\nfor each in lines: pass\n")
    assert [is_a_wait(str(file), line) for line in (1, 2, 3)] == [True, False, True]


def test_a_line_that_waits_for_what_it_makes_is_to_wait_for_ever(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("threading.Event().wait()\nawait asyncio.Future()\ndone.wait()\nprint(Queue().get())\n")
    assert [waits_on_purpose(str(file), line) for line in (1, 2, 3, 4)] == [True, True, False, True]
