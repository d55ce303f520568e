"""One process fills a pipe that only it could read.

cause = "nobody-reads"
blame = ["r"]
"""

import os

r, w = os.pipe()
for number in range(100_000):
    os.write(w, b"%d\n" % number)  # waits
print(os.read(r, 100))
