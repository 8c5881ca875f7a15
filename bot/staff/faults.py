"""What can be wrong with what was typed: a closed list, each with a sentence in both languages (`wrong/…`)."""

from enum import StrEnum


class Fault(StrEnum):
    """One sentence beside the field."""

    EMPTY = "empty"
    LONG = "long"
    HIDDEN = "hidden"  # signs nobody sees were in it; they are taken out, the rest is kept
    MARKUP = "markup"
    CONTACT = "contact"  # a number or a link has a field and an approval of its own (threat T8)
    TRANSLATION = "translation"  # one text stands in both languages
    CHOICE = "choice"
    PHONE = "phone"
    PHONE_FOREIGN = "phone_foreign"
    PHONE_EMERGENCY = "phone_emergency"
    PHONE_PRIVATE = "phone_private"
    PHONE_TWICE = "phone_twice"
    PHONE_TAKEN = "phone_taken"
    HOURS_NONE = "hours_none"
    HOURS_HALF = "hours_half"
    HOURS_NO_DAYS = "hours_no_days"
    HOURS_TIME = "hours_time"
    HOURS_SAME = "hours_same"
    HOURS_NIGHT = "hours_night"
    HOURS_OVERLAP = "hours_overlap"
    DATE = "date"
    DATE_PAST = "date_past"
    DATE_FAR = "date_far"
    DATE_FUTURE = "date_future"
    DATE_MISSING = "date_missing"
    SONS = "sons"
    SHELTER_ADDRESS = "shelter_address"
    CONSENT = "consent"
    PLACE = "place"
    FILE_NONE = "file_none"
    FILE_LARGE = "file_large"
    SAME = "same"  # nothing differs from what is there
