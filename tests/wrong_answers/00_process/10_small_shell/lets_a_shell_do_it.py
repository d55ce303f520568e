"""Hands each line to a shell, which reads more into it.

caught_by = "test_one_line_after_the_other"
words = ["expected"]
"""

import subprocess


def shell(lines):
    started = []
    for line in lines:
        if line.strip() == "wait":
            for each in started:
                each.wait()
        elif line.strip():
            words = line.split()
            behind = words[-1] == "&"
            started.append(
                subprocess.Popen(["sh", "-c", " ".join(words[:-1] if behind else words)], close_fds=False)
            )
            if not behind:
                started[-1].wait()
    codes = [each.wait() for each in started]
    return [code if code >= 0 else 128 - code for code in codes]
