import os


def test_the_status_of_the_child_comes_back(answer, evidence, hold):
    hold("exit")
    assert answer.child_exits_with(42) == 42
    evidence(lambda did: did.forks, "The status is 42, but no process was made: a child was to exit with it.")
    evidence(
        lambda did: 42 in [process.status for process in did.processes],
        "The status is 42, but no child has exited with it.",
    )
    evidence(lambda did: not did.killed, "The child was killed: it was to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_the_least_and_the_most_that_arrives(answer, hold):
    hold("exit")
    assert answer.child_exits_with(0) == 0
    assert answer.child_exits_with(255) == 255


def test_of_a_code_the_lowest_8_bits_arrive(answer):
    assert answer.child_exits_with(259) == 3
    assert answer.child_exits_with(1000) == 232


def test_only_the_parent_comes_back(answer, evidence):
    reader, writer = os.pipe()
    assert answer.exits_and_says_so(7, writer) == 7
    os.close(writer)
    with open(reader) as log:
        lines = log.readlines()
    assert lines == ["done\n"], (
        f'"done" was to be written once, by the parent, and this came: {lines}; which way does the child leave?'
    )
    evidence(lambda did: did.forks, "The status is 7, but no process was made: a child was to exit with it.")
