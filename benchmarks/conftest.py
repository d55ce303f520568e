"""Keep pytest out of this folder: the benchmarks run projects of their own."""

collect_ignore = ["hangs"]
