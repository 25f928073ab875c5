"""Many documents: named, converted by a pool of processes, listed in a manifest, resumable."""

from pipeline.batch.manifest import Outcome
from pipeline.batch.run import Task, run_batch

__all__ = ["Outcome", "Task", "run_batch"]
