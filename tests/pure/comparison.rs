//! Two sets of results are held against each other as far as they can be, and where they cannot be, that is said.

use crate::support::{Sheet, four_groups, near, sheet};
use fourfold::model::pack::Indicator;
use fourfold::model::{EconomicMode, Scalar};
use fourfold::score::{Comparison, Incomparable, NoChange, Results, Sample, View, comparison};

fn sample(results: &Results) -> Sample<'_> {
    Sample { pack: "p@1#a", size: "s", mode: Some(EconomicMode::External), results }
}

fn risk(before: Sheet, now: Sheet, view: View) -> Comparison {
    let pack = four_groups([0, 0, 4, 0]);
    let [before, now] = [before, now].map(|own| own.results(&pack));
    comparison(sample(&before), sample(&now), view).unwrap()
}

fn change(own: &Comparison, id: Indicator) -> Result<f64, NoChange> {
    own.indicators[id.index()].change
}

#[test]
fn an_indicator_changes_by_the_points_between_its_scores() {
    // Without figures the score is the practice: 2 of 5 is 40, 4 of 5 is 80.
    let before = sheet().answers("r1 2/E3; r2 2/E3; r3 2/E3; r4 2/E3");
    let now = sheet().answers("r1 4/E3; r2 4/E3; r3 4/E3; r4 4/E3");
    let found = risk(before.clone(), now.clone(), View::Claimed);
    near("change", change(&found, Indicator::Risk).unwrap(), 40.0);
    near("back", change(&risk(now, before, View::Claimed), Indicator::Risk).unwrap(), -40.0);
    assert_eq!(change(&found, Indicator::Budget), Err(NoChange::Missing), "nothing was asked of it");
}

#[test]
fn a_change_that_what_is_unknown_could_make_up_for_is_marked() {
    let pack = four_groups([0, 0, 4, 0]);
    let results = sheet().answers("r1 2; r2 2; r3 2; r4 2").results(&pack);
    let with = |range: (f64, f64)| {
        let mut own = results.clone();
        own.indicators[Indicator::Risk.index()].claimed.range = Some(range);
        own
    };
    let check = |before: (f64, f64), now: (f64, f64), expected: bool| {
        let (before, now) = (with(before), with(now));
        let found = comparison(sample(&before), sample(&now), View::Claimed).unwrap();
        assert_eq!(found.indicators[Indicator::Risk.index()].may_be_none, expected, "{before:?} {now:?}");
    };
    check((20.0, 40.0), (30.0, 50.0), true);
    check((30.0, 50.0), (20.0, 40.0), true);
    check((20.0, 40.0), (40.0, 50.0), true);
    check((20.0, 40.0), (40.1, 50.0), false);
    check((40.1, 50.0), (20.0, 40.0), false);
}

#[test]
fn what_is_a_range_only_has_no_change() {
    // One answer of four leaves a range.
    let found = risk(sheet().answers("r1 2"), sheet().answers("r1 4; r2 4; r3 4; r4 4"), View::Claimed);
    assert_eq!(change(&found, Indicator::Risk), Err(NoChange::RangeOnly));
}

#[test]
fn other_questionnaires_sizes_and_ways_of_money_are_not_compared() {
    let pack = four_groups([4, 0, 4, 0]);
    let answers = "g1 2; g2 2; g3 2; g4 2; r1 2; r2 2; r3 2; r4 2";
    let results = sheet().answers(answers).say("scope", &["p"], Scalar::Bool(true)).results(&pack);
    let own = sample(&results);
    let check = |other: Sample| comparison(own, other, View::Claimed);
    assert_eq!(check(Sample { pack: "p@2#b", ..own }), Err(Incomparable::Pack));
    assert_eq!(check(Sample { size: "t", ..own }), Err(Incomparable::Size));
    let other = check(Sample { mode: Some(EconomicMode::Showback), ..own }).unwrap();
    assert_eq!(change(&other, Indicator::Growth), Err(NoChange::EconomicMode));
    near("risk", change(&other, Indicator::Risk).unwrap(), 0.0);
    near("growth", change(&check(own).unwrap(), Indicator::Growth).unwrap(), 0.0);
}
