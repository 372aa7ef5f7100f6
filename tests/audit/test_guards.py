"""The database itself refuses to change or delete what was decided, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from medigest.audit.models import Decision, Seal
from medigest.audit.verify import verify
from medigest.members.models import Member

COVERED = {
    "action": "'keep'",
    "target_kind": "'thread'",
    "target_id": "target_id + 1",
    "place_id": "NULL",
    "reason": "'fine'",
    "created_at": "'2020-01-01 00:00:00+00:00'",
    "actor_digest": "''",
    "member_digest": "'0'",
    "statement_digest": "''",
    "id": "id + 1000",
}


def run(sql: str, *values: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql: str, *values: object) -> None:
    with pytest.raises(DatabaseError, match="is append-only"):
        run(sql, *values)


@pytest.mark.parametrize("column", COVERED)
def test_no_covered_column_of_a_decision_can_be_changed(log, column):
    refused(f"UPDATE audit_decision SET {column} = {COVERED[column]} WHERE id = %s", log[2].pk)


def test_words_and_people_can_be_emptied_and_not_changed(log, cast):
    row = log[2].pk
    refused("UPDATE audit_decision SET statement = 'Other words.' WHERE id = %s", row)
    refused("UPDATE audit_decision SET statement_salt = 'other' WHERE id = %s", row)
    refused("UPDATE audit_decision SET actor_id = %s WHERE id = %s", cast.editor.pk, row)
    refused("UPDATE audit_decision SET member_id = %s WHERE id = %s", cast.editor.pk, row)
    for column, empty in (("statement", "''"), ("statement_salt", "''"), ("actor_id", "NULL"), ("member_id", "NULL")):
        assert run(f"UPDATE audit_decision SET {column} = {empty} WHERE id = %s", row) == 1
    refused("UPDATE audit_decision SET statement = 'Back again.' WHERE id = %s", row)


def test_emptying_one_column_does_not_let_another_change_with_it(log):
    refused("UPDATE audit_decision SET statement = '', reason = 'fine' WHERE id = %s", log[2].pk)


def test_no_seal_can_be_changed(log):
    refused("UPDATE audit_seal SET hash = 'f' WHERE decision_id = %s", log[2].pk)
    refused("UPDATE audit_seal SET previous_hash = 'f' WHERE decision_id = %s", log[2].pk)


def test_neither_decisions_nor_seals_can_be_deleted(log):
    refused("DELETE FROM audit_seal")
    refused("DELETE FROM audit_decision")
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        Seal.objects.all()._raw_delete("default")
    assert Decision.objects.count() == Seal.objects.count() == len(log)


def test_no_statement_of_the_databases_own_goes_round_the_guard(log):
    if connection.vendor == "sqlite":
        columns = ", ".join(column.column for column in Decision._meta.concrete_fields)
        changed = columns.replace("reason", "'fine'")
        one = f"SELECT {changed} FROM audit_decision WHERE id = %s"
        refused(f"REPLACE INTO audit_decision ({columns}) {one}", log[2].pk)
        return
    run("SET CONSTRAINTS ALL IMMEDIATE")
    refused("TRUNCATE audit_decision CASCADE")
    refused("TRUNCATE audit_seal")


def test_the_orm_meets_the_same_guard(log):
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        Decision.objects.filter(pk=log[2].pk).update(reason="fine")
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        Seal.objects.filter(decision=log[2]).delete()


def test_a_member_who_goes_leaves_the_log_standing(log, cast):
    Decision.objects.filter(member=cast.member).update(statement="", statement_salt="", member=None)
    Member.objects.filter(pk=cast.editor.pk).delete()
    assert verify().first_altered is None
