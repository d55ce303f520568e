"""waitstatus_to_exitcode knows ends only: of a stop, it raises.

caught_by = "test_a_stop_is_no_end"
words = ["ValueError"]
"""

import os


def describe(status):
    code = os.waitstatus_to_exitcode(status)
    return f"exit {code}" if code >= 0 else f"signal {-code}"
