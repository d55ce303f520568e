"""Live programs are left alone, however long they sleep."""

import os
import time

import pytest

from tests.soak import soak, summary


@pytest.mark.soak
def test_no_live_program_is_called_a_hang():
    began = time.monotonic()
    results = soak(int(os.environ.get("KATA_SOAK_RUNS", "500")))
    text = summary(results, time.monotonic() - began)
    print(text)
    assert all(result.outcome == "passed" for result in results), text
