"""The table of actions as live actions of one window: its menus, tool bar and keys."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from .actions import ACTIONS, LEAVING, LETTER, MENUS, NUMBERS, PRIMARY, SHRINKING, TOOLBAR, WRITING, Action
from .keys import chosen_keys, key_text
from .theme import Theme, set_role


class Actions(QObject):
    """The table as live actions of one window."""

    alternative_taken = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._groups: dict[str, QActionGroup] = {}
        self._theme: Theme | None = None
        self._locked = ""  # why nothing can be changed
        self._plain: list[Action] = []  # whose icons are not drawn yet
        self._shrinking: list[QToolButton] = []
        self._short = {row.name: row.short for row in ACTIONS}
        self._keys = {row.name: row.keys for row in ACTIONS}
        chosen_keys.clear()
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
                self._keys[row.name] = chosen_keys[row.name] = chosen[row.name]
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
            elif isinstance(button, QToolButton) and name in SHRINKING:
                self._shrinking.append(button)
            if name == PRIMARY:
                set_role(button, "primary")

    def give_room(self, *, narrow: bool) -> None:
        """Leave words out on a narrow screen, so that the letter's name has its place."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._shrinking:
            button.setToolButtonStyle(style)

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
