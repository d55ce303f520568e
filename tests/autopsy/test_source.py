"""The text of a program is read for a line: names, waits, locks."""

import textwrap

import pytest

from kata.autopsy import reading, source, taken, variables


@pytest.fixture
def program(tmp_path):
    """`program(text)` returns the path of a file with this text, and the number of the line with `<-` in it."""

    def write(text):
        text = textwrap.dedent(text)
        file = tmp_path / f"{abs(hash(text))}.py"
        file.write_text(text)
        return str(file), next(n for n, line in enumerate(text.splitlines(), 1) if "<-" in line)

    return write


@pytest.mark.parametrize(
    ("wants", "text"),
    [
        ("data", "def f(r):\n    os.read(r, 10)  # <-"),
        ("data", "def f(s):\n    return s.recv(10)  # <-"),
        ("data", "def f(file):\n    return file.readline()  # <-"),
        ("data", "def f(s):\n    for _ in range(5):\n        s.recv(10)  # <-"),
        ("data", "def f(s):\n    return [s.recv(10) for _ in range(5)]  # <-"),
        ("data", "def f(s, n):\n    got = b''\n    while len(got) < n:\n        got += s.recv(10)  # <-"),
        ("data", "def f(s):\n    got = b''\n    while b'e' not in got:\n        got += s.recv(1)  # <-"),
        ("end", "def f(file):\n    return file.read()  # <-"),
        ("end", "def f(file):\n    return file.readlines()  # <-"),
        ("end", "def f(r):\n    with open(r) as file:\n        return list(file)  # <-"),
        ("data or end", "def f(file):\n    for line in file:  # <-\n        print(line)"),
        ("data or end", "def f(file):\n    return [line for line in file]  # <-"),
        ("data or end", "def f(r):\n    while piece := os.read(r, 10):  # <-\n        print(piece)"),
        (
            "data or end",
            "def f(r):\n    while True:\n        piece = os.read(r, 10)  # <-\n        if not piece: break",
        ),
    ],
)
def test_what_a_read_waits_for(program, wants, text):
    assert reading.wants([program(text)]) == wants


def test_the_caller_says_it_where_the_function_that_reads_does_not(program):
    inner = program("def take(s):\n    return s.recv(10)  # <-")
    outer = program("def f(s):\n    while piece := take(s):  # <-\n        print(piece)")
    assert reading.wants([inner, outer]) == "data or end"
    assert reading.wants([inner]) == "data"


def test_a_comprehension_beside_the_call_is_not_around_it(program):
    inner = program("def take(s):\n    return s.recv(10)  # <-")
    beside = program("def f(s, words):\n    assert take(s) == [word for word in words]  # <-")
    around = program("def f(s, words):\n    assert [take(s) for word in words]  # <-")
    assert reading.wants([inner, beside]) == "data"
    assert reading.wants([beside]) == "data or end"
    assert not reading.is_repeated([inner, beside])
    assert reading.is_repeated([inner, around])


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("a whole line", "file.readline()  # <-"),
        ("a whole line", "while line := file.readline(100):  # <-\n    print(line)"),
        ("a whole line", "for line in file:  # <-\n    print(line)"),
        ("a whole line", "lines = [line for line in file]  # <-"),
        ("a whole line", "line = next(file)  # <-"),
        ("all that it was asked for", "piece = file.read(5)  # <-"),
        ("all that it was asked for", "file.readinto(buffer)  # <-"),
        ("", "file.read()  # <-"),
        ("", "file.read1(5)  # <-"),
        ("", "file.peek(5)  # <-"),
        ("", "os.read(file, 5)  # <-"),
        ("", "other.readline()  # <-"),
        ("", "for line in file:\n    other.readline()  # <-"),
    ],
)
def test_the_part_of_a_stream_that_a_file_object_waits_for(program, part, text):
    assert reading.gathered(*program(text), "file") == part


def test_a_loop_around_a_function_is_not_a_loop_in_it(program):
    assert not reading.is_repeated([program("for x in y:\n    def f(s):\n        s.recv(1)  # <-")])
    assert not reading.is_repeated(
        [program("for x in y:\n    if os.fork() == 0:\n        os.read(r, 1)  # <-")]
    )
    assert reading.is_repeated([program("def f(s):\n    while True:\n        s.recv(1)  # <-")])


@pytest.mark.parametrize(
    ("name", "index", "text"),
    [
        ("reader", 0, "reader, writer = os.pipe()  # <-"),
        ("writer", 1, "reader, writer = os.pipe()  # <-"),
        ("ends[1]", 1, "ends = os.pipe()  # <-"),
        ("self.writer", 1, "self.reader, self.writer = os.pipe()  # <-"),
        ("copy", 0, "copy = os.dup(writer)  # <-"),
        ("writer", 1, "count, (reader, writer) = 0, os.pipe()  # <-"),
        ("ends[1]", 1, "ends, count = os.pipe(), 0  # <-"),
        (None, 1, "first, second = os.pipe(), os.pipe()  # <-"),  # which of them?
        (None, 0, "first, second = os.dup(0), os.dup(1)  # <-"),
        (None, 0, "use(os.dup(writer))  # <-"),
        (None, -1, "reader, writer = library_call()  # <-"),
    ],
)
def test_the_name_that_a_new_descriptor_was_given(program, name, index, text):
    assert source.target(*program(text), index) == name


