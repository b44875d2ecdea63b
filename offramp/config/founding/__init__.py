"""The service in one file: its branches, units, teams, agencies and first administrator."""
