"""The cause among the waits of a tree is the one on which the others depend."""

from kata.autopsy.cause import diagnose
from kata.autopsy.facts import End, Thing, Wait
from kata.facts import Once, Process, Snapshot, Thread


def pipe(letter, *ends):
    return Thing(
        letter, "pipe", tuple(End(pid, fd, side, name) for pid, fd, side, name in ends), ("pipe", letter)
    )


def reads(pid, fd, thing, wants, *on, tid=None):
    return Wait(pid, tid or pid, "read", fd, thing, "read", wants, tuple((each, 0) for each in on))


def tree(*pids):
    return Snapshot(
        tuple(Process(pid, 0 if pid == 1 else 1, None, (Thread(pid, "S", None),), ()) for pid in pids), {}
    )


def test_who_waits_for_the_end_and_who_waits_for_an_answer_wait_for_each_other():
    requests = pipe("A", (1, 3, "write", "to_child"), (2, 4, "read", "requests"))
    answers = pipe("B", (2, 5, "write", "answers"), (1, 6, "read", "from_child"))
    waits = (reads(1, 6, answers, "data", 2), reads(2, 4, requests, "end", 1))
    finding = diagnose(waits, tree(1, 2))
    assert (finding.cause, finding.wait.pid) == ("circular-wait", 2)
    assert [end.name for end in finding.blame] == ["to_child", "answers"]


def test_two_who_wait_for_the_end_are_told_which_end_is_kept():
    requests = pipe("A", (1, 3, "write", "to_child"), (2, 4, "read", "requests"))
    answers = pipe("B", (2, 5, "write", "answers"), (1, 6, "read", "from_child"))
    waits = (reads(1, 6, answers, "end", 2), reads(2, 4, requests, "end", 1))
    assert diagnose(waits, tree(1, 2)).cause == "other-write-end"


def test_the_first_of_the_stages_that_keep_all_ends():
    names = {2: "pipes[0][1]", 3: "pipes[0][1]", 4: "pipes[0][1]"}
    first = pipe("A", *((pid, 4, "write", name) for pid, name in names.items()), (2, 3, "read", "reader"))
    second = pipe("B", (2, 6, "write", "writer"), (3, 6, "write", "pipes[1][1]"), (3, 5, "read", "reader"))
    third = pipe("C", (3, 8, "write", "writer"), (4, 8, "write", "pipes[2][1]"), (4, 7, "read", "reader"))
    waits = (
        reads(1, 9, pipe("D", (4, 10, "write", "writer"), (1, 9, "read", "result")), "end", 4),
        reads(2, 3, first, "end", 2, 3, 4),
        reads(3, 5, second, "end", 2, 3),
        reads(4, 7, third, "end", 3, 4),
    )
    finding = diagnose(waits, tree(1, 2, 3, 4))
    assert (finding.cause, finding.wait.pid) == ("own-write-end", 2)
    assert [end.pid for end in finding.blame] == [2, 3, 4]


def test_an_end_in_a_variable_of_another_thread_is_that_threads_business():
    connection = Thing(
        "A", "TCP connection", (End(1, 3, "end 1"), End(1, 4, "end 2", users=(8,))), ("socket", 1, 2)
    )
    lock = Thing("B", "lock", (End(1, None, "holder", "lock", None, 7),), ("lock", "lock", 1, "5"))
    waits = (
        Wait(1, 7, "recvfrom", 3, connection, "end 1", "data", ((1, 8),)),
        Wait(1, 8, "futex", None, lock, "waiter", "lock", ((1, 7),), operation="acquire"),
        Wait(1, 9, "accept4", 5, None, None, "client", (), repeated=True),
    )
    finding = diagnose(waits, tree(1))
    assert (finding.cause, finding.wait.tid) == ("lock-never-released", 8)


def test_news_that_were_told_already():
    thing = pipe("A", (1, 3, "read", "reader"), (2, 4, "write", "writer"))
    wait = Wait(1, 1, "epoll_wait", 3, thing, "read", "data", (), missed=Once(3, "EPOLLET", True, bytes=5))
    finding = diagnose((wait, reads(2, 5, pipe("B", (1, 6, "write", None)), "data", 1)), tree(1, 2))
    assert (finding.cause, finding.blame) == ("edge-missed", (thing.ends[0],))


def test_who_depends_on_nobody_else_comes_before_whom_all_wait_for():
    waits = tuple(Wait(1, tid, "futex", None, None, None, "lock", ((1, tid + 1),)) for tid in range(2, 300))
    last = Wait(1, 300, "pause", None, None, None, "signal", ())
    assert diagnose((*waits, last), tree(1)).cause == "signal-never-comes"


def test_an_end_that_only_the_test_knows_of_is_nobodys_fault():
    work = Thing(
        "A",
        "pipe",
        (End(1, 4, "write", "keeps", of_test=True), End(2, 4, "write", "keeps", of_test=True)),
        ("pipe", "A"),
    )
    parent = Wait(1, 1, "wait4", None, None, None, "child", ((2, 0),), children=(2,))
    finding = diagnose((parent, reads(2, 3, work, "end", 1)), tree(1, 2))
    assert (finding.cause, finding.wait.pid, finding.blame) == ("waiting-for-child", 1, ())


def test_a_worker_waits_for_the_next_client_as_its_server_does_if_one_may_come():
    orders = Thing("A", "stream socket pair", (End(1, 3, "end 1"), End(2, 4, "end 2")), ("socket", 1, 2))
    worker = Wait(2, 2, "recvmsg", 4, orders, "end 2", "data or end", ((1, 0),), repeated=True)
    server = Wait(1, 1, "accept4", 5, None, None, "client", ((2, 0),), repeated=True)
    finding = diagnose((server, worker), tree(1, 2), clients_come=True)
    assert (finding.cause, finding.wait) == ("nobody-connects", server)
    finding = diagnose((server, worker), tree(1, 2))
    assert (finding.cause, finding.wait) == ("other-write-end", worker)


def test_who_reads_all_until_the_end_waits_for_nobodys_client():
    whole = pipe("A", (1, 3, "write", "writer"), (2, 4, "read", "reader"))
    server = Wait(1, 1, "accept4", 5, None, None, "client", (), repeated=True)
    finding = diagnose((server, reads(2, 4, whole, "end", 1)), tree(1, 2), clients_come=True)
    assert (finding.cause, finding.wait.pid) == ("other-write-end", 2)
