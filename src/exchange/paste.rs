//! From a pasted table to values: which figure a row is, which period a column, and what each cell
//! becomes. Nothing counts before the person has seen this.

use super::sheet::{Cell, Convention, PeriodLabel, Reading, SheetError, parse_bool, parse_period_label, read};
use crate::locale::MoreWords;
use crate::model::{
    ActionStatus, FigureKey, LineKind, Magnitude, Period, PeriodKind, Purpose, Register, Scalar, Statement, Table,
    Treatment, Value, iso_date,
};

/// What the table is pasted into.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Target {
    /// Figures by period.
    Figures(&'static [FigureKey]),
    /// Budget and actual of lines by period.
    Lines,
    /// Rows of a register.
    Rows(Register),
}

/// A value the table states.
#[derive(Clone, PartialEq, Debug)]
pub enum Stated {
    /// A figure of a period.
    Figure(FigureKey, Period, f64),
    /// Budget (or actual, where that is true) of a line, by its name.
    Line(String, LineKind, bool, Period, f64),
    /// Fields of a new row.
    Row(Vec<(&'static str, Scalar)>),
}

/// What a row was taken for.
#[derive(Clone, PartialEq, Debug)]
pub enum RowMeaning {
    /// The heading.
    Heading,
    /// A figure.
    Figure(FigureKey),
    /// Budget or actual of a line.
    Line,
    /// A row of a register.
    Row,
    /// Not recognised.
    Unknown,
}

/// What became of a cell.
#[derive(Clone, PartialEq, Debug)]
pub enum CellMeaning {
    /// It names a row or a column.
    Label,
    /// It becomes this.
    Value(Scalar),
    /// It is empty, or stands in a row or column that is left out.
    Nothing,
    /// It is not a value for its column.
    Ignored,
}

/// The table as it was understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The cells and what decides how numbers and dates are read.
    pub reading: Reading,
    /// What each row was taken for.
    pub rows: Vec<RowMeaning>,
    /// What became of each cell.
    pub cells: Vec<Vec<CellMeaning>>,
    /// The values.
    pub stated: Vec<Stated>,
    /// Whether the first row names periods or columns at all.
    pub has_headings: bool,
}

impl Plan {
    /// How many values it would take over.
    pub fn count(&self) -> usize {
        let count = |stated: &Stated| if let Stated::Row(fields) = stated { fields.len() } else { 1 };
        self.stated.iter().map(count).sum()
    }
}

/// Understands a pasted table. `chosen` says what rows are that were not recognised by their name.
///
/// # Errors
/// When the text is larger than a table may be.
pub fn plan(
    text: &str,
    target: Target,
    words: &MoreWords,
    hint: Option<Convention>,
    chosen: &Table<usize, FigureKey>,
) -> Result<Plan, SheetError> {
    let mut reading = read(text, hint)?;
    let in_first = |own: &Reading| own.texts.first().is_some_and(|row| row.iter().any(|text| period(text).is_some()));
    if matches!(target, Target::Figures(_)) && !in_first(&reading) {
        let turned = transposed(&reading);
        if in_first(&turned) {
            reading = turned;
        }
    }
    Ok(match target {
        Target::Figures(keys) => figures(reading, keys, words, chosen),
        Target::Lines => lines(reading, words),
        Target::Rows(register) => rows(reading, register, words),
    })
}

/// Only letters and digits, in lower case: what a label is compared by. By hand, and for the letters
/// of Europe, because the Unicode tables weigh more than the whole module.
fn plain(text: &str) -> String {
    let is_sign = |c: &char| matches!(c, '\0'..='¿' | '×' | '÷' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}');
    let kept = text.chars().filter(|c| c.is_ascii_alphanumeric() || !is_sign(c));
    kept.map(|c| match c {
        'À'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => char::from_u32(c as u32 + 32).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    })
    .collect()
}

fn period(text: &str) -> Option<Period> {
    match parse_period_label(text)? {
        PeriodLabel::Year(year) => Period::new(PeriodKind::Year, year, 1),
        PeriodLabel::Quarter(year, quarter) => Period::new(PeriodKind::Quarter, year, quarter.into()),
        PeriodLabel::Month(year, month) => Period::new(PeriodKind::Month, year, month.into()),
        PeriodLabel::QuarterOnly(_) | PeriodLabel::MonthOnly(_) => None,
    }
}

fn transposed(reading: &Reading) -> Reading {
    let width = reading.texts.first().map_or(0, Vec::len);
    let mut turned = reading.clone();
    turned.texts = (0..width).map(|x| reading.texts.iter().map(|row| row[x].clone()).collect()).collect();
    turned.cells = (0..width).map(|x| reading.cells.iter().map(|row| row[x].clone()).collect()).collect();
    turned
}

/// A plan with nothing understood yet but the labels of the first row.
fn blank(reading: Reading, labels: impl Fn(&str) -> bool) -> Plan {
    let mut cells: Vec<Vec<CellMeaning>> =
        reading.texts.iter().map(|row| vec![CellMeaning::Nothing; row.len()]).collect();
    let mut has_headings = false;
    for (text, meaning) in reading.texts.iter().take(1).flatten().zip(cells.iter_mut().take(1).flatten()) {
        if labels(text) {
            *meaning = CellMeaning::Label;
            has_headings = true;
        }
    }
    let mut rows = vec![RowMeaning::Unknown; reading.texts.len()];
    rows.iter_mut().take(1).for_each(|first| *first = RowMeaning::Heading);
    Plan { reading, rows, cells, stated: Vec::new(), has_headings }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number { value, .. } => Some(*value),
        _ => None,
    }
}

