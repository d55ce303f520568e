"""One thread has the lines, and the others ask it through a queue."""

import queue
import threading


def talk(conn, asked):
    numbers = queue.SimpleQueue()
    with conn, conn.makefile("rwb") as file:
        for line in file:
            asked.put((line, numbers))
            file.write(b"%d: %b" % (numbers.get(), line))
            file.flush()


def keep(asked, lines):
    while (ask := asked.get()) is not None:
        line, numbers = ask
        lines.append(line)
        numbers.put(len(lines))


def serve(listener, count):
    asked, lines, talking = queue.SimpleQueue(), [], []
    keeper = threading.Thread(target=keep, args=(asked, lines))
    keeper.start()
    for _ in range(count):
        talking.append(threading.Thread(target=talk, args=(listener.accept()[0], asked)))
        talking[-1].start()
    for thread in talking:
        thread.join()
    asked.put(None)
    keeper.join()
    return lines
