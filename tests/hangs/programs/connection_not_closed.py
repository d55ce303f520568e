"""recv until EOFError, with the sender's end still open in the reader.

cause = "own-write-end"
blame = ["sender"]
"""

import multiprocessing


def send_some(sender):
    sender.send(1)
    sender.close()


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=send_some, args=(sender,))
    process.start()
    try:
        while True:
            print(receiver.recv())  # waits
    except EOFError:
        pass
