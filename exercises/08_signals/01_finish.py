"""Asked to go: a worker finishes the line at hand, and says goodbye.

SIGTERM is how one process asks another to end; `kill` sends it, and so do all who stop a service. Unless a
program says otherwise, it dies on the spot, be it in the middle of a line. With `signal.signal` it names a
function of its own, a handler. A handler is called between any two steps of the program, also while a write is
half done: the less it does itself, the better.

Read on: signal(7), signal.signal in Python's library
"""


def line(number: int) -> str:
    """Line `number` of the work: 3000 characters, all of them ASCII, the newline among them."""
    return f"line {number} ".ljust(2999, ".") + "\n"


def work(writer: int) -> int:
    """Write line 1, line 2 and so on into a pipe until SIGTERM comes, and then "bye" as a line of its own.

    Each line goes in before the next one is begun. The line that is begun when SIGTERM comes is finished, and no
    other follows but "bye".
    writer: the write end, whose reader may be slow; it is closed when the function returns.
    Returns how many lines went in before "bye". From then on SIGTERM ends this process again, as before.
    """
    # TODO: write lines for as long as nobody has asked to stop. Who notes that somebody has?
    raise NotImplementedError("write lines until SIGTERM comes, then bye")
