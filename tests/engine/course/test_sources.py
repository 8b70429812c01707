"""Checks name where it is written what they demand: in our own course every robust one does, and exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_course import FILES, write_files

from sockgrade.checks import Check, source
from sockgrade.course import Course, CourseError
from sockgrade.report.sources import link
from sockgrade.verdict import Level

#: What our graders cite of RFCs, with the titles there. Whoever adds a section has looked it up.
_LOOKED_UP = {
    "RFC 768": "User Datagram Protocol",
    "RFC 791, 3.1": "Internet Header Format",
    "RFC 792": "Internet Control Message Protocol",
    "RFC 854": "Telnet Protocol Specification",
    "RFC 855": "Telnet Option Specifications",
    "RFC 862": "Echo Protocol",
    "RFC 867": "Daytime Protocol",
    "RFC 959, 3.1.1.1": "ASCII Type",
    "RFC 959, 3.1.1.3": "Image Type",
    "RFC 959, 3.2": "Establishing Data Connections",
    "RFC 959, 3.3": "Data Connection Management",
    "RFC 959, 3.4.1": "Stream Mode",
    "RFC 959, 4.1.1": "Access Control Commands",
    "RFC 959, 4.1.3": "FTP Service Commands",
    "RFC 959, 4.2": "FTP Replies",
    "RFC 959, 5.2": "Connections",
    "RFC 959, 5.4": "Sequencing of Commands and Replies",
    "RFC 1635": "How to Use Anonymous FTP",
    "RFC 1939, 3": "Basic Operation",
    "RFC 1939, 4": "The AUTHORIZATION State",
    "RFC 1939, 5": "The TRANSACTION State",
    "RFC 1939, 6": "The UPDATE State",
    "RFC 1939, 7": "Optional POP3 Commands",
    "RFC 2428, 3": "The EPSV Command",
    "RFC 2640": "Internationalization of the File Transfer Protocol",
    "RFC 2045, 4": "MIME-Version Header Field",
    "RFC 2045, 5": "Content-Type Header Field",
    "RFC 2045, 6.1": "Content-Transfer-Encoding Syntax",
    "RFC 2047, 2": "Syntax of encoded-words",
    "RFC 2047, 5": "Use of encoded-words in message headers",
    "RFC 3470": "Guidelines for the Use of Extensible Markup Language (XML) within IETF Protocols",
    "RFC 3501, 2.2.1": "Client Protocol Sender and Server Protocol Receiver",
    "RFC 3501, 2.3.1.1": "Unique Identifier (UID) Message Attribute",
    "RFC 3501, 2.3.2": "Flags Message Attribute",
    "RFC 3501, 3.4": "Logout State",
    "RFC 3501, 4.3": "String",
    "RFC 3501, 5.2": "Mailbox Size and Message Status Updates",
    "RFC 3501, 6.1.3": "LOGOUT Command",
    "RFC 3501, 6.2.3": "LOGIN Command",
    "RFC 3501, 6.3.1": "SELECT Command",
    "RFC 3501, 6.3.2": "EXAMINE Command",
    "RFC 3501, 6.4.4": "SEARCH Command",
    "RFC 3501, 6.4.5": "FETCH Command",
    "RFC 3501, 6.4.8": "UID Command",
    "RFC 3501, 7": "Server Responses",
    "RFC 3501, 7.1": "Server Responses - Status Responses",
    "RFC 3501, 7.1.1": "OK Response",
    "RFC 3501, 7.1.2": "NO Response",
    "RFC 3501, 7.1.5": "BYE Response",
    "RFC 3501, 7.2.5": "SEARCH Response",
    "RFC 3501, 9": "Formal Syntax",
    "RFC 3629, 3": "UTF-8 definition",
    "RFC 5321, 2.3.8": "Lines",
    "RFC 5321, 3.1": "Session Initiation",
    "RFC 5321, 3.2": "Client Initiation",
    "RFC 5321, 3.3": "Mail Transactions",
    "RFC 5321, 3.4": "Forwarding for Address Correction or Updating",
    "RFC 5321, 4.1.1": "Command Semantics and Syntax",
    "RFC 5321, 4.1.1.10": "QUIT (QUIT)",
    "RFC 5321, 4.2.1": "Reply Code Severities and Theory",
    "RFC 5321, 4.2.5": "Reply Codes after DATA and the Subsequent <CRLF>.<CRLF>",
    "RFC 5321, 4.3.1": "Sequencing Overview",
    "RFC 5321, 4.5.2": "Transparency",
    "RFC 5322, 2.1": "General Description",
    "RFC 5322, 2.2": "Header Fields",
    "RFC 5322, 2.2.3": "Long Header Fields",
    "RFC 5322, 3.5": "Overall Message Syntax",
    "RFC 5322, 3.6.1": "The Origination Date Field",
    "RFC 5322, 3.6.2": "Originator Fields",
    "RFC 5322, 3.6.3": "Destination Address Fields",
    "RFC 5322, 3.6.5": "Informational Fields",
    "RFC 6724, 2": "Context in Which the Algorithms Operate",
    "RFC 8259, 2": "JSON Grammar",
    "RFC 8259, 4": "Objects",
    "RFC 8259, 7": "Strings",
    "RFC 8259, 8.1": "Character Encoding",
    "RFC 9110, 4.2.1": "http URI Scheme",
    "RFC 9110, 5.1": "Field Names",
    "RFC 9110, 6.4": "Content",
    "RFC 9110, 7.2": "Host and :authority",
    "RFC 9110, 8.6": "Content-Length",
    "RFC 9110, 9.3.1": "GET",
    "RFC 9110, 10.2.2": "Location",
    "RFC 9110, 15.3.5": "204 No Content",
    "RFC 9110, 15.4": "Redirection 3xx",
    "RFC 9110, 15.4.3": "302 Found",
    "RFC 9110, 15.5.1": "400 Bad Request",
    "RFC 9110, 15.5.5": "404 Not Found",
    "RFC 9110, 15.6.1": "500 Internal Server Error",
    "RFC 9112, 2": "Message",
    "RFC 9112, 3": "Request Line",
    "RFC 9112, 3.2": "Request Target",
    "RFC 9112, 3.2.1": "origin-form",
    "RFC 9112, 4": "Status Line",
    "RFC 9112, 6.3": "Message Body Length",
    "RFC 9112, 7.1": "Chunked Transfer Coding",
    "RFC 9112, 8": "Handling Incomplete Messages",
    "RFC 9112, 9.3": "Persistence",
    "RFC 9293, 2.2": "Key TCP Concepts",
    "RFC 9293, 3.1": "Header Format",
    "RFC 9293, 3.5.2": "Reset Generation",
    "RFC 9293, 3.5.3": "Reset Processing",
    "RFC 9293, 3.6": "Closing a Connection",
    "RFC 9293, 3.6.1": "Half-Closed Connections",
    "RFC 9293, 3.7": "Segmentation",
    "RFC 9293, 3.8.1": "Retransmission Timeout",
    "RFC 9293, 3.8.6": "Managing the Window",
    "RFC 9293, 3.10.1": "OPEN Call",
    "RFC 9293, 3.10.7.4": "Other States",
}
_MANUAL = re.compile(r"[a-z_]+\([2357]p?\)")


def our_checks() -> list[Check]:
    course = Course.default()
    return [check for program in course.programs for check in course.checks(program)]


def test_every_robust_check_of_ours_has_a_source() -> None:
    assert [check.id for check in our_checks() if check.level is Level.ROBUST and not check.source] == []


def test_our_sources_are_rfcs_that_were_looked_up_and_manual_pages() -> None:
    cited = {source for check in our_checks() for source in check.source}
    rfcs = {source for source in cited if source.startswith("RFC")}
    assert rfcs == set(_LOOKED_UP)
    assert [source for source in cited - rfcs if not _MANUAL.fullmatch(source)] == []
    assert all(url for _, url in map(link, cited))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("RFC 862", "https://www.rfc-editor.org/rfc/rfc862"),
        ("RFC 9293, 3.10.4", "https://www.rfc-editor.org/rfc/rfc9293#section-3.10.4"),
        ("RFC 9293, A.3", "https://www.rfc-editor.org/rfc/rfc9293#appendix-A.3"),
        ("recv(2)", "https://man7.org/linux/man-pages/man2/recv.2.html"),
        ("recv(3p)", "https://man7.org/linux/man-pages/man3/recv.3p.html"),
        ("pthread_detach(3)", "https://man7.org/linux/man-pages/man3/pthread_detach.3.html"),
        ("section 2.3", ""),
        ("RFC 9293 and others", ""),
        ("../recv(2)", ""),
        ("recv()", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_rfcs_and_manual_pages_are_links(text: str, url: str) -> None:
    assert link(text) == (text, url)


def test_sources_are_read_from_above() -> None:
    @source("RFC 9293, 3.6", "recv(2)")
    @source("section 2.3")
    def check_closes() -> None: ...

    assert Check.of(check_closes, "a/b/server").source == ("RFC 9293, 3.6", "recv(2)", "section 2.3")


@pytest.mark.parametrize("decorator", ["@source", "@source()", '@source("")', '@source(" x")', "@source(2)"])
def test_a_source_that_is_none_is_told(decorator: str, tmp_path: Path) -> None:
    grader = FILES["graders/doc/word/program.py"] + f"\n\n{decorator}\ndef check_more(program): ...\n"
    files = {**FILES, "graders/doc/word/program.py": f"from sockgrade import source\n{grader}"}
    course = Course(write_files(tmp_path, files))
    with pytest.raises(CourseError, match=r"TypeError: @source wants one or more texts, such as @source\("):
        course.checks(course.program("doc/word/program"))
