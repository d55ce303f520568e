import os
import signal
from pathlib import Path

GRANDCHILD = "sleep infinity & "
"""A program starts another one, which waits for good."""
KILLED = (-signal.SIGKILL, -signal.SIGTERM)


def look_and_close(process, writer):
    """Note the group of the program, and let the time be over."""
    for program in process.children():
        group = os.getpgid(program.pid)
        Path("group").write_text("its own" if group == program.pid else "its parent's")
    os.close(writer)


def test_all_that_was_started_ends(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        output, code = answer.run_for(["sh", "-c", f"{GRANDCHILD} echo started; wait"], reader)
    assert output == b"started\n"
    assert code in KILLED, f"the time was over, and the program ended with {code}, not by a signal"
    os.close(reader)


def test_who_ignores_sigterm_ends_as_well(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        output, code = answer.run_for(["sh", "-c", f"trap '' TERM; {GRANDCHILD} echo on; wait"], reader)
    assert (output, code) == (b"on\n", -signal.SIGKILL)
    os.close(reader)


def test_the_program_ends_and_its_child_lives_on(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        output, code = answer.run_for(["sh", "-c", f"{GRANDCHILD} echo gone; exit 4"], reader)
    assert (output, code) == (b"gone\n", 4)
    os.close(reader)


def test_the_program_ends_by_itself(answer, evidence, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        output, code = answer.run_for(["sh", "-c", "echo one; echo two; exit 3"], reader)
    assert (output, code) == (b"one\ntwo\n", 3)
    evidence(
        lambda did: any(program.endswith("/sh") for each in did.processes for program in each.programs),
        "The output is right, but the program was not run.",
    )
    os.close(reader)


def test_all_that_was_written_comes_back(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        output, code = answer.run_for(["printf", "%60000s", "x"], reader)
    assert len(output) == 60_000, f"60000 bytes were written, and run_for returned {len(output)}"
    assert code == 0
    os.close(reader)


def test_the_program_leads_a_group_of_its_own(answer, process, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(look_and_close, process, writer):
        os.close(writer)
        answer.run_for(["sh", "-c", f"{GRANDCHILD} wait"], reader)
    group = Path("group").read_text() if Path("group").exists() else ""
    assert group != "its parent's", (
        "the program was to lead a process group of its own, and was in its parent's"
    )
    os.close(reader)


def test_the_group_is_there_before_the_program_is(answer, hold):
    hold("group")  # a child that moves itself into its group does so late
    reader, writer = os.pipe()
    os.close(writer)
    _, code = answer.run_for(["sh", "-c", "exec sleep infinity"], reader)
    assert code in KILLED, (
        f"the time was over before the program began, and run_for returned {code} as its code"
    )
    os.close(reader)


def test_its_parent_is_late_to_make_the_group(answer, hold, peer_once_asleep):
    hold("regroup")  # a parent that moves its child into a group does so when that one has long begun
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        output, code = answer.run_for(["sh", "-c", f"{GRANDCHILD} echo begun; wait"], reader)
    assert output == b"begun\n"
    assert code in KILLED, f"the time was over, and the program ended with {code}, not by a signal"
    os.close(reader)


def test_a_program_that_is_not_found(answer, peer_once_asleep):
    reader, writer = os.pipe()
    with peer_once_asleep(os.close, writer):
        os.close(writer)
        assert answer.run_for(["there-is-no-such-program"], reader) == (b"", 127)
    os.close(reader)
