import os
import signal
from pathlib import Path

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGCHLD, signal.SIGUSR1)


def end_the_program(process):
    for program in process.children():
        program.send(signal.SIGTERM)


def look_and_close(process, writer):
    """Note what is blocked, in the answer and in its program, and let the program come to its end."""
    Path("blocked").write_text(" ".join(number.name for number in ENDING if process.blocks(number)))
    for program in process.children():
        Path("program").write_text(" ".join(number.name for number in ENDING if program.blocks(number)))
    os.close(writer)


def test_the_program_can_be_ended(answer, process, peer, peer_once_asleep):
    source, writer = os.pipe()
    peer(signal.pause)  # it holds the other end of the program's input until the test is over
    os.close(writer)
    with peer_once_asleep(end_the_program, process):
        code, came = answer.run_blocked(["cat"], source)
    assert code == -signal.SIGTERM, f"the program was sent SIGTERM, and run_blocked returned {code}"
    assert not came, "SIGTERM came to the program, not to this process, and run_blocked says that it did"
    os.close(source)


def test_the_program_blocks_nothing(answer, process, peer_once_asleep):
    source, writer = os.pipe()
    with peer_once_asleep(look_and_close, process, writer):
        os.close(writer)
        assert answer.run_blocked(["cat"], source) == (0, False)
    blocked = Path("program").read_text() if Path("program").exists() else ""
    assert not blocked, f"the program blocks {blocked}, and this process did not before"
    os.close(source)


def test_this_process_blocks_it_meanwhile(answer, evidence, process, peer_once_asleep):
    source, writer = os.pipe()
    with peer_once_asleep(look_and_close, process, writer):
        os.close(writer)
        assert answer.run_blocked(["cat"], source) == (0, False)
    evidence(
        lambda _: "SIGTERM" in Path("blocked").read_text().split(),
        "While the program ran, this process did not block SIGTERM.",
    )
    os.close(source)


def test_a_signal_to_this_process_waits(answer, process, peer_once_asleep):
    source, writer = os.pipe()
    with peer_once_asleep(process.send, signal.SIGTERM, then=[lambda: os.close(writer)]):
        os.close(writer)
        code, came = answer.run_blocked(["cat"], source)
    assert (code, came) == (0, True), (
        f"the program came to its end, and SIGTERM to this process, and run_blocked returned {(code, came)}"
    )
    os.close(source)


def test_a_program_gets_its_input_and_its_arguments(answer, evidence):
    source, writer = os.pipe()
    os.write(writer, b"exit 3\n")
    os.close(writer)
    assert answer.run_blocked(["sh", "-e"], source) == (3, False)
    evidence(
        lambda did: any(program.endswith("/sh") for each in did.processes for program in each.programs),
        "The code is right, but the program was not run.",
    )
    os.close(source)


def test_a_program_that_is_not_found(answer):
    source, writer = os.pipe()
    os.close(writer)
    assert answer.run_blocked(["there-is-no-such-program"], source) == (127, False)
    os.close(source)


def test_afterwards_sigterm_is_what_it_was(answer, process, peer_once_asleep):
    source, writer = os.pipe()
    with peer_once_asleep(process.send, signal.SIGTERM, then=[lambda: os.close(writer)]):
        os.close(writer)
        answer.run_blocked(["cat"], source)
    for what, is_so in (
        ("calls your handler", process.catches),
        ("is ignored", process.ignores),
        ("is blocked", process.blocks),
        ("is pending, for nobody has taken it", process.owes),
    ):
        assert not is_so(signal.SIGTERM), f"run_blocked came back, and SIGTERM still {what}"
    os.close(source)
