//! What is shown of growth and value beside its metrics.

use super::Traced;
use super::compound_growth::compound_growth;
use super::decomposition::{Decomposition, Drivers, decompose};
use super::pattern::{Movement, Pattern, pattern};
use crate::model::{EconomicMode, FigureKey, Period};
use crate::score::for_comparison;
use crate::score::reading::{Reading, Reason};
use crate::score::sheet::Sheet;

/// What is shown of growth and value.
#[derive(Clone, PartialEq, Debug)]
pub struct Growth {
    /// Revenue growth in percent, also where nobody pays and it is not scored.
    pub revenue_growth: Traced,
    /// Return on new capital over the hurdle in percentage points, likewise. Its inputs tell what
    /// became of the result where capital did not grow.
    pub return_over_hurdle: Traced,
    /// Cost recovery in percent, likewise.
    pub recovery: Traced,
    /// Growth in percent a period over the longest run of periods (STD, CAGR).
    pub compound_growth: Reading,
    /// The first and the last period of that run.
    pub compound_span: Option<(Period, Period)>,
    /// External revenue in percent of revenue.
    pub external_share: Reading,
    /// Revenue for a productive hour, as money.
    pub hourly_yield: Reading,
    /// Return on investment in percent: benefits that were realised, over what was invested in the
    /// same financial year.
    pub return_on_investment: Reading,
    /// Hours and money of the period before and of the last one.
    pub drivers: Reading<[Drivers; 2]>,
    /// The change of revenue by what made it.
    pub decomposition: Reading<Decomposition>,
    /// The pattern in words; nothing where none is clear.
    pub pattern: Reading<Option<Pattern>>,
}

pub(super) fn growth(sheet: &Sheet) -> Growth {
    let revenue = revenue(sheet);
    let run = revenue.as_ref().then(|keys| needs(sheet, sheet.figures.longest(keys), keys, 2));
    let drivers = revenue.as_ref().then(|keys| drivers(sheet, keys));
    Growth {
        revenue_growth: match revenue.as_ref().then(|_| Reading::Value(0.0)) {
            Reading::Value(_) => Traced::of(sheet.revenue_growth()),
            without => Traced::of((without, Vec::new())),
        },
        return_over_hurdle: Traced::of(sheet.return_over_hurdle()),
        recovery: Traced::of(sheet.recovery()),
        compound_growth: run.as_ref().then(|run| revenue.as_ref().then(|keys| compound(sheet, keys, run))),
        compound_span: run.as_ref().value().and_then(|run| run.first().copied().zip(run.last().copied())),
        external_share: revenue.as_ref().then(|keys| external_share(sheet, keys)),
        hourly_yield: revenue.as_ref().then(|keys| hourly_yield(sheet, keys)),
        return_on_investment: return_on_investment(sheet),
        drivers: drivers.as_ref().then(|(_, drivers)| Reading::Value(*drivers)),
        decomposition: drivers.as_ref().then(|(_, [before, last])| decompose(*before, *last)),
        pattern: drivers.as_ref().then(|(last, drivers)| pattern_of(sheet, *last, *drivers)),
    }
}

/// What revenue is made of; where nobody pays and nothing is sold outside it does not apply.
fn revenue(sheet: &Sheet) -> Reading<Vec<FigureKey>> {
    match (sheet.assessment.profile.economic_mode, sheet.revenue_keys()) {
        (None, _) => Reading::Missing(Reason::EconomicMode),
        (Some(EconomicMode::Showback | EconomicMode::CostCentre), Err(_)) => Reading::NotApplicable,
        (Some(_), keys) => Reading::from_result(keys),
    }
}

/// Periods that were found, or which figure lacks them.
fn needs(sheet: &Sheet, found: Option<Vec<Period>>, keys: &[FigureKey], n: usize) -> Reading<Vec<Period>> {
    Reading::from_result(found.ok_or_else(|| sheet.gap(keys, n)))
}

/// In percent, as it is shown.
fn percent(share: f64) -> Reading {
    Reading::number(100.0 * share)
}

