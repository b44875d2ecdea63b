"""`offramp calls`: a file of counts is imported in somebody's name, or each wrong line is named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from offramp.prevention.models import CallCount, CallFile
from tests.cast import Cast

HEAD = "area,type,month,number"


def imported(file: Path, *lines: str, by: str = "prevention_officer") -> str:
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    said = StringIO()
    call_command("calls", str(file), "--by", by, stdout=said)
    return said.getvalue().strip()


def test_a_file_is_imported_in_the_name_of_a_prevention_officer(cast: Cast, tmp_path: Path) -> None:
    said = imported(tmp_path / "counts.csv", HEAD, "Wîhkwêntôwin,Break-in,2026-02,14", "West,Break-in,2026-03,2")

    assert said == "2 counts, 2026-02-01 to 2026-03-31."
    assert CallFile.objects.get().read_by_id == cast.prevention_officer.pk
    assert sorted(CallCount.objects.values_list("number", flat=True)) == [2, 14]


def test_each_wrong_line_is_named_and_nothing_is_taken(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        imported(tmp_path / "counts.csv", HEAD, "West,Break-in,2026-02,14", "Nowhere,Break-in,2026-02,x")

    assert [line[:7] for line in str(refusal.value).splitlines()] == ["Line 3:", "Line 3:"]
    assert CallCount.objects.count() == 0


@pytest.mark.parametrize(
    ("by", "says"), [("nobody_here", "Nobody with an office"), ("stranger", "Nobody with an office")]
)
def test_somebody_without_an_office_imports_nothing(cast: Cast, tmp_path: Path, by: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        imported(tmp_path / "counts.csv", HEAD, "West,Break-in,2026-02,14", by=by)


def test_no_other_role_imports(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Your role does not do this"):
        imported(tmp_path / "counts.csv", HEAD, "West,Break-in,2026-02,14", by="analyst")


def test_a_file_that_is_not_there_or_no_text_is_named(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        call_command("calls", str(tmp_path / "missing.csv"), "--by", "prevention_officer")
    (tmp_path / "sheet.xls").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="is no text in UTF-8"):
        call_command("calls", str(tmp_path / "sheet.xls"), "--by", "prevention_officer")
