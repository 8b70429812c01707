"""Marks go into the sheets of the platforms, as points of the sheet's own; everything else stays as it is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sockgrade.classroom.marks import Mark
from sockgrade.classroom.sheets import Filled, Scale, fill
from sockgrade.intake.submission import SubmissionError

HALF = Fraction(1, 2)
MARKS = [
    Mark("4711", "Anna Meier", Fraction(17, 25)),
    Mark("4712", "Bo van der Berg", None, "nothing was handed in"),
    Mark("4713", "Cem OBrien", Fraction(1)),
    Mark("9999", "Eve", HALF),
]
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 4711,"Meier, Anna",a@x,"Submitted\nlate",,10.00,Yes,-,-,\r\n'
    "Participant 4712,Bo van der Berg,b@x,,3.00,10.00,Yes,-,-,\r\n"
    'Participant 4713,Cem O\'Brien,c@x,,"10.00",10.00,Yes,-,-,Well done\r\n'
    "Participant 4714,=1+1,d@x,,,10.00,Yes,-,-,"
)
GERMAN = (
    "ID,Vollständiger Name,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    "Zuletzt geändert (Bewertung),Feedback als Kommentar\n"
    'Teilnehmer/in4711,Anna Meier,,,"24,00",Ja,-,\n'
    'Teilnehmer/in4713,Cem OBrien,,"3,00","24,00",Nein,-,\n'
)
FRENCH = (
    "Identifiant,Nom complet,Statut,Note,Note maximale,La note peut être modifiée,Dernière modification (note)\n"
    'Participant4711,Anna Meier,Remis,"3,00","20,00",Oui,-\n'
    'Participant4713,Cem OBrien,Remis,,"20,00",Oui,"mardi 3 novembre 2026, 10:15"\n'
)
BLIND = "ID,Bewertung,Bestwertung,Zuletzt geändert (Bewertung)\nTeilnehmer/in4711,,10,-\n"
CANVAS = (
    'Student,ID,SIS Login ID,Section,"Quiz: Data, Part 1 (201)",Echo (202),Current Score (2026)\n'
    ",,,,,Manual Posting,\n"
    "    Points Possible,,,,5.00,20.00,(read only)\n"
    '"Meier, Anna",4711,am,A,4.00,,80.00\n'
    '"Berg, Bo van der",4712,bo,A,,EX,\n'
    '"OBrien, Cem",4713,cem,A,,N/A,\n'
    '"Student, Test",1,,A,,,\n'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Echo Points Grade <Numeric MaxPoints:12 Weight:10 Category:Labs>,"
    "Chat Points Grade <Numeric MaxPoints:5>,Final Grade <Text>,End-of-Line Indicator\n"
    "#4711,#am,Meier,Anna,,,,#\n"
    "#4712,#bo,van der Berg,Bo,,,,#\n"
    "#1,#4713,OBrien,Cem,,,,#\n"
    "#2,#eve,,Eve,2,,,#\n"
)


def filled(
    sheet: str | bytes, platform: str = "moodle", scale: Scale | None = None, *, assignment: str | None = None
) -> Filled:
    content = sheet.encode() if isinstance(sheet, str) else sheet
    return fill(content, platform, MARKS, scale or Scale(), assignment=assignment)


def test_moodle() -> None:
    result = filled(MOODLE)
    assert result.content.decode() == MOODLE.replace('late",,', 'late",6.8,')
    assert [(change.name, change.in_sheet, change.old, change.new) for change in result.changes] == [
        ("Anna Meier", "Meier, Anna", "", "6.8")
    ]
    assert not result.changes[0].is_named_otherwise
    assert result.same == 1  # 10.00 is 10
    assert [mark.name for mark in result.missing] == ["Eve"]
    assert result.left == (("Bo van der Berg", "nothing was handed in"), ("=1+1", "there is no mark for it"))


def test_a_comment_goes_where_there_is_none() -> None:
    said = {"4711": "17 of 25 points", "4713": "25 of 25 points"}
    late = [Mark("4711", "Anna Meier", HALF, "two days late"), *MARKS[1:]]
    result = fill(MOODLE.encode(), "moodle", late, Scale(), comments=said)
    assert result.content.decode() == MOODLE.replace(
        'late",,10.00,Yes,-,-,', 'late",5,10.00,Yes,-,-,17 of 25 points (two days late)'
    )
    assert [change.comment for change in result.changes] == ["17 of 25 points (two days late)"]
    with pytest.raises(SubmissionError, match="it has no column for comments"):
        fill(CANVAS.encode(), "canvas", MARKS, Scale(), assignment="Echo", comments=said)


def test_a_sheet_without_a_maximum_needs_one() -> None:
    sheet = (
        "Identifier,Full name,Grade,Grade can be changed\nParticipant 4711,A,,Yes\nParticipant 4713,C,,No\n"
    )
    with pytest.raises(SubmissionError, match="add --maximum"):
        filled(sheet)
    result = filled(sheet, scale=Scale(maximum=Fraction(25)))
    assert result.content.decode() == sheet.replace("A,,", "A,17,")
    assert result.left == (("C", "the sheet says that the grade cannot be changed"),)


def test_a_comma_stays_one_and_what_is_locked_is_left() -> None:
    result = filled(GERMAN)
    assert result.content.decode() == GERMAN.replace('Meier,,,"24', 'Meier,,"16,32","24')
    assert result.left == (("Cem OBrien", "the sheet says that the grade cannot be changed"),)


def test_another_language_is_found_by_what_the_columns_hold() -> None:
    assert filled(FRENCH).content.decode() == FRENCH.replace('"3,00"', '"13,6"').replace(
        'Remis,,"20', 'Remis,20,"20'
    )


def test_blind_marking_has_no_names() -> None:
    result = filled(BLIND)
    assert result.content.decode() == BLIND.replace("4711,,", '4711,"6,8",')
    assert not result.changes[0].is_named_otherwise


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encoding_and_separator_stay(encoding: str, separator: str) -> None:
    sheet = BLIND.replace(",", separator)
    grade = '"6,8"' if separator == "," else "6,8"
    wanted = sheet.replace(f"4711{separator}", f"4711{separator}{grade}")
    assert filled(sheet.encode(encoding)).content == wanted.encode(encoding)


def test_canvas() -> None:
    result = filled(CANVAS, "canvas", assignment="echo")
    assert result.content.decode() == CANVAS.replace("4.00,,80", "4.00,13.6,80")
    assert dict(result.left) == {
        "Berg, Bo van der": "the student is excused",
        "OBrien, Cem": "the student does not have this assignment",
        "Student, Test": "there is no mark for it",
    }
    assert filled(CANVAS, "canvas", assignment="Echo (202)").content == result.content


def test_brightspace_knows_by_either_number_or_by_the_name() -> None:
    result = filled(BRIGHTSPACE, "brightspace", assignment="Echo")
    assert [(change.name, change.old, change.new) for change in result.changes] == [
        ("Anna Meier", "", "8.16"),
        ("Cem OBrien", "", "12"),
        ("Eve", "2", "6"),
    ]
    assert b"#2,#eve,,Eve,6,,,#" in result.content
    assert not result.missing


def test_two_of_one_name_are_not_guessed() -> None:
    sheet = (
        BLIND.replace("4711,,10,-", "1,,10,-")
        .replace("ID,", "ID,Vollständiger Name,")
        .replace("1,", "1,Eve,")
    )
    twice = sheet + "Teilnehmer/in2,Eve,,10,-\n"
    assert filled(sheet).content.decode() == sheet.replace("Eve,,", "Eve,5,")
    assert filled(twice).content.decode() == twice
    assert not fill(sheet.encode(), "moodle", [*MARKS, Mark("1000", "eve ", HALF)], Scale()).changes
    known = [Mark("1", "Eve", HALF), Mark("2", "Eve", HALF)]
    assert len(fill(twice.encode(), "moodle", known, Scale()).changes) == 2


def test_lines_that_are_short_or_nobodys_are_left() -> None:
    sheet = "Username,First Name,Echo Points Grade <Numeric MaxPoints:5>\n#4711\n#,,\n#9999,Eve,\n"
    result = filled(sheet, "brightspace")
    assert result.content.decode() == sheet.replace("Eve,", "Eve,2.5")
    assert result.left == (
        ("4711", "the line ends before the grade"),
        ("nobody", "there is no mark for it"),
    )


def test_a_line_that_is_there_twice_is_left() -> None:
    sheet = BLIND + "Teilnehmer/in4711,,10,-\n"
    assert not filled(sheet).changes


def test_the_number_counts_for_more_than_the_name() -> None:
    sheet = BLIND.replace("ID,", "ID,Vollständiger Name,").replace("4711,", "4711,Eve,")
    result = filled(sheet)
    assert [(change.name, change.is_named_otherwise) for change in result.changes] == [("Anna Meier", True)]
    assert "Eve" in [mark.name for mark in result.missing]


def test_another_name_in_the_sheet_is_told() -> None:
    result = fill(GERMAN.encode(), "moodle", [Mark("4711", "Somebody Else", HALF)], Scale())
    assert [change.is_named_otherwise for change in result.changes] == [True]


@pytest.mark.parametrize(
    ("share", "maximum", "step", "grade"),
    [
        (Fraction(17, 25), None, "0.5", "7"),
        (Fraction(1, 3), None, "0.01", "3.33"),
        (Fraction(1, 8), None, "0.5", "1.5"),
        (Fraction(1, 20), None, "1", "1"),  # in the middle: up
        (Fraction(1), None, "3", "9"),
        (Fraction(1), None, "4", "10"),  # and not 12
        (Fraction(1, 3), 8, "0.25", "2.75"),
        (Fraction(0), None, "1", "0"),
    ],
)
def test_rounded_as_told(share: Fraction, maximum: int | None, step: str, grade: str) -> None:
    scale = Scale(Fraction(step), None if maximum is None else Fraction(maximum))
    sheet = BLIND.replace(",10,", ",10.0,")
    (change,) = fill(sheet.encode(), "moodle", [Mark("4711", "A", share)], scale).changes
    assert change.new == grade


@pytest.mark.parametrize(
    ("sheet", "platform", "assignment", "said"),
    [
        (CANVAS, "canvas", None, r"which assignment of it\? .*: Quiz: Data, Part 1; Echo$"),
        (CANVAS, "canvas", "Chat", "it has no assignment Chat: which"),
        (CANVAS.replace("Quiz: Data, Part 1", "Echo"), "canvas", "Echo", r"Echo \(201\); Echo \(202\)"),
        (MOODLE, "canvas", None, "it has no column ID"),
        (GERMAN, "canvas", None, "no column of an assignment"),
        (CANVAS, "brightspace", None, "it has no column OrgDefinedId or Username"),
        (CANVAS, "moodle", None, "no column has numbers as in `Participant 4711`"),
        (MOODLE, "moodle", "Echo", "leave out --assignment"),
        (MOODLE.replace("10.00,Yes", "poor good,Yes"), "moodle", None, "its grades are no points"),
        (FRENCH.replace("3,00", "bien"), "moodle", None, "it has no column Grade, Bewertung or Cijfer"),
        (BRIGHTSPACE.replace(" MaxPoints:12", ""), "brightspace", "Echo", "add --maximum"),
    ],
)
def test_what_is_no_sheet_is_told(sheet: str, platform: str, assignment: str | None, said: str) -> None:
    with pytest.raises(SubmissionError, match=said):
        fill(sheet.encode(), platform, MARKS, Scale(), assignment=assignment)


def test_the_maximum_is_the_sheets_or_as_told() -> None:
    assert filled(MOODLE, scale=Scale(maximum=Fraction(5))).changes[0].new == "3.4"
    with pytest.raises(SubmissionError, match="its maximum is 10, and no grade can be more"):
        filled(MOODLE, scale=Scale(maximum=Fraction(100)))
    bare = "Username,Echo Points Grade,End-of-Line Indicator\n4711,,#\n"
    with pytest.raises(SubmissionError, match="add --maximum"):
        filled(bare, "brightspace")
    percent = filled(bare, "brightspace", Scale(maximum=Fraction(100)))
    assert percent.content.decode() == bare.replace(",,", ",68,")
