"""A shell pipeline counts on a file object, byte by byte of UTF-32."""

import subprocess


def count_in_child(text):
    with subprocess.Popen(["wc", "-c"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        out, _ = child.communicate(text.encode("utf-32-le"))
    with subprocess.Popen(["sh", "-c", f"echo $(({int(out)} / 4))"], stdout=subprocess.PIPE) as child:
        return int(child.stdout.read())
