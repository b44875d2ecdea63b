"""What is measured. Each module has a `run()` that prints a table: offramp bench NAME."""
