"""The administrator's pages: accounts, offices, teams. No person's data is near them."""
