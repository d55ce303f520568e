"""One end is opened by a thread, so that no order is needed."""

import os
import threading


def meet(there, back, first):
    opened = {}

    def open_to_write():
        opened["writer"] = os.open(there, os.O_WRONLY)

    thread = threading.Thread(target=open_to_write)
    thread.start()
    reader = os.open(back, os.O_RDONLY)
    thread.join()
    return opened["writer"], reader
