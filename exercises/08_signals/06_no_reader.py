"""No reader: what a program inherits, and what it then does about a broken pipe.

Whoever writes into a pipe that nobody reads any more is killed by SIGPIPE, without a word: that is how `yes | head`
ends. Python ignores SIGPIPE, and gets an error from the write instead. But what is ignored stays ignored across
exec, unlike a handler, which the new program does not have. So a program that Python starts by hand does not die: it
complains of a broken pipe, or goes on for ever.

Run the tests before you change anything, and look at the status of the program.

Read on: signal(7), execve(2), pipe(7)
"""

import os


def head(argv: list[str], count: int) -> tuple[list[bytes], int]:
    """Run a program, read the first lines of its output, leave, and wait for it; as `program | head` does.

    argv: the program and its arguments. count: how many lines, at least one.
    Returns the lines, each with its newline, fewer if there are no more; and the exit code of the program, minus the
    number of a signal that has killed it. A program that writes on is killed by SIGPIPE, and by nobody else. This
    process goes on to ignore SIGPIPE.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        # TODO: how would this program end, if a shell had started it?
        os.dup2(writer, 1)
        os.execvp(argv[0], argv)
    os.close(writer)
    lines = []
    with open(reader, "rb") as output:
        for line in output:
            lines.append(line)
            if len(lines) == count:
                break
    _, status = os.waitpid(child, 0)
    return lines, os.waitstatus_to_exitcode(status)
