"""A thread logs, and a handler of the program sets, at last, the event for which the first thread waits."""

import logging
import threading
import time

done = threading.Event()


class Watch(logging.Handler):
    def emit(self, record):
        if "29" in record.getMessage():
            done.set()


log = logging.getLogger("app.sub")
logging.getLogger("app").addHandler(Watch())
log.setLevel(logging.INFO)


def beat():
    for n in range(30):
        time.sleep(0.2)
        log.info("tick %s", n)
    time.sleep(9)


threading.Thread(target=beat, daemon=True).start()
done.wait()
