import fcntl
import os
from pathlib import Path

SOME = 20_000  # bytes, more than `out` holds when it is made small, and fewer than each of the others
MANY = 200_000  # bytes, more than three pipes hold


def close(*fds):
    for fd in fds:
        os.close(fd)


def says(writer, word, heard):
    """Write a word into a pipe, and read out of the third one that it has been passed on."""
    os.write(writer, word)
    came = b""
    while len(came) < len(word) and (piece := os.read(heard, len(word) - len(came))):
        came += piece
    assert came == word, f"{word} was said, and {came} passed on"


def three_pipes():
    return os.pipe(), os.pipe(), os.pipe()


def test_whoever_speaks_is_heard(answer, peer, evidence):
    (a, to_a), (b, to_b), (heard, out) = three_pipes()

    def talk():
        for writer, word in ((to_b, b"b is first"), (to_a, b"a"), (to_a, b"a again"), (to_b, b"b")):
            says(writer, word, heard)

    talking = peer(talk)
    close(to_a, to_b, heard)
    answer.merge(a, b, out)
    assert talking.wait() == 0, "not all has come through, one after the other"
    evidence(lambda did: not did.naps, "merge has slept for a time of its own: for what?")
    close(a, b, out)


def test_one_ends_and_the_other_goes_on(answer, process, peer_once_asleep):
    for first in (0, 1):
        (a, to_a), (b, to_b), (heard, out) = three_pipes()
        ends, goes_on = ((to_a, to_b), (to_b, to_a))[first]

        def speak_late(goes_on=goes_on, heard=heard):
            Path("threads").write_text(str(process.threads() + len(process.children())))
            says(goes_on, b"late", heard)

        with peer_once_asleep(os.close, ends, then=[speak_late, lambda writer=goes_on: os.close(writer)]):
            close(to_a, to_b)
            answer.merge(a, b, out)
        threads = Path("threads").read_text()
        assert threads == "1", f"one thread was to wait for both, and {threads} threads and children do"
        close(a, b, heard, out)


def test_the_ends_are_there_before(answer, still_waits):
    (a, to_a), (b, to_b), (heard, out) = three_pipes()
    os.write(to_b, b"last words")
    close(to_a, to_b)
    answer.merge(a, b, out)
    for end in (a, b, out):
        still_waits(end)
    close(out)
    assert os.read(heard, 100) == b"last words"
    assert os.read(heard, 100) == b""
    close(a, b, heard)


def test_who_reads_late_gets_all(answer, peer_once_asleep):
    (a, to_a), (b, to_b), (heard, out) = three_pipes()
    fcntl.fcntl(out, getattr(fcntl, "F_SETPIPE_SZ", 1031), 4096)
    for writer, word in ((to_a, b"a"), (to_b, b"b")):
        os.write(writer, word * SOME)
    close(to_a, to_b)

    def read():
        close(out)
        came = b""
        while data := os.read(heard, 65536):
            came += data
        Path("came").write_bytes(came)

    with peer_once_asleep(read):
        close(heard)
        answer.merge(a, b, out)
        close(out)
    came = Path("came").read_bytes()
    for word in (b"a", b"b"):
        assert came.count(word) == SOME, (
            f"of {SOME} bytes out of {word.decode()}, {came.count(word)} were passed on"
        )
    close(a, b)


def test_much_through_both(answer, peer):
    (a, to_a), (b, to_b), (heard, out) = three_pipes()
    words = [bytes(range(128)) * (MANY // 128), bytes(range(128, 256)) * (MANY // 128)]

    def write(writer, data):
        while data:
            data = data[os.write(writer, data) :]

    def read():
        close(to_a, to_b, out)
        came = b""
        while data := os.read(heard, 65536):
            came += data
        for word, half in zip(words, (bytes(range(128, 256)), bytes(range(128))), strict=True):
            assert came.translate(None, half) == word, (
                "what came through one pipe is not whole, or not in order"
            )

    peers = [peer(write, to_a, words[0]), peer(write, to_b, words[1]), peer(read)]
    close(to_a, to_b, heard)
    answer.merge(a, b, out)
    close(out)
    assert [each.wait() for each in peers] == [0, 0, 0], (
        "not all has come through, each byte once and in order"
    )
    close(a, b)
