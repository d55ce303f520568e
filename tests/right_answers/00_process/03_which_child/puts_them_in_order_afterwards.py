"""os.wait takes them as they come, and a dict knows whose code it is; the pipes are closed by a loop at the end of each child's list."""

import os


def run_all(readers):
    numbers, codes = {}, [0] * len(readers)
    for number, reader in enumerate(readers):
        child = os.fork()
        if not child:
            for other in set(readers[number:]) - {reader}:
                os.close(other)
            with open(reader, "rb", 0) as pipe:
                byte = pipe.read(1)
            os._exit(ord(byte))
        numbers[child] = number
        os.close(reader)
    while numbers:
        child, status = os.wait()
        codes[numbers.pop(child)] = os.WEXITSTATUS(status)
    return codes
