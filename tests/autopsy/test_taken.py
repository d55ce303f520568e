"""Who has taken a lock is read in the text, if the lock does not tell."""

import pytest

from kata.autopsy import taken, variables


@pytest.fixture
def program(tmp_path):
    def write(text):
        file = tmp_path / f"program{len(list(tmp_path.iterdir()))}.py"
        file.write_text(text.replace("  # <-", ""))
        return str(file), next(n for n, line in enumerate(text.splitlines(), 1) if "# <-" in line)

    return write


LEAVES = [
    "while True:\n    lock.acquire()  # <-\n    if seen():\n        continue\n    lock.release()",
    "for each in row:\n    lock.acquire()  # <-\n    work()",
    "for each in row:\n    lock.acquire()  # <-\n    try:\n        work()\n        lock.release()\n"
    "    except OSError:\n        pass",
    "for each in row:\n    if each:\n        lock.acquire()  # <-\n    work()",
    "def f(lock):\n    while True:\n        with other:\n            lock.acquire()  # <-\n"
    "        if done():\n            lock.release()",
]
RELEASES = [
    "lock.acquire()  # <-",
    "while True:\n    lock.acquire()  # <-\n    if seen():\n        lock.release()\n        continue\n"
    "    lock.release()",
    "for each in row:\n    lock.acquire()  # <-\n    try:\n        work()\n    finally:\n        lock.release()",
    "while True:\n    lock.acquire()  # <-\n    if done():\n        break\n    lock.release()",
    "while True:\n    with lock:  # <-\n        pass",
    "while True:\n    other.acquire()  # <-\n    work()",
]


@pytest.mark.parametrize("text", LEAVES)
def test_a_loop_that_can_come_round_with_the_lock(program, text):
    assert taken.taken_a_round_before(*program(text), "lock")


@pytest.mark.parametrize("text", RELEASES)
def test_a_loop_that_always_releases_it(program, text):
    assert not taken.taken_a_round_before(*program(text), "lock")


def test_numbers_that_are_counted_with_are_no_descriptors(program):
    text = (
        "def f(count, size, limit, level, fd, other):\n"
        "    for n in range(count):\n"
        "        size += 1\n"
        "        if n < limit:\n"
        "            os.read(fd, level)  # <-\n"
        "    return other"
    )
    assert variables.quantities(*program(text)) >= {"count", "size", "limit", "level"}
    assert not {"fd", "other"} & variables.quantities(*program(text))


def test_variables_of_a_function_of_its_own(program):
    text = "def f(conn, *rest):\n    global shared\n    shared = mine = conn\n    for each in rest:\n        pass  # <-"
    assert variables.local_names(*program(text)) == {"conn", "rest", "mine", "each"}
    assert variables.local_names(*program("top = 1  # <-")) == frozenset()


def test_variables_that_a_line_is_about_to_assign(program):
    assert variables.assigned(*program("conn, address = server.accept()  # <-")) == {"conn", "address"}
    assert variables.assigned(*program("for line in lines:  # <-\n    pass")) == {"line"}
    assert variables.assigned(*program("for line in lines:\n    send(line)  # <-")) == frozenset()
