"""An event loop serves one client after the other."""

import asyncio
import signal


def serve(listener):
    return asyncio.run(run(listener))


async def run(listener):
    loop = asyncio.get_running_loop()
    listener.setblocking(False)
    first, second = asyncio.Event(), asyncio.Event()

    def ask():
        (second if first.is_set() else first).set()

    loop.add_signal_handler(signal.SIGTERM, ask)
    served = 0
    while client := await unless(first, loop.sock_accept(listener)):
        served += await one(client[0], listener, first, second)
    listener.close()
    loop.remove_signal_handler(signal.SIGTERM)
    return served


async def unless(event, coroutine):
    """The result of the coroutine, None if the event comes first."""
    wanted, told = asyncio.ensure_future(coroutine), asyncio.ensure_future(event.wait())
    await asyncio.wait({wanted, told}, return_when=asyncio.FIRST_COMPLETED)
    is_told = event.is_set()
    for task in (wanted, told):
        task.cancel()
    await asyncio.wait({wanted, told})
    return None if is_told else wanted.result()


async def one(client, listener, first, second):
    async def close():
        await first.wait()
        listener.close()

    closing = asyncio.ensure_future(close())
    with client:
        client.setblocking(False)
        question = b""
        while not question.endswith(b"\n"):
            data = await unless(second, asyncio.get_running_loop().sock_recv(client, 1000))
            if not data:
                break
            question += data
        else:
            await asyncio.get_running_loop().sock_sendall(client, question.upper())
    closing.cancel()
    return int(question.endswith(b"\n"))
