"""What happens in the training city, as scripts: at calls, to people who are referred, to people with a case."""
