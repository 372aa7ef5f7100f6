"""Let the wish to leave a board out follow, where another one took over its threads."""

from forums.activity.models import BoardLeftOut


def follow(*, new_id: int, old_id: int) -> None:
    """Who left the old board out of their page leaves the new one out: what they wrote there must not come to light."""
    members = BoardLeftOut.objects.filter(board=old_id).values_list("member_id", flat=True)
    BoardLeftOut.objects.bulk_create(
        (BoardLeftOut(member_id=member_id, board_id=new_id) for member_id in list(members)), ignore_conflicts=True
    )
