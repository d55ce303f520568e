"""Children for all, which send their lines to the parent through a pipe: it knows all lines, and they know nothing.

caught_by = "test_the_lines_of_all_are_numbered"
words = ["and these were not numbered from 1 to 3"]
"""

import os


def talk(conn, lines):
    with conn, conn.makefile("rwb") as file:
        for line in file:
            lines.append(line)
            file.write(b"%d: %b" % (len(lines), line))
            file.flush()


def serve(listener, count):
    reader, writer = os.pipe()
    for _ in range(count):
        conn, _ = listener.accept()
        if os.fork() == 0:
            lines = []
            talk(conn, lines)
            os.write(writer, b"".join(lines))
            os._exit(0)
        conn.close()
    for _ in range(count):
        os.wait()
    os.close(writer)
    with open(reader, "rb") as file:
        return file.readlines()
