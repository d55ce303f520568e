"""Wait for this child, not for anyone.

Whoever makes several children at once learns of their ends in any order. `os.wait` takes whichever comes first;
`os.waitpid(child, 0)` waits for the one that was named, and those that end meanwhile stay until they are asked for. And
children work side by side only if all of them are made before the first one is waited for: starting and waiting are
two loops.

A child has copies of all descriptors of its parent. So a pipe is held by its own child and by nobody else only if all
others have closed their copies.

Read on: fork(2), waitpid(2), pipe(7)
"""

import os


def run_all(readers: list[int]) -> list[int]:
    """Let a child of its own read each pipe, all at the same time: it reads one byte and exits with it as its code.

    readers: read ends, each of a pipe of its own, in which one byte comes, but in any order and late. While they work,
    each is held by its own child only, and this process has closed its copies: so its writer learns by EPIPE when that
    child has ended.
    Returns the codes of the children, in the order of the pipes; all have been waited for.
    """
    children = []
    for number, reader in enumerate(readers):
        child = os.fork()
        if child == 0:
            for later in readers[number + 1 :]:  # its parent has closed those before
                os.close(later)
            os._exit(os.read(reader, 1)[0])
        os.close(reader)
        children.append(child)
    # Whoever waits within the first loop has one child at a time. Those that end early stay until they are asked for.
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
