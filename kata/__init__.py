"""What makes the exercises work: the fixture `answer`, the watch over hangs, the reports."""
