"""What a turn of a store's thread does with its jobs, on a file and on a database alike.

Rules: jobs are done in the order they came, but for those that cannot get in each other's way; so the answer to a query does not depend on
who was quicker. How a step is done, and what becomes of a job that fails, is the engine's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from steam_nodes.steam.local.store.store import Completion, without_a_second
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steam_nodes.steam.local.store.queries import Tables
    from steam_nodes.steam.local.store.store import Job

    Step = Callable[[list[Job]], list[Completion]]


@dataclass
class JobOrder:
    """The order of the jobs of a turn, by the steps of an engine.

    Args:
        do: Does jobs in one step, and gives what goes wrong as the answer to the job it goes wrong with.
        look: Finds out which rows have changed.
        read: Reads rows.
        transact: Writes rows, or answers queries, in one transaction.
        answer: Answers queries that write nothing, from one moment.
        kept: Whether what was kept for the next try is for that of this write, and for no other.
        let_go: Gives up what was kept for the next try of writes that were refused.
    """

    do: Callable[[Step, list[Job]], list[Completion]]
    look: Step
    read: Step
    transact: Step
    answer: Step
    kept: Callable[[Job], bool]
    let_go: Callable[[], object]

    def work(self, batch: list[Job]) -> list[Completion]:
        """Do jobs with rows and queries by turns, as they came, and return one completion for each."""
        finished = []
        for queries, run in groupby(batch, key=lambda job: job.kind == "query"):
            finished += (self._work_queries if queries else self._work_rows)(list(run))
        return finished

    def _work_rows(self, batch: list[Job]) -> list[Completion]:
        """Do the looks and reads, then all the writes in one transaction, and again for each part in which no user has two jobs."""
        finished = []
        for part in without_a_second(batch):
            reads = [job for job in part if job.kind == "read"]
            writes = [job for job in part if job.kind in {"write", "seed"}]
            finished += [completion for job in part if job.kind == "look" for completion in self.do(self.look, [job])]
            finished += self.do(self.read, reads) + self._work_writes(writes)
        return finished

    def _work_writes(self, writes: list[Job]) -> list[Completion]:
        """Do writes in one transaction, but for those that have a turn of their own, and for those that were refused beside others.

        A turn is kept for the next try where every write of a transaction was refused. So whoever always stores a contested player beside
        one of its own would never get one, and would never come to use it: it gets one by a second try, and uses it before the rest.
        """
        first = [job for job in writes if self.kept(job)]
        if 0 < len(first) < len(writes):
            return self._work_writes(first) + self._work_writes([job for job in writes if job not in first])
        finished = self.do(self.transact, writes)
        refused = [each.job for each in finished if each.result is Result.INVALID_PARAM and each.row]
        if not 0 < len(refused) < len(finished):
            return finished
        again = set(map(id, refused))
        return [each for each in finished if id(each.job) not in again] + self.do(self.transact, refused)

    def _work_queries(self, jobs: list[Job]) -> list[Completion]:
        """Answer the queries before the first that writes, each from one moment; the rest in one transaction."""
        self.let_go()
        first = next((number for number, job in enumerate(jobs) if job.query is not None and job.query.writes), len(jobs))
        finished = [completion for job in jobs[:first] for completion in self.do(self.answer, [job])]
        for completion in self.do(self.transact, jobs[first:]):
            query = completion.job.query
            # A query that writes nothing has its answer all the same.
            again = completion.result is not Result.OK and query is not None and not query.writes
            finished += self.do(self.answer, [completion.job]) if again else [completion]
        return finished


def answered(jobs: Iterable[Job], tables: Tables, left_out: list[str], name: str) -> list[Completion]:
    """Answer queries that write or not from the tables of an engine.

    Args:
        jobs: The queries.
        tables: What they ask.
        left_out: Where the tables note what could not be read; it is said with the answer.
        name: The file or the database.
    """
    finished = []
    for job in jobs:
        left_out.clear()
        found = None if job.query is None else job.query.answer(tables)
        faults = "; ".join(left_out)
        fault = f"{name} holds what cannot be read and is left out ({faults})" if faults else ""
        finished.append(Completion(job, Result.OK, found=found, fault=fault))
    return finished
