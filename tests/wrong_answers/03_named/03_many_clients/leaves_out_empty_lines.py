"""Takes an empty line for nothing, and waits for one more.

caught_by = "test_lines_may_be_empty_and_have_other_letters"
cause = "own-write-end"
words = ["it still holds the write end itself"]
"""


def serve(path, count):
    lines = []
    with open(path, "rb") as fifo, open(path, "wb"):
        while len(lines) < count:
            if line := fifo.readline().decode().rstrip("\n"):
                lines.append(line)
    return lines
