"""subprocess.run has a limit that is not reached: it naps between looks at the child."""

import subprocess


def three_lines(writer):
    with open(writer, "w", buffering=1) as out:
        print("before", file=out)
        subprocess.run(["sh", "-c", "echo child"], stdout=out, timeout=30, check=True)
        print("after", file=out)
