"""The child writes more than a pipe holds; the parent reads only after it has waited for the child.
It is explained, but not proved: a stop ends the write, which gives back how much was written.

cause = "nobody-reads"
verdict = "timeout"
blame = ["reader"]
"""

import os

reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(reader)
    report = b"x" * 200_000
    os.write(writer, report)  # waits
    os._exit(0)
os.close(writer)
os.waitpid(pid, 0)
print(len(os.read(reader, 1 << 20)))
