"""Why not: a popover beside a minute that cannot be booked, with the reasons and the nearest starts."""
