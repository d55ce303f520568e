"""Takes white space off both ends of a line, and puts the newline back.

caught_by = "test_white_space_belongs_to_the_line"
words = ["'one\\\\n'"]
"""


def read_lines(reader):
    with open(reader) as stream:
        return [line.strip() + "\n" * line.endswith("\n") for line in stream]
