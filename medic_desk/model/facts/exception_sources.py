"""Where a dated exception comes from: what ``schedule_exceptions.source`` says of blocks nobody typed."""

TIME_OFF_SOURCE = "time_off"
"""``schedule_exceptions.source`` of the one block that an approved request made; nobody edits it by hand."""

CLOSURE_SOURCE = "closure"
"""``schedule_exceptions.source`` of the blocks that a closure of the clinic made: the closure is edited."""
