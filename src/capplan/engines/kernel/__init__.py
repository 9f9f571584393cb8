"""The kernels of the compiled engine: arrays in, arrays out, no strings, no randomness.

Rules are cited by their number in docs/model.md; `engines.reference` is the place to read them.
Only `engines.compiled` calls in here, through `loop.run`.
"""
