//! What a paste may rely on: a cell is read the way its writer meant it, or said to be open.

use chrono::NaiveDate;
use fourfold::exchange::sheet::PeriodLabel::{Month, MonthOnly, Quarter, QuarterOnly, Year};
use fourfold::exchange::sheet::{
    Cell, Convention, DateOrder, Decimal, Excess, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, PeriodLabel, Place, SheetError,
    Verdict, cells, parse_bool, parse_period_label, read,
};
use proptest::prelude::*;

/// The cells of `text`, rows written with `|` between cells and `/` between rows.
#[track_caller]
fn check_cells(text: &str, expected: &str) {
    let rows: Vec<String> = cells(text).unwrap().iter().map(|row| row.join("|")).collect();
    assert_eq!(rows.join("/"), expected, "{text:?}");
}

/// How the first cell of `text` is understood, one column per line, without a hint.
#[track_caller]
fn check(text: &str, expected: Cell) {
    assert_eq!(first(text, None), expected, "{text:?}");
}

#[track_caller]
fn check_period(text: &str, expected: impl Into<Option<PeriodLabel>>) {
    assert_eq!(parse_period_label(text), expected.into(), "{text:?}");
}

#[track_caller]
fn check_decimal(text: &str, expected: Verdict<Decimal>) {
    assert_eq!(read(text, None).unwrap().decimal, expected, "{text:?}");
}

#[track_caller]
fn first(text: &str, hint: Option<Convention>) -> Cell {
    read(text, hint).unwrap().cells.into_iter().flatten().next().unwrap()
}

fn number(value: f64) -> Cell {
    Cell::Number { value, percent: false, currency: None }
}

fn percent(value: f64) -> Cell {
    Cell::Number { value, percent: true, currency: None }
}

fn money(value: f64, sign: &'static str) -> Cell {
    Cell::Number { value, percent: false, currency: Some(sign) }
}

