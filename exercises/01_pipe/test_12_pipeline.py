import os
import stat


def filled(data):
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader


def words(output):
    return [line.split() for line in output.splitlines()]


def programs(did):
    """The programs that the processes of an answer became: {pid: name}."""
    return {each.pid: os.path.basename(each.programs[-1]) for each in did.processes if each.programs}


def test_the_ends_of_a_shell_pipe_survive_exec(answer):
    reader, writer = answer.shell_pipe()
    assert os.get_inheritable(reader)
    assert os.get_inheritable(writer)
    os.close(reader)
    os.close(writer)


def test_a_shell_pipe_is_a_pipe(answer, still_waits):
    reader, writer = answer.shell_pipe()
    assert stat.S_ISFIFO(os.fstat(reader).st_mode), "shell_pipe was to make a pipe, and this is none"
    still_waits(reader)
    still_waits(writer)
    os.write(writer, b"thro")
    os.write(writer, b"ugh")
    os.close(writer)
    came = os.read(reader, 100)
    assert came == b"through", f"two writes are one stream, and the first read got {came} (O_DIRECT)"
    assert os.read(reader, 100) == b""
    os.close(reader)


def test_one_command(answer):
    assert answer.pipeline([["sort"]], filled(b"b\nc\na\n")) == (b"a\nb\nc\n", [0])


def test_arguments_are_passed_on_as_they_are(answer):
    command = ["printf", "<%s>", "a  b", "*", "", "$HOME", "'", "é"]
    assert answer.pipeline([command], filled(b"")) == ("<a  b><*><><$HOME><'><é>".encode(), [0])


def test_sort_and_uniq(answer, evidence):
    output, statuses = answer.pipeline([["sort"], ["uniq", "-c"]], filled(b"b\na\nb\n"))
    assert words(output) == [[b"1", b"a"], [b"2", b"b"]]
    assert statuses == [0, 0]
    evidence(
        lambda did: {"sort", "uniq"} <= {*programs(did).values()},
        "The output is right, but `sort` and `uniq` were not run: each was to run in a child.",
    )


def test_three_commands_and_no_sibling_in_between(answer, evidence):
    output, statuses = answer.pipeline([["sort"], ["uniq", "-c"], ["sort", "-n"]], filled(b"a\nb\na\n"))
    assert words(output) == [[b"1", b"b"], [b"2", b"a"]]
    assert statuses == [0, 0, 0]
    evidence(
        lambda did: did.own_forks >= 3,
        "The output is right, but this process has not made a child for each of the three commands.",
    )


def test_more_than_the_pipes_hold(answer, peer):
    reader, writer = os.pipe()

    def write():
        os.close(reader)
        with open(writer, "wb") as out:
            out.write(b"dust\n" * 100_000)

    peer(write)
    os.close(writer)
    output, _ = answer.pipeline([["cat"], ["cat"]], reader)
    assert len(output) == 500_000, f"500000 bytes went into `cat | cat`, {len(output)} came out"


def test_the_statuses_are_those_of_the_commands_in_their_order(answer, hold):
    hold("exit")
    assert answer.pipeline([["false"], ["cat"]], filled(b"")) == (b"", [1, 0])


def test_commands_run_side_by_side_and_their_statuses_keep_the_order(answer, evidence, peer_once_asleep):
    reader, writer = os.pipe()
    os.write(writer, b"one\n")
    commands = [["cat"], ["sh", "-c", "read line; echo got $line; exit 5"]]
    with peer_once_asleep(os.close, writer, limited=True):  # cat is still there when sh has exited
        os.close(writer)
        output, statuses = answer.pipeline(commands, reader)
    assert output == b"got one\n"
    assert statuses == [0, 5], f"the statuses were to be [0, 5], in the order of the commands, not {statuses}"

    def exited(did):
        names = programs(did)
        return [names[pid] for pid, what, _ in did.order if what == "exit" and pid in names]

    evidence(
        lambda did: exited(did).index("sh") < exited(did).index("cat"),
        "`cat` had exited before the command behind it was run: they were to run side by side.",
    )


def test_all_commands_are_waited_for(answer, evidence, hold):
    hold("exit")
    closes_its_output_first = ["sh", "-c", "cat; exec 1>&-; exit 3"]
    assert answer.pipeline([["cat"], closes_its_output_first], filled(b"dust\n")) == (b"dust\n", [0, 3])
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the commands have exited (WNOHANG): it was to wait for that.",
    )


def test_a_program_that_is_not_found(answer, hold):
    hold("exit")
    assert answer.pipeline([["./no-such-program"], ["cat"]], filled(b"")) == (b"", [127, 0])
