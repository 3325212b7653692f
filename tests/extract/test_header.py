"""The header table in every order a reader may give it."""

import pytest

from imrdesk.document.model import Document, Page
from imrdesk.extract import header
from imrdesk.extract.letter import Letter

RIGHT = {
    "case_number": "CM16-9900001",
    "date_assigned": "2016-11-23",
    "date_of_injury": "2016-10-16",
    "decision_date": "2016-12-21",
    "ur_denial_date": "2016-10-20",
    "priority": "Standard",
    "application_received": "2016-11-15",
}
ORDERS = {
    "row by row": "Case Number: CM16-9900001\nDate Assigned: 11/23/2016 Date of Injury: 10/16/2016\n"
    "Decision Date: 12/21/2016 UR Denial Date: 10/20/2016\nPriority: Standard Application \nReceived: \n11/15/2016",
    "value inside the label": "Case Number: CM16-9900001\n"
    "Date Assigned: 11/23/2016 Date of Injury: 10/16/2016\n"
    "Decision Date: 12/21/2016 UR Denial Date: 10/20/2016\nPriority: Standard Application 11/15/2016\nReceived:",
    "column by column": "Case Number:\nDate Assigned:\nDecision Date:\nPriority:\nCM16-9900001\n11/23/2016\n"
    "12/21/2016\n"
    "Standard\nDate of Injury:\nUR Denial Date:\nApplication\nReceived:\n10/16/2016\n10/20/2016\n11/15/2016",
    "all labels first": "Case Number: Date Assigned: Date of Injury: Decision Date: UR Denial Date: Priority: "
    "Application "
    "Received: CM16-9900001 11/23/2016 10/16/2016 12/21/2016 10/20/2016 Standard 11/15/2016",
    "labels of a row, then values": "Case Number:\nCM16-9900001\nDate Assigned: Date of Injury:\n"
    "11/23/2016 10/16/2016\n"
    "Decision Date: UR Denial Date:\n12/21/2016 10/20/2016\nPriority: Application Received:\nStandard 11/15/2016",
    "tabs of a Word table": "Case Number:\tCM16-9900001\nDate Assigned:\t11/23/2016\tDate of Injury:\t10/16/2016\n"
    "Decision Date:\t12/21/2016\tUR Denial Date:\t10/20/2016\nPriority:\tStandard\tApplication\nReceived:\t11/15/2016",
}


def read(text: str):
    letter = Letter(Document("a.pdf", "0" * 64, "application/pdf", "pdfium", (Page(1, text, 612, 792),)))
    return header.extract(letter, 0, len(letter.text))


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_gives_the_same_values(order):
    found = read(ORDERS[order])
    assert {key: finding.value for key, finding in found.items()} == RIGHT
    assert not any(finding.needs_review for finding in found.values())


def test_a_missing_value_puts_all_dates_in_doubt():
    text = ORDERS["row by row"].replace("UR Denial Date: 10/20/2016", "UR Denial Date:")
    dates = [finding for key, finding in read(text).items() if key not in ("case_number", "priority")]
    assert dates
    assert all(finding.needs_review and finding.reason == header.UNSURE for finding in dates)


def test_dates_out_of_order_are_to_be_looked_at():
    found = read(ORDERS["row by row"].replace("10/16/2016", "10/16/2019"))
    assert found["date_of_injury"].needs_review
    assert found["date_of_injury"].reason == header.ORDER
    assert not found["decision_date"].needs_review


def test_a_date_that_cannot_be_is_no_value():
    found = read(ORDERS["row by row"].replace("10/16/2016", "13/45/2016"))
    assert found["date_of_injury"].value is None
    assert found["date_of_injury"].needs_review


def test_no_header_gives_nothing():
    assert read("HOW THE IMR FINAL DETERMINATION WAS MADE") == {}
