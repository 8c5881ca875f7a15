"""The closed words of the registry: who somebody is, what can be done, how it can end."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is trusted with."""

    COORDINATOR = "coordinator"
    WORKER = "worker"


class PersonState(StrEnum):
    """Whether a person may do anything at all."""

    INVITED = "invited"  # has a code, has not come yet
    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"  # for ever: a new invitation makes a new person


class Kind(StrEnum):
    """What an entry is."""

    SERVICE = "service"
    LINE = "line"


class Standing(StrEnum):
    """Who somebody is to one entry."""

    COORDINATOR = "coordinator"
    OWN = "own"  # a worker of this centre
    OTHER = "other"  # a worker of another centre
    PAUSED = "paused"
    REMOVED = "removed"
    NOBODY = "nobody"  # unknown, or invited and not come yet


class Action(StrEnum):
    """Everything that somebody can try."""

    LOOK = "look"  # entries, proposals, the history of an entry
    CONFIRM = "confirm"
    SET_SCHEDULE = "set_schedule"
    SET_INTAKE = "set_intake"
    SET_ALERT = "set_alert"
    SET_CLOSED = "set_closed"
    HIDE = "hide"
    SHOW = "show"
    PROPOSE = "propose"
    PROPOSE_ENTRY = "propose_entry"
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    STOP = "stop"
    REVERT = "revert"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    CLEAR = "clear"  # takes the amber mark away
    CALL = "call"  # the calling list, what is due, what people reported
    AUDIT = "audit"  # the whole history, staff
    INVITE = "invite"
    PAUSE = "pause"
    RESUME = "resume"
    REMOVE = "remove"
    LINK = "link"  # a one-time link for a browser, for somebody else
    IMPORT = "import"
    UNDO_IMPORT = "undo_import"
    EXPORT = "export"


class Happening(StrEnum):
    """What the history tells that nobody needs a right for."""

    SEED = "seed"  # the directory that ships
    ACCEPT = "accept"  # an invitation is taken
    APPLY = "apply"  # what was approved is what people see
    VOID = "void"  # a proposal came to nothing
    REPORT = "report"  # people could not get through
    REOPEN = "reopen"  # the last day of a closing has passed


Deed = Action | Happening  # all that the history can tell


class ProposalState(StrEnum):
    """How far a proposal has come."""

    OPEN = "open"  # waits for a second person
    WAITING = "waiting"  # approved, waits for its hour
    APPLIED = "applied"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"  # during the wait
    VOID = "void"  # who wrote or approved it is gone, or the entry is another by now
    REVERTED = "reverted"


class Outcome(StrEnum):
    """What the call-back came to."""

    CONFIRMED = "confirmed"
    NO_ANSWER = "no_answer"
    DENIED = "denied"


class ImportState(StrEnum):
    """Whether an import still holds."""

    APPLIED = "applied"
    UNDONE = "undone"


class Reason(StrEnum):
    """Why something expected was refused; each is one sentence of the staff's catalogue."""

    NOT_ALLOWED = "not_allowed"  # the matrix of rights
    OWN_PROPOSAL = "own_proposal"  # nobody approves her own
    NEEDS_TWO = "needs_two"  # one person may not change this
    EMERGENCY = "emergency"  # 102, 112, 103, 111 belong to the program
    FROZEN = "frozen"
    NOT_FOUND = "not_found"
    STATE = "state"  # not in this state any more: approved, refused, too late
    NOTHING = "nothing"  # no change in it
    INVALID = "invalid"  # does not fit the model; `detail` is a code of docs/checks.md, `field` the field
    TEXT = "text"  # hidden characters, too long, not in one form
    CONTACT_IN_TEXT = "contact_in_text"  # a number or a link where only words belong
    TAKEN = "taken"  # the number stands at another entry
    CALL_FIRST = "call_first"  # a call-back is missing, or went to another number than the one known before
    CALL_DENIED = "call_denied"  # whoever answered said no, or nobody answered
    LIMIT_OWN = "limit_own"  # 3 changes of known numbers a day for one person
    LIMIT_ALL = "limit_all"  # 10 changes of known numbers a day for everybody
    CODE = "code"  # the invitation or the link is unknown, used or too old
    ACCOUNT = "account"  # this account is somebody's already
    LAST = "last"  # the last coordinator stays
    MANY = "many"  # an import that changes over a tenth of the entries
    EMPTY_REGION = "empty_region"  # an import that leaves a region without anything shown


class Trouble(StrEnum):
    """Why the database cannot serve."""

    AWAY = "away"  # missing, or does not answer
    LOCKED = "locked"  # busy for longer than we wait
    FULL = "full"  # the disk; nothing was saved
    EMPTY = "empty"  # no tables yet: `registry init`
    NEWER = "newer"  # written by a newer version
    BROKEN = "broken"