def test_names_that_are_used_as_descriptors(program):
    file, line = program(
        """
        def f(size, places, table):
            reader, writer = os.pipe()
            os.write(writer, b"x" * size)  # <-
            os.read(places[0], size)
            select.select([table["in"]], [], [], size)
            print(size, file.read(size))
            subprocess.Popen(["cat"], stdout=output)

        def g(other):
            os.close(other)
        """
    )
    names = {"reader", "writer", "places", "places[0]", "table", "table['in']", "output"}
    assert variables.descriptor_names(file, line) == names
    assert variables.parameters(file, line) == {"size", "places", "table"}


def test_a_file_that_cannot_be_read_says_nothing(tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("def f(:\n")
    for file in (str(broken), str(tmp_path / "missing.py")):
        assert reading.wants([(file, 1)]) == "data"
        assert source.target(file, 1, 0) is None
        assert variables.descriptor_names(file, 1) == frozenset()


DEEP = [
    "o" + ".a" * 600 + ".fd",
    "o" + "[0]" * 600,
    "(" * 150 + "o" + ",)" * 150,
    "-" * 5000 + "o",
    "not " * 5000 + "o",
]


@pytest.mark.parametrize("name", DEEP, ids=lambda name: name[:5])
def test_names_that_nobody_could_read_are_none(name, program):
    """Names may be nested as deep as anybody likes: reading them does no harm."""
    called = f"def f():\n    {name}.acquire(), os.close({name}), {name}.get()  # <-"
    held = f"def f():\n    with {name}:\n        pause()  # <-"
    made = f"def f():\n    {name}, w = os.pipe()  # <-"
    checked = f"assert {name} == 1  # <-"
    for text in (called, held, made, checked):
        file, line = program(text)
        assert source.target(file, line, 0) is None
        assert source.waited(file, line) == ()
        assert taken.taken(file, line, "lock") is None
        assert variables.descriptor_names(file, line) == frozenset()
        assert source.asserted(file, line) is None
        assert reading.wants([(file, line)]) == "data"


def test_statements_may_be_nested_as_deep_as_python_allows(program):
    text = "".join(f"{' ' * depth}if x:\n" for depth in range(90)) + " " * 90 + "r, w = os.pipe()  # <-"
    assert source.target(*program(text), 0) == "r"
    many = "def f():\n    if x:\n        pass\n" + "    elif x:\n        pass\n" * 300
    text = many + "    lock.acquire()\n    pause()  # <-"
    assert taken.taken(*program(text), "lock") == text.count("\n")


def test_what_a_line_waits_for(program):
    assert source.waited(*program("with lock:  # <-\n    pass")) == (("lock", "with"),)
    assert source.waited(*program("with lock:\n    self.queue.get()  # <-")) == (("self.queue", "get"),)
    assert source.waited(*program("async def f():\n    await done  # <-")) == (("done", "await"),)
    assert source.waited(*program("print(len(x))  # <-")) == ()


def test_what_a_function_has_taken(program):
    assert taken.taken(*program("with lock:\n    pause()  # <-"), "lock") == 1
    assert taken.taken(*program("with lock:  # <-\n    pause()"), "lock") is None
    assert taken.taken(*program("lock.acquire()\npause()  # <-"), "lock") == 1
    assert taken.taken(*program("lock.acquire()\nlock.release()\npause()  # <-"), "lock") is None
    assert taken.taken(*program("def f():\n    lock.acquire()\npause()  # <-"), "lock") is None


def test_a_loop_that_only_collects_waits_for_the_end(program):
    collects = "while piece := s.recv(1):  # <-\n    data += piece"
    answers = "while piece := s.recv(1):  # <-\n    s.send(piece)"
    for_ever = "while True:\n    s.recv(1)  # <-\n    s.send(b'.')"
    wants = [reading.wants([program(text)]) for text in (collects, answers, for_ever)]
    assert wants == ["end", "data or end", "data"]


def test_what_an_assertion_expects(program):
    plain, line = program("def test():\n    assert not f(1)  # <-\n")
    assert source.expected(plain, line) == "not f(1)"


def test_a_loop_is_found_around_what_reads(program):
    file, line = program("""\
        def piece(sock, size):
            return sock.recv(size)
        def f(s):
            data = b""
            while len(data) < 3:
                data += piece(s, 3)  # <-
        """)
    loop = reading.innermost_loop([(file, 2), (file, line)])
    assert (loop.frame, loop.line) == (1, 5)
    assert ("sock", "sock.recv") in loop.reads
    assert ("s", "sock.recv") in reading.innermost_loop([(file, line)]).reads
    assert reading.innermost_loop([(file, 2)]) is None
