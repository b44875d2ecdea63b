"""What happens in PACE: invitations, who goes, what is heard there, and who goes at all."""
