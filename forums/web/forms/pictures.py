"""The part of a form that takes pictures. It has as many fields as there are pictures, so it is read by their names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from forums.pictures.attach import MOST
from forums.pictures.gather import PictureRow
from forums.pictures.models import LONGEST_TEXT
from forums.pictures.redraw import ACCEPTED


@dataclass(frozen=True)
class PicturesForm:
    """What the form shows. `there`: pictures of the post; `loose`: chosen, and not sent yet; `words`: what was said of
    pictures that could not be taken."""

    there: Sequence[PictureRow] = ()
    loose: Sequence[PictureRow] = ()
    words: Sequence[str] = ()
    accepted: str = ACCEPTED
    longest: int = LONGEST_TEXT
    most: int = MOST

    @property
    def free(self) -> list[tuple[int, str]]:
        """A number for each picture that can still be chosen, with the words for it."""
        left = range(MOST - len(self.there) - len(self.loose))
        return [(number + 1, self.words[number] if number < len(self.words) else "") for number in left]

    @property
    def begun(self) -> bool:
        """Whether there is something to be seen in it."""
        return bool(self.there or self.loose or self.words)


@dataclass(frozen=True)
class Asked:
    """What came with a form."""

    data: QueryDict
    files: MultiValueDict[str, UploadedFile[bytes]]

    def taken_off(self) -> set[int]:
        """The pictures that shall not go along any more."""
        return {
            int(one) for one in self.data.getlist("picture_off") if one.isascii() and one.isdigit() and len(one) < 18
        }

    def described(self) -> Iterator[tuple[int, str]]:
        """Pictures that were chosen before, with the words for each."""
        for name, words in self.data.items():
            number = name.removeprefix("picture_said_")
            if number != name and number.isascii() and number.isdigit() and len(number) < 18:
                yield int(number), _clean(str(words))

    def chosen(self) -> list[tuple[UploadedFile[bytes], str]]:
        """The files, with the words for each; no more than a post may have."""
        numbers = range(1, MOST + 1)
        files = [
            (self.files.get(f"picture_{number}"), self.data.get(f"picture_words_{number}", "")) for number in numbers
        ]
        return [(file, _clean(words)) for file, words in files if file]


def _clean(words: str) -> str:
    return words.replace("\x00", "")
