"""What the directory knows: lines and services, in Open Referral HSDS terms.

A service that houses people, or may, has no address field: what must never be shown cannot be stored.
"""

from datetime import date, datetime
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.centres.hours import Schedule
from bot.centres.name import Name, Text
from bot.centres.words import (
    Access,
    AddressLevel,
    Answer,
    Channel,
    Confidence,
    ForWhom,
    Intake,
    Language,
    Messenger,
    ServiceKind,
    Status,
    Topic,
    Verified,
)

LONGEST_NAME: Final = 48
LONGEST_ALERT: Final = 80

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Kato = Annotated[str, Field(pattern=r"^\d{9}$")]
# As it goes after `tel:`: a short national number, or the international form.
Tel = Annotated[str, Field(pattern=r"^(\d{3,5}|\+7\d{10})$")]
# A source is often dated by its year or month alone; a day that nobody saw is not made up.
Dated = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class _Vouched(_Strict):
    """Where a fact comes from, and who stands for it."""

    verified: Verified
    confidence: Confidence
    assured_date: Dated | None = None  # of the newest source
    checked_on: date | None = None  # our own call; only a confirmed entry has one
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    why: Text | None = None  # for those who keep the directory; never shown to people

    @model_validator(mode="after")
    def _confirmed_means_called(self) -> Self:
        if (self.verified is Verified.CONFIRMED) != (self.checked_on is not None):
            raise PydanticCustomError("D112", "checked")
        if self.verified is Verified.PUBLISHED and self.confidence is Confidence.LOW:
            raise PydanticCustomError("D113", "low")
        try:
            _ = self.assured_on
        except ValueError:
            raise PydanticCustomError("D118", "date") from None
        return self

    @property
    def assured_on(self) -> date | None:
        """The first day `assured_date` can mean: of «2023», the first of January."""
        return date.fromisoformat((self.assured_date + "-01-01")[:10]) if self.assured_date else None

    @property
    def checked_by_us(self) -> bool:
        """Whether a person of ours called. Nothing else may be shown as «checked»."""
        return self.checked_on is not None


class Line(_Vouched):
    """A national or regional line, app or code: help without a place."""

    id: Id
    name: Name
    number: Text | None = None  # as people dial it
    tel: Tel | None = None
    channels: tuple[Channel, ...]
    schedule: Schedule = "unknown"
    free: Answer = Answer.UNKNOWN
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    languages: tuple[Language, ...] = ()
    service_area: tuple[Id, ...] = ()  # region codes; empty is the whole country
    status: Status = Status.ACTIVE

    @model_validator(mode="after")
    def _number_only_when_vouched(self) -> Self:
        if (self.number is None) != (self.tel is None) or (self.shown and self.tel is None and self.voice):
            raise PydanticCustomError("D106", "half")
        if self.shown and not self.channels:
            raise PydanticCustomError("D109", "channels")
        if self.verified is Verified.UNVERIFIED and self.tel is not None:
            raise PydanticCustomError("D114", "unverified")
        return self

    @property
    def shown(self) -> bool:
        """Whether people may see this line at all."""
        return self.status is Status.ACTIVE and self.verified is not Verified.UNVERIFIED

    @property
    def voice(self) -> bool:
        """Whether one has to speak: true when calling is the only way."""
        return self.channels == (Channel.CALL,)


class _Contact(_Strict):
    number: Tel
    verified: Verified
    checked_on: date | None = None

    @model_validator(mode="after")
    def _confirmed_means_called(self) -> Self:
        if (self.verified is Verified.CONFIRMED) != (self.checked_on is not None):
            raise PydanticCustomError("D112", "checked")
        return self


class Phone(_Contact):
    """A number of a service, with its own state: a centre may be certain and its number not."""


class Written(_Contact):
    """A way to write to a service, with its own state like a phone's."""

    channel: Messenger


class Taking(_Strict):
    """Whether people are taken in now, and when that stops being worth anything: at most a day after it was said."""

    state: Intake
    until: AwareDatetime


