//! Many assessments side by side, as a table with tabs that a spreadsheet takes: a row for each, and
//! for each indicator how the group lies. What is not comparable gets no statistics.

use std::fmt;

use super::rescore::Scored;
use crate::model::iso_date;
use crate::score::statistics::quantile_between;
use crate::score::{IndicatorResult, Stamp, View, for_comparison};

/// Why there is no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CohortError {
    /// Some lead with what is claimed, others with what is evidenced.
    BothViews,
}

impl fmt::Display for CohortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "some files lead with claimed answers and others with evidenced ones, which are not comparable; \
             choose with --view claimed or --view evidenced",
        )
    }
}

impl std::error::Error for CohortError {}

/// The columns before those of the indicators.
const FIRST: [&str; 7] = ["file", "name", "round", "date", "pack", "size", "view"];

/// The columns of each indicator.
const EACH: [&str; 7] = ["score", "low", "high", "practice coverage", "figures coverage", "confidence", "note"];

/// The columns of an indicator that have statistics: all but the note.
const NUMBERS: usize = EACH.len() - 1;

/// The table of files, each with what it is called, in the order given. Without a view it is the one
/// that leads in all of them. A number is rounded to two decimals, half away from zero; one that is
/// not there is a blank cell, and the note says what the score is not.
///
/// # Errors
/// Where no view was chosen and the files do not agree on one.
pub fn table(files: &[(String, Scored)], view: Option<View>) -> Result<String, CohortError> {
    let leading: Vec<View> = files.iter().map(|(_, own)| own.settings.view()).collect();
    // A table of no files has a heading and no view.
    let first = leading.first().copied().unwrap_or(View::Claimed);
    let one = leading.iter().all(|own| *own == first).then_some(first);
    let Some(view) = view.or(one) else { return Err(CohortError::BothViews) };
    let mut lines = vec![heading()];
    lines.extend(files.iter().map(|(name, own)| row(name, own, view)));
    let packs: Vec<&str> = files.iter().map(|(_, own)| own.pack.fingerprint.as_str()).collect();
    if packs.windows(2).all(|pair| pair[0] == pair[1]) {
        lines.extend(statistics(files, view));
    } else {
        lines.push(vec!["no statistics: the files were answered on different packs".to_owned()]);
    }
    Ok(lines.into_iter().map(|line| line.join("\t") + "\n").collect())
}

fn heading() -> Vec<String> {
    let ids = crate::model::pack::Indicator::ALL_FOUR;
    let of_indicators = ids.iter().flat_map(|id| EACH.map(|column| format!("{id} {column}")));
    FIRST.map(str::to_owned).into_iter().chain(of_indicators).collect()
}

fn row(file: &str, own: &Scored, view: View) -> Vec<String> {
    let (profile, round) = (&own.assessment.profile, own.settings.round);
    let label = own.assessment.rounds.get(&round).and_then(|round| round.label.clone());
    let first = [
        file.to_owned(),
        profile.name.as_deref().unwrap_or("").to_owned(),
        label.map_or_else(|| round.to_string(), |label| label.to_string()),
        own.settings.as_of.map(iso_date).unwrap_or_default(),
        format!("{}@{}", own.pack.structure.id, own.pack.structure.version),
        own.settings.size.clone(),
        if view == View::Claimed { "claimed" } else { "evidenced" }.to_owned(),
    ];
    let cells = own.results.indicators.iter().flat_map(|indicator| {
        let numbers = numbers(indicator, view).map(|number| number.map(two_decimals).unwrap_or_default());
        numbers.into_iter().chain([note(indicator, view).to_owned()])
    });
    first.into_iter().map(|text| plain(&text)).chain(cells).collect()
}

/// The numbers of an indicator in the order of their columns.
fn numbers(own: &IndicatorResult, view: View) -> [Option<f64>; NUMBERS] {
    let side = own.view(view);
    [
        side.score,
        side.range.map(|(low, _)| low),
        side.range.map(|(_, high)| high),
        own.practice_coverage,
        own.figures_coverage,
        own.confidence.as_ref().map(|own| own.value),
    ]
}

/// What a score is not, or why there is none.
fn note(own: &IndicatorResult, view: View) -> &'static str {
    let side = own.view(view);
    match (side.score, side.range, own.stamp) {
        (None, None, _) => "not applicable",
        (None, Some(_), _) => "open",
        (_, _, Some(Stamp::PracticeOnly)) => "practice only, not audited",
        (_, _, Some(Stamp::FiguresOnly)) => "figures only",
        _ if own.range_only => "range only",
        _ => "",
    }
}

/// A statistic of a sorted list that is not empty.
type Statistic = (&'static str, fn(&[f64]) -> Option<f64>);

/// Quartiles are read by linear interpolation (STD, type 7 of Hyndman and Fan 1996).
const STATISTICS: [Statistic; 5] = [
    ("minimum", |sorted| sorted.first().copied()),
    ("lower quartile", |sorted| quantile_between(sorted, 0.25)),
    ("median", |sorted| quantile_between(sorted, 0.5)),
    ("upper quartile", |sorted| quantile_between(sorted, 0.75)),
    ("maximum", |sorted| sorted.last().copied()),
];

/// A row for each statistic, over the files that have the number.
fn statistics(files: &[(String, Scored)], view: View) -> Vec<Vec<String>> {
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for indicator in 0..4 {
        for column in 0..NUMBERS {
            let own = files.iter().filter_map(|(_, own)| numbers(&own.results.indicators[indicator], view)[column]);
            let mut sorted: Vec<f64> = own.collect();
            sorted.sort_by(f64::total_cmp);
            columns.push(sorted);
        }
    }
    let line = |name: &str, cell: &dyn Fn(&[f64]) -> String| -> Vec<String> {
        let first = std::iter::once(name.to_owned()).chain(std::iter::repeat_n(String::new(), FIRST.len() - 1));
        let cells = columns.chunks(NUMBERS).flat_map(|own| {
            let cells = own.iter().map(|sorted| cell(sorted));
            cells.chain([String::new()]).collect::<Vec<_>>()
        });
        first.chain(cells).collect()
    };
    let count = line("count", &|sorted| sorted.len().to_string());
    let others =
        STATISTICS.iter().map(|(name, of)| line(name, &|sorted| of(sorted).map(two_decimals).unwrap_or_default()));
    std::iter::once(count).chain(others).collect()
}

/// A number between −10¹² and 10¹² with two decimals, rounded half away from zero.
fn two_decimals(number: f64) -> String {
    let cents = libm::round(for_comparison(number * 100.0)) as i64;
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

/// A text in one cell: what would begin another cell or line, or a formula, does not.
fn plain(text: &str) -> String {
    let one: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if one.starts_with(['=', '+', '-', '@']) { format!("'{one}") } else { one }
}
