"""The commands: to import one is to add it to the application, at its place in the help."""

from capplan.cli.commands import (  # isort: skip
    check as check,
    simulate as simulate,
    plan as plan,
    campaign as campaign,
    compare as compare,
    sensitivity as sensitivity,
    verify as verify,
    frontier as frontier,
    split as split,
    night as night,
    report as report,
    value as value,
    stress as stress,
    erlang as erlang,
    new as new,
    templates as templates,
    incidents as incidents,
    platforms as platforms,
    pay as pay,
    schema as schema,
)
