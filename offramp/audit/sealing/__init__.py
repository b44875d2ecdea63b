"""The logs' seal: rows into blocks, heads out of the database, and the proof that nothing was altered (ADR 11)."""
