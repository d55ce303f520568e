"""Joins the arguments for a shell, which cuts and replaces them anew.

caught_by = "test_arguments_are_passed_on_as_they_are"
words = ["returned"]
"""

import os
import subprocess


def shell_pipe():
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def pipeline(commands, source):
    children = []
    for command in commands:
        child = subprocess.Popen(" ".join(command), shell=True, stdin=source, stdout=subprocess.PIPE)
        if children:
            source.close()
        else:
            os.close(source)
        source = child.stdout
        children.append(child)
    data = source.read()
    source.close()
    return data, [child.wait() for child in children]
