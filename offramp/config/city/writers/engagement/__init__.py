"""What `engagement.actions` writes, and what its jobs write once their letters have gone out."""
