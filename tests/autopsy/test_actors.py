"""Processes are called by their place in the story, and their ends by words."""

import signal

from kata.autopsy.actors import ending, listed, roles, the
from kata.autopsy.facts import End
from kata.autopsy.noted import Fork
from kata.autopsy.sentence import held


def fork(pid, parent, file="answer.py"):
    return Fork(pid, parent, file)


def by_test(file):
    return file == "test.py"


def test_processes_are_called_by_their_place_in_the_story():
    written = [fork(11, 10), fork(12, 10), fork(13, 11), fork(14, 13)]
    assert roles(10, [10, 11, 12, 13, 14], written, by_test) == {
        10: "parent",
        11: "child",
        12: "child 2",
        13: "grandchild",
        14: "great-grandchild",
    }


def test_a_process_that_has_gone_keeps_its_place():
    assert roles(10, [10, 12], [fork(11, 10), fork(12, 10)], by_test)[12] == "child 2"


def test_what_a_test_forks_is_a_peer():
    written = [fork(11, 10, "test.py"), fork(12, 10, "test.py"), fork(13, 11)]
    assert roles(10, [10, 11, 12], written[:2], by_test) == {10: "your process", 11: "peer", 12: "peer 2"}
    assert roles(10, [10, 11, 13], [written[0], written[2]], by_test)[13] == "child of the peer"


def test_a_lone_process_is_yours():
    assert roles(10, [10], [], by_test) == {10: "your process"}


def test_words_in_a_sentence():
    assert [the("parent"), the("child 2"), the("your process")] == ["the parent", "child 2", "your process"]
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert held([End(1, 6, "write", "writer"), End(1, 7, "write")]) == "`writer` (fd 6) and fd 7"


def test_a_wait_status_in_words():
    assert ending(3 << 8) == "status 3"
    assert ending(signal.SIGTERM) == "killed by SIGTERM"
    assert ending(signal.SIGKILL | 0x80) == "killed by SIGKILL"
    assert ending(0x7E) == "killed by signal 126"


def test_what_a_fork_server_forks_is_a_child_of_the_one_that_it_serves():
    services = {11: "fork server", 12: "resource tracker"}
    assert roles(10, [10, 11, 12, 13], [fork(13, 11)], by_test, services) == {
        10: "parent",
        13: "child",
        **services,
    }
    assert roles(10, [10, 12], [], by_test, services)[10] == "your process"