fn compound(sheet: &Sheet, keys: &[FigureKey], run: &[Period]) -> Reading {
    let [Some(first), Some(last)] = [run.first(), run.last()] else { return Reading::NotSupplied };
    let (first, last) = (sheet.total(keys, *first), sheet.total(keys, *last));
    compound_growth(first, last, run.len().saturating_sub(1)).then(percent)
}

fn external_share(sheet: &Sheet, keys: &[FigureKey]) -> Reading {
    needs(sheet, sheet.figures.span(keys, 1), keys, 1).then(|periods| {
        let of = |keys: &[FigureKey]| periods.iter().map(|period| sheet.total(keys, *period)).sum::<f64>();
        let external: Vec<FigureKey> = keys.iter().copied().filter(|key| *key == FigureKey::ExternalRevenue).collect();
        let all = of(keys);
        let none = Reason::None(keys.first().copied().unwrap_or(FigureKey::ExternalRevenue));
        Reading::share(100.0 * of(&external), all, none)
    })
}

/// Revenue without an hour worked for it is a mistake in the figures; without revenue either, it is not.
fn hourly_yield(sheet: &Sheet, keys: &[FigureKey]) -> Reading {
    let hours = FigureKey::ProductiveHours;
    let all = [keys, &[hours]].concat();
    needs(sheet, sheet.figures.span(&all, 1), &all, 1).then(|periods| {
        let of = |keys: &[FigureKey]| periods.iter().map(|period| sheet.total(keys, *period)).sum::<f64>();
        let (money, worked) = (of(keys), of(&[hours]));
        if worked <= 0.0 && money > 0.0 {
            return Reading::Missing(Reason::ZeroBase(hours));
        }
        Reading::share(money, worked, Reason::None(hours))
    })
}

fn return_on_investment(sheet: &Sheet) -> Reading {
    let keys = [FigureKey::BenefitsRealised, FigureKey::Invested];
    let Some((_, [benefits, invested])) = sheet.figures.recent(keys) else {
        return Reading::Missing(sheet.gap(&keys, 1));
    };
    Reading::share(100.0 * (benefits - invested), invested, Reason::None(FigureKey::Invested))
}

/// The last period, and what made revenue in the one before and in it.
fn drivers(sheet: &Sheet, keys: &[FigureKey]) -> Reading<(Period, [Drivers; 2])> {
    let hours = [FigureKey::AvailableHours, FigureKey::ProductiveHours];
    let all = [keys, &hours].concat();
    let Some(&[before, last]) = sheet.figures.span(&all, 2).as_deref() else {
        return Reading::Missing(sheet.gap(&all, 2));
    };
    let of = |period| Drivers {
        capacity: sheet.total(&hours[..1], period),
        productive: sheet.total(&hours[1..], period),
        revenue: sheet.total(keys, period),
    };
    let drivers = [of(before), of(last)];
    match drivers.iter().all(|own| own.is_finite()) {
        true => Reading::Value((last, drivers)),
        false => Reading::Missing(Reason::NotANumber),
    }
}

fn pattern_of(sheet: &Sheet, period: Period, [before, last]: [Drivers; 2]) -> Reading<Option<Pattern>> {
    if for_comparison(before.revenue) <= 0.0 {
        return Reading::NotMeaningful(Reason::NewRevenue);
    }
    let change = |before: f64, last: f64| 100.0 * (last - before) / before;
    before.utilisation().then(|used_before| {
        last.utilisation().then(|used| {
            if used_before <= 0.0 {
                return Reading::NotMeaningful(Reason::Factor);
            }
            let mut movement = Movement {
                revenue: change(before.revenue, last.revenue),
                utilisation_change: change(used_before, used),
                utilisation: 100.0 * used,
                investment: 0.0,
            };
            if movement.needs_investment() {
                let Some(invested) = sheet.figures.value(FigureKey::Invested, period) else {
                    return Reading::Missing(sheet.gap(&[FigureKey::Invested], 1));
                };
                movement.investment = 100.0 * invested / last.revenue;
            }
            if movement.is_finite() { Reading::Value(pattern(movement)) } else { Reading::Missing(Reason::NotANumber) }
        })
    })
}
