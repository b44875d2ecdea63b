"""Proofs that take too long for every test run. Each module has a `run()`: offramp proof NAME."""
