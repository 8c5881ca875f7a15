"""Which field of ours goes where in HSDS 3: what the writer and the reader must agree on. In words: docs/hsds.md."""

from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

VERSION: Final = "3.0"
PROFILE: Final = "senim"
_SPACE: Final = UUID("d7b52a0c-8f0b-5a3e-9c1c-6f4b8f0d3a11")  # ours alone: the same entry has the same ids everywhere

# Fields that HSDS has no place for: each is an attribute whose term is its name here; many values, many attributes.
SERVICE: Final = (
    "id name_kk_status has_shelter address_level consent_on closed_until intake.state intake.until alert.kk alert_until"
    " eligibility.who eligibility.children eligibility.sons_up_to eligibility.papers_needed"
    " eligibility.referral_needed eligibility.free known_place verified confidence checked_on sources why"
)
LINE: Final = "id channels free verified confidence checked_on sources why"
SEVERAL: Final = frozenset({"sources", "channels"})
NUMBERS: Final = frozenset({"eligibility.sons_up_to"})
FLAGS: Final = frozenset({"known_place"})

# Kinds of help and subjects are real terms, so that a reader who does not know us can sort by them.
TERMS: Final = MappingProxyType({"kind": "kind", "gives": "kind", "topics": "topic"})
LEAD: Final = "lead"  # a number nobody vouches for: never among `phones`, where a stranger would dial it
ALWAYS: Final = "24/7"
ALL_DAYS: Final = "MO,TU,WE,TH,FR,SA,SU"
ZONE: Final = "+05:00"

LANGUAGES: Final = MappingProxyType({"kk": "Kazakh", "ru": "Russian", "en": "English"})
ACCESS: Final = MappingProxyType(
    {
        "step_free": "Step-free entrance",
        "sign_language": "Sign language",
        "text": "Can be reached by text",
    }
)


def uid(*parts: str) -> str:
    """Give the id of something, made of what it is: nothing is drawn, nothing kept."""
    return str(uuid5(_SPACE, "/".join(parts)))
