"""Two memories: the child's is a copy.

Fork copies everything a process has in memory. From then on each has its own: of a variable that the child
changes, of a list to which it appends, its parent sees nothing. By ending, a child hands over its status and no more,
and that has 8 bits. For all else there must be a way that both of them hold, such as a pipe made before the fork:
`os.pipe` returns its read end and its write end, two numbers for os.read and os.write.

Run the tests before you change anything: the child counts, and the number stays with it.

Read on: fork(2), pipe(2)
"""

import os


def count_in_child(text: str) -> int:
    """Let a child count the characters of a text and write the number in digits into a pipe; read it from there.

    text: of at most a million characters.
    Returns the number that came through the pipe; the child has been waited for.
    """
    reader, writer = os.pipe()  # before the fork, so that both have it
    child = os.fork()
    if child == 0:
        os.write(writer, b"%d" % len(text))
        os._exit(0)
    number = int(os.read(reader, 100))
    os.close(reader)
    os.close(writer)
    os.waitpid(child, 0)
    return number
