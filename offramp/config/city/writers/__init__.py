"""Each step of a script as the rows its public action would write. A test replays lives to prove them equal."""
