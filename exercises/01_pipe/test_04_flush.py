import os


def lines_of(three_lines):
    reader, writer = os.pipe()
    three_lines(writer)
    with open(reader) as lines:
        return lines.read().splitlines()


def test_the_line_from_before_the_fork_is_written_once(answer):
    lines = lines_of(answer.three_lines)
    count = lines.count("before")
    assert count == 1, f'"before" came {count} times: {lines}; was it in the buffer that the fork copied?'


def test_the_line_of_the_child_arrives(answer):
    lines = lines_of(answer.three_lines)
    assert "child" in lines, (
        f'"child" is missing in {lines}; was it still in the buffer when the child exited?'
    )


def test_the_lines_come_in_the_order_of_the_story(answer):
    assert lines_of(answer.three_lines) == ["before", "child", "after"]
