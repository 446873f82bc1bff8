//! What in figures and answers deserves a second look. A flag changes no score.

use super::Communication;
use super::budget::year;
use crate::model::pack::Pack;
use crate::model::{LineId, LineKind, Period};
use crate::score::reading::Reading;
use crate::score::sheet::Sheet;
use crate::score::{Results, for_comparison};

/// A process in which at least this share of answers is "don't know" is one people cannot speak of, in
/// percent (OURS).
const DONT_KNOW: f64 = 40.0;
/// A survey that fewer answered than this says little, in percent (OURS).
const RESPONSE_RATE: f64 = 20.0;

/// Something that deserves a second look. Shares are in percent.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Flag {
    /// More hours were worked than there were.
    OverUtilised {
        /// In this period.
        period: Option<Period>,
        /// Productive of available hours.
        percent: f64,
    },
    /// A budget below zero, which may be a credit or a slip.
    NegativeBudget {
        /// Of this line.
        line: LineId,
        /// In this period.
        period: Period,
    },
    /// The register of risks is empty, which does not mean that there is no risk.
    EmptyRegister,
    /// Few of those who were invited answered.
    FewResponses {
        /// Answers of invitations.
        percent: f64,
    },
    /// Many say they do not know.
    DontKnow {
        /// Place of the process in the pack.
        process: usize,
        /// "Don't know" of these and levels, over all respondents and all questions of the process.
        percent: f64,
    },
    /// Much is said not to apply.
    NotApplicable {
        /// Place of the process in the pack.
        process: usize,
        /// Of all items that are asked.
        percent: f64,
    },
}

pub(super) fn flags(pack: &Pack, sheet: &Sheet, results: &Results, communication: &Communication) -> Vec<Flag> {
    let mut flags = Vec::new();
    let (utilisation, inputs) = sheet.utilisation();
    if let Reading::Value(percent) = utilisation
        && percent.is_finite()
        && for_comparison(percent) > 100.0
    {
        flags.push(Flag::OverUtilised { period: inputs.first().and_then(|input| input.period), percent });
    }
    flags.extend(negative_budgets(sheet));
    if sheet.assessment.risks().is_empty() {
        flags.push(Flag::EmptyRegister);
    }
    if let Reading::Value(percent) = communication.response_rate
        && for_comparison(percent) < RESPONSE_RATE
    {
        flags.push(Flag::FewResponses { percent });
    }
    for own in &results.processes {
        let process = own.process;
        if let Some(percent) = dont_know(pack, results, process)
            && for_comparison(percent) >= DONT_KNOW
        {
            flags.push(Flag::DontKnow { process, percent });
        }
        if own.many_not_applicable {
            let all = own.applicable + own.not_applicable;
            flags.push(Flag::NotApplicable { process, percent: 100.0 * own.not_applicable as f64 / all as f64 });
        }
    }
    flags
}

/// Of the latest financial year that has budget figures, in the order of lines.
fn negative_budgets(sheet: &Sheet) -> Vec<Flag> {
    let year = year(sheet);
    let mut lines = [LineKind::Cost, LineKind::Revenue].map(|kind| sheet.figures.lines(kind)).concat();
    lines.sort();
    let of = |line: LineId| {
        let periods = sheet.figures.budget(&[line]).into_iter();
        let below = periods.filter(|own| own.budget.is_some_and(|budget| budget < 0.0)).map(|own| own.period);
        let of_year = below.filter(|period| Some(period.financial_year(sheet.figures.year_end)) == year);
        of_year.map(|period| Flag::NegativeBudget { line, period }).collect::<Vec<_>>()
    };
    lines.into_iter().flat_map(of).collect()
}

/// The share of "don't know" in a process, whichever size asks its questions; nothing where nobody
/// gave a level or said so.
fn dont_know(pack: &Pack, results: &Results, process: usize) -> Option<f64> {
    let id = &pack.structure.processes.get(process)?.id;
    let questions = pack.structure.questions.iter().zip(&results.questions);
    let of_process = questions.filter(|(question, _)| question.process.as_ref() == Some(id));
    let (unknown, levels) =
        of_process.fold((0, 0), |(unknown, levels), (_, said)| (unknown + said.dont_know, levels + said.levels.len()));
    let all = unknown + levels;
    (all > 0).then(|| 100.0 * unknown as f64 / all as f64)
}
