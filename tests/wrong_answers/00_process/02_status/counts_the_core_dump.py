"""Takes the bit of the core dump for a part of the signal.

caught_by = "test_a_core_dump_does_not_matter"
words = ["signal 134"]
"""


def describe(status):
    if status == 0xFFFF:
        return "continued"
    if status & 0xFF == 0x7F:
        return f"stopped {status >> 8}"
    if status & 0xFF:
        return f"signal {status & 0xFF}"
    return f"exit {status >> 8}"
