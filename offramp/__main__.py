"""`python -m offramp` is the same as `offramp`."""

from offramp.config.cli import main

main()
