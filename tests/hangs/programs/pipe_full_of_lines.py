"""The child prints more than a pipe holds; the parent reads only after it has waited for the child.

cause = "nobody-reads"
blame = ["reader"]
"""

import os

reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(reader)
    with os.fdopen(writer, "w") as file:
        file.write("x" * 200_000)  # waits
    os._exit(0)
os.close(writer)
os.waitpid(pid, 0)
print(len(os.read(reader, 1 << 20)))
