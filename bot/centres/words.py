"""The closed words of the directory. A word that is not here does not load."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

# Line id → number. The program's own copy: a directory that disagrees does not load, and without
# any directory these are still shown.
EMERGENCY: Final = MappingProxyType(
    {"police_102": "102", "emergency_112": "112", "ambulance_103": "103", "kc_111": "111"}
)


class ServiceKind(StrEnum):
    """What a service is, or what it also gives (HSDS leaves this to a taxonomy)."""

    SHELTER = "shelter"
    CRISIS_CENTRE = "crisis_centre"
    FAMILY_SUPPORT_CENTRE = "family_support_centre"
    HELPLINE = "helpline"
    LEGAL = "legal"
    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"
    CHILD = "child"
    CORRECTION_PROGRAMME = "correction_programme"
    TRAFFICKING = "trafficking"
    LONG_TERM_HELP = "long_term_help"
    MOBILE_TEAM = "mobile_team"


class Channel(StrEnum):
    """How a line is reached. Only `call` needs a voice."""

    CALL = "call"
    TEXT = "text"
    WHATSAPP = "whatsapp"
    APP = "app"
    QR = "qr"


class Messenger(StrEnum):
    """How a service is written to, by the same kind of number as it is called."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    TEXT = "text"


class Intake(StrEnum):
    """Whether a service takes people in just now. Never a number of beds."""

    ACCEPTING = "accepting"
    FULL = "full"
    ASK = "ask"


class Topic(StrEnum):
    """What a line helps with."""

    DANGER = "danger"
    VIOLENCE = "violence"
    HEALTH = "health"
    CHILD = "child"
    BULLYING = "bullying"
    SUICIDE = "suicide"
    PSYCHOLOGICAL = "psychological"
    LEGAL = "legal"
    TRAFFICKING = "trafficking"
    POLICE_COMPLAINT = "police_complaint"
    STATE_SERVICES = "state_services"
    OTHER = "other"


class Verified(StrEnum):
    """Who vouches: a call by us, a source in public, or nobody yet."""

    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    UNVERIFIED = "unverified"


class Confidence(StrEnum):
    """How well the sources agree; `facts` in directory/README.md says what earns which."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """HSDS service status."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class AddressLevel(StrEnum):
    """How much of where may be told: nothing but a phone, the town, or the address with a written yes."""

    PHONE_ONLY = "phone_only"
    TOWN = "town"
    PUBLIC = "public"


class Answer(StrEnum):
    """`unknown` is shown as «ask by phone», never as no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ForWhom(StrEnum):
    """Whom a service admits."""

    ANYONE = "anyone"
    WOMEN = "women"
    WOMEN_WITH_CHILDREN = "women_with_children"
    MOTHERS_OF_NEWBORNS = "mothers_of_newborns"  # pregnant women too
    FAMILIES = "families"
    UNKNOWN = "unknown"


class Access(StrEnum):
    """Accessibility that somebody has confirmed; an empty list means: ask."""

    STEP_FREE = "step_free"
    SIGN_LANGUAGE = "sign_language"
    TEXT = "text"


class Report(StrEnum):
    """What a person tells of an entry whose number they tried. Nothing else comes with it."""

    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


class Language(StrEnum):
    """Languages a service speaks, as ISO 639-1 codes."""

    KK = "kk"
    RU = "ru"
    EN = "en"
