"""A wait status: more than an exit code.

`os.waitpid` returns one number, in which the kernel says how it came: an exit with a code, a death by a signal, a
stop, or that it goes on again. The code stands in the bits 8 to 15, and only its lowest 8 bits were kept: who exits
with 256 exits with 0. Python itself dies of a signal when Ctrl-C ends it.

The line below looks at a code that is not there: for it, whoever was killed has ended well. Run the tests, then tell
the four apart.

Read on: wait(2), the macros WIFEXITED to WIFCONTINUED, and their functions in the module `os`
"""


def describe(status: int) -> str:
    """Tell in words what a wait status says.

    status: as os.waitpid gives it.
    Returns "exit N" for an exit with the code N, "signal N" for a death by the signal N, "stopped N" for a stop by it,
    and "continued" where it goes on after a stop. Whether there was a core dump does not matter.
    """
    # TODO: there is a code only where there was an exit. Ask first how it came.
    return f"exit {status >> 8}"
