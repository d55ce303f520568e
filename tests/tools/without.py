"""A pytest plugin that takes away what WITHOUT names: `os.fork`, which some systems lack, or a package."""

import os
import sys

if os.environ["WITHOUT"] == "os.fork":
    del os.fork
else:
    sys.modules[os.environ["WITHOUT"]] = None  # type: ignore[assignment]
