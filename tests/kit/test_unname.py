"""A text that names a handle, without it."""

import pytest

from medigest.kit.references import without_handles


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thanks @Ada, and @ada-b too.", "Thanks @…, and @ada-b too."),
        (
            "See https://example.org/members/ADA/ or /members/ada-b/.",
            "See https://example.org/members/…/ or /members/ada-b/.",
        ),
        ("Write to me@ada.org; Ada knows doi:10.1000/@ada.", "Write to me@ada.org; Ada knows doi:10.1000/@ada."),
        ("", ""),
    ],
)
def test_a_handle_goes_whatever_its_case_and_what_only_looks_like_it_stays(text: str, left: str) -> None:
    assert without_handles(text, {"ada"}) == left
