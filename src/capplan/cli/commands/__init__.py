"""The commands, in the order in which the help lists them."""

from capplan.cli.commands import (  # isort: skip
    check,
    simulate,
    plan,
    campaign,
    compare,
    sensitivity,
    verify,
    frontier,
    split,
    night,
    report,
    value,
    erlang,
    new,
    platforms,
    pay,
    schema,
)

ALL = (
    check,
    simulate,
    plan,
    campaign,
    compare,
    sensitivity,
    verify,
    frontier,
    split,
    night,
    report,
    value,
    erlang,
    new,
    platforms,
    pay,
    schema,
)
"""Modules; to import one is to add its commands to the application."""
