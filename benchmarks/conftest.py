"""What is measured here runs in projects of its own."""

collect_ignore = ["hangs"]
