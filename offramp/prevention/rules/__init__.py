"""What must hold of problems, and what counts before and after can say. Pure: no writes, no clock of their own."""
