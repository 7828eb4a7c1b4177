"""What `make bench` measures: ratios against a stated floor, all in one run.

    python -m tests.bench [NAME…]       throughput · lists · facts · registering; all of them unless told

Each part runs in a process of its own, against databases that are made for it and thrown away. Absolute times
belong to the machine; the ratios are what docs/benchmarks.md keeps.
"""
