"""Live programs are left alone, however long they sleep."""

import os
import time

import pytest

from tests.tools import live
from tests.tools.soak import soak, summary


@pytest.mark.soak
@pytest.mark.parametrize("runs", [soak, live.run], ids=["as_exercises", "under_kata_why"])
def test_no_live_program_is_called_a_hang(runs):
    began = time.monotonic()
    results = runs(int(os.environ.get("KATA_SOAK_RUNS", "500")))
    text = summary(results, time.monotonic() - began)
    print(text)
    assert all(result.outcome == "passed" for result in results), text
