"""Command line of medic-desk."""


def main() -> int:
    """Run."""
    return 0
