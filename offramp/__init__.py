"""Offramp: a working system for the human-centred units of a police service."""
