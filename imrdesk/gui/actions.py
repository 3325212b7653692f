"""ACTIONS: all the window can be told to do, with its key; menus, tool bar, tooltips and key sheet come from it."""

from dataclasses import dataclass


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
SHRINKING = ("show_review", "show_search", "import_files", "export_letters")  # to their icons, on a narrow screen
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


def words_of(row: Action) -> str:
    """What an action is called, without the signs of a menu."""
    return row.text.replace("&", "").rstrip("…")
