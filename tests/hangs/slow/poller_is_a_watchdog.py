"""A timer frees, after six seconds, whoever has waited until then; a heartbeat ticks beside it."""

import threading
import time


def tick(freed):
    while not freed.is_set():
        time.sleep(0.2)


def main():
    freed = threading.Event()
    threading.Timer(6, freed.set).start()
    threading.Thread(target=tick, args=(freed,), daemon=True).start()
    freed.wait()


main()
