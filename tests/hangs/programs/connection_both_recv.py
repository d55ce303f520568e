"""Two ends of a Pipe, both in recv.

cause = "circular-wait"
blame = ["ours", "theirs"]
"""

import multiprocessing


def answer(theirs):
    question = theirs.recv()
    theirs.send(question)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=answer, args=(theirs,))
    process.start()
    print(ours.recv())  # waits
