//! Pasted spreadsheet cells, understood before they count.
//!
//! `1.234` is a thousand in Hamburg and one and a bit in London, and a wrong guess turns an
//! audit upside down without anybody noticing. So no cell is read on its own: the decimal mark
//! and the order of day and month are decided once for the whole paste, from the cells that
//! allow one reading only. What stays open is said to be open, and the screen asks.
//!
//! Pure and total: any text gives a [`Reading`] or a [`SheetError`].

mod cells;
mod date;
mod number;

use chrono::NaiveDate;

pub use cells::{Excess, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, SheetError, cells};
pub use date::{PeriodLabel, parse_period_label};

/// A pasted table and how each of its cells was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The cells as written, from [`cells`]; rows of equal width.
    pub texts: Vec<Vec<String>>,
    /// The same cells as understood; the same shape as `texts`.
    pub cells: Vec<Vec<Cell>>,
    /// If [`Verdict::Undecided`], some cells are [`Cell::Ambiguous`].
    pub decimal: Verdict<Decimal>,
    /// If [`Verdict::Undecided`], the dates that could be either were read day first.
    pub dates: Verdict<DateOrder>,
}

/// One cell as understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or a sign for nothing: `-`, `–`, `n/a`.
    Empty,
    /// Anything that is nothing of the other kinds, as written.
    Text(String),
    /// A number.
    Number {
        /// Finite. A percentage keeps the number as written: `12 %` is 12.
        value: f64,
        /// Whether a percent sign stands beside it.
        percent: bool,
        /// The sign or code beside the number, as listed here and not translated: `$`, `CHF`.
        currency: Option<&'static str>,
    },
    /// A day.
    Date(NaiveDate),
    /// A number whose value depends on a decimal mark that nothing decides.
    Ambiguous {
        /// With a decimal point; `1.234` is 1.234.
        as_point: f64,
        /// With a decimal comma; `1.234` is 1234.
        as_comma: f64,
    },
    /// What a spreadsheet shows where a formula failed: `#DIV/0!`, `#NV`, `####`.
    Error(String),
}

/// How whoever pastes is thought to write; it decides only what the paste itself leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// The decimal mark.
    pub decimal: Decimal,
    /// The order of day and month.
    pub dates: DateOrder,
}

/// The mark between whole and fraction. The other one, if it occurs, separates thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.50`, `1'234.50`
    Point,
    /// `1.234,50`, `1 234,50`
    Comma,
}

/// How `03/04/2026` is meant. Dotted dates are always day first, ISO dates always year first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 3 April
    DayFirst,
    /// 4 March
    MonthFirst,
}

/// What the cells of one paste say about a question of notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<T> {
    /// No cell depends on the answer.
    Unneeded,
    /// Some cell can only be read this way, and none only the other way.
    Proven(T),
    /// Cells depend on the answer and none proves it; the hint was followed.
    Hinted(T),
    /// Cells depend on the answer and nothing gives it: ask.
    Undecided,
    /// Cells prove both: each of them with what it proves, in reading order. Those cells are
    /// read the one way they can be; the open ones follow the hint, if there is one.
    Contradictory(Vec<(Place, T)>),
}

impl<T: Copy> Verdict<T> {
    /// The one notation the whole paste was read in, if there is one.
    pub fn answer(&self) -> Option<T> {
        match self {
            Self::Proven(answer) | Self::Hinted(answer) => Some(*answer),
            Self::Unneeded | Self::Undecided | Self::Contradictory(_) => None,
        }
    }
}

/// Where a cell stands, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row in [`Reading::cells`].
    pub row: usize,
    /// The cell in that row.
    pub column: usize,
}

/// Reads a paste. What the paste proves is stronger than the hint.
///
/// # Errors
/// Those of [`cells`]: the paste exceeds a limit.
pub fn read(text: &str, hint: Option<Convention>) -> Result<Reading, SheetError> {
    let texts = cells(text)?;
    let (mut marks, mut orders) = (Evidence::default(), Evidence::default());
    let mut forks = Vec::with_capacity(texts.len());
    for (row, line) in texts.iter().enumerate() {
        let mut forked = Vec::with_capacity(line.len());
        for (column, text) in line.iter().enumerate() {
            let fork = understand(text);
            let evidence = if fork.is_date() { &mut orders } else { &mut marks };
            evidence.note(&fork, Place { row, column });
            forked.push(fork);
        }
        forks.push(forked);
    }
    let (mark, order) = (hint.map(|it| it.decimal), hint.map(|it| it.dates));
    let decimal = marks.verdict(Decimal::Point, Decimal::Comma, mark);
    let dates = orders.verdict(DateOrder::DayFirst, DateOrder::MonthFirst, order);
    let (mark, order) = (decimal.answer().or(mark), dates.answer().or(order));
    let settle = |line: Vec<Fork>| line.into_iter().map(|fork| fork.settle(mark, order)).collect();
    Ok(Reading { texts, cells: forks.into_iter().map(settle).collect(), decimal, dates })
}

