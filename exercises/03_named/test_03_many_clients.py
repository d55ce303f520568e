import os
import select

import pytest


@pytest.fixture
def fifo(folder):
    """The path of a FIFO."""
    path = f"{folder}/lines"
    os.mkfifo(path)
    return path


def made_up():
    """A line that nobody can know before."""
    return os.urandom(8).hex()


def say(path, *lines):
    """A client: it comes, writes each line, and goes."""
    with open(path, "wb", 0) as writer:
        for line in lines:
            writer.write(f"{line}\n".encode())


def test_one_client_comes_after_the_other(answer, fifo, peer_once_asleep):
    lines = [made_up() for _ in range(3)]
    steps = [lambda line=line: say(fifo, line) for line in lines]
    with peer_once_asleep(steps[0], then=steps[1:]):
        came = answer.serve(fifo, 3)
    assert came == lines


def test_with_nobody_there_it_has_a_write_end(answer, fifo, peer_once_asleep):
    looks: list[int] = []
    told, tells = os.pipe()

    def first():
        looks.append(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK))
        say(fifo, "one")

    def second():
        poll = select.poll()
        poll.register(looks[0], 0)
        os.write(tells, b"nobody" if poll.poll(0) else b"server")  # POLLHUP: there is no write end at all
        say(fifo, "two")

    with peer_once_asleep(first, then=[second]):
        came = answer.serve(fifo, 2)
    writer = os.read(told, 100)
    os.close(told)
    os.close(tells)
    assert came == ["one", "two"]
    assert writer == b"server", "between two clients nobody had a write end; the server was to have one"


def test_one_comes_before_the_other_goes(answer, fifo, peer_once_asleep):
    def both():
        with open(fifo, "wb", 0) as one:
            one.write(b"one\n")
            say(fifo, "two")
            one.write(b"one again\n")

    with peer_once_asleep(both, then=[lambda: say(fifo, "three")]):
        assert answer.serve(fifo, 4) == ["one", "two", "one again", "three"]


def test_three_write_at_the_same_time(answer, fifo, peer, hold):
    hold("read")  # so that a read gets as much as there is room for
    # 800 bytes each: a read of 4096 or 8192 bytes ends within a letter
    lines = {name: [f"{name} {made_up()} {'é' * 390}" for _ in range(4)] for name in "abc"}
    for name in lines:
        peer(say, fifo, *lines[name])
    came = answer.serve(fifo, 12)
    assert len(came) == 12, f"three clients wrote 4 lines each, and serve returned {len(came)}"
    for name, written in lines.items():
        of_it = [line for line in came if line.startswith(name)]
        assert of_it == written, f"client {name} wrote 4 lines, and {len(of_it)} begin as these do"


def test_lines_may_be_empty_and_have_other_letters(answer, fifo, peer_once_asleep):
    with peer_once_asleep(say, fifo, "", "Zoë", " two words ", ""):
        assert answer.serve(fifo, 4) == ["", "Zoë", " two words ", ""]


def test_a_client_that_says_nothing_is_no_line(answer, fifo, peer_once_asleep):
    with peer_once_asleep(say, fifo, then=[lambda: say(fifo, "at last")]):
        assert answer.serve(fifo, 1) == ["at last"]


def test_the_fifo_stays(answer, fifo, peer_once_asleep):
    before = os.stat(fifo)
    for line in ("one", "two"):
        with peer_once_asleep(say, fifo, line):
            assert answer.serve(fifo, 1) == [line]
    assert os.path.samestat(os.stat(fifo), before), "there is another file at the path of the FIFO"
