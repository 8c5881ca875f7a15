"""Made-up photos, voices, files and the like: nothing real is behind their names."""

from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]


def _file(name: str, number: int, **more: object) -> Json:
    return {
        "file_id": f"sandbox-{name}-{number}",
        "file_unique_id": f"{name}{number}",
        "file_size": 20_480,
        **more,
    }


def _photo(number: int) -> Json:
    sizes = ((90, 67), (1280, 960))
    return {"photo": [_file("photo", number * 10 + i, width=w, height=h) for i, (w, h) in enumerate(sizes)]}


def _poll(number: int) -> Json:
    options = [{"persistent_id": str(i), "text": text, "voter_count": 0} for i, text in enumerate(("1", "2"))]
    return {
        "poll": {
            "id": str(number),
            "question": "?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }


ATTACHMENTS: Mapping[str, Callable[[int], Json]] = {
    "photo": _photo,
    "voice": lambda number: {"voice": _file("voice", number, duration=4, mime_type="audio/ogg")},
    "document": lambda number: {
        "document": _file("document", number, file_name="file.pdf", mime_type="application/pdf")
    },
    "contact": lambda _: {"contact": {"phone_number": "+70000000000", "first_name": "Contact"}},
    "sticker": lambda number: {
        "sticker": _file(
            "sticker",
            number,
            type="regular",
            width=512,
            height=512,
            is_animated=False,
            is_video=False,
            emoji="🌿",
        )
    },
    "poll": _poll,
}
