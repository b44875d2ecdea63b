"""What gunicorn does when a worker has started."""

from threading import Thread

from gunicorn.workers.base import Worker

from offramp.engagement.web.reach.heat import warm


def post_worker_init(worker: Worker) -> None:
    """Warm up what draws, beside the first answers: its threads do not outlive a fork, so each worker has its own."""
    Thread(target=warm, name="warming", daemon=True).start()
