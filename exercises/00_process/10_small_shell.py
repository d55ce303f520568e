"""A small shell: fork, exec, and to know whom to wait for.

A shell reads a line, makes a child that becomes the program, and waits for this child: the next line comes when it has
ended. Behind a line with `&` it does not wait, and goes on. That is all the difference between foreground and
background. But whoever goes on has children that end at any time: their statuses are theirs and nobody else's, and
somebody has to ask for them in the end.

Write the whole of it. All that you need was in the exercises before this one.

Read on: sh(1), on lists and on the built-in command wait; waitpid(2)
"""


def shell(lines: list[str]) -> list[int]:
    """Run commands as a shell does, one line after the other.

    lines: each has words with blanks between them: a program, which is looked for in the path, and its arguments.
    Behind a line whose last word is "&", the next one comes at once. The line "wait" waits for all that still run; a
    line without words does nothing. Descriptors that are marked as inheritable live on in the programs.
    Returns the statuses of all programs, in the order of the lines: the exit code, 128 + n if the signal n has killed
    it, 127 if there is no such program. None of them still runs.
    """
    # TODO: a child for each program. Which are waited for at once, which later, and how is each status kept?
    raise NotImplementedError("write a shell")