/// Reads the cells of a row that stand under a period.
fn by_period(plan: &mut Plan, row: usize, periods: &[Option<Period>]) -> Vec<(Period, f64)> {
    let mut values = Vec::new();
    for (column, period) in periods.iter().enumerate() {
        let (Some(period), Some(cell)) = (period, plan.reading.cells[row].get(column)) else { continue };
        let meaning = match (cell, number(cell)) {
            (Cell::Empty, _) => CellMeaning::Nothing,
            (_, Some(value)) => {
                values.push((*period, value));
                CellMeaning::Value(Scalar::Number(value))
            }
            _ => CellMeaning::Ignored,
        };
        plan.cells[row][column] = meaning;
    }
    values
}

fn figures(reading: Reading, keys: &[FigureKey], words: &MoreWords, chosen: &Table<usize, FigureKey>) -> Plan {
    let periods: Vec<Option<Period>> = reading.texts.first().into_iter().flatten().map(|text| period(text)).collect();
    let mut plan = blank(reading, |text| period(text).is_some());
    for row in 1..plan.rows.len() {
        let label = plan.reading.texts[row].first().map(|text| plain(text)).unwrap_or_default();
        let named = keys.iter().copied().find(|key| plain(words.figure(*key)) == label || plain(key.word()) == label);
        let Some(key) = chosen.get(&row).copied().or(named) else { continue };
        plan.rows[row] = RowMeaning::Figure(key);
        plan.cells[row][0] = CellMeaning::Label;
        let values = by_period(&mut plan, row, &periods);
        plan.stated.extend(values.into_iter().map(|(period, value)| Stated::Figure(key, period, value)));
    }
    plan
}

fn lines(reading: Reading, words: &MoreWords) -> Plan {
    let periods: Vec<Option<Period>> = reading.texts.first().into_iter().flatten().map(|text| period(text)).collect();
    let mut plan = blank(reading, |text| period(text).is_some());
    let mut last_name = String::new();
    for row in 1..plan.rows.len() {
        let texts = plan.reading.texts[row].clone();
        let labels: Vec<&String> =
            texts.iter().zip(&periods).take_while(|(_, period)| period.is_none()).map(|(text, _)| text).collect();
        let is = |word: &str| labels.iter().skip(1).any(|text| plain(text) == plain(word));
        let actual = is(words.figures.actual);
        if !actual && !is(words.figures.budget) {
            continue;
        }
        // A line's second row may leave its name out, as a spreadsheet with merged cells does.
        if let Some(name) = labels.first().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            last_name = name.to_owned();
        }
        if last_name.is_empty() {
            continue;
        }
        let kind = if is(words.line_kind(LineKind::Revenue)) { LineKind::Revenue } else { LineKind::Cost };
        plan.rows[row] = RowMeaning::Line;
        let count = labels.len();
        plan.cells[row].iter_mut().take(count).for_each(|cell| *cell = CellMeaning::Label);
        let values = by_period(&mut plan, row, &periods);
        let stated =
            values.into_iter().map(|(period, value)| Stated::Line(last_name.clone(), kind, actual, period, value));
        plan.stated.extend(stated);
    }
    plan
}

fn rows(reading: Reading, register: Register, words: &MoreWords) -> Plan {
    let column = |text: &str| {
        let label = plain(text);
        register.columns().find(|name| plain(words.column(name)) == label || plain(name) == label)
    };
    let headings: Vec<Option<&'static str>> =
        reading.texts.first().into_iter().flatten().map(|text| column(text)).collect();
    let mut plan = blank(reading, |text| column(text).is_some());
    for row in 1..plan.rows.len() {
        let mut fields = Vec::new();
        for (index, name) in headings.iter().enumerate() {
            let (Some(name), Some(cell)) = (name, plan.reading.cells[row].get(index)) else { continue };
            if *cell == Cell::Empty {
                continue;
            }
            plan.cells[row][index] = match scalar(register.word(), name, cell, &plan.reading.texts[row][index], words) {
                Some(value) => {
                    fields.push((*name, value.clone()));
                    CellMeaning::Value(value)
                }
                None => CellMeaning::Ignored,
            };
        }
        if !fields.is_empty() {
            plan.rows[row] = RowMeaning::Row;
            plan.stated.push(Stated::Row(fields));
        }
    }
    plan
}

/// The scalar a cell is for a field: its text, number, date, yes or no, or the word of a list, the
/// first that the field takes.
pub fn scalar(kind: &str, field: &str, cell: &Cell, text: &str, words: &MoreWords) -> Option<Scalar> {
    let fits = |scalar: &Scalar| Statement::read(kind, &["1-0000000000000000", field], scalar).is_some();
    let mut candidates = vec![Scalar::Text(text.trim().into())];
    match cell {
        Cell::Number { value, percent, .. } => {
            let share = *percent && field == "probability";
            candidates.push(Scalar::Number(if share { *value / 100.0 } else { *value }));
        }
        Cell::Date(date) => candidates.insert(0, Scalar::Text(iso_date(*date).into())),
        _ => {}
    }
    candidates.extend(parse_bool(text).map(Scalar::Bool));
    let label = plain(text);
    let magnitude = Magnitude::ALL.iter().find(|own| plain(words.magnitude(**own)) == label).map(Value::write);
    let treatment = Treatment::ALL.iter().find(|own| plain(words.treatment(**own)) == label).map(Value::write);
    let line_kind = LineKind::ALL.iter().find(|own| plain(words.line_kind(**own)) == label).map(Value::write);
    let status = ActionStatus::ALL.iter().find(|own| plain(words.action_status(**own)) == label).map(Value::write);
    let purpose = Purpose::ALL.iter().find(|own| plain(words.purpose(**own)) == label).map(Value::write);
    candidates.extend([magnitude, treatment, line_kind, status, purpose].into_iter().flatten());
    candidates.into_iter().find(fits)
}
