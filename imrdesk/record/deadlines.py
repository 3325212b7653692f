"""Next dates of a case, computed from the date a determination was mailed: never stored, always to be verified."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .model import Record
from .values import show

VERIFY = "Computed, verify"


@dataclass(frozen=True, slots=True)
class Mailing:
    """When a determination was mailed, as a person says; `by_mail` where mail is how it was served."""

    mailed: date
    by_mail: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date with the rule it follows and what it was computed from; `moved` names the days it was moved off."""

    code: str
    name: str
    day: date
    rule: str
    inputs: str
    moved: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one deadline is counted: `days` of the calendar, or working days; only where an item was overturned."""

    code: str
    name: str
    days: int
    rule: str
    working: bool = False
    overturned: bool = False
    mail_days: int = 0


RULES = (
    _Rule("appeal", "Last day to appeal to the Workers' Compensation Appeals Board", 30,
          "Labor Code § 4610.6(h); 8 CCR § 10605 for service by mail", mail_days=5),
    _Rule("authorize", "Last day to authorize what was overturned", 5,
          "Labor Code § 4610.6(j); 8 CCR § 9792.10.7(a)", working=True, overturned=True),
    _Rule("reimburse", "Last day to reimburse services already given", 20,
          "Labor Code § 4610.6(j); 8 CCR § 9792.10.7(a)", overturned=True),
)  # fmt: skip
BASIS = (
    "Computed from the mailing date a person entered, never from the decision date; weekends and California court "
    "holidays are left out. What counts as receipt may move a date. Verify each one before relying on it."
)


def deadlines(record: Record, mailing: Mailing) -> tuple[Deadline, ...]:
    """The next dates of a case; those for what was overturned only where something was."""
    overturned = any(issue.values["decision"].value == "overturned" for issue in record.issues)
    return tuple(_deadline(rule, mailing) for rule in RULES if overturned or not rule.overturned)


def _deadline(rule: _Rule, mailing: Mailing) -> Deadline:
    unit = "working days" if rule.working else "days"
    inputs = f"mailed {_shown(mailing.mailed)} + {rule.days} {unit}"
    days = rule.days
    if mailing.by_mail and rule.mail_days:
        inputs += f" + {rule.mail_days} days (served by mail)"
        days += rule.mail_days
    if rule.working:
        return Deadline(rule.code, rule.name, _working_days_after(mailing.mailed, days), rule.rule, inputs)
    counted = mailing.mailed + timedelta(days=days)
    day = next_working_day(counted)
    moved = f"moved off {_reason(counted)}" if day != counted else ""
    return Deadline(rule.code, rule.name, day, rule.rule, inputs, moved)


def next_working_day(day: date) -> date:
    """The day itself, or the first one after it that is neither weekend nor court holiday."""
    while _reason(day):
        day += timedelta(days=1)
    return day


def _working_days_after(day: date, count: int) -> date:
    while count:
        day = next_working_day(day + timedelta(days=1))
        count -= 1
    return day


def _reason(day: date) -> str:
    """Why nothing falls due on a day; empty where it may."""
    if name := court_holidays(day.year).get(day) or court_holidays(day.year + 1).get(day):
        return f"{name}, {_shown(day)}"
    return f"{day:%A} {_shown(day)}" if day.weekday() >= 5 else ""


def _shown(day: date) -> str:
    return show(day.isoformat())


_NO_COURT_HOLIDAYS = ("Susan B. Anthony Day", "Columbus Day", "Diwali")  # state observances on which courts sit


@cache
def court_holidays(year: int) -> dict[date, str]:
    """California's judicial holidays (Code of Civil Procedure § 135): the state's, with those courts alone keep."""
    import holidays  # loads in 150 ms: only who asks for dates waits for it

    state = holidays.country_holidays("US", subdiv="CA", years=year, observed=False)
    found = {day: name for day in state for name in state.get_list(day) if not name.startswith(_NO_COURT_HOLIDAYS)}
    found[date(year, 2, 12)] = "Lincoln's Birthday"
    found[_fourth_friday(year, 9)] = "Native American Day"
    return found | {
        shift(day): f"{name} (observed)" for day, name in found.items() if (shift := _SHIFTS.get(day.weekday()))
    }


def _fourth_friday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 21)


_SHIFTS: dict[int, Callable[[date], date]] = {
    5: lambda day: day - timedelta(days=1),  # Saturday: the Friday before
    6: lambda day: day + timedelta(days=1),  # Sunday: the Monday after
}
