"""An event loop waits for each answer, with a limit that is not reached."""

import os
import sys


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words):
    import asyncio

    async def main():
        p = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "import sys\nfor l in sys.stdin: print(l.upper(), end='', flush=True)",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        out = []
        for w in words:
            p.stdin.write(w + b"\n")
            out.append((await asyncio.wait_for(p.stdout.readline(), 20)).strip())
        p.stdin.close()
        await asyncio.wait_for(p.wait(), 20)
        return out

    return asyncio.run(main())
