"""Parts: what works behind the panels of a window, one thing each; made once, joined to panels and desk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from .appealing import Appealing
from .arranging import Arranging
from .charting import Charting
from .choosing import Choosing
from .drafting import Drafting
from .dressing import Dressing
from .exporting import Exporting
from .helping import Helping
from .importing import Importing
from .jobs import Jobs
from .listing import Listing
from .locking import Locking
from .menus import Actions
from .messages import Messages
from .panels import Panels
from .recounting import Recounting
from .refusing import Refusing
from .remembered import Remembered
from .resuming import Resuming
from .reviewing import Reviewing
from .safekeeping import Safekeeping
from .scheduling import Scheduling
from .searching import Searching
from .seconding import Seconding
from .session import Session
from .theme import Theme
from .turning import Turning
from .viewing import Viewing
from .widgets.status import StatusBar

if TYPE_CHECKING:
    from imrdesk.workflow import Desk


class Parts:
    """Knows which part hears which; what concerns the window itself is the window's."""

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        jobs: Jobs,
        messages: Messages,
        remembered: Remembered,
        actions: Actions,
        status: StatusBar,
    ) -> None:
        self._actions, self._status = actions, status
        # on letters
        self.exporting = Exporting(jobs, messages, remembered, status.exports, window)
        self.reviewing = Reviewing(messages, status, window)
        signed = self.reviewing.reviewer
        self.importing = Importing(jobs, messages, signed, window)
        self.scheduling = Scheduling(jobs, messages, remembered, window)
        self.recounting = Recounting(jobs, messages, remembered, window)
        self.appealing = Appealing(jobs, messages, remembered, signed, window)
        self.refusing = Refusing(jobs, window)
        self.resuming = Resuming(jobs, remembered, window)
        self.seconding = Seconding(jobs, messages, signed, window)
        self.drafting = Drafting(messages, window)
        self.viewing = Viewing(window)
        # on the window as a whole
        self.searching = Searching(jobs, messages, remembered, signed, window)
        self.arranging = Arranging(actions, self.seconding, remembered, window)
        self.dressing = Dressing(theme, remembered, window)
        self.charting = Charting(jobs, messages, signed, window)
        self.choosing = Choosing(actions, remembered, window)
        self.safekeeping = Safekeeping(jobs, messages, remembered, window)
        self.turning = Turning(actions, self.reviewing, self.searching, window)
        self.helping = Helping(actions, jobs, remembered, messages, window)
        self.locking = Locking(jobs, window)
        self._join_each_other()

    def acting(self) -> tuple[QObject, ...]:
        """Those that have a method for an action."""
        return (
            self.importing, self.reviewing, self.reviewing.deciding, self.refusing, self.viewing, self.exporting,
            self.appealing, self.scheduling, self.seconding, self.recounting, self.recounting.matching, self.choosing,
            self.turning, self.helping, self.charting, self.safekeeping, self.locking, self.arranging, self.dressing,
            self._status,
        )  # fmt: skip

    def tell(self, listing: Listing) -> None:
        """Let the list of letters follow what is done to them."""
        self.importing.arriving.connect(listing.refresh)
        self.charting.changed.connect(listing.refresh)
        self.reviewing.status_changed.connect(listing.count)

    def join(self, panels: Panels) -> None:
        """Work with these panels; those before are gone."""
        for part in (self.importing, self.exporting):
            part.join(panels.worklist)
        self.refusing.join(panels.worklist.refused)
        self.reviewing.join(panels)
        self.drafting.join(panels.form)
        self.recounting.join(panels.form, panels.source)
        self.viewing.join(panels.source)
        self.appealing.join(panels.source)
        panels.second.closed.connect(self._actions["second_reading"].toggle)
        self.arranging.join(panels)
        self.seconding.join(panels.second, panels.comparison)
        self.turning.join(panels)
        self.helping.join(panels)

    def use(self, desk: "Desk", session: Session, panels: Panels) -> None:
        """Work on this desk, and what is done to a letter in this session."""
        self.reviewing.use(session)
        self.recounting.use(desk, session)
        self.resuming.use(desk, panels.worklist)
        for part in (
            self.importing, self.refusing, self.exporting, self.appealing, self.seconding, self.searching,
            self.choosing, self.helping, self.charting, self.safekeeping, self.locking,
        ):  # fmt: skip
            part.use(desk)
        if not desk.read_only:  # the drafts are those of whoever has it
            self.drafting.use(desk.folder)

    def _join_each_other(self) -> None:
        self.importing.ended.connect(self.refusing.refresh)
        self.refusing.retried.connect(self.importing.start)
        self.locking.falling.connect(self.drafting.write)
        for part in (self.exporting, self.appealing, self.scheduling, self.seconding):
            self.reviewing.shown.connect(part.show_record)
        for part in (self.drafting, self.seconding, self.resuming):
            part.letter_wanted.connect(self.reviewing.open)
        self.reviewing.landed.connect(self.seconding.land)
        self.reviewing.landed.connect(self.arranging.give_way)
        self.reviewing.lead = self.seconding.go_on
        self.reviewing.telling.file_wanted.connect(self.safekeeping.give_file_again)
        self.turning.follow(self.charting)
        self.safekeeping.settings_wanted.connect(self.choosing.show_settings)
        self._status.reviewer_named.connect(self.seconding.refresh)
