//! What a row of figures looks like at a glance, and what in it deserves a second look.

use crate::browser::format;
use crate::chart::spark;
use crate::locale::fill;
use crate::model::{Month, Period, PeriodKind, Table};
use crate::score::{Notice, notices};
use crate::ui::charts::draw;
use crate::ui::dynamic::block;
use crate::ui::el::{El, el};
use crate::ui::more_words;
use crate::ui::session::use_session;

/// Room for a course of figures beside their name.
const WIDE: f64 = 88.0;

/// The course of a series. The numbers stand beside it, so it says nothing to a screen reader.
pub fn course(series: impl Fn() -> Option<Table<Period, f64>> + Send + Sync + 'static) -> El {
    let session = use_session();
    el("span").attr("class", "spark").attr("aria-hidden", "true").child(block(move || {
        let year_end = session.with(|own| own.year_end());
        spark(&places(&series()?, year_end), WIDE).map(|own| draw(&own, ""))
    }))
}

/// The values of the kind of periods there are most of, each at its last month.
fn places(series: &Table<Period, f64>, year_end: Month) -> Vec<(f64, f64)> {
    let count = |kind: &PeriodKind| series.keys().filter(|own| own.kind == *kind).count();
    let most = [PeriodKind::Year, PeriodKind::Quarter, PeriodKind::Month].into_iter().max_by_key(count);
    let own = series.iter().filter(|(period, _)| Some(period.kind) == most);
    own.map(|(period, value)| (f64::from(period.last_month(year_end)), *value)).collect()
}

/// What deserves a second look, series by series; nothing where nothing does. A series comes with its name and with
/// whether its short periods make up the long ones.
pub fn second_look<F>(all: F) -> El
where
    F: Fn() -> Vec<(String, bool, Table<Period, f64>)> + Send + Sync + 'static,
{
    let w = more_words();
    let session = use_session();
    let line =
        |name: &str, notice| el("li").child(el("strong").child(name.to_owned())).child(": ").child(sentence(notice));
    let content = move || {
        let year_end = session.with(|own| own.year_end());
        let lines: Vec<El> = all()
            .iter()
            .flat_map(|(name, adds_up, series)| {
                notices(series, *adds_up, year_end).into_iter().map(|notice| line(name, notice)).collect::<Vec<_>>()
            })
            .collect();
        (!lines.is_empty()).then(|| {
            el("div")
                .attr("class", "second-look")
                .child(el("h3").child(w.figures.second_look))
                .child(el("ul").child(lines))
        })
    };
    el("div").attr("aria-live", "polite").child(block(content))
}

fn sentence(notice: Notice) -> String {
    let w = &more_words().figures;
    let amount = |value: f64| format::plain(value, 2);
    match notice {
        Notice::Sum { period, parts, sum, stated } => {
            let words = if parts == PeriodKind::Month { w.months_differ } else { w.quarters_differ };
            fill(words, &[&format::period(period), &amount(sum), &amount(stated)])
        }
        Notice::Gap { first, count: 1 } => fill(w.gap, &[&format::period(first)]),
        Notice::Gap { first, count } => fill(w.gaps, &[&format::period(first), &(count - 1).to_string()]),
        Notice::Apart { period, times } => {
            let words = if period.kind == PeriodKind::Month { w.apart_month } else { w.apart_quarter };
            fill(words, &[&format::period(period), &format::plain(times, 1)])
        }
    }
}
