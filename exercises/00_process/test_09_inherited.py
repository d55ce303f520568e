import os
import sys

LISTS = """
import os
fds = []
for fd in range(256):
    try:
        os.fstat(fd)
    except OSError:
        continue
    fds.append(fd)
os.write(%d, repr(fds).encode())
"""


def program(text):
    return [os.path.realpath(sys.executable), "-I", "-S", "-c", text]


def heard(answer, reader, writer, text):
    """The bytes that a program writes into its one descriptor."""
    status = answer.run_with(program(text), writer)
    os.close(writer)
    with open(reader, "rb") as pipe:
        data = pipe.read()
    assert status == 0, (
        f"the program was to write into descriptor {writer}, and could not: its status is {status}"
    )
    return data


def test_the_program_has_this_one(answer, evidence, hold):
    hold("exit")
    reader, writer = os.pipe()
    assert heard(answer, reader, writer, f"import os; os.write({writer}, b'here')") == b"here"
    evidence(lambda did: did.forks, "The program ran, but no process was made: a child was to become it.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the program has ended (WNOHANG): it was to wait for that.",
    )


def test_it_has_nothing_more(answer):
    reader, writer = os.pipe()
    fds = heard(answer, reader, writer, LISTS % writer)
    expected = repr([0, 1, 2, writer]).encode()
    assert fds == expected, f"the program was to have the descriptors {expected.decode()}, not {fds.decode()}"


def test_it_has_nothing_that_others_have_marked(answer):
    below, end = os.pipe()
    reader, writer = os.pipe()
    above, other = os.pipe()
    last = os.dup2(other, 255)
    for fd in (below, end, above, other, last):
        os.set_inheritable(fd, True)
    fds = heard(answer, reader, writer, LISTS % writer)
    for fd in (below, end, above, other, last):
        assert os.get_inheritable(fd), "a descriptor of somebody else is not marked any more"
        os.close(fd)
    expected = repr([0, 1, 2, writer]).encode()
    assert fds == expected, f"the program was to have the descriptors {expected.decode()}, not {fds.decode()}"


def test_the_program_meets_the_end_of_its_input(answer, once_asleep):
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)
    waits = f"import os\nwhile os.read({reader}, 100): pass"
    with once_asleep(lambda: os.close(writer), limited=True):
        status = answer.run_with(program(waits), reader)
    os.close(reader)
    assert status == 0


def test_the_mark_is_as_before(answer):
    for marked in (False, True):
        reader, writer = os.pipe()
        os.set_inheritable(writer, marked)
        answer.run_with(["true"], writer)
        now = os.get_inheritable(writer)
        os.close(reader)
        os.close(writer)
        assert now == marked, (
            f"the descriptor was {'marked' if marked else 'not marked'} before, and is {'' if now else 'not '}now"
        )


def test_the_exit_code_comes_back(answer):
    reader, writer = os.pipe()
    assert answer.run_with(["sh", "-c", "exit 5"], writer) == 5
    assert answer.run_with(["sh", "-c", "exit $#", "sh", "a  b", "*"], writer) == 2
    assert answer.run_with(["./no-such-program"], writer) == 127
    os.close(reader)
    os.close(writer)
