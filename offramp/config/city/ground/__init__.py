"""What stands before anybody's life begins: branches, agencies, teams, staff."""
