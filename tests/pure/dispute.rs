//! What comes first in the room: the questions people disagree on most, by what may be shown and nothing else.
//!
//! r_wg is 1 − s² ÷ (35/12) on six options, not below 0; each is worked out beside its row.

use fourfold::model::Role;
use fourfold::model::pack::Pack;
use fourfold::score::{Dispute, Disputed, agreement, disputed, turnout, turnout_of};
use serde_json::json;

use crate::support::{Sheet, four_groups, near, pack_of, question_index, respondent, round, sheet};
use fourfold::model::Scalar;

/// The questions of these rows, the most disputed first.
fn order(pack: &Pack, inputs: &Sheet) -> Vec<Disputed> {
    let (own, results) = (inputs.assessment(), inputs.results(pack));
    let agreement = agreement(pack, &own, &results);
    disputed(&agreement, pack.structure.scale.len(), 0..pack.structure.questions.len())
}

/// Five questions, g1 to g5.
fn check(rows: &str, anonymous: bool, expected: &str) {
    let pack = four_groups([5, 0, 0, 0]);
    let inputs = sheet().answers(rows).profile(&format!("anonymous={anonymous}"));
    let found = order(&pack, &inputs);
    let ids: Vec<&str> = found.iter().map(|own| pack.structure.questions[own.question].id.as_str()).collect();
    assert_eq!(ids.join(" "), expected, "{rows}");
}

#[test]
fn the_least_agreement_comes_first() {
    // s² of 3 3 3 is 0 (r_wg 1), of 2 3 4 it is 1 (23/35), of 2 3 3 it is 1/3 (31/35), of 1 2 4 it is 7/3 (1/5), of
    // 1 3 3 it is 4/3 (19/35).
    check("g1 3 3 3; g2 2 3 4; g3 2 3 3; g4 1 2 4; g5 1 3 3", false, "g4 g5 g2 g3 g1");
}

#[test]
fn of_equal_agreement_the_larger_distance_comes_first_and_then_the_order_of_the_pack() {
    // All are cut off at 0: s² of 0 3 is 4.5, of 0 5 it is 12.5, of 1 4 it is 4.5, of 0 4 it is 8, of 1 5 it is 8.
    check("g1 0 3; g2 0 5; g3 1 4; g4 0 4; g5 1 5", false, "g2 g4 g5 g1 g3");
    // The same s² of 2, 2 above and below: 1 1 4 4 4 4 has 2.4; 2 4 has 2, and 1 3 as well.
    check("g1 3 3; g2 2 4; g3 1 3; g4 4 4; g5 1 1 4 4 4 4", false, "g5 g2 g3 g1 g4");
}

#[test]
fn fewer_than_two_levels_come_last_and_say_so() {
    check("g1 3; g2 ? x; g4 2 2; g5 1 ?", false, "g4 g1 g2 g3 g5");
    let pack = four_groups([3, 0, 0, 0]);
    let found = order(&pack, &sheet().answers("g1 3 ?; g2 1 3"));
    let rest: Vec<Dispute> = found.iter().skip(1).map(|own| own.dispute).collect();
    assert_eq!(rest, [Dispute::TooFew, Dispute::TooFew]);
    // s² of 1 3 is 2: 1 − 24/35.
    match found.first().map(|own| own.dispute) {
        Some(Dispute::Measured { r_wg, low: 1, high: 3 }) => near("r_wg", r_wg, 11.0 / 35.0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn few_anonymous_answers_are_sorted_by_their_ends_and_by_nothing_between() {
    // Of four people the ends alone may be shown. g1 and g2 have the same ends, and r_wg of all would put g2 first:
    // s² of 1 2 2 3 is 2/3, of 1 1 3 3 it is 4/3.
    check("g1 1 2 2 3; g2 1 1 3 3; g3 0 2 2 2; g4 2 2 2 2; g5 0 1 1 5", true, "g5 g1 g2 g3 g4");
    // Named, what lies between counts: g3 has s² 1.
    check("g1 1 2 2 3; g2 1 1 3 3; g3 0 2 2 2; g4 2 2 2 2; g5 0 1 1 5", false, "g5 g2 g3 g1 g4");
    // How many gave a level is not told: one of one stands where two who agree do, in the order of the pack.
    check("g1 2 ?; g2 2 2; g3 ?; g4 1 2; g5 2", true, "g4 g1 g2 g5 g3");
    // Five are shown: s² of 0 1 3 4 4 is 3.3, so 0, beside the ends 1 and 3 of four, which two people would put at 11/35.
    check("g1 1 2 2 3; g2 0 1 3 4 4; g3 3 3 3 3 3", true, "g2 g1 g3 g4 g5");
}

#[test]
fn an_agreed_level_ends_no_dispute() {
    check("g1 2 3 3; g2 0 5 =3; g3 3 3; g4 3 3; g5 3 3", false, "g2 g1 g3 g4 g5");
}

#[test]
fn who_has_answered_how_much_counts_what_each_person_is_asked() {
    let questions = json!([
        {"id": "a", "group": "g", "respondents": ["staff"]},
        {"id": "b", "group": "g", "respondents": ["staff", "customer"]},
        {"id": "c", "group": "g", "respondents": ["leader"]}
    ]);
    let pack = pack_of(json!([]), questions);
    let role = |inputs: Sheet, who: u64, role: Role| {
        let of = [respondent(who).to_string(), "role".to_owned()];
        inputs.say("respondent", &[&of[0], &of[1]], Scalar::Text(role.word().into()))
    };
    let mut inputs = sheet().say("round", &[&round().to_string(), "label"], Scalar::Text("Now".into()));
    for (who, own) in [(1, Role::Staff), (2, Role::Customer), (3, Role::User)] {
        inputs = role(inputs, who, own);
    }
    // The staff member left the second open; the customer does not know; the user is asked nothing.
    let own = inputs.answers("a 3; b . ?").assessment();
    let found = turnout(&pack, &own, &[0, 1, 2]);
    let found: Vec<_> = found.iter().map(|own| (own.respondent, own.answered, own.asked)).collect();
    assert_eq!(found, [(respondent(1), 1, 2), (respondent(2), 1, 1)]);
    for (question, expected) in [("a", (1, 1)), ("b", (1, 2)), ("c", (0, 0))] {
        assert_eq!(turnout_of(&pack, &own, question_index(&pack, question)), expected, "{question}");
    }
}
