"""What people write in the training city: short, plain, respectful, and about nobody real."""
