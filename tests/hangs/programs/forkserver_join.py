"""The parent joins a child of the fork server, which waits for a message.

cause = "waiting-for-child"
blame = ["ours"]
"""

import multiprocessing


def answer(theirs):
    print(theirs.recv())


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=answer, args=(theirs,))
    process.start()
    process.join()  # waits
