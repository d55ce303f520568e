"""The names of Python's own that rules rest on, asked of the Python that runs.

Classes, attributes, frames, files and command lines of the standard library: no version promises that they stay.
Where a new one calls something by another name, the test of that name fails here, and says which rule to mend.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import importlib.util
import multiprocessing
import os
import queue
import socket
import subprocess
import sys
import threading
from multiprocessing import connection, forkserver, managers, resource_tracker, util

import pytest

from kata.agent import lines, reporter, tasks, values
from kata.autopsy import source, waits
from kata.autopsy.examine import SERVICES
from kata.proof.ends import OF_MULTIPROCESSING

pytestmark = pytest.mark.slow  # it starts a process in each way that there is


@pytest.fixture(scope="module", autouse=True)
def no_service_outlives_these_tests():
    yield
    gc.collect()  # what is still shared would be called leaked
    forkserver._forkserver._stop()
    resource_tracker._resource_tracker._stop()


LIBRARIES = ("trio", "anyio")  # not of Python: tried where they are installed
HERE = [
    each
    for each in values.WAITABLE
    if each[0] not in LIBRARIES or importlib.util.find_spec(each[0]) is not None
]
SINCE = {("asyncio", "Barrier"): (3, 11)}
"""Classes that the oldest supported Python does not have."""
METHODS_SINCE = {"sock_sendto": (3, 11)}
WAYS = [way for way in ("fork", "spawn", "forkserver") if way in multiprocessing.get_all_start_methods()]
SHARED = (
    "Lock",
    "RLock",
    "Semaphore",
    "Condition",
    "Event",
    "Barrier",
    "Queue",
    "SimpleQueue",
    "JoinableQueue",
)


@pytest.mark.parametrize(("module", "name"), [each[:2] for each in HERE], ids=".".join)
def test_a_class_to_wait_for_has_this_name(module, name):
    if sys.version_info < SINCE.get((module, name), (3,)):
        pytest.skip(f"{module} has no {name} before Python {SINCE[module, name]}")
    assert isinstance(getattr(importlib.import_module(module), name, None), type)


def test_each_class_is_the_first_that_its_objects_fit():
    """A class of multiprocessing that inherits from one of threading is looked for before that."""
    known = [
        (kind, cls)
        for module, name, kind in HERE
        if (cls := getattr(importlib.import_module(module), name, None)) is not None
    ]
    hidden = [
        (cls, first)
        for place, (kind, cls) in enumerate(known)
        for first_kind, first in known[:place]
        if issubclass(cls, first) and first_kind != kind
    ]
    assert hidden == []


def test_methods_that_wait_are_called_like_this():
    """`source.WAITS` names methods: each of them is one of a class that a program may wait for."""
    classes = [getattr(importlib.import_module(module), name, None) for module, name, _ in HERE]
    assert {how for how in source.WAITS if not any(hasattr(cls, how) for cls in classes)} == set()


def test_methods_of_tasks_that_write_are_called_like_this():
    here = {name for name in waits.TASK_WRITES if sys.version_info >= METHODS_SINCE.get(name, (3,))}
    owners = (asyncio.StreamWriter, asyncio.AbstractEventLoop)
    assert {name for name in here if not any(hasattr(owner, name) for owner in owners)} == set()


def test_a_thread_is_known_by_its_ident_and_tells_its_number():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert values.native_ids()[thread.ident] == thread.native_id
        assert values.waitable(thread) == ("thread", str(thread.native_id), None)
        assert sys._current_frames()[thread.ident].f_code.co_filename.startswith(os.path.dirname(os.__file__))
    finally:
        done.set()
        thread.join()


def test_a_reentrant_lock_tells_its_owner():
    lock = threading.RLock()
    assert values.waitable(lock) == ("rlock", str(id(lock)), None)
    with lock:
        assert values.waitable(lock) == ("rlock", str(id(lock)), threading.get_native_id())


def test_a_lock_has_a_class_of_its_own():
    assert values.waitable(threading.Lock())[0] == "lock"
    assert values.waitable(queue.SimpleQueue())[0] == "queue"


def test_a_child_of_subprocess_tells_its_pid():
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        assert values.waitable(child) == ("child", str(child.pid), None)


@pytest.mark.parametrize("way", WAYS)
def test_a_child_of_multiprocessing_tells_its_pid(way):
    child = multiprocessing.get_context(way).Process(target=os.getpid)
    child.start()
    assert values.waitable(child) == ("child", str(child.pid), None)
    child.join()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SHARED)
def test_what_processes_share_is_the_same_in_all_of_them(way, name):
    """Its key is the name of its semaphore, or the address of one that is only inherited."""
    shared = getattr(multiprocessing.get_context(way), name)(*([2] if name == "Barrier" else []))
    kind, key, _ = values.waitable(shared)
    assert kind.startswith("shared ")
    assert key.startswith("/") or (way == "fork" and key.isdigit() and key != str(id(shared)))


def test_multiprocessing_calls_its_sockets_like_this():
    """Nobody outside knows such a name: without this, no hang of a fork server or a manager is proved."""
    address = connection.arbitrary_address("AF_UNIX")
    assert OF_MULTIPROCESSING.search(address), address


def test_services_of_multiprocessing_have_these_names_in_their_command_lines():
    forkserver.ensure_running()
    services = {
        "multiprocessing.forkserver": forkserver._forkserver._forkserver_pid,
        "multiprocessing.resource_tracker": resource_tracker._resource_tracker._pid,
    }
    assert services.keys() == set(reporter.SERVICES) == SERVICES.keys() - {reporter.MANAGER}
    if sys.platform == "linux":
        for name, pid in services.items():
            words = _words_of(pid)
            assert any(name in word for word in words), words


def test_a_manager_serves_in_a_function_of_this_name():
    manager = managers.BaseManager
    assert managers.__name__ == reporter.MANAGER
    assert manager._run_server.__name__ == "_run_server"


@pytest.mark.parametrize("name", values.MANAGED)
def test_what_a_manager_keeps_is_known_by_its_token(name):
    with multiprocessing.get_context("fork").Manager() as manager:
        kept = getattr(manager, name)(*([2] if name == "Barrier" else []))
        kind, key, _ = values.waitable(kept)
        assert kind.startswith("managed ")
        assert key == kept._token.id


def test_a_lock_of_multiprocessing_tells_that_this_thread_has_taken_it():
    lock = multiprocessing.get_context("fork").Lock()
    assert values.waitable(lock)[2] is None
    with lock:
        assert values.waitable(lock)[2] == os.getpid()


def test_a_lock_of_an_import_tells_who_imports():
    lock = importlib.import_module("_frozen_importlib")._ModuleLock("a_module")
    lock.acquire()
    kind, _, owner = values.waitable(lock)
    assert (kind, owner, lock.name) == ("import", threading.get_native_id(), "a_module")
    lock.release()


def test_the_loop_that_completes_a_future_is_found_before_and_while_its_coroutine_runs():
    async def main():
        loop, begun = asyncio.get_running_loop(), asyncio.Event()
        before = asyncio.run_coroutine_threadsafe(begun.wait(), loop)
        found = [tasks.loop_that_completes(before)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        found.append(tasks.loop_that_completes(before))
        begun.set()
        return found, loop

    found, loop = asyncio.run(main())
    assert found == [loop, loop]


def _words_of(pid):
    """The command line of a process, which has called exec when its starter goes on: vfork(2)."""
    with open(f"/proc/{pid}/cmdline") as file:
        return file.read().split("\0")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("target", ["_tell_where", "_tell_where_at_exit"])
def test_a_child_begins_in_one_of_these_functions(way, target):
    """There `reporter` ends its story: further out is what its parent was doing then."""
    if (way, target) == ("spawn", "_tell_where_at_exit"):
        pytest.skip("it is not forked, and has nothing further out")
    context = multiprocessing.get_context(way)
    reader, writer = context.Pipe(duplex=False)
    child = context.Process(target=globals()[target], args=(writer,))
    child.start()
    assert reader.recv() != []
    child.join()


def _tell_where_at_exit(writer):
    util.Finalize(None, _tell_where, [writer], exitpriority=0)


def _tell_where(writer):
    """Send in which of the known functions this process has begun."""
    found, frame = [], sys._getframe()
    while frame is not None:
        found.append((frame.f_globals.get("__name__"), frame.f_code.co_name))
        frame = frame.f_back
    writer.send([each for each in found if each in reporter.BEGINS | reporter.FORKS])


def test_files_of_python_are_none_of_the_program():
    frozen = importlib.import_module("_frozen_importlib")
    files = [threading.__file__, asyncio.__file__, pytest.__file__, reporter.__file__]
    files.append(frozen._find_and_load.__code__.co_filename)
    assert [file for file in files if lines.of_the_program(file)] == []
    assert lines.of_the_program(__file__)


def test_tasks_are_found_from_the_frame_of_their_loop():
    """Its method is `run_forever`, and who waits for whom is in `_fut_waiter`, `_children` and `fs`."""

    async def scene():
        loop = asyncio.get_running_loop()
        never = loop.create_future()
        sleeper = asyncio.create_task(_await(never), name="sleeper")
        direct = asyncio.create_task(_await(sleeper), name="direct")
        gathers = asyncio.create_task(_gather(sleeper, direct), name="gathers")
        waits = asyncio.create_task(_wait(sleeper, direct), name="waits")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert tasks.loop_of(_frame_of("run_forever")) is loop
        assert {sleeper, direct, gathers, waits} < set(tasks.of_loop(loop))
        awaited = {
            each.get_name(): tasks.awaited_by(each, tasks.stack(each))
            for each in (sleeper, direct, gathers, waits)
        }
        functions = [frame.f_code.co_name for frame in tasks.stack(direct)]
        for each in (waits, gathers, direct, sleeper):
            each.cancel()
        await asyncio.gather(waits, gathers, direct, sleeper, return_exceptions=True)
        assert functions == ["_await"]
        assert awaited["sleeper"] == [never]
        assert awaited["direct"] == [sleeper]
        assert set(awaited["gathers"]) == {sleeper, direct}
        assert set(awaited["waits"]) == {sleeper, direct}

    asyncio.run(scene())


async def _await(future):
    await future


async def _gather(*awaited):
    await asyncio.gather(*awaited)


async def _wait(*awaited):
    await asyncio.wait(awaited)


def _frame_of(function):
    frame = sys._getframe()
    while frame.f_code.co_name != function:
        frame = frame.f_back
    return frame


def test_streams_servers_and_children_of_asyncio_tell_their_descriptors():
    async def scene():
        (ours, other), (here, there) = socket.socketpair(), socket.socketpair()
        here.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=ours)
        assert values.descriptor(reader) == values.descriptor(writer) == ours.fileno()
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        polled = {
            ours.fileno(): asyncio.create_task(reader.read(1)),
            here.fileno(): asyncio.create_task(asyncio.get_running_loop().sock_recv(here, 1)),
            server.sockets[0].fileno(): asyncio.create_task(server.serve_forever()),
        }
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "", stdin=subprocess.PIPE)
        assert values.waitable(child) == ("child", str(child.pid), None)
        assert values.descriptor(child.stdin) is not None
        await child.wait()
        assert [tasks.polled_by(tasks.stack(task)) for task in polled.values()] == list(polled)
        for task in polled.values():
            task.cancel()
        await asyncio.gather(*polled.values(), return_exceptions=True)
        for each in (writer, other, here, there):
            each.close()

    asyncio.run(scene())
