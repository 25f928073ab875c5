"""Many documents: named, converted by a pool of processes, listed in a manifest, resumable."""

from pipeline.batch.manifest import Outcome
from pipeline.batch.run import run_batch
from pipeline.batch.tasks import Task, tasks_for

__all__ = ["Outcome", "Task", "run_batch", "tasks_for"]
