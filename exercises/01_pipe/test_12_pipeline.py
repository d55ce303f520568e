import os


def filled(data):
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader


def words(output):
    return [line.split() for line in output.splitlines()]


def test_the_ends_of_a_shell_pipe_survive_exec(answer):
    reader, writer = answer.shell_pipe()
    assert os.get_inheritable(reader)
    assert os.get_inheritable(writer)
    os.close(reader)
    os.close(writer)


def test_one_command(answer):
    assert answer.pipeline([["sort"]], filled(b"b\nc\na\n")) == (b"a\nb\nc\n", [0])


def test_sort_and_uniq(answer):
    output, statuses = answer.pipeline([["sort"], ["uniq", "-c"]], filled(b"b\na\nb\n"))
    assert words(output) == [[b"1", b"a"], [b"2", b"b"]]
    assert statuses == [0, 0]


def test_three_commands_and_no_sibling_in_between(answer):
    output, statuses = answer.pipeline([["sort"], ["uniq", "-c"], ["sort", "-n"]], filled(b"a\nb\na\n"))
    assert words(output) == [[b"1", b"b"], [b"2", b"a"]]
    assert statuses == [0, 0, 0]


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


def test_the_statuses_are_those_of_the_commands_in_their_order(answer):
    assert answer.pipeline([["false"], ["cat"]], filled(b"")) == (b"", [1, 0])


def test_a_program_that_is_not_found(answer):
    assert answer.pipeline([["./no-such-program"], ["cat"]], filled(b"")) == (b"", [127, 0])
