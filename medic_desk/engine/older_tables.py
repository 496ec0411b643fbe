"""The older tables, read as rules: engine-semantics 9."""

from collections.abc import Sequence

from medic_desk.engine.facts import Rule


def rules_that_count(
    schedule_rules: Sequence[Rule], schedule_templates: Sequence[Rule], availability_rules: Sequence[Rule]
) -> Sequence[Rule]:
    """A doctor's hours: the first of the tables that holds any row of theirs, active or not, and no other."""
    return schedule_rules or schedule_templates or availability_rules
