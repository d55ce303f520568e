"""process.wait() with a full stdout pipe, in asyncio.

cause = "nobody-reads"
"""

import asyncio
import sys


async def main():
    code = "print('x' * 10_000_000)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    await process.wait()  # waits


asyncio.run(main())
