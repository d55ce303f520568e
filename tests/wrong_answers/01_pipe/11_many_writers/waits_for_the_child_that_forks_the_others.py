"""One child forks all the others and exits; the parent waits for it, and nobody for those who report.

caught_by = "test_there_is_a_child_for_each_name"
cause = "left-behind"
words = ["grandchild", "still alive"]
"""

import os


def report(writer, name, count):
    for number in range(count):
        os.write(writer, f"{name} {number}\n".encode())
    os.close(writer)


def gather(names, count):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        for name in names:
            if os.fork() == 0:
                report(writer, name, count)
                os._exit(0)
        os._exit(0)
    os.close(writer)
    with open(reader) as lines:
        gathered = lines.readlines()
    os.waitpid(child, 0)
    return gathered
