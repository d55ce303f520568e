import os

import pytest


def test_the_end_comes_with_the_last_writer(answer, hold):
    hold("exit")
    hold("write")
    assert sorted(answer.gather(["anna", "ben"], 2)) == ["anna 0\n", "anna 1\n", "ben 0\n", "ben 1\n"]


def test_there_is_a_child_for_each_name(answer, evidence, hold):
    hold("exit")
    assert len(answer.gather(["anna", "ben", "carl"], 2)) == 6
    evidence(
        lambda did: did.forks,
        "Six lines came back, but no process was made: there was to be a child for each name.",
    )
    evidence(
        lambda did: len(did.writers.intersection(did.children)) >= 3,
        "Six lines came back, but they are not from three children: one was to report for each name.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= len("anna 0\nanna 1\nben 0\nben 1\ncarl 0\ncarl 1\n"),
        "Six lines came back, but the parent did not read them from its children.",
    )


def test_the_parent_reads_to_the_end(answer, evidence, hold):
    hold("read")
    assert len(answer.gather(["anna", "ben"], 2)) == 4
    evidence(
        lambda did: did.met_end(len("anna 0\nanna 1\nben 0\nben 1\n")),
        "Four lines came back, but the parent stopped when it had them: it was to read until the end of file.",
    )


def test_the_lines_come_back_as_they_came(answer, evidence, hold, changed):
    hold("write")
    changed(b"anna 0", b"anna 9")  # so that no order but this one is that of their names or numbers
    lines = answer.gather(["anna", "ben"], 2)
    assert len(lines) == 4
    evidence(
        lambda did: did.said("".join(lines).encode(), by=did.children),
        f"The children did not write the lines in this order into one pipe, and gather returned {lines}.",
    )


def test_the_lines_that_came_are_returned(answer, changed):
    is_made_up = changed(b"anna", b"emma")
    lines = answer.gather(["anna", "ben"], 2)
    assert not is_made_up("".join(lines).encode()), (
        f"'anna' was changed to 'emma' on its way, and gather returned {lines}: it was to return what it has read"
    )


def test_all_children_are_waited_for(answer, evidence, hold):
    hold("exit")
    hold("write")
    assert sorted(answer.gather(["anna", "ben"], 1)) == ["anna 0\n", "ben 0\n"]
    evidence(lambda did: not did.killed, "A child was killed: it was to report, and to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the children have exited (WNOHANG): it was to wait for that.",
    )


def test_names_may_be_alike_and_have_other_letters(answer, evidence, hold):
    hold("exit")
    hold("write")
    assert sorted(answer.gather(["Zoë ", "Zoë "], 2)) == ["Zoë  0\n"] * 2 + ["Zoë  1\n"] * 2
    evidence(
        lambda did: len(did.writers.intersection(did.children)) >= 2,
        "The lines are right, but they are not from two children: there was to be one for each name, alike or not.",
    )


def test_nothing_to_report(answer, hold):
    hold("exit")
    assert answer.gather(["anna", "ben"], 0) == []


def test_each_child_keeps_its_own_order(answer, hold):
    hold("write")
    lines = answer.gather(["anna", "ben", "carl"], 12)
    assert len(lines) == 36
    for name in ("anna", "ben", "carl"):
        of_name = [line for line in lines if line.startswith(name)]
        assert of_name == [f"{name} {number}\n" for number in range(12)]


def test_more_lines_than_the_pipe_holds(answer, hold):
    hold("exit")
    hold("write")
    lines = answer.gather(["a" * 1000, "b" * 1000], 50)
    assert len(lines) == 100, (
        f"two children wrote 50 long lines each, and gather returned {len(lines)}, not 100"
    )
    assert sorted(lines) == sorted(f"{name * 1000} {number}\n" for name in "ab" for number in range(50))


def test_a_full_pipe_is_waited_for(answer, peer_once_asleep):
    reader, writer = os.pipe()

    def read_to_the_end():
        os.close(writer)
        lines = 0
        while piece := os.read(reader, 65536):
            lines += piece.count(b"\n")
        assert lines == 100, f"report was to write 100 lines, and {lines} arrived"

    with peer_once_asleep(read_to_the_end):
        os.close(reader)
        answer.report(writer, "a" * 1000, 100)


def test_without_writers_there_is_only_the_end(answer):
    assert answer.gather([], 5) == []


def test_the_one_who_reports_closes_its_write_end(answer):
    reader, writer = os.pipe()
    answer.report(writer, "anna", 2)
    with open(reader) as lines:
        assert lines.read() == "anna 0\nanna 1\n"


@pytest.mark.skipif(not hasattr(os, "pipe2"), reason="this system has no pipe that keeps writes apart")
def test_each_line_is_one_write(answer):
    reader, writer = os.pipe2(os.O_DIRECT)  # a read gets what one write has written: pipe(2)
    answer.report(writer, "anna", 3)
    writes = list(iter(lambda: os.read(reader, 4096), b""))
    os.close(reader)
    assert writes == [b"anna 0\n", b"anna 1\n", b"anna 2\n"], f"the lines came in these writes: {writes}"
