"""Takes the end for nothing, and reads again at once.

caught_by = "test_one_client_comes_after_the_other"
words = ["it spins"]
"""


def serve(path, count):
    lines = []
    with open(path, "rb") as fifo:
        while len(lines) < count:
            if line := fifo.readline():
                lines.append(line.decode().rstrip("\n"))
    return lines
