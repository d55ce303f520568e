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
    numbers: list[int] = []
    child = os.fork()
    if child == 0:
        # TODO: this appends to the child's copy of the list. How does the number come to the parent?
        numbers.append(len(text))
        os._exit(0)
    os.waitpid(child, 0)
    return sum(numbers)
