"""The tally as one compiled pass: arrays in, sums out.

Rules are cited by their number in docs/model.md; `results.plain_tally` is the place to read them.
Only `results.compiled_tally` calls in here.
"""
