"""The parent joins a child, forked or started by a fork server, which waits for a message.

cause = "waiting-for-child"
blame = ["ours"]
"""

import multiprocessing


def answer(theirs):
    print(theirs.recv())


if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=answer, args=(theirs,))
    process.start()
    process.join()  # waits
