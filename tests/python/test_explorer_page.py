"""The explorer is written where it is wanted, and opens on what it is given."""

import exarace as er
import pytest
from exarace import explorer

PAGE = b"<!DOCTYPE html>" + explorer.MARK + b"the model"


@pytest.fixture(autouse=True)
def made(monkeypatch):
    """An installation that has an explorer."""
    monkeypatch.setattr(explorer, "page", lambda: PAGE)


def test_it_is_written_and_its_address_told(tmp_path):
    file = tmp_path / "deep" / "explorer.html"
    assert er.explore(path=file, show=False) == file.as_uri()
    assert file.read_bytes() == PAGE


def test_a_scenario_and_changes_stand_in_the_address(tmp_path):
    address = er.explore(er.load("h20_open"), tmp_path / "a.html", changes={"run.end": "2028-01-01"}, show=False)
    assert address.endswith("a.html#story=h20_open&set=run.end%3D2028-01-01")


def test_an_older_explorer_is_replaced_and_nothing_else(tmp_path):
    file = tmp_path / "a.html"
    file.write_bytes(b"<html>" + explorer.MARK + b"an older one")
    er.explore(path=file, show=False)
    assert file.read_bytes() == PAGE
    file.write_text("my own page")
    with pytest.raises(er.ResultError, match="exists"):
        er.explore(path=file, show=False)
    assert file.read_text() == "my own page"
    er.explore(path=file, show=False, force=True)
    assert file.read_bytes() == PAGE


def test_what_cannot_be_explored_is_named(tmp_path):
    with pytest.raises(TypeError, match="what: expected a Scenario"):
        er.explore(3, tmp_path / "a.html", show=False)
    with pytest.raises(er.ScenarioError, match="html"):
        er.explore(path=tmp_path / "a.pdf", show=False)


def test_the_command_says_where_it_is(tmp_path, capsys):
    assert explorer.main([str(tmp_path / "a.html"), "--no-open"]) == 0
    assert "a.html; open file://" in capsys.readouterr().out
    with pytest.raises(er.ScenarioError, match="exarace.scenarios"):  # the next message is for Python again
        er.load("")


def test_an_installation_without_it_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.undo()
    monkeypatch.setattr("exarace._exarace.scenario_folders", lambda: [str(tmp_path / "nothing")])
    assert explorer.main([str(tmp_path / "a.html"), "--no-open"]) == 4
    assert "./dev web" in capsys.readouterr().err
