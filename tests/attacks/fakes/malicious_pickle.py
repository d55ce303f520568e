"""Returns an object that runs a program wherever it is unpickled."""

import os


class Pickle:
    def __reduce__(self):
        return os.system, ("touch /tmp/pickled",)

    def __reduce_ex__(self, version):
        return self.__reduce__()


def write_then_read(message):
    return Pickle()
