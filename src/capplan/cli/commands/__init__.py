"""The commands, in the order in which the help lists them."""

from capplan.cli.commands import (  # isort: skip
    check, simulate, plan, compare, verify, frontier, split, erlang, new, platforms, pay, schema,
)  # fmt: skip

ALL = (
    check, simulate, plan, compare, verify, frontier, split, erlang, new, platforms, pay, schema,
)  # fmt: skip
"""Modules; to import one is to add its commands to the application."""
