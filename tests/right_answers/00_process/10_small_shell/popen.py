"""Popen for each line; all are waited for in the end."""

import subprocess


def shell(lines):
    started = []
    for line in lines:
        words = line.split()
        if not words:
            continue
        if words == ["wait"]:
            for each in started:
                each.wait()
            continue
        behind = words[-1] == "&"
        try:
            each = subprocess.Popen(words[:-1] if behind else words, close_fds=False)
        except FileNotFoundError:
            each = subprocess.Popen(["sh", "-c", "exit 127"])
        started.append(each)
        if not behind:
            each.wait()
    codes = [each.wait() for each in started]
    return [128 - code if code < 0 else code for code in codes]
