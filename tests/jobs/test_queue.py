"""Enqueue a job, in the content's transaction."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from medigest.jobs.drain import drain
from medigest.jobs.queue import enqueue
from tests.jobs.work import done, write

pytestmark = pytest.mark.django_db


def test_a_job_is_one_row_and_runs_once_its_transaction_is_committed(
    django_capture_on_commit_callbacks, django_assert_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        with django_assert_num_queries(1):
            enqueue(write, text="said")
        assert (DBTaskResult.objects.count(), done("said")) == (1, 0)
    assert done("said") == 1


def test_a_job_goes_with_the_transaction_that_did_not_come_about():
    with transaction.atomic():
        enqueue(write, text="never")
        transaction.set_rollback(True)
    drain()
    assert (DBTaskResult.objects.count(), done("never")) == (0, 0)


def test_a_job_for_later_waits():
    enqueue(write, after=timezone.now() + timedelta(hours=1), text="later")
    drain()
    assert done("later") == 0
    DBTaskResult.objects.update(run_after=timezone.now())
    drain()
    assert done("later") == 1


def test_a_job_that_was_done_is_not_done_again():
    enqueue(write, text="said")
    drain()
    drain()
    assert done("said") == 1


def test_a_site_with_a_worker_leaves_the_work_to_it(settings, django_capture_on_commit_callbacks):
    settings.JOBS_AT_ONCE = False
    with django_capture_on_commit_callbacks(execute=True):
        enqueue(write, text="said")
    assert done("said") == 0
