import fcntl
import os
import signal
import sys
import termios
from pathlib import Path

SIZE = 3000


def line(number):
    return f"line {number} ".ljust(SIZE - 1, ".").encode() + b"\n"


def unread(reader):
    return int.from_bytes(fcntl.ioctl(reader, termios.FIONREAD, bytes(4)), sys.byteorder)


def goodbye_in(said):
    """The number of lines before "bye"; fails where these bytes are something else."""
    lines = said.splitlines(keepends=True)
    assert lines[-1:] == [b"bye\n"], f"the last that came was not 'bye' but {said[-20:]}"
    for number, came in enumerate(lines[:-1], 1):
        assert came == line(number), f"line {number} came as {came[:12]} … {came[-12:]}, {len(came)} bytes"
    return len(lines) - 1


def ask_and_read(process, reader, writer, after=0):
    """Ask the answer to stop once so many lines are read, note how much is in the pipe then, and read all the rest."""
    os.close(writer)
    with open(reader, "rb") as lines:
        early = lines.read(after * SIZE)
        Path("size").write_text(str(unread(reader)))
        process.send(signal.SIGTERM)
        Path("said").write_bytes(early + lines.read())


def test_asked_while_it_writes_it_finishes_its_line(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(ask_and_read, process, reader, writer):
        answer.work(writer)
    goodbye_in(Path("said").read_bytes())
    os.close(reader)


def test_the_line_at_hand_is_the_last_one(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(ask_and_read, process, reader, writer):
        answer.work(writer)
    count, begun = goodbye_in(Path("said").read_bytes()), int(Path("size").read_text()) // SIZE + 1
    assert count <= begun, (
        f"when SIGTERM came, line {begun} was at hand, and yet {count} lines came: is each line really in the pipe, "
        "not in a buffer, before you look whether there is to be another one?"
    )
    os.close(reader)


def test_the_lines_are_counted(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(ask_and_read, process, reader, writer):
        returned = answer.work(writer)
    count = goodbye_in(Path("said").read_bytes())
    assert returned == count, f"work returned {returned}, and {count} lines came before 'bye'"
    os.close(reader)


def test_asked_at_work_it_finishes_its_line(answer, process, peer):
    reader, writer = os.pipe()
    other = peer(ask_and_read, process, reader, writer, 100)
    returned = answer.work(writer)
    assert other.wait() == 0
    count = goodbye_in(Path("said").read_bytes())
    assert count >= 100
    assert returned == count, f"work returned {returned}, and {count} lines came before 'bye'"
    os.close(reader)


def test_afterwards_sigterm_is_what_it_was(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(ask_and_read, process, reader, writer):
        answer.work(writer)
    os.close(reader)
    for what, is_so in (
        ("calls your handler", process.catches),
        ("is ignored", process.ignores),
        ("is blocked", process.blocks),
    ):
        assert not is_so(signal.SIGTERM), (
            f"work came back, and SIGTERM still {what}: nothing else could end it"
        )
