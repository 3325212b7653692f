"""ACTIONS: all the window can be told to do, with its key; menus, tool bar, tooltips and key sheet come from it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from .theme import Theme, set_role


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: `name` is also the window's method, `keys` the first one shown, `menu` where it stands."""

    name: str
    text: str
    menu: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    short: str = ""  # the words on its button in the tool bar; empty for the icon alone
    needs_letter: bool = False
    checked: bool | None = None  # for what is on or off, how it starts
    group: str = ""  # of these one is on at a time
    rule: bool = False  # a rule above it


NUMBERS = range(1, 10)
LEAVING = (  # not for who must not see the first reader's values
    "appeal_worksheet", "export_letters", "copy_summary", "print_summary", "save_certificate", "field_history",
    "letter_history",
)  # fmt: skip
LETTER = "letter"  # the place of the open letter's name in the tool bar
TOOLBAR = (
    "show_review",
    "show_search",
    "import_files",
    "export_letters",
    LETTER,
    "undo",
    "redo",
    "next_to_check",
    "review_and_next",
)
PRIMARY = "review_and_next"
WRITING = frozenset(
    ("import_files", "import_folder", "appeal_worksheet", "undo", "redo", "fill_from_selection", "take_alternative",
     "review_and_next", "accept_rest", "comment_field", "second_look", "split_issue", "merge_issues", "reopen_letter",
     "flag_letter", "assign_second")
)  # fmt: skip
"""What changes the workspace, and is not offered where another has it."""
MENUS = ("&File", "&Edit", "&Review", "&View", "&Help")
ACTIONS: tuple[Action, ...] = (
    Action("import_files", "&Import letters…", "&File", "Bring determination letters into the worklist.",
           ("Ctrl+I",), "import", "Import"),
    Action("import_folder", "Import a &folder…", "&File", "Bring in every letter of a folder and the folders in it.",
           ("Ctrl+Shift+I",), "folder-open"),
    Action("export_letters", "&Export…", "&File",
           "Write the letters chosen in the worklist as summary, workbook, rows or whole records.", ("Ctrl+E",),
           "file-down", "Export", needs_letter=True, rule=True),
    Action("copy_summary", "&Copy the summary", "&File", "Copy this letter's summary as text with its looks.",
           ("Ctrl+Alt+C",), "file-text", needs_letter=True),
    Action("print_summary", "&Print the summary…", "&File", "Print this letter's summary.", ("Ctrl+P",), "printer",
           needs_letter=True),
    Action("appeal_worksheet", "&Appeal worksheet…", "&File",
           "Pin words of this letter and problems found to the grounds of an appeal.", ("Ctrl+Alt+A",), "flag",
           needs_letter=True),
    Action("next_dates", "Next &dates…", "&File",
           "Compute the dates to appeal, authorize and reimburse from the day this letter was mailed.", ("Ctrl+Alt+D",),
           needs_letter=True),
    Action("save_certificate", "Re&view certificate…", "&File",
           "Write on one page what was reviewed of this letter, value by value, by whom and when.", (), "file-text",
           needs_letter=True),
    Action("show_refused", "Files that could not be &read…", "&File",
           "The files that were refused, why, and what to do: try again, give a password, open their folder.",
           ("Ctrl+Shift+R",), "triangle-alert"),
    Action("show_safety", "&Safety of the workspace…", "&File",
           "Encryption, passphrase, backups, a full check: how safe your letters are, and what to do.", ()),
    Action("check_everything", "C&heck everything…", "&File",
           "Look for damage in database, audit and every letter's file; nothing is changed by it.", ()),
    Action("lock_screen", "Loc&k the screen", "&File", "Hide the letter until you come back; what is typed stays.",
           ("Ctrl+Alt+L",), rule=True),
    Action("show_settings", "Se&ttings…", "&File",
           "What may be chosen, each explained; load and save it as a preset.", ("Ctrl+,",), "list-checks",
           rule=True),
    Action("close_window", "&Quit", "&File", "Close the window; everything is saved already.", ("Ctrl+Q",), rule=True),
    Action("undo", "&Undo", "&Edit", "Take back the last change of this letter, saved or not.", ("Ctrl+Z",), "undo-2",
           needs_letter=True),
    Action("redo", "&Redo", "&Edit", "Do again what was taken back.", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2",
           needs_letter=True),
    Action("fill_from_selection", "&Fill from selection", "&Edit",
           "Put the words selected in the source into the field, with their place as evidence.", ("F4",),
           "text-select", needs_letter=True, rule=True),
    Action("find_in_source", "Find in &source", "&Edit", "Find words in this letter.", ("Ctrl+F",), "search",
           needs_letter=True, rule=True),
    Action("next_place", "Next &place", "&Edit", "Go to the next place of the value, the problem, or the words found.",
           ("F3",), needs_letter=True),
    Action("previous_place", "Pre&vious place", "&Edit", "Go to the place before.", ("Shift+F3",), needs_letter=True),
    Action("find_letter", "Find a &letter", "&Edit", "Search the worklist.", ("Ctrl+L",), "list-checks"),
    Action("next_to_check", "&Next to check", "&Review", "Go to the next field that needs review.", ("F8",),
           "chevron-down", "Next to check", needs_letter=True),
    Action("previous_to_check", "&Previous to check", "&Review", "Go to the field before that needs review.",
           ("Shift+F8",), "chevron-up", needs_letter=True),
    Action("take_alternative", "Take alternative 1 to 9", "", "Take another value the letter may mean.",
           tuple(f"Alt+{number}" for number in NUMBERS), needs_letter=True),
    Action("review_and_next", "Reviewed, ne&xt letter", "&Review",
           "Mark the letter reviewed and open the next one that is not.", ("Ctrl+Enter", "Ctrl+Return"),
           "check-check", "Reviewed, next letter", needs_letter=True, rule=True),
    Action("accept_rest", "&Accept the rest", "&Review",
           "Agree unseen with all that nobody has looked at; one undo takes it back.",
           ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"), "check", needs_letter=True),
    Action("comment_field", "&Comment on the field…", "&Review", "Say something about the field to the next reader.",
           ("Ctrl+M",), "message-square", needs_letter=True, rule=True),
    Action("second_look", "Needs a &second look", "&Review",
           "Mark the field as one that somebody else should look at, or take the mark away.", ("Ctrl+Shift+M",), "eye",
           needs_letter=True),
    Action("field_history", "&History of the field…", "&Review",
           "Who gave the field which value, when and why; bring a value back.", ("Ctrl+H",), needs_letter=True),
    Action("letter_history", "History of the le&tter…", "&Review",
           "Everything that was done to this letter, by whom, when and why.", ("Ctrl+Shift+H",), needs_letter=True),
    Action("what_decided", "&What decided the item", "&Review",
           "The sentences that decided the item that is shown, what was asked for, missing and met, each in its place.",
           ("Ctrl+Shift+D",), "list-checks", needs_letter=True),
    Action("compare_letters", "Compare with the letter &before of its case…", "&Review",
           "Where the words differ from another letter that came for the same case.", (), "split", needs_letter=True),
    Action("split_issue", "Spl&it the item", "&Review", "Make two items of the one that is shown.", (), "split",
           needs_letter=True),
    Action("merge_issues", "Mer&ge with the item before", "&Review", "Make one item of this and the one before.", (),
           "merge", needs_letter=True),
    Action("reopen_letter", "Re&open the letter…", "&Review", "Take up a reviewed letter again, with a reason.",
           (), "rotate-ccw", needs_letter=True),
    Action("flag_letter", "&Flag the letter…", "&Review", "Flag the letter with a reason, or take the flag away.",
           ("Ctrl+G",), "flag", needs_letter=True),
    Action("next_letter", "Next &letter", "&Review", "Open the next letter of the worklist.", ("Ctrl+PgDown",),
           "arrow-down", rule=True),
    Action("previous_letter", "Previous l&etter", "&Review", "Open the letter before in the worklist.", ("Ctrl+PgUp",),
           "arrow-up"),
    Action("second_reading", "Second reade&r", "&Review",
           "Letters to read a second time, differences of two readers, and how well they agree.", ("Ctrl+Shift+S",),
           "eye", checked=False, rule=True),
    Action("assign_second", "Give letters to a second rea&der…", "&Review",
           "Have a sample of letters read by somebody who does not see the first reader's values.", (), "user"),
    Action("name_reviewer", "Reviewer's na&me", "&Review", "Change the name your changes are signed with.", (),
           "user", rule=True),
    Action("show_pace", "M&y pace", "&Review", "Your own seconds and keys a letter, and what you change most.", (),
           "gauge"),
    Action("zoom_in", "Zoom &in", "&View", "Show the page larger.", ("Ctrl+=", "Ctrl++"), "zoom-in",
           needs_letter=True),
    Action("zoom_out", "Zoom &out", "&View", "Show the page smaller.", ("Ctrl+-",), "zoom-out", needs_letter=True),
    Action("fit_width", "Fi&t width", "&View", "Show the page as wide as its column.", ("Ctrl+0",),
           "move-horizontal", needs_letter=True),
    Action("whole_page", "Whole pa&ge", "&View", "Show the page as large as can be seen whole.", ("Ctrl+9",),
           "maximize", needs_letter=True),
    Action("toggle_thumbnails", "Pages in s&mall", "&View", "Show or hide the pages in small, with what to check.",
           ("Ctrl+Shift+P",), needs_letter=True),
    Action("toggle_caret", "&Caret on the page", "&View", "Select words of a page by the arrow keys.", ("F7",),
           "text-select", needs_letter=True),
    Action("show_review", "&Review letters", "&View", "The worklist, and the letter that is open.", ("Ctrl+1",),
           "list-checks", "Review", checked=True, group="page", rule=True),
    Action("show_search", "S&earch items", "&View", "Find disputed items in all letters, compare and collect them.",
           ("Ctrl+2",), "search", "Search", checked=False, group="page"),
    Action("show_figures", "Fig&ures…", "&View",
           "What the letters add up to, how often each rule is corrected, and corrections to repeat.", ("Ctrl+3",),
           "gauge"),
    Action("show_comparable", "Compara&ble determinations", "&View",
           "The decided items most like the one that is shown, with what decided each.", ("Ctrl+D",), "split"),
    Action("show_worklist", "&Worklist", "&View", "Show or hide the worklist.", ("F9",), "panel-left", checked=True,
           rule=True),
    Action("show_source", "&Source", "&View", "Show or hide the source.", ("Shift+F9",), "file-text", checked=True),
    Action("show_problems", "&Problems", "&View", "Show or hide the problems.", ("Ctrl+F9",), "panel-bottom",
           checked=True),
    Action("next_panel", "Ne&xt panel", "&View", "Go from worklist to source to form to problems.", ("F6",)),
    Action("scheme_system", "Colours of the s&ystem", "&View", "Light or dark as the computer is set.", (), "monitor",
           checked=True, group="scheme", rule=True),
    Action("scheme_light", "&Light", "&View", "Dark on light.", (), "sun", checked=False, group="scheme"),
    Action("scheme_dark", "&Dark", "&View", "Light on dark.", (), "moon", checked=False, group="scheme"),
    Action("show_manual", "&Manual", "&Help", "How things are done; opens at the page on the panel you are in.",
           ("F1",), "info"),
    Action("show_tour", "&Tour of the window", "&Help", "A short walk through the window; nothing is changed by it."),
    Action("open_samples", "Open the &sample letters", "&Help",
           "Made-up letters to practise on, in a workspace of their own."),
    Action("show_palette", "All &commands…", "&Help", "Find what to do by its words, and see its key.", ("Ctrl+K",),
           "search"),
    Action("choose_keys", "C&hange keys…", "&Help", "Choose other keys for what you do.", (), "keyboard"),
    Action("show_keys", "&Keys", "&Help", "All keys on one sheet.", ("Shift+F1",), "keyboard"),
    Action("about", "&About imrdesk", "&Help", "Version, licences, where letters are kept, and what to tell a helper."),
)  # fmt: skip

TYPED_KEYS: tuple[tuple[str, str, str], ...] = (
    ("In the form", "Enter", "Confirm and go to the next field to check"),
    ("In the form", "Shift+Enter", "The same, where Enter is a new line"),
    ("In the form", "Esc", "Put the field back as it was"),
    ("In the form", "Tab", "Go to the next field"),
    ("What decided", "Enter", "Confirm the sentences listed"),
    ("What decided", "1 … 4", "The sentence decides, is asked for, found missing, found met"),
    ("What decided", "A", "Show every sentence of the rationale"),
    ("What decided", "D  B", "Dismiss, or bring the proposal back"),
    ("What decided", "Left  Right", "Go to the item before or after"),
    ("Where two readers differ", "A  B", "Take the first or the second reader's value"),
    ("Where two readers differ", "T", "Type another value"),
)  # what panels do with keys of their own

_bound: dict[str, tuple[str, ...]] = {}  # keys chosen in place of those of the table; one choice for the program


class Actions(QObject):
    """The table as live actions of one window."""

    alternative_taken = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._groups: dict[str, QActionGroup] = {}
        self._theme: Theme | None = None
        self._locked = ""  # why nothing can be changed
        self._plain: list[Action] = []  # whose icons are not drawn yet
        self._short = {row.name: row.short for row in ACTIONS}
        self._keys = {row.name: row.keys for row in ACTIONS}
        _bound.clear()
        self._numbered = [self._numbered_action(number, window) for number in NUMBERS]
        self._made = {row.name: self._action(row, window) for row in ACTIONS if row.menu}

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def join(self, *targets: QObject) -> None:
        """Make each action call the method of its name, of whichever target has it."""
        for name, action in self._made.items():
            switch = action.isCheckable() and not action.actionGroup()
            (action.toggled if switch else action.triggered).connect(_method(name, targets))
        self.alternative_taken.connect(_method("take_alternative", targets))

    def bound(self) -> dict[str, tuple[str, ...]]:
        """The keys of each action as they are now."""
        return dict(self._keys)

    def bind(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Take other keys, for the actions that are named."""
        for row in ACTIONS:
            if row.menu and row.name in chosen and chosen[row.name] != self._keys[row.name]:
                self._keys[row.name] = _bound[row.name] = chosen[row.name]
                self._show_keys(row)

    def listed(self) -> list[QAction]:
        """Everything that can be asked for by its words, as the menus have it."""
        return list(self._made.values())

    def _show_keys(self, row: Action) -> None:
        keys, made = self._keys[row.name], self._made[row.name]
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.setToolTip(f"{row.tip} ({key_text(keys)})" if keys else row.tip)

    def fill_menus(self, bar: QMenuBar) -> None:
        """The menus of the window."""
        menus = {name: bar.addMenu(name) for name in MENUS}
        for menu in menus.values():
            menu.aboutToShow.connect(self._draw_menus)
        for row in ACTIONS:
            if row.menu:
                self._add(row, menus[row.menu])

    def fill_toolbar(self, bar: QToolBar, letter: QWidget) -> None:
        """The buttons people look for with the mouse, and the letter's name between them."""
        for name in TOOLBAR:
            if name == LETTER:
                bar.addWidget(letter)
                continue
            bar.addAction(self._made[name])
            button = bar.widgetForAction(self._made[name])
            button.setAccessibleName(self._made[name].text().replace("&", ""))
            if isinstance(button, QToolButton) and not self._short[name]:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            if name == PRIMARY:
                set_role(button, "primary")

    def tint(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme: those of the tool bar now, of the menus when one opens."""
        self._theme = theme
        self._plain = [row for row in ACTIONS if row.icon]
        self._draw([row for row in self._plain if row.name in TOOLBAR])

    def _draw_menus(self) -> None:
        self._draw(self._plain)
        self._plain = []

    def _draw(self, rows: Sequence[Action]) -> None:
        from .icons import icon

        if (theme := self._theme) is None:
            return
        for row in rows:
            color = theme.color("accent_text" if row.name == PRIMARY else "muted")
            self._made[row.name].setIcon(icon(row.icon, color, theme.color("outline")))

    def letter_may_leave(self, may: bool) -> None:
        """Offer what takes a letter out of the window, or not."""
        for name in LEAVING:
            self.offer(name, offered=may)

    def letter_is_open(self, is_open: bool) -> None:
        """Offer what a letter is needed for only where one is open."""
        for row in ACTIONS:
            if row.needs_letter and row.menu:
                self.offer(row.name, offered=is_open)
        for action in self._numbered:
            action.setEnabled(is_open and not self._locked)

    def offer(self, name: str, *, offered: bool) -> None:
        """Offer an action, unless it would change a workspace that another has."""
        self._made[name].setEnabled(offered and not (self._locked and name in WRITING))

    def lock(self, words: str) -> None:
        """Offer nothing that changes the workspace, and say why."""
        self._locked = words
        for row in ACTIONS:
            if row.menu and row.name in WRITING:
                self._made[row.name].setEnabled(False)
                self._made[row.name].setToolTip(f"{row.tip} {words}")
        for action in self._numbered:
            action.setEnabled(False)

    def _action(self, row: Action, window: QWidget) -> QAction:
        made = QAction(row.text, window)
        made.setObjectName(row.name)
        made.setShortcuts([QKeySequence(key) for key in row.keys])
        made.setToolTip(f"{row.tip} ({key_text(row.keys)})" if row.keys else row.tip)
        made.setStatusTip(row.tip)
        made.setIconVisibleInMenu(row.name != PRIMARY)  # its icon is drawn for its button
        made.setMenuRole(QAction.MenuRole.QuitRole if row.name == "close_window" else QAction.MenuRole.NoRole)
        if row.short:
            made.setIconText(f" {row.short}")  # Qt draws words close to the icon
        if row.checked is not None:
            made.setCheckable(True)
            made.setChecked(row.checked)
        if row.group:
            self._groups.setdefault(row.group, QActionGroup(self)).addAction(made)
        window.addAction(made)
        return made

    def _numbered_action(self, number: int, window: QWidget) -> QAction:
        made = QAction(f"Alternative {number}", window)
        made.setShortcut(QKeySequence(f"Alt+{number}"))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setData(number)
        made.triggered.connect(self._take)
        window.addAction(made)
        return made

    def _take(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.alternative_taken.emit(sender.data())

    def _add(self, row: Action, menu: QMenu) -> None:
        if row.rule:
            menu.addSeparator()
        menu.addAction(self._made[row.name])


def _method(name: str, targets: tuple[QObject, ...]) -> Callable[..., None]:
    for target in targets:
        if hasattr(target, name):
            return getattr(target, name)
    raise AttributeError(f"nothing does what the action {name} says")


def key_text(keys: tuple[str, ...]) -> str:
    """Keys as a person reads them: the first one counts, and a row of numbers is one."""
    if len(keys) == len(NUMBERS):
        return f"{keys[0]} … {keys[-1]}"
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def key_of(name: str) -> str:
    """The key of an action as it is now, as a person reads it; empty where it has none."""
    return key_text(_bound.get(name, next(row.keys for row in ACTIONS if row.name == name)))


def tip(words: str, name: str) -> str:
    """Words of a tooltip with the key of an action behind them, where it has one."""
    key = key_of(name)
    return f"{words} ({key})" if key else words


def words_of(row: Action) -> str:
    """What an action is called, without the signs of a menu."""
    return row.text.replace("&", "").rstrip("…")


def conflict(key: str, name: str, bound: Mapping[str, tuple[str, ...]]) -> Action | None:
    """The other action that has a key already."""
    wanted = QKeySequence(key)
    for row in ACTIONS:
        if row.name != name and any(QKeySequence(held) == wanted for held in bound.get(row.name, row.keys)):
            return row
    return None


def key_rows(bound: Mapping[str, tuple[str, ...]] | None = None) -> Iterator[tuple[str, str, str]]:
    """The key sheet: group, keys, what they do; the keys of the table where none are given."""
    yield from TYPED_KEYS
    for row in ACTIONS:
        if keys := (bound or {}).get(row.name, row.keys):
            yield (row.menu or "&Review").replace("&", ""), key_text(keys), words_of(row)
