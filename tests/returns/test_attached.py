"""What came in one email with a return: told, and nobody has to look at it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from workbooks import FRAMEWORKS, RAG, plain

from sendsheets.intake.sources import gather
from sendsheets.model import Disposition
from sendsheets.problems import found
from sendsheets.reports.asking import asks
from sendsheets.returns.batch import gather_batch
from sendsheets.returns.questions import waiting

PNG, PDF = b"\x89PNG\r\n\x1a\n" + bytes(200), b"%PDF-1.7 " + bytes(200)
RETURN = plain(RAG, {"1a": {"rating": "Red"}})
ELM = plain(RAG, {"1a": {"rating": "Red"}}, {"school_name": "Elm School", "urn": "654321"})


def mail(**attached):
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "A. Patel <a.patel@oak.example>", "Our audit"
    message["Date"] = "Thu, 12 Nov 2026 16:20:00 +0000"
    message.set_content("Please find our audit attached.")
    for name, data in attached.items():
        if isinstance(data, EmailMessage):
            message.add_attachment(data)
        else:
            message.add_attachment(data, maintype="application", subtype="octet-stream",
                                   filename=name.replace("_", "."))  # fmt: skip
    return message


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def batch_of(folder, **files):
    for name, data in files.items():
        whole = data.as_bytes() if isinstance(data, EmailMessage) else data
        (folder / name.replace("_", ".")).write_bytes(whole)
    sources, _ = gather([folder])
    return gather_batch(sources, FRAMEWORKS)


def told(batch):
    """What is told of each file that is not read, by its own name."""
    return {r.file.rpartition(" › ")[2].rpartition("/")[2]: [
        p.code for p in r.problems if p.code != "email-origin"]
        for r in batch.readings if r.disposition is Disposition.REFUSED}  # fmt: skip


@pytest.mark.parametrize(
    "data", [PDF, PNG, b"<!DOCTYPE html><html><body>Hi</body></html>", b"BEGIN:VCARD\r\n",
             b"a,b\r\n1,2\r\n"])  # fmt: skip
def test_what_can_be_no_return_needs_nobody_beside_one(tmp_path, data):
    batch = batch_of(tmp_path, late_eml=mail(oak_xlsx=RETURN, more_bin=data))

    assert told(batch) == {"more.bin": ["file-beside"]}
    assert len(batch.returns) == 1
    assert waiting(batch.readings, FRAMEWORKS) == ()
    assert asks(batch, FRAMEWORKS, date(2026, 11, 21)) == ()


def test_it_is_said_with_what_it_came(tmp_path):
    batch = batch_of(tmp_path, late_eml=mail(oak_xlsx=RETURN, plan_pdf=PDF))
    (problem,) = [p for p in batch.problems if p.code == "file-beside"]

    assert found(problem) == "Came with oak.xlsx in one email, and is not a workbook."


def test_so_it_is_in_a_zip_in_an_email(tmp_path):
    inside = zipped(oak_xlsx=RETURN, plan_pdf=PDF)

    assert told(batch_of(tmp_path, late_eml=mail(all_zip=inside, logo_bin=PNG))) == {
        "plan.pdf": ["file-beside"], "logo.bin": ["file-beside"]}


def test_an_email_in_the_email_that_holds_nothing_needs_nobody(tmp_path):
    batch = batch_of(tmp_path, late_eml=mail(oak_xlsx=RETURN, before=mail()))

    assert [*told(batch).values()] == [["file-beside"]]


def test_a_return_that_came_twice_is_still_a_return(tmp_path):
    batch = batch_of(tmp_path, a_eml=mail(oak_xlsx=RETURN),
                     b_eml=mail(oak_xlsx=RETURN, plan_pdf=PDF))  # fmt: skip

    assert told(batch) == {"plan.pdf": ["file-beside"]}


def test_an_email_without_a_return_keeps_its_problem(tmp_path):
    batch = batch_of(tmp_path, a_eml=mail(oak_xlsx=RETURN), b_eml=mail(plan_pdf=PDF))

    assert told(batch) == {"plan.pdf": ["file-pdf"]}


def test_what_lies_in_a_folder_or_a_zip_of_its_own_keeps_its_problem(tmp_path):
    batch = batch_of(tmp_path, oak_xlsx=RETURN, logo_png=PNG,
                     all_zip=zipped(oak_xlsx=RETURN, plan_pdf=PDF))  # fmt: skip

    assert told(batch) == {"logo.png": ["file-other"], "plan.pdf": ["file-pdf"]}


def test_a_workbook_that_cannot_be_read_is_still_asked_about(tmp_path):
    batch = batch_of(tmp_path, late_eml=mail(oak_xlsx=RETURN, other_xlsx=RETURN[:3000]))

    assert told(batch)["other.xlsx"] != ["file-beside"]


def test_among_the_returns_of_several_schools_a_document_may_be_anothers(tmp_path):
    batch = batch_of(tmp_path, trust_eml=mail(oak_xlsx=RETURN, elm_xlsx=ELM, ash_pdf=PDF,
                                              logo_bin=PNG))  # fmt: skip

    assert told(batch) == {"ash.pdf": ["file-pdf"], "logo.bin": ["file-beside"]}
