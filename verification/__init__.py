"""Claims of exact theory against the simulated floor.

Each topic is a function that runs a floor on independent replications and returns claims: a figure
that theory knows exactly, and its estimate.  A claim holds within 3 standard errors over
replications.  Run ``python -m verification``; see ``--help``.
"""