/// A yes or a no, in the words and ticks people use. An `x` is a tick, a `✗` is a no.
pub fn parse_bool(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "1" | "x" | "✓" | "✔" | "☑" | "y" | "yes" | "true" | "j" | "ja" | "wahr" | "oui" | "vrai" | "si"
        | "verdadero" | "vero" | "waar" => Some(true),
        "0" | "✗" | "✘" | "☐" | "n" | "no" | "false" | "nein" | "falsch" | "non" | "faux" | "falso" | "nee"
        | "onwaar" => Some(false),
        _ => None,
    }
}

/// A cell read under both answers to a question: left with a decimal point or day first, right
/// with a decimal comma or month first.
enum Fork {
    Same(Cell),
    Left(Cell),
    Right(Cell),
    Open(Cell, Cell),
}

impl Fork {
    fn of(left: Option<Cell>, right: Option<Cell>) -> Option<Self> {
        match (left, right) {
            (Some(left), Some(right)) if left == right => Some(Self::Same(left)),
            (Some(left), Some(right)) => Some(Self::Open(left, right)),
            (left, right) => left.map(Self::Left).or(right.map(Self::Right)),
        }
    }

    fn is_date(&self) -> bool {
        let (Self::Same(cell) | Self::Left(cell) | Self::Right(cell) | Self::Open(cell, _)) = self;
        matches!(cell, Cell::Date(_))
    }

    fn settle(self, mark: Option<Decimal>, order: Option<DateOrder>) -> Cell {
        match self {
            Self::Same(cell) | Self::Left(cell) | Self::Right(cell) => cell,
            Self::Open(Cell::Date(_), month_first) if order == Some(DateOrder::MonthFirst) => month_first,
            Self::Open(left, right) => match (left, right, mark) {
                (Cell::Number { value: as_point, .. }, Cell::Number { value: as_comma, .. }, None) => {
                    Cell::Ambiguous { as_point, as_comma }
                }
                (Cell::Number { .. }, as_comma, Some(Decimal::Comma)) => as_comma,
                (left, ..) => left,
            },
        }
    }
}

fn understand(text: &str) -> Fork {
    // The accounting format shows a zero as `-   €`.
    let bare = number::without_currency(text).map_or(text, |(rest, _)| trim(rest));
    if text.is_empty() || matches!(bare, "-" | "–" | "—" | "−") || matches!(&*fold(text), "n/a" | "n.a.") {
        return Fork::Same(Cell::Empty);
    }
    if is_error(text) {
        return Fork::Same(Cell::Error(text.to_owned()));
    }
    // `03.2026` over a column is March; as a number it would "prove" a decimal point.
    let is_month = || matches!(parse_period_label(text), Some(PeriodLabel::Month(..)));
    let number = || if is_month() { None } else { number::number(text) };
    date::date(text).or_else(number).unwrap_or_else(|| Fork::Same(Cell::Text(text.to_owned())))
}

/// What the cells have said so far about one question with two answers.
#[derive(Default)]
struct Evidence {
    /// The cells with one reading only, and whether it is the right one.
    proofs: Vec<(Place, bool)>,
    open: bool,
}

impl Evidence {
    fn note(&mut self, fork: &Fork, place: Place) {
        match fork {
            Fork::Same(_) => {}
            Fork::Left(_) => self.proofs.push((place, false)),
            Fork::Right(_) => self.proofs.push((place, true)),
            Fork::Open(..) => self.open = true,
        }
    }

    fn verdict<T: Copy>(self, left: T, right: T, hint: Option<T>) -> Verdict<T> {
        let answer = |is_right: bool| if is_right { right } else { left };
        match self.proofs.first() {
            None if self.open => hint.map_or(Verdict::Undecided, Verdict::Hinted),
            None => Verdict::Unneeded,
            Some(first) if self.proofs.iter().all(|it| it.1 == first.1) => Verdict::Proven(answer(first.1)),
            Some(_) => Verdict::Contradictory(self.proofs.into_iter().map(|(at, it)| (at, answer(it))).collect()),
        }
    }
}

/// Spreadsheets translate these (`#WERT!`, `#NOM ?`, `#N/D`), so they are known by their shape.
fn is_error(text: &str) -> bool {
    let Some(name) = text.strip_prefix('#') else {
        return text.strip_prefix("Err:").is_some_and(|code| code.parse::<u16>().is_ok());
    };
    let loud = !name.contains(|c: char| c.is_ascii_lowercase()) && name.ends_with(['!', '?']);
    let missing = name == "NV" || (name.starts_with("N/") && name.len() == 3);
    let too_narrow = !name.is_empty() && name.bytes().all(|byte| byte == b'#');
    loud || missing || too_narrow
}

/// Letters that spreadsheets and keyboards put around a text without showing anything.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe0e}' | '\u{fe0f}')
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Trimmed, in lower case and without the accents of our month names and yes/no words; by hand,
/// because the Unicode tables weigh more than the whole module.
fn fold(text: &str) -> String {
    let plain = trim(text).chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    plain
        .map(|c| match c {
            'ä' | 'Ä' => 'a',
            'é' | 'É' => 'e',
            'í' | 'Í' | 'ì' | 'Ì' => 'i',
            'û' | 'Û' => 'u',
            _ => c.to_ascii_lowercase(),
        })
        .collect()
}
