"""Does not handle SIGTERM at all: it dies on the spot.

caught_by = "test_asked_while_it_writes_it_finishes_its_line"
apart = "crashed"
words = ["SIGTERM"]
"""


def line(number):
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer):
    count = 0
    with open(writer, "w") as out:
        while True:
            count += 1
            out.write(line(count))
            out.flush()
        out.write("bye\n")
    return count
