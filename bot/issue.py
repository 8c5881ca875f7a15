"""What a check says: one wrong thing, where it is, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding, written in Russian for the person who edits the file."""

    code: str  # stable; the table of codes is docs/checks.md
    file: str
    place: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{self.code}  {where}: {self.text}"


class BrokenError(Exception):
    """Something that must be whole is not; the issues say what and where."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(map(str, issues)))
        self.issues = issues
