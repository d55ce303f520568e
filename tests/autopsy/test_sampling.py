"""Of many alike processes a few are asked, and speak for the others if they agree."""

from kata.autopsy.facts import Frame
from kata.autopsy.frames import Called, Told
from kata.autopsy.sampling import CROWD, ask_some
from kata.facts import Call, Descriptor, Process, Thread

READ = Call("read", (3,), 3)


def child(pid, call=READ, fds=(3, 4), parent=1):
    threads = (Thread(pid, "S", call),)
    return Process(pid, parent, None, threads, tuple(Descriptor(fd, "pipe", fd, "read") for fd in fds))


def passes(processes, place="0x1 0x2"):
    return tuple((p.pid, p.pid, "S", f"0 0x3 0x7f {place}", "7") for p in processes)


def answers(lines=lambda pid: 5, asked=None):
    def ask(pids):
        asked.extend(pids)
        stack = {
            pid: (Frame("a.py", lines(pid), "work", (("reader", 3, "number"), ("w", 4, "number"))),)
            for pid in pids
        }
        return {pid: Told({pid: stack[pid]}, {}, calls={pid: (Called("get"),)}) for pid in pids}

    return ask


def test_three_speak_for_a_crowd():
    crowd, asked = [child(pid, fds=(3,) if pid == 20 else (3, 4)) for pid in range(10, 10 + CROWD)], []
    told = ask_some(crowd, passes(crowd), answers(asked=asked))
    assert asked == [10, 10 + CROWD // 2, 9 + CROWD]
    assert told.keys() == {each.pid for each in crowd}
    assert told[15].threads[15][0].line == 5
    assert told[15].calls == {15: (Called("get"),)}
    assert [name for name, _, _ in told[20].threads[20][0].names] == ["reader"], "it has no other descriptor"


def test_all_are_asked_if_the_three_stand_on_different_lines():
    crowd, asked = [child(pid) for pid in range(10, 10 + CROWD)], []
    told = ask_some(crowd, passes(crowd), answers(lambda pid: pid, asked))
    assert sorted(asked) == [each.pid for each in crowd]
    assert told[15].threads[15][0].line == 15


def test_nobody_speaks_for_who_is_not_alike():
    timed = Call("read", (3,), 3, endless=False)
    for crowd in (
        [child(pid, timed) for pid in range(10, 30)],
        [child(pid, parent=pid) for pid in range(10, 30)],
        [child(pid) for pid in range(10, 9 + CROWD)],
    ):
        asked = []
        ask_some(crowd, passes(crowd), answers(asked=asked))
        assert len(asked) == len(crowd)
    crowd, asked = [child(pid) for pid in range(10, 30)], []
    elsewhere = [passes([each], f"0x{each.pid}")[0] for each in crowd]
    ask_some(crowd, tuple(elsewhere), answers(asked=asked))
    assert len(asked) == len(crowd), "their stacks differ"
