"""Prints and raises control sequences, HTML, and formulas."""


def write_then_read(message):
    print("\x1b]0;owned\x07\x1b[2J<script>alert(1)</script>=cmd|' /C calc'!A0\u202e\x00")
    raise ValueError("</pre><script>alert('attack')</script>\x1b[31m=1+1\ud800")
