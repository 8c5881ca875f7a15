"""What came in a form, kept as it was typed: one value or several under each name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.staff.faults import Fault

Given = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """Read by templates and by those who judge it. Nothing asked for is ever missing: it is empty."""

    given: Given

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Any]]) -> "Form":
        """From what the browser sent; files are somebody else's."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in pairs:
            if isinstance(value, str):
                found[name] = (*found.get(name, ()), value)
        return cls(found)

    def __getitem__(self, name: str) -> str:
        return next(iter(self.given.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name: ticked boxes."""
        return self.given.get(name, ())

    def has(self, name: str, value: str) -> bool:
        """Whether this box is ticked."""
        return value in self.all(name)

    def put(self, **values: str) -> "Form":
        """The same form with other values under some names."""
        return Form({**self.given, **{name: (value,) for name, value in values.items()}})

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """What a form means, or what is wrong with it; and the form as it is shown again."""

    form: Form
    values: Mapping[str, Any] = field(default_factory=dict)  # field of the entry -> its new value
    wrong: Mapping[str, Fault] = field(default_factory=dict)  # name in the form -> the sentence beside it