class Organization(_Strict):
    """Who runs it, in the words of the source: for the call, never for the screen."""

    name: Text
    type: Literal["state", "ngo", "unknown"] = "unknown"


class Eligibility(_Strict):
    """Who is admitted. Whatever is `unknown` is asked by phone."""

    who: ForWhom = ForWhom.UNKNOWN
    children: Answer = Answer.UNKNOWN
    sons_up_to: Annotated[int, Field(ge=1, le=18)] | None = None  # years
    papers_needed: Answer = Answer.UNKNOWN
    referral_needed: Answer = Answer.UNKNOWN
    free: Answer = Answer.UNKNOWN


class _Entry(_Vouched):
    id: Id
    kind: ServiceKind
    gives: tuple[ServiceKind, ...] = ()  # besides its kind
    name: Name
    name_kk_status: Literal["seen", "ours"]
    organization: Organization
    location: Kato  # of a town or a district: as near as anybody is told
    service_area: Annotated[tuple[Id, ...], Field(min_length=1)]  # region codes
    status: Status = Status.ACTIVE
    closed_until: date | None = None  # the last day of a temporary closing, where it is known
    phones: tuple[Phone, ...] = ()
    messenger: tuple[Written, ...] = ()
    intake: Taking | None = None
    schedule: Schedule = "unknown"
    languages: tuple[Language, ...] = ()
    eligibility: Eligibility = Eligibility()
    accessibility: tuple[Access, ...] = ()
    alert: Name | None = None
    alert_until: date | None = None  # the last day it is shown; none is: until it is taken away
    # The place is talked about in public: never offered to someone who may be searched for.
    known_place: bool = False

    @model_validator(mode="after")
    def _ends_of_something(self) -> Self:
        closed = self.status is Status.TEMPORARILY_CLOSED
        if (self.alert_until and not self.alert) or (self.closed_until and not closed):
            raise PydanticCustomError("D127", "end")
        return self

    @property
    def shown_phones(self) -> tuple[Phone, ...]:
        """The numbers people may see."""
        if self.status is not Status.ACTIVE:
            return ()
        return tuple(phone for phone in self.phones if phone.verified is not Verified.UNVERIFIED)

    @property
    def shown_messengers(self) -> tuple[Written, ...]:
        """The ways to write that people may see."""
        if self.status is not Status.ACTIVE:
            return ()
        return tuple(way for way in self.messenger if way.verified is not Verified.UNVERIFIED)

    @property
    def reachable(self) -> bool:
        """Whether people may see a way of its own to reach it."""
        return bool(self.shown_phones or self.shown_messengers)

    def intake_at(self, now: datetime) -> Intake:
        """Say whether people are taken in at this moment: what was said too long ago is «ask»."""
        return self.intake.state if self.intake and now < self.intake.until else Intake.ASK

    def alert_on(self, today: date) -> Name | None:
        """Give the warning that is shown on this day."""
        return self.alert if self.alert_until is None or today <= self.alert_until else None

    @property
    def kinds(self) -> frozenset[ServiceKind]:
        """Everything this service can be wanted for."""
        return frozenset((self.kind, *self.gives))


class House(_Entry):
    """A service that houses people, or may: it has no address, and none can be written here."""

    has_shelter: Literal[Answer.YES, Answer.UNKNOWN]
    address_level: Literal[AddressLevel.PHONE_ONLY]


class Office(_Entry):
    """A service known to house nobody."""

    has_shelter: Literal[Answer.NO]
    address_level: AddressLevel
    address: Name | None = None
    consent_on: date | None = None  # the organisation's written yes to showing the address

    @model_validator(mode="after")
    def _address_with_consent(self) -> Self:
        if ServiceKind.SHELTER in self.kinds:
            raise PydanticCustomError("D111", "shelter")
        public = self.address_level is AddressLevel.PUBLIC
        if public != (self.address is not None) or public != (self.consent_on is not None):
            raise PydanticCustomError("D115", "consent")
        return self


Service = House | Office
