"""Many clients: a FIFO comes to its end each time that its last writer leaves, and not for good.

A server reads lines out of a FIFO. Its clients come and go: each opens the FIFO, writes, and closes it. When none of
them is there, the server reads the end of file, and when the next one comes there are bytes again. So the end
says nothing about the server; it only must not be there while nobody is.

Run it by hand as well: `python exercises/03_named/03_many_clients.py` serves three lines of whoever writes them.

Read on: fifo(7), open(2), pipe(7) on PIPE_BUF
"""


def serve(path: str, count: int) -> list[str]:
    """Read lines out of a FIFO until there are `count` of them, from clients that come and go.

    path: of the FIFO, which is there already and stays. Each client writes whole lines of at most PIPE_BUF bytes.
    From its first client on until it returns, the server has a write end itself; so it sleeps while nobody is there,
    and no client finds that it has gone.
    Returns the lines as they came, without the newlines. Nobody writes more of them.
    """
    with open(path, "rb") as fifo, open(path, "wb"):  # with a write end here, no client is the last
        return [fifo.readline().decode().rstrip("\n") for _ in range(count)]


if __name__ == "__main__":
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "lines")
        os.mkfifo(name)
        print(f"Three lines, please, from another terminal: echo hello > {name}", flush=True)
        print(serve(name, 3))
