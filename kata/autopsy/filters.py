"""Programs that are known to pass on their input: at once, or only when they have read everything."""

READ_ALL_FIRST = {"cut", "grep", "sed", "sort", "tac", "tail", "tr", "uniq", "wc"}
COPY = {"cat", "tee"}  # they answer at once, until their input ends
