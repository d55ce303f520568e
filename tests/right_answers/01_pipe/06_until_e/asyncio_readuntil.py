"""An event loop reads until the delimiter, or as far as the stream goes."""

import os


def pieces_until(reader, delimiter):
    import asyncio

    async def main():
        stream = asyncio.StreamReader(limit=1 << 22)
        loop = asyncio.get_running_loop()
        tr, _ = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(reader, "rb", 0)
        )
        out = []
        while True:
            try:
                out.append((await stream.readuntil(delimiter.encode())).decode())
            except asyncio.IncompleteReadError as e:
                if e.partial:
                    out.append(e.partial.decode())
                break
        tr.close()
        return out

    return asyncio.run(main())
