"""cause = "circular-wait"
summary = "Child 2 waits for data from the child, the child waits for data from the parent and the parent waits for data from child 2: nobody sends any."
people = ["parent", "child", "child 2"]
blamed = ["write end child writes[1] (fd "]
"""

import os


def f():
    one, two, three = os.pipe(), os.pipe(), os.pipe()
    for reads, writes in ((one, two), (two, three)):
        if os.fork() == 0:
            for end in {*one, *two, *three} - {reads[0], writes[1]}:
                os.close(end)
            os.write(writes[1], os.read(reads[0], 1))
            os._exit(0)
    for end in {*one, *two, *three} - {three[0], one[1]}:
        os.close(end)
    os.write(one[1], os.read(three[0], 1))
