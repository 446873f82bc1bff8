//! How differently those who deliver services and those who receive them see the same questions. Of an anonymous
//! assessment only where each side has enough people.

use super::{Drawn, Gallery, Illustration, Table};
use crate::chart::{Ink, Pair, apart};
use crate::locale::fill;
use crate::model::pack::Indicator;
use crate::model::sort;
use crate::score::comparable;
use crate::score::shown::PerceptionGap;

/// How many questions are drawn; the table has all.
const DRAWN: usize = 6;

pub(super) fn perception(own: &Gallery, gaps: &[PerceptionGap]) -> Drawn {
    let w = &own.words.pictures;
    let anonymous = own.assessment.is_anonymous();
    let may = |gap: &&PerceptionGap| comparable(anonymous, gap.inside_count, gap.outside_count);
    // What was answered in another size has no words here.
    let has_words = |gap: &&PerceptionGap| !own.question(gap.question).1.is_empty();
    let mut gaps: Vec<PerceptionGap> = gaps.iter().filter(may).filter(has_words).copied().collect();
    let wider = |a: &PerceptionGap, b: &PerceptionGap| match a.gap().abs() - b.gap().abs() {
        0.0 => a.question < b.question,
        by => by > 0.0,
    };
    sort(&mut gaps, wider);
    if gaps.is_empty() {
        return Drawn::Lacking { name: w.perception, why: w.perception_lacks.to_owned(), to: None };
    }
    let pair = |gap: &PerceptionGap| Pair {
        name: own.question(gap.question).1,
        says: own.signed(gap.gap(), 1),
        own: gap.inside,
        other: gap.outside,
    };
    let drawn: Vec<Pair> = gaps.iter().take(DRAWN).map(pair).collect();
    let mut picture = apart(&drawn, own.pack.structure.scale.len().saturating_sub(1), own.width);
    picture.legend(&[(Ink::Filled, w.inside), (Ink::Outlined, w.outside)]);
    let mean = gaps.iter().map(|gap| gap.gap()).sum::<f64>() / gaps.len() as f64;
    let size = (own.fixed)(mean.abs(), 1);
    let sentence = match mean {
        _ if size == (own.fixed)(0.0, 1) => w.perception_same,
        mean if mean > 0.0 => w.perception_above,
        _ => w.perception_below,
    };
    let count = gaps.len().to_string();
    let rows = gaps.iter().map(|gap| {
        let (to, name) = own.question(gap.question);
        let side = |mean: f64, people: usize| fill(w.mean_of, &[&(own.fixed)(mean, 1), &people.to_string()]);
        let sides = [side(gap.inside, gap.inside_count), side(gap.outside, gap.outside_count)];
        let [inside, outside] = sides;
        (to, vec![name, inside, outside, own.signed(gap.gap(), 1)])
    });
    Drawn::Whole(Box::new(Illustration {
        id: "perception",
        name: w.perception.to_owned(),
        finding: fill(sentence, &[&size, &count]),
        picture,
        table: Table { head: vec![w.question, w.inside, w.outside, w.gap], rows: rows.collect() },
        leads_to: own.behind(Indicator::Communication).into_iter().take(1).collect(),
    }))
}
