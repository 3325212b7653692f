"""The licences of what the program works with, as a script asks for them."""

import json

from click.testing import CliRunner

from imrdesk.cli import main


def test_the_licences_are_listed_and_json():
    plain = CliRunner().invoke(main, ["licences"])
    found = json.loads(CliRunner().invoke(main, ["licences", "--json"]).stdout)
    assert plain.exit_code == 0
    assert {"package", "version", "licence"} == set(found[0])
    assert all(one["package"] in plain.stdout for one in found)
    assert "PDFium" in plain.stdout
