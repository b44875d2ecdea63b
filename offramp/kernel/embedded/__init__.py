"""A PostgreSQL server of our own, for a demo, a developer's machine and the tests. Nothing to install.

server = Embedded(home).start()
server.url(Role.APP)
"""

from offramp.kernel.embedded.binaries import Binaries, NoPostgres
from offramp.kernel.embedded.lease import in_use
from offramp.kernel.embedded.process import EmbeddedFailed
from offramp.kernel.embedded.server import SUPERUSER, Embedded, Server

__all__ = ["SUPERUSER", "Binaries", "Embedded", "EmbeddedFailed", "NoPostgres", "Server", "in_use"]
