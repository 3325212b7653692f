"""Exporting: what kind of file, what is in a summary and in which order, and a look at it before it is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from imrdesk.errors import InputError
from imrdesk.export import EXPORTERS, naming
from imrdesk.export.comparison import COMPARISONS
from imrdesk.export.letter import BRIEF, CONFIDENTIAL, DETAILED
from imrdesk.export.preview import Block
from imrdesk.export.summary import KINDS, SECTIONS
from imrdesk.gui.theme import SPACE, set_role
from imrdesk.gui.widgets.fitting import fit

from . import files
from .export_wish import CHOOSABLE, WORD, ExportWish
from .mailing_edit import MailingEdit
from .section_list import SectionList
from .summary_preview import SummaryPreview

LENGTHS = {DETAILED: "Detailed", BRIEF: "Brief (one or two pages)"}
PAUSE = 200  # milliseconds of rest before the preview follows
NO_PREVIEW = "A preview is shown for Word summaries."
NO_SECTION = "Choose at least one section."


class ExportDialog(QDialog):
    """Asks how letters are to leave the desk; stays open beside the work."""

    wanted = Signal(object, object)  # this dialog and its ExportWish, agreed to
    terms_wanted = Signal(object)  # this dialog: whose words to mask should be asked
    preview_wanted = Signal(object, object)  # this dialog and its ExportWish, as it stands

    def __init__(self, ids: Sequence[str], stem: str, wish: ExportWish, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ids, self.stem = tuple(ids), stem
        count = len(self.ids)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._several = count > 1
        self.setWindowTitle(f"Export {count:,} letters" if self._several else "Export")
        fit(self, SPACE * 134, SPACE * 82)
        self._kind_of_file, self._length = QComboBox(), QComboBox()
        self._sections = SectionList({name: SECTIONS[name].label for name in CHOOSABLE})
        self._up, self._down = QPushButton("Move &up"), QPushButton("Move &down")
        self._quotes = QCheckBox("&Quote every cited passage at the end")
        self._confidential = QCheckBox("&Confidential, work product: at the foot of each page")
        self._comments = QCheckBox("Word co&mments on values a person changed")
        self._deidentified = QCheckBox("De-&identified")
        self._terms = QPushButton("&Words to mask…")
        self._template, self._no_template = QPushButton(), QPushButton("Use ours")
        self._template_path = wish.template
        self._mailing = MailingEdit()
        self._each, self._pattern = QCheckBox("&One file each, named"), QLineEdit(wish.pattern)
        self._tables = {name: QCheckBox(item.label) for name, item in COMPARISONS.items()}
        self._fault, self._about, self._preview = QLabel(), QLabel(), SummaryPreview()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._go = self._buttons.addButton("&Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._whose = f"Preview of the first of {count:,} letters" if self._several else "Preview"
        self._about.setText(self._whose)
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._show_wish(wish)
        self._join()
        self._refresh()

    def wish(self) -> ExportWish:
        """What is chosen now."""
        return ExportWish(
            format=self._kind_of_file.currentData(),
            kind=self._length.currentData(),
            sections=self._sections.names(),
            tables=tuple(name for name, box in self._tables.items() if box.isChecked()),
            quotes=self._quotes.isChecked(),
            confidential=self._confidential.isChecked(),
            comments=self._comments.isChecked(),
            deidentified=self._deidentified.isChecked(),
            each=self._each.isChecked(),
            pattern=self._pattern.text().strip(),
            template=self._template_path,
            mailing=None if self._several else self._mailing.mailing(),
        )

    def show_preview(self, blocks: Sequence[Block]) -> None:
        """Show what the summary of the first letter will look like."""
        if self._kind_of_file.currentData() == WORD:
            self._preview.show_blocks(blocks, CONFIDENTIAL if self._confidential.isChecked() else "")

    def _tell_pages(self, count: int) -> None:
        self._about.setText(f"{self._whose}, about {count} page{'' if count == 1 else 's'} (Word may break otherwise)")

    def show_fault(self, words: str) -> None:
        """Say why there is no preview."""
        self._preview.say(words)

    def choose_template(self) -> None:
        """Choose the firm's own base for summaries."""
        if path := files.choose_template(self):
            self._use_template(str(path))

    def fault(self) -> str:
        """What keeps the export from going on; empty where nothing does."""
        wish = self.wish()
        if wish.format == WORD and not wish.sections:
            return NO_SECTION
        if not self._several:
            return self._mailing.fault()
        try:
            if wish.each:
                naming.check(wish.pattern)
        except InputError as error:
            return str(error)
        return ""

    def _show_wish(self, wish: ExportWish) -> None:
        for box, entries in (
            (self._kind_of_file, {name: item.label for name, item in EXPORTERS.items()}),
            (self._length, LENGTHS),
        ):
            for name, words in entries.items():
                box.addItem(words, name)
        self._kind_of_file.setCurrentIndex(self._kind_of_file.findData(wish.format))
        self._length.setCurrentIndex(self._length.findData(wish.kind))
        self._sections.show_sections(wish.sections)
        for name, box in self._tables.items():
            box.setChecked(name in wish.tables)
        for box, on in (
            (self._quotes, wish.quotes),
            (self._confidential, wish.confidential),
            (self._comments, wish.comments),
            (self._deidentified, wish.deidentified),
            (self._each, wish.each),
        ):
            box.setChecked(on)

    def _join(self) -> None:
        self._length.activated.connect(self._take_length)
        self._kind_of_file.currentIndexChanged.connect(self._refresh)
        for box in (self._quotes, self._confidential, self._comments, self._deidentified, self._each):
            box.toggled.connect(self._refresh)
        self._sections.changed.connect(self._refresh)
        self._pattern.textChanged.connect(self._refresh)
        self._mailing.changed.connect(self._refresh)
        self._up.clicked.connect(self._move_up)
        self._down.clicked.connect(self._move_down)
        self._template.clicked.connect(self.choose_template)
        self._no_template.clicked.connect(self._use_own_template)
        self._clock.timeout.connect(self.ask_preview)
        self._terms.clicked.connect(self._want_terms)
        self._preview.paged.connect(self._tell_pages)
        self._buttons.accepted.connect(self._agree)
        self._buttons.rejected.connect(self.reject)

    def _take_length(self) -> None:
        """Another length begins with its own sections."""
        self._sections.show_sections(KINDS[self._length.currentData()])
        self._refresh()

    def _move_up(self) -> None:
        self._sections.move_current(-1)

    def _move_down(self) -> None:
        self._sections.move_current(1)

    def _want_terms(self) -> None:
        self.terms_wanted.emit(self)

    def ask_preview(self, _done: object = None) -> None:
        """Have the preview follow."""
        if self._kind_of_file.currentData() == WORD and not self.fault():
            self.preview_wanted.emit(self, self.wish())

    def _use_own_template(self) -> None:
        self._use_template("")

    def _use_template(self, path: str) -> None:
        self._template_path = path
        self._refresh()

    def _refresh(self) -> None:
        wish = self.wish()
        is_word, fault = wish.format == WORD, self.fault()
        for part in (self._length, self._sections, self._up, self._down, self._quotes, self._confidential,
                     self._template, self._mailing, *self._tables.values()):  # fmt: skip
            part.setEnabled(is_word)
        self._comments.setEnabled(is_word and not wish.deidentified)
        self._no_template.setEnabled(is_word and bool(wish.template))
        self._pattern.setEnabled(wish.each)
        self._terms.setEnabled(wish.deidentified)
        name = wish.template.replace("\\", "/").rsplit("/", 1)[-1]
        self._template.setText(name or "Our own; choose your firm's…")
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._go.setEnabled(not fault)
        if not is_word:
            self._clock.stop()
            self._about.setText(self._whose)
            self._preview.say(NO_PREVIEW)
        elif not fault:
            self._clock.start()

    def _agree(self) -> None:
        if not self.fault():
            self.wanted.emit(self, self.wish())
            self.accept()

    def _lay_out(self) -> None:
        set_role(self._fault, "red")
        set_role(self._go, "primary")
        set_role(self._about, "heading")
        self._go.setDefault(True)
        for words in (self._fault, self._about):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addWidget(self._about)
        right.addWidget(self._preview, 1)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE * 3)
        middle.addLayout(self._choices())
        middle.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        whole.setSpacing(SPACE)
        whole.addLayout(middle, 1)
        whole.addWidget(self._fault)
        whole.addWidget(self._buttons)

    def _choices(self) -> QVBoxLayout:
        form = QFormLayout()
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&File", self._kind_of_file)
        form.addRow("&Length", self._length)
        form.addRow("&Sections", self._sections)
        form.addRow("", _row(self._up, self._down))
        form.addRow("Templa&te", _row(self._template, self._no_template))
        column = QVBoxLayout()
        column.setSpacing(SPACE)
        column.addLayout(form, 1)
        for part in (self._quotes, self._confidential, self._comments, _row(self._deidentified, self._terms)):
            column.addWidget(part)
        if self._several:
            column.addWidget(_row(*self._tables.values()))
            column.addWidget(_row(self._each, self._pattern))
        else:
            column.addWidget(self._mailing)
        for part in (*self._tables.values(), self._each, self._pattern):
            part.setVisible(self._several)
        self._mailing.setVisible(not self._several)
        self._name_parts()
        return column

    def _name_parts(self) -> None:
        self._kind_of_file.setAccessibleName("Kind of file")
        self._length.setAccessibleName("Length of the summary")
        self._template.setAccessibleName("Template of the summary")
        self._pattern.setAccessibleName("How the files are named")
        self._pattern.setToolTip("Words in braces stand for a letter's values, like {case_number} or {decision_date}")
        self._deidentified.setToolTip(
            "Names, claim numbers and birth dates are masked, and the words on the case's list"
        )
        self._up.setToolTip("Move the section up (Alt+Up)")
        self._down.setToolTip("Move the section down (Alt+Down)")
        self._sections.setMinimumHeight(SPACE * 18)


def _row(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE)
    for part in parts:
        if isinstance(part, QPushButton):
            part.setAutoDefault(False)
        row.addWidget(part)
    return holder
