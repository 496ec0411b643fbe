"""What waits for a hand: requests to approve, times that are held, patients to call; badges and lists."""
