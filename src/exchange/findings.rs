//! What results say from above, in a sentence each: the headline of the screen and of the report.

use crate::locale::{MoreWords, fill};
use crate::model::pack::{Indicator, Texts};
use crate::score::{Results, View, Word};

fn name_of(texts: &Texts, id: Indicator) -> String {
    texts.indicators.get(id.word()).map(|own| own.name.to_string()).unwrap_or_default()
}

/// The finding in one sentence.
pub fn headline(texts: &Texts, results: &Results, view: View, words: &MoreWords) -> String {
    let w = &words.results;
    if results.indicators.iter().all(|own| own.view(view).score.is_none()) {
        return w.headline_none.to_owned();
    }
    let known: Vec<(Indicator, f64, Option<Word>)> = results
        .indicators
        .iter()
        .filter(|own| !own.range_only)
        .filter_map(|own| Some((own.id, own.view(view).score?, own.view(view).word)))
        .collect();
    let by_score = |a: &&(Indicator, f64, Option<Word>), b: &&(Indicator, f64, Option<Word>)| a.1.total_cmp(&b.1);
    match (known.iter().max_by(by_score), known.iter().min_by(by_score)) {
        _ if known.len() == 4 && known.iter().all(|own| own.2 == Some(Word::Good)) => w.headline_all_good.to_owned(),
        (Some(best), Some(worst)) if best.0 != worst.0 => {
            fill(w.headline_strong, &[&name_of(texts, best.0), &name_of(texts, worst.0).to_ascii_lowercase()])
        }
        _ => w.headline_ranges.to_owned(),
    }
}

/// How far claims are ahead of their evidence, on average over the indicators that have both.
pub fn gap_line(results: &Results, words: &MoreWords, fixed: fn(f64, u32) -> String) -> Option<String> {
    let gaps: Vec<f64> = results
        .indicators
        .iter()
        .filter_map(|own| Some(own.claimed.practice.value()? - own.evidenced.practice.value()?))
        .collect();
    let mean = gaps.iter().sum::<f64>() / gaps.len().max(1) as f64;
    (mean >= 0.5).then(|| fill(words.results.headline_gap, &[&fixed(mean, 0)]))
}
