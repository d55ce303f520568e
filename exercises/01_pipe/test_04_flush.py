import os


def bytes_of(three_lines):
    reader, writer = os.pipe()
    three_lines(writer)
    with open(reader, "rb") as lines:
        return lines.read()


def lines_of(three_lines):
    return bytes_of(three_lines).decode().splitlines()


def test_the_line_from_before_the_fork_is_written_once(answer, hold):
    hold("exit")
    lines = lines_of(answer.three_lines)
    count = lines.count("before")
    assert count == 1, f'"before" came {count} times: {lines}; was it in the buffer that the fork copied?'


def test_the_line_of_the_child_arrives(answer, hold):
    hold("exit")
    lines = lines_of(answer.three_lines)
    assert "child" in lines, (
        f'"child" is missing in {lines}; was it still in the buffer when the child exited?'
    )


def test_each_process_writes_its_lines_itself(answer, evidence, hold):
    hold("exit")
    reader, writer = os.pipe()
    inode = os.fstat(reader).st_ino
    answer.three_lines(writer)
    assert b"child" in os.read(reader, 100)
    os.close(reader)
    evidence(lambda did: did.forks, '"child" arrived, but no process was made: a child was to write it.')
    evidence(
        lambda did: did.written(by=did.children, inode=inode) >= len("child\n"),
        '"child" arrived, but its parent wrote it: the child was to do that itself.',
    )
    evidence(
        lambda did: did.story("write", inode=inode)[:1] == ["parent writes"],
        '"before" arrived, but a child wrote it: the function was to write it before.',
    )
    evidence(
        lambda did: did.said(b"before\n", by=did.writers.difference(did.children)),
        'A part of the line "before" arrived, and a child wrote the rest: each was to write its lines itself.',
    )


def test_the_lines_come_in_the_order_of_the_story(answer, hold):
    hold("exit")
    assert bytes_of(answer.three_lines) == b"before\nchild\nafter\n"


def test_after_is_written_when_the_child_has_exited(answer, evidence, hold):
    hold("exit")
    assert lines_of(answer.three_lines) == ["before", "child", "after"]
    evidence(
        lambda did: did.story("write", "exit")[-2:] == ["child exits", "parent writes"],
        '"after" was written while the child was still there: it was to be written when the child had exited.',
    )
    evidence(lambda did: not did.killed, "The child was killed: it was to write, and to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )
