"""One readline after the other, until it returns nothing."""


def read_lines(reader):
    stream = open(reader)
    lines = []
    while line := stream.readline():
        lines.append(line)
    stream.close()
    return lines
