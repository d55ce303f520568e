"""A thread looks for a module again and again; what that will do, once somebody has brought it, nobody can read yet."""

import sys
import threading
import time

found = threading.Event()


def look():
    for turn in range(1000):
        time.sleep(0.2)
        if turn == 30:
            with open("brought_later.py", "w") as file:
                file.write("import __main__\n__main__.found.set()\n")
        try:
            import brought_later  # noqa: F401
        except ImportError:
            continue
        return


def main():
    sys.path.insert(0, "")
    sys.dont_write_bytecode = True
    threading.Thread(target=look, name="looks").start()
    found.wait()


main()
