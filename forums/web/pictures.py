"""Pictures: shown to whoever may read their post, and taken in with the form of a text."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from forums.boards.models import Board
from forums.pictures import files
from forums.pictures.describe import describe
from forums.pictures.detach import detach
from forums.pictures.gather import PictureRow, row_of
from forums.pictures.models import Picture
from forums.pictures.redraw import PictureRefused
from forums.pictures.upload import upload
from forums.threads.submission import standing_of
from forums.web.forms.pictures import Asked, PicturesForm
from forums.web.forms.writing import BodyForm
from medigest.kit.surfaces import surface
from medigest.members.viewer import Viewer, viewer_of


@surface()  # type: ignore[arg-type]  # a file is no HttpResponse by name
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture's file. Asked anew each time, so that it is gone at the next request once its post is; of what only
    members read no browser keeps a copy."""
    shown = (
        Picture.objects.visible_to(viewer_of(request)).select_related("post__thread__board").filter(name=name).first()
    )
    if shown is None:
        raise Http404
    etag, public = f'"{shown.digest}"', _is_public(shown)
    known = get_conditional_response(request, etag=etag) if public else None
    response = known or _file(shown)
    response["Cache-Control"] = "private, no-cache" if public else "private, no-store"
    # Whoever looks for pictures does not find those of members beside others.
    response["X-Robots-Tag"] = "noindex"
    if public:
        response["ETag"] = etag
    return response


def _is_public(picture: Picture) -> bool:
    return picture.post is not None and picture.post.thread.board.audience == Board.Audience.PUBLIC


def _file(picture: Picture) -> FileResponse:
    try:
        return FileResponse(files.opened(picture), content_type="image/webp")
    except FileNotFoundError:
        raise Http404 from None


def take_in(request: HttpRequest, board: Board, form: BodyForm, *, key: str, there: Sequence[PictureRow] = ()) -> None:
    """Do what a form says of pictures: keep those that were chosen, so that none has to be chosen again whatever else
    is wrong; describe them; take off those that are not wanted. `there`: those of the post that is edited.

    What is wrong is added to the form, which was validated; that it has no key it says already. Raises Forbidden,
    refusals.TooMany.
    """
    if not key:
        return
    viewer, asked = viewer_of(request), Asked(request.POST, request.FILES)
    for picture_id in asked.taken_off():
        detach(viewer=viewer, picture_id=picture_id)
    for picture_id, words in asked.described():
        describe(viewer=viewer, key=key, picture_id=picture_id, alternative=words)
    refused = _upload(viewer, board, form, key, asked.chosen())
    loose = Picture.objects.loose(owner_id=viewer.member_id, key=key)
    form.pictures = PicturesForm(
        there=[one for one in there if one.id not in asked.taken_off()],
        loose=[row_of(one) for one in loose],
        words=refused,
    )
    if not all(one.alternative for one in form.pictures.loose):
        form.add_error(None, _("Say of each picture what it shows, for people who cannot see it."))


def _upload(
    viewer: Viewer, board: Board, form: BodyForm, key: str, chosen: list[tuple[UploadedFile[bytes], str]]
) -> list[str]:
    """Keep what was chosen; the words for what could not be taken."""
    if not chosen:
        return []
    standing, refused = standing_of(viewer), []
    for file, words in chosen:
        try:
            upload(
                viewer=viewer,
                standing=standing,
                board_id=board.pk,
                key=key,
                file=file,
                size=file.size or 0,
                alternative=words,
            )
        except PictureRefused as error:
            refused.append(words)
            form.add_error(None, f"{file.name}: {error}")
    return refused
