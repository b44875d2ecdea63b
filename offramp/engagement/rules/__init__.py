"""What must hold in PACE, as pure checks and sums."""
