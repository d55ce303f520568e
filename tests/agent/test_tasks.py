"""The tasks of an event loop: where each of them waits, and for what."""

import asyncio
import socket
import sys

from kata.agent import tasks


async def inner(future):
    await future


async def outer(future):
    await inner(future)


def looked_at(look, *coroutines):
    """What `look` finds when tasks of these coroutines have come to their first wait, by the names of the tasks."""

    async def main():
        made = [asyncio.create_task(each, name=f"task {n}") for n, each in enumerate(coroutines)]
        await asyncio.sleep(0)
        found = [look(task) for task in made]
        for task in made:
            task.cancel()
        await asyncio.gather(*made, return_exceptions=True)
        return found

    return asyncio.run(main())


def test_a_task_stands_on_the_lines_of_its_coroutines_innermost_first():
    def names(task):
        return [frame.f_code.co_name for frame in tasks.stack(task)]

    async def waits():
        await outer(asyncio.get_running_loop().create_future())

    assert looked_at(names, waits()) == [["inner", "outer", "waits"]]


def test_a_task_waits_for_a_future_or_for_each_of_many():
    futures = []

    async def one():
        futures.append(asyncio.get_running_loop().create_future())
        await futures[0]

    async def many():
        futures.extend(asyncio.get_running_loop().create_future() for _ in range(2))
        await asyncio.gather(*futures[1:])

    def awaited(task):
        return tasks.awaited_by(task, tasks.stack(task))

    (single, group) = looked_at(awaited, one(), many())
    assert single == futures[:1]
    assert group == futures[1:]


def test_tasks_come_in_the_order_of_their_names():
    async def main():
        made = [asyncio.create_task(asyncio.sleep(9), name=f"Task-{n}") for n in (10, 2)]
        found = [task.get_name() for task in tasks.of_loop(asyncio.get_running_loop()) if task in made]
        for task in made:
            task.cancel()
        return found

    assert asyncio.run(main()) == ["Task-2", "Task-10"]


def test_the_loop_is_found_in_the_frame_that_runs_it():
    async def main():
        frame, found = sys._getframe(), []
        while frame is not None:
            found.append(tasks.loop_of(frame))
            frame = frame.f_back
        return [each for each in found if each is not None] == [asyncio.get_running_loop()]

    assert asyncio.run(main())


def test_a_descriptor_that_is_polled_for_a_task():
    one, other = socket.socketpair()
    one.setblocking(False)

    async def receives():
        await asyncio.get_running_loop().sock_recv(one, 1)

    async def sleeps():
        await asyncio.sleep(9)

    def polled(task):
        return tasks.polled_by(tasks.stack(task))

    with one, other:
        assert looked_at(polled, receives(), sleeps()) == [one.fileno(), None]
