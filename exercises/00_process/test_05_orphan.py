import contextlib
import os
import select
import signal
from pathlib import Path


def detached(answer, peer, data=b""):
    """Run detach with an input that a peer holds open; return the peer and the output.

    data: written into the input. The peer waits for a signal, for detach copies all descriptors of this process.
    """
    reader, inlet = os.pipe()
    outlet, writer = os.pipe()

    def hold_the_input():
        for fd in (reader, outlet, writer):
            os.close(fd)
        with open(inlet, "wb", closefd=False) as pipe:
            pipe.write(data)
        signal.sigwait([signal.SIGUSR1])

    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    other = peer(hold_the_input)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
    os.close(inlet)
    answer.detach(reader, writer)
    return other, outlet


def end(other, outlet):
    """Let the input of the orphan end; return all that it has written since."""
    with contextlib.suppress(ProcessLookupError):  # its pipe has broken: that is told below
        os.kill(other.pid, signal.SIGUSR1)
    with open(outlet, "rb") as output:
        data = output.read()
    assert other.wait() == 0, "the orphan was to read its input to the end, and it left before"
    return data


def alive(did):
    """The processes of an answer that have not ended: the number of each with that of its parent."""
    found = {}
    for each in did.processes:
        try:
            lines = Path(f"/proc/{each.pid}/status").read_text().splitlines()
        except OSError:  # it has gone
            continue
        status = dict(line.split(":", 1) for line in lines)
        if status["State"].split()[0] not in "ZX":
            found[each.pid] = int(status["PPid"])
    return found


def until_gone(did):
    """Wait for the processes of an answer that are not there for the test to wait for: pidfd_open(2)."""
    for pid in alive(did):
        with contextlib.suppress(ProcessLookupError):
            pidfd = os.pidfd_open(pid)
            select.select([pidfd], [], [])
            os.close(pidfd)
    return True


def test_the_orphan_goes_on_until_the_end_of_its_input(answer, evidence, hold, peer):
    hold("exit")
    other, outlet = detached(answer, peer, b"not yet")
    assert os.read(outlet, 100) == b"ready"
    evidence(
        lambda did: did.writers.intersection(alive(did)) or not alive(did),
        '"ready" was to come from the orphan itself, and whoever has written it is gone.',
    )
    evidence(
        alive,
        '"ready" came, but no process of detach is there any more: one was to go on until its input ends.',
    )
    assert end(other, outlet) == b""
    evidence(until_gone, "")
    evidence(
        lambda did: did.written(by=did.children) >= len(b"ready"),
        '"ready" came, but no other process wrote it: the orphan was to do that.',
    )


def test_nobody_here_has_to_wait_for_it(answer, evidence, peer):
    other, outlet = detached(answer, peer)
    assert answer.is_childless(), (
        "when detach had returned, this process still had a child, alive or dead: "
        "is the one in the middle waited for, and the other one its child?"
    )
    assert end(other, outlet) == b"ready"
    evidence(lambda did: not did.killed, "A process was killed: each was to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether its child has exited (WNOHANG): it was to wait for that.",
    )


def test_its_parent_has_gone(answer, evidence, peer):
    other, outlet = detached(answer, peer)
    assert os.read(outlet, 100) == b"ready"
    evidence(
        lambda did: did.forks >= 2, '"ready" came, but there were not two forks: an orphan is a grandchild.'
    )
    evidence(
        lambda did: not {*alive(did).values()} & {os.getpid(), *alive(did)},
        "The process that goes on is not an orphan: its parent was to end at once.",
    )
    assert end(other, outlet) == b""


def test_all_of_its_input_is_read(answer, peer):
    other, outlet = detached(answer, peer, bytes(400_000))
    assert answer.is_childless()
    assert end(other, outlet) == b"ready"
