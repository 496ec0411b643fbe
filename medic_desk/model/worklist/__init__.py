"""The worklist of affected appointments: why they are on it, who calls, and what became of them."""
