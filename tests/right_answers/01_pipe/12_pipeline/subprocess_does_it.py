"""subprocess makes pipes, forks and execs: Popen for each command, the output of one being the input of the next."""

import os
import subprocess


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    started = []
    with open(source, "rb") as first:
        stdin = first
        for command in commands:
            try:
                process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE)
            except FileNotFoundError:
                process = subprocess.Popen(["sh", "-c", "exit 127"], stdin=stdin, stdout=subprocess.PIPE)
            if started:
                stdin.close()
            started.append(process)
            stdin = process.stdout
        data = stdin.read()
        stdin.close()
    return data, [process.wait() for process in started]
