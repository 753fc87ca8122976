"""What the core costs, beside the plain loop of calls and beside its peers, in one run: `python -m tests.benchmarks`.

Rules: ratios are what counts, the machine's own speed falls out of them. The candidates of one comparison take turns in short rounds,
so that a busy moment of the machine meets all of them; each printed ratio is the median over the rounds. Nothing here is a test:
no pytest run asserts a time.
"""