fn open(as_point: f64, as_comma: f64) -> Cell {
    Cell::Ambiguous { as_point, as_comma }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn error(text: &str) -> Cell {
    Cell::Error(text.to_owned())
}

fn day(year: i32, month: u32, day: u32) -> Cell {
    Cell::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

const GERMAN: Option<Convention> = Some(Convention { decimal: Decimal::Comma, dates: DateOrder::DayFirst });
const AMERICAN: Option<Convention> = Some(Convention { decimal: Decimal::Point, dates: DateOrder::MonthFirst });

#[test]
fn cells_are_separated_by_tabs_and_any_line_end() {
    check_cells("a\tb\nc\td", "a|b/c|d");
    check_cells("a\tb\r\nc\td\r\n", "a|b/c|d");
    check_cells("a\tb\rc\td\r", "a|b/c|d");
    check_cells("a\n\r\nb", "a//b");
    check_cells("a;b\tc,d", "a;b|c,d");
    check_cells("a", "a");
}

#[test]
fn a_quoted_cell_keeps_its_tabs_line_ends_and_quotes() {
    check_cells("\"a\tb\"\tc", "a\tb|c");
    check_cells("\"a\nb\"\tc", "a\nb|c");
    check_cells("\"a\r\nb\"\r\nc", "a\r\nb/c");
    check_cells("\"say \"\"hi\"\"\"\tc", "say \"hi\"|c");
    check_cells("\"\"\tc", "|c");
}

#[test]
fn a_quote_that_does_not_enclose_its_cell_is_a_character() {
    check_cells("5\" disk\tx", "5\" disk|x");
    check_cells("\"quick\" scan\tx", "\"quick\" scan|x");
    check_cells("\"open\tx\ny", "\"open|x/y|");
    check_cells("\"", "\"");
}

#[test]
fn empty_edges_are_trimmed_and_rows_made_equal() {
    check_cells("a\t\t\nb\tc\t\n\t\t\n\n", "a|/b|c");
    check_cells("\n\ta", "|/|a");
    check_cells("", "");
    check_cells(" \t \n\t\t", "");
    check_cells("\u{feff}a\t\u{a0}b\u{202f}\t\u{200f}c\u{200e}", "a|b|c");
    check_cells("\u{feff}\"a\tb\"", "a\tb");
}

#[test]
fn without_a_tab_semicolons_separate() {
    check_cells("a;b\nc;d", "a|b/c|d");
    check_cells("12,5;3\n1;2", "12,5|3/1|2");
    check_cells("\"a;b\";c", "a;b|c");
}

#[test]
fn commas_separate_only_where_they_cannot_be_anything_else() {
    check_cells("a,b\nc,d", "a|b/c|d");
    check_cells("Month,Cost\nJan,100\nFeb,110\n", "Month|Cost/Jan|100/Feb|110");
    check_cells("2025-01-31,100\n2025-02-28,120", "2025-01-31|100/2025-02-28|120");
    check_cells("10,20,30\n400,500,600", "10|20|30/400|500|600");
    check_cells("x,\"1,234.50\",y\nz,\"2\",w", "x|1,234.50|y/z|2|w");
    check_cells("a,b", "a,b");
    check_cells("a,b\nc", "a,b/c");
    check_cells("Doe, Jane\nRoe, Rick", "Doe, Jane/Roe, Rick");
    check_cells("12,5\n13,5", "12,5/13,5");
    check_cells("1,234\n5,678", "1,234/5,678");
    check_cells("Rent 12,50\nFood 3,20", "Rent 12,50/Food 3,20");
    check_cells("12,-\n13,-", "12,-/13,-");
    check_cells("100,200,300\n400,500,600", "100,200,300/400,500,600");
}

#[test]
fn a_paste_beyond_a_limit_is_refused_with_what_was_found() {
    let long = "x".repeat(MAX_BYTES + 1);
    assert_eq!(cells(&long), Err(SheetError::TooLong(Excess { limit: MAX_BYTES, found: MAX_BYTES + 1 })));
    let rows = "x\n".repeat(MAX_ROWS + 1);
    assert_eq!(cells(&rows), Err(SheetError::TooManyRows(Excess { limit: MAX_ROWS, found: MAX_ROWS + 1 })));
    let columns = "x\t".repeat(MAX_COLUMNS + 1);
    assert_eq!(cells(&columns), Err(SheetError::TooManyColumns(Excess { limit: MAX_COLUMNS, found: MAX_COLUMNS + 1 })));
    assert_eq!(cells(&"x\n".repeat(MAX_ROWS)).unwrap().len(), MAX_ROWS);
    assert_eq!(cells(&"x\t".repeat(MAX_COLUMNS)).unwrap()[0].len(), MAX_COLUMNS);
}

#[test]
fn a_number_that_can_be_read_one_way_is_read_that_way() {
    check("0", number(0.0));
    check("007", number(7.0));
    check("1234", number(1234.0));
    check("1.234,50", number(1234.5));
    check("1,234.50", number(1234.5));
    check("12,5", number(12.5));
    check("12.5", number(12.5));
    check(".5", number(0.5));
    check("0,123", number(0.123));
    check("1234,567", number(1234.567));
    check("1'234.50", number(1234.5));
    check("1’234’567", number(1_234_567.0));
    check("1 234,50", number(1234.5));
    check("1\u{a0}234,50", number(1234.5));
    check("1\u{202f}234\u{202f}567", number(1_234_567.0));
    check("1,234,567", number(1_234_567.0));
    check("1.234.567", number(1_234_567.0));
    check("12,34,567.00", number(1_234_567.0));
    check("1,23,456", number(123_456.0));
}

#[test]
fn a_sign_is_understood_wherever_it_stands() {
    check("-5", number(-5.0));
    check("+5", number(5.0));
    check("\u{2212}5", number(-5.0));
    check("–5", number(-5.0));
    check("1234-", number(-1234.0));
    check("(5)", number(-5.0));
    check("(1,234.5)", number(-1234.5));
    check("(1,234)", open(-1234.0, -1.234));
    check("- 5", number(-5.0));
    check("--5", text("--5"));
    check("-(5)", text("-(5)"));
    check("(5", text("(5"));
}

#[test]
fn currency_and_percent_are_kept_beside_the_number() {
    check("€ 1.234,50", money(1234.5, "€"));
    check("1 234,50 €", money(1234.5, "€"));
    check("$1,234.50", money(1234.5, "$"));
    check("-$5", money(-5.0, "$"));
    check("$-5", money(-5.0, "$"));
    check("($5)", money(-5.0, "$"));
    check("$(5)", money(-5.0, "$"));
    check("US$ 5", money(5.0, "US$"));
    check("5 R$", money(5.0, "R$"));
    check("CHF 1'234.50", money(1234.5, "CHF"));
    check("CHF 12.–", money(12.0, "CHF"));
    check("Fr. 12.--", money(12.0, "Fr."));
    check("12,- €", money(12.0, "€"));
    check("eur 5", money(5.0, "EUR"));
    check("5 Euro", money(5.0, "Euro"));
    check("1.234,50 kr.", money(1234.5, "kr."));
    check("12,50 zł", money(12.5, "zł"));
    check("£5", money(5.0, "£"));
    check("¥5", money(5.0, "¥"));
    check("12 %", percent(12.0));
    check("12,5%", percent(12.5));
    check("%12", percent(12.0));
    check("-3\u{a0}%", percent(-3.0));
}

#[test]
fn scientific_notation_is_a_number_as_long_as_it_is_finite() {
    check("1.2E+05", number(120_000.0));
    check("1,2e-3", number(0.0012));
    check("5E3", number(5000.0));
    check("1.234E5", number(123_400.0));
    check("1E999", text("1E999"));
    check("-1e99999999999999999999", text("-1e99999999999999999999"));
    check("1E", text("1E"));
    check("E5", text("E5"));
    check("1E5E5", text("1E5E5"));
    check("inf", text("inf"));
    check("NaN", text("NaN"));
}

#[test]
fn what_is_not_quite_a_number_is_a_text() {
    check("1,23,4", text("1,23,4"));
    check("1.23.4", text("1.23.4"));
    check("1,2345,678", text("1,2345,678"));
    check("1 23", text("1 23"));
    check("1  234", text("1  234"));
    check("030 123 456", text("030 123 456"));
    check("12.", text("12."));
    check(".", text("."));
    check(".-", text(".-"));
    check("-.-", text("-.-"));
    check("€", text("€"));
    check("%", text("%"));
    check("12 %%", text("12 %%"));
    check("5 € $", text("5 € $"));
    check("12 k", text("12 k"));
    check("5 TEUR", text("5 TEUR"));
    check("v1.2.3", text("v1.2.3"));
    check("10:30", text("10:30"));
    check("0x10", text("0x10"));
    check("1_000", text("1_000"));
    check("١٢٣", text("١٢٣"));
    check("１２３", text("１２３"));
    check("½", text("½"));
    check("\"1\n234\"\tx", text("1\n234"));
}

#[test]
fn marks_of_writing_direction_do_not_hide_a_number() {
    check("\u{200f}-12,5\u{200e}", number(-12.5));
    check("-\u{200f}12\u{202c}", number(-12.0));
    check("\u{2066}1.234,5\u{2069} €", money(1234.5, "€"));
}

#[test]
fn a_sign_for_nothing_is_empty_and_a_failed_formula_is_an_error() {
    for nothing in ["-", "–", "—", "\u{2212}", "n/a", "N/A", "n.a.", "- €", "$ -", "CHF –"] {
        check(&format!("{nothing}\tx"), Cell::Empty);
    }
    for failed in ["#N/A", "#DIV/0!", "#REF!", "#WERT!", "#NV", "#N/D", "#NOM ?", "#NAME?", "#####", "Err:502"] {
        check(failed, error(failed));
    }
    check("#1", text("#1"));
    check("#team", text("#team"));
    check("#", text("#"));
}

#[test]
fn the_decimal_mark_is_decided_by_the_whole_paste() {
    check("1.234", open(1.234, 1234.0));
    check("1,234", open(1234.0, 1.234));
    check("1.234\t5,5", number(1234.0));
    check("1.234\t5.5", number(1.234));
    check("1,234\t5,5", number(1.234));
    check("1,234\t1'000.50", number(1234.0));
    check("1.234 %\t1,5", percent(1234.0));
    check("€ 1.234\t1,5", money(1234.0, "€"));
    check_decimal("1 234\t5", Verdict::Unneeded);
    check_decimal("1.234", Verdict::Undecided);
    check_decimal("1.234\tx\n\t0,5", Verdict::Proven(Decimal::Comma));
    check_decimal("1,234\t1,234,567", Verdict::Proven(Decimal::Point));
}

#[test]
fn a_month_over_a_column_proves_no_decimal_mark() {
    check_decimal("03.2026\t10.2026", Verdict::Unneeded);
    check("03.2026\t1,5", text("03.2026"));
    check("2025.03", number(2025.03));
    check("1.2025", number(1.2025));
}

#[test]
fn a_hint_decides_what_the_paste_leaves_open_and_nothing_else() {
    assert_eq!(first("1.234", GERMAN), number(1234.0));
    assert_eq!(first("1.234", AMERICAN), number(1.234));
    assert_eq!(first("1.234\t0.5", GERMAN), number(1.234));
    assert_eq!(read("1.234", GERMAN).unwrap().decimal, Verdict::Hinted(Decimal::Comma));
    assert_eq!(read("0.5", GERMAN).unwrap().decimal, Verdict::Proven(Decimal::Point));
    assert_eq!(read("5", GERMAN).unwrap().decimal, Verdict::Unneeded);
}

#[test]
fn a_paste_that_proves_both_marks_names_the_cells() {
    let paste = "1.234\t0,5\n1,234.50\t7";
    let place = |row, column| Place { row, column };
    let both = vec![(place(0, 1), Decimal::Comma), (place(1, 0), Decimal::Point)];
    let reading = read(paste, None).unwrap();
    assert_eq!(reading.decimal, Verdict::Contradictory(both.clone()));
    assert_eq!(reading.decimal.answer(), None);
    assert_eq!(reading.cells, [[open(1.234, 1234.0), number(0.5)], [number(1234.5), number(7.0)]]);
    let hinted = read(paste, GERMAN).unwrap();
    assert_eq!(hinted.decimal, Verdict::Contradictory(both));
    assert_eq!(hinted.cells, [[number(1234.0), number(0.5)], [number(1234.5), number(7.0)]]);
}

#[test]
fn a_date_is_a_date_in_every_usual_form() {
    check("2026-03-31", day(2026, 3, 31));
    check("2026/3/1", day(2026, 3, 1));
    check("31.03.2026", day(2026, 3, 31));
    check("31. 3. 2026", day(2026, 3, 31));
    check("3.4.2026", day(2026, 4, 3));
    check("31.03.26", day(2026, 3, 31));
    check("31/03/2026", day(2026, 3, 31));
    check("03/31/2026", day(2026, 3, 31));
    check("12/31/26", day(2026, 12, 31));
    check("31-03-2026", day(2026, 3, 31));
    check("29.02.2024", day(2024, 2, 29));
}

#[test]
fn what_is_not_quite_a_date_is_a_text() {
    for no_date in ["2026-02-30", "31/31/2026", "29.02.2025", "8.2.10", "1.2.3.4", "2026-03", "99/99/99", "-/-/-"] {
        check(no_date, text(no_date));
    }
}

#[test]
fn day_and_month_are_told_apart_by_the_whole_paste() {
    let order = |text: &str| read(text, None).unwrap().dates;
    check("03/04/2026", day(2026, 4, 3));
    check("03/04/2026\t31/03/2026", day(2026, 4, 3));
    check("03/04/2026\t03/31/2026", day(2026, 3, 4));
    assert_eq!(first("03/04/2026", AMERICAN), day(2026, 3, 4));
    assert_eq!(first("03/04/2026\t31/03/2026", AMERICAN), day(2026, 4, 3));
    assert_eq!(order("03/04/2026"), Verdict::Undecided);
    assert_eq!(order("05/05/2026\t2026-01-02\t03.04.2026"), Verdict::Unneeded);
    assert_eq!(order("03/04/2026\t13/04/2026"), Verdict::Proven(DateOrder::DayFirst));
    assert!(matches!(order("04/13/2026\t13/04/2026"), Verdict::Contradictory(cells) if cells.len() == 2));
    assert_eq!(read("03/04/2026\t1.5", None).unwrap().decimal, Verdict::Proven(Decimal::Point));
}

#[test]
fn a_year_or_quarter_is_recognised_over_a_column() {
    check_period("2025", Year(2025));
    check_period(" FY2025 ", Year(2025));
    check_period("FY 25", Year(2025));
    check_period("GJ2025", Year(2025));
    check_period("2025-Q3", Quarter(2025, 3));
    check_period("Q3 2025", Quarter(2025, 3));
    check_period("Q3/25", Quarter(2025, 3));
    check_period("2025Q3", Quarter(2025, 3));
    check_period("3Q25", Quarter(2025, 3));
    check_period("T3 2025", Quarter(2025, 3));
    check_period("3. Quartal 2025", Quarter(2025, 3));
    check_period("Q4", QuarterOnly(4));
}

#[test]
fn a_month_is_recognised_in_six_languages() {
    check_period("2025-03", Month(2025, 3));
    check_period("03/2025", Month(2025, 3));
    check_period("3/2025", Month(2025, 3));
    check_period("03.2025", Month(2025, 3));
    check_period("Mar 2025", Month(2025, 3));
    check_period("March 2025", Month(2025, 3));
    check_period("Mar-25", Month(2025, 3));
    check_period("Mar '25", Month(2025, 3));
    check_period("2025 MAR", Month(2025, 3));
    check_period("Mär 2025", Month(2025, 3));
    check_period("MÄRZ", MonthOnly(3));
    check_period("Mrz. 25", Month(2025, 3));
    check_period("Ma\u{308}rz", MonthOnly(3));
    check_period("févr.", MonthOnly(2));
    check_period("févr. 2025", Month(2025, 2));
    check_period("août", MonthOnly(8));
    check_period("juil. 25", Month(2025, 7));
    check_period("juin", MonthOnly(6));
    check_period("Jänner", MonthOnly(1));
    check_period("ene", MonthOnly(1));
    check_period("sett. 2025", Month(2025, 9));
    check_period("giugno", MonthOnly(6));
    check_period("mei 2025", Month(2025, 5));
    check_period("okt", MonthOnly(10));
    check_period("Jan", MonthOnly(1));
}

#[test]
fn every_month_name_names_its_month() {
    let years = [
        "January February March April May June July August September October November December",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "Jän Feb Mrz Apr Mai Jun Jul Aug Sept Okt Nov Dez",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    ];
    for (name, month) in years.iter().flat_map(|year| year.split(' ').zip(1..)) {
        check_period(name, MonthOnly(month));
        check_period(&format!("{name} 2025"), Month(2025, month));
    }
}

#[test]
fn what_is_not_quite_a_period_is_none() {
    let no_periods = [
        "",
        "Cost",
        "Q5",
        "Q0 2025",
        "2025-13",
        "13/2025",
        "00/2025",
        "1.2025",
        "2025.03",
        "25",
        "20255",
        "0025",
        "jui",
        "ja",
        "May 5",
        "25-Mar",
        "Mar 31 2025",
        "2025-03-31",
        "Jan-Mar 2025",
        "-2025",
        "H1 2025",
        "2,025",
        "Q",
        "FY",
    ];
    for no_period in no_periods {
        check_period(no_period, None);
    }
    check_period(&"Jan ".repeat(50_000), None);
}

#[test]
fn yes_and_no_are_understood_in_words_and_ticks() {
    for yes in ["yes", "Yes", " TRUE ", "1", "x", "X", "✓", "✔\u{fe0f}", "ja", "Oui", "sí", "SÍ", "si", "wahr"] {
        assert_eq!(parse_bool(yes), Some(true), "{yes:?}");
    }
    for no in ["no", "No", "FALSE", "0", "nein", "non", "✗", "nee", "faux"] {
        assert_eq!(parse_bool(no), Some(false), "{no:?}");
    }
    for open in ["", "-", "maybe", "2", "yes no", "10"] {
        assert_eq!(parse_bool(open), None, "{open:?}");
    }
}

#[test]
fn a_hostile_paste_is_a_table_within_limits_or_a_reason() {
    let many = |text: &str| text.repeat(200_000 / text.len());
    let pastes = [
        "\"".repeat(200_000),
        "\"".repeat(200_001),
        many("\""),
        many("\"\t"),
        many("\"a\t"),
        many("\"\"\t"),
        many("\"\"\"\t"),
        many("\"\"\"\n"),
        many("\"x\"\"\t"),
        many("\t"),
        many(";"),
        many(","),
        many("\n"),
        many("\r"),
        many(",\n"),
        many("1,"),
        many("1,\n"),
        many("9"),
        many("1."),
        many("1 "),
        many("1e"),
        many("e"),
        many("("),
        many("-"),
        many("-."),
        many("%"),
        many("€"),
        many("#"),
        many("1/"),
        many("\u{200f}"),
        many("٣"),
        many("Jan,"),
        many("\u{feff}"),
        format!("1E{}", "9".repeat(200_000)),
        ("1,5\t".repeat(MAX_COLUMNS) + "\n").repeat(1_300),
    ];
    for paste in &pastes {
        let begin: String = paste.chars().take(12).collect();
        if let Ok(reading) = read(paste, None) {
            assert!(reading.cells.len() <= MAX_ROWS, "{begin:?} has {} rows", reading.cells.len());
            assert!(reading.cells.iter().all(|row| row.len() <= MAX_COLUMNS), "{begin:?} has rows that are too long");
        }
        assert_eq!(parse_bool(paste), None, "{begin:?}");
        let _ = parse_period_label(paste);
    }
}

/// `cents` written with a grouping and a decimal mark, or in the Indian way.
fn written(cents: i64, group: &str, mark: &str, indian: bool) -> String {
    let whole = (cents / 100).abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        let starts_group = if indian { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if index > 0 && starts_group {
            grouped.push_str(group);
        }
        grouped.push(digit);
    }
    let sign = if cents < 0 { "-" } else { "" };
    match cents.abs() % 100 {
        0 => format!("{sign}{grouped}"),
        rest => format!("{sign}{grouped}{mark}{rest:02}"),
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), hint in 0..3) {
        let reading = read(&text, [None, GERMAN, AMERICAN][hint as usize]);
        if let Ok(reading) = reading {
            prop_assert!(reading.texts.iter().zip(&reading.cells).all(|(texts, cells)| texts.len() == cells.len()));
        }
        let _ = (parse_period_label(&text), parse_bool(&text));
    }

    #[test]
    fn no_text_of_likely_letters_makes_it_panic(text in "[0-9.,'’eE+()%€$ \u{a0}\t\n\r;\"/JanQ#\u{200f}ä-]{0,60}") {
        for cell in read(&text, None).unwrap().cells.into_iter().flatten() {
            match cell {
                Cell::Number { value, .. } => prop_assert!(value.is_finite()),
                Cell::Ambiguous { as_point, as_comma } => {
                    prop_assert!(as_point.is_finite() && as_comma.is_finite() && as_point != as_comma);
                }
                _ => {}
            }
        }
        let _ = (parse_period_label(&text), parse_bool(&text));
    }

    #[test]
    fn a_table_is_read_back_cell_by_cell(rows in prop::collection::vec(prop::collection::vec("[a\"\n,;é-]{0,5}", 3), 1..5)) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join("\t");
        let paste = rows.iter().map(line).collect::<Vec<_>>().join("\r\n");
        let found = cells(&paste).unwrap();
        for (row, expected) in rows.iter().enumerate() {
            for (column, expected) in expected.iter().enumerate() {
                let found = found.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
                prop_assert_eq!(found, expected.trim());
            }
        }
    }

    #[test]
    fn a_number_in_any_notation_with_one_proof_is_read_back_exactly(
        all in prop::collection::vec(-1_000_000_000_000..1_000_000_000_000_i64, 1..20),
        notation in 0..6_usize,
    ) {
        let (group, mark, indian) = [
            (",", ".", false), (".", ",", false), ("\u{202f}", ",", false), ("’", ".", false), (",", ".", true),
            ("", ",", false),
        ][notation];
        let write = |cents: i64| written(cents, group, mark, indian);
        let paste = all.iter().map(|cents| write(*cents)).chain([write(123_450)]).collect::<Vec<_>>().join("\n");
        let reading = read(&format!("{paste}\tx"), None).unwrap();
        let decimal = if mark == "," { Decimal::Comma } else { Decimal::Point };
        prop_assert_eq!(reading.decimal, Verdict::Proven(decimal));
        for (cents, row) in all.iter().zip(reading.cells) {
            let expected: f64 = written(*cents, "", ".", false).parse().unwrap();
            prop_assert_eq!(&row[0], &number(expected));
        }
    }
}

#[test]
fn a_pasted_word_of_a_list_is_read_as_the_screen_writes_it() {
    use fourfold::exchange::paste::{Stated, Target, plan};
    use fourfold::locale::MORE_EN;
    use fourfold::model::{Register, Scalar, Table};
    let check = |register, cells: &str, field: &'static str, word: &str| {
        let own = plan(cells, Target::Rows(register), &MORE_EN, None, &Table::default()).unwrap();
        let [Stated::Row(fields)] = &own.stated[..] else { panic!("{cells:?} is read as {:?}", own.stated) };
        assert!(fields.contains(&(field, Scalar::Text(word.into()))), "{cells:?} is read as {fields:?}");
    };
    check(Register::Actions, "Title\tStatus\nName an owner\tgiven up", "status", "dropped");
    check(Register::Actions, "Title\tStatus\nName an owner\tdone", "status", "done");
    check(Register::Lines, "Name\tPurpose\nCloud\tDoing something new", "purpose", "transform");
}
