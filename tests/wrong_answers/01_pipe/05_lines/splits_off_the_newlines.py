"""The lines are right, but their newlines are gone.

caught_by = "test_ten_lines_written_at_once_are_ten_lines"
words = ["'Another one bites the dust'"]
"""


def read_lines(reader):
    with open(reader) as stream:
        return stream.read().splitlines()
