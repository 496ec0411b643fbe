"""medic-desk: the program a clinic's front desk runs all day."""

__version__ = "0.1.0"
