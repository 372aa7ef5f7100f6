"""Take a picture in that somebody chose in a form and has not sent yet."""

import hashlib
import secrets
from typing import IO

from django.db import IntegrityError, transaction

from forums import policy
from forums.pictures import files
from forums.pictures.models import LONGEST_TEXT, Picture
from forums.pictures.redraw import redraw
from medigest.kit import clock, ratelimit
from medigest.members.viewer import Viewer

# So many in an hour: drawing costs.
LIMIT, WINDOW = 40, 3600


def upload(
    *, viewer: Viewer, standing: policy.Standing, board_id: int, key: str, file: IO[bytes], size: int, alternative: str
) -> Picture:
    """Draw the picture anew and keep it for its form, where only its owner sees it; the same one twice is one.

    Raises Forbidden for who may not write on the board, redraw.PictureRefused, refusals.TooMany.
    """
    policy.enforce(policy.why_not_write(viewer, standing, board_id=board_id))
    ratelimit.spend("picture", str(viewer.member_id), limit=LIMIT, window=WINDOW)
    drawn = redraw(file, size)
    picture = Picture(
        name=secrets.token_hex(16),
        owner_id=viewer.member_id or 0,
        key=key,
        alternative=" ".join(alternative.split())[:LONGEST_TEXT],
        width=drawn.width,
        height=drawn.height,
        size=len(drawn.content),
        digest=hashlib.blake2b(drawn.content, digest_size=16).hexdigest(),
        loose_since=clock.now(),
    )
    chosen = Picture.objects.loose(owner_id=viewer.member_id, key=key).filter(digest=picture.digest)
    # The file first: one without a row is swept, a row without a file would show nothing.
    files.save(picture.file, drawn.content)
    try:
        with transaction.atomic():
            picture.save()
    except IntegrityError:
        files.discard(picture.file)
        return chosen.get()
    return picture
