"""The tests: one folder for each room, journeys in a real browser, architecture."""
