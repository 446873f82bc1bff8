//! What is asked, of whom, and in which order: a role is asked what it can know, nothing that was said gets out of
//! sight, and none of it changes a score.

use crate::support;
use crate::support::{Sheet, built_in, pack_of, public, respondent, settings, sheet};
use fourfold::model::pack::{Guide, Pack};
use fourfold::model::{Assessment, Role, Scalar, Statement};
use fourfold::score::score;
use serde_json::json;

fn text(own: &str) -> Scalar {
    Scalar::Text(own.into())
}

/// Respondent 1 in a role.
fn role(own: Option<Role>) -> Sheet {
    let said = sheet().say("round", &[&support::round().to_string(), "label"], text("now"));
    let who = respondent(1).to_string();
    let said = said.say("respondent", &[&who, "name"], text("Ada"));
    match own {
        Some(own) => said.say("respondent", &[&who, "role"], text(own.word())),
        None => said,
    }
}

/// Two processes and a group, whose questions do not stand together; of each kind one that nobody in particular can know.
fn spread() -> Pack {
    pack_of(
        json!([{"id": "p"}, {"id": "q"}, {"id": "r"}]),
        json!([
            {"id": "p0", "process": "p", "attributes": ["a0"], "respondents": ["staff", "user"]},
            {"id": "g0", "group": "g", "respondents": ["customer"]},
            {"id": "q0", "process": "q", "attributes": ["a0"], "respondents": ["leader"]},
            {"id": "p1", "process": "p", "attributes": ["a1"]},
            {"id": "r0", "process": "r", "attributes": ["a0"], "respondents": ["staff"]},
            {"id": "g1", "group": "g", "respondents": ["staff", "leader"]},
            {"id": "q1", "process": "q", "attributes": ["a1"], "respondents": ["leader", "customer"]}
        ]),
    )
}

fn names(pack: &Pack, places: impl IntoIterator<Item = usize>) -> String {
    let names: Vec<&str> = places.into_iter().map(|own| pack.structure.questions[own].id.as_str()).collect();
    names.join(" ")
}

#[track_caller]
fn asked_of(said: Sheet, expected: &str) {
    let (pack, own) = (spread(), said.assessment());
    let asked = pack.sequence("s", &own).into_iter().filter(|index| pack.is_asked_of(*index, &own, respondent(1)));
    assert_eq!(names(&pack, asked), expected);
}

#[test]
fn a_role_is_asked_what_it_can_know_in_the_order_of_the_pack() {
    asked_of(role(Some(Role::Staff)), "p0 p1 g1 r0");
    asked_of(role(Some(Role::Leader)), "p1 g1 q0 q1");
    asked_of(role(Some(Role::Customer)), "p1 g0 q1");
    asked_of(role(Some(Role::User)), "p0 p1");
}

#[test]
fn who_stated_no_role_is_asked_everything() {
    asked_of(role(None), "p0 p1 g0 g1 q0 q1 r0");
    // Somebody the assessment does not know has no role either.
    asked_of(sheet(), "p0 p1 g0 g1 q0 q1 r0");
}

#[test]
fn a_process_out_of_scope_is_asked_of_nobody() {
    asked_of(role(Some(Role::Staff)).say("scope", &["p"], Scalar::Bool(false)), "g1 r0");
    asked_of(role(None).say("scope", &["q"], Scalar::Bool(false)), "p0 p1 g0 g1 r0");
}

#[test]
fn what_a_respondent_said_something_to_stays_in_sight() {
    let of = |question: &str| [support::round().to_string(), String::from(question), respondent(1).to_string()];
    let say = |kind: &str, question: &str, value: Scalar| {
        let of = of(question);
        role(Some(Role::User)).say(kind, &of.each_ref().map(String::as_str), value)
    };
    asked_of(say("answer", "q0", text("level:3")), "p0 p1 q0");
    asked_of(say("answer", "q0", text("dont-know")), "p0 p1 q0");
    asked_of(say("evidence", "g1", text("E1")), "p0 p1 g1");
    asked_of(say("note", "r0", text("look again")), "p0 p1 r0");
    // What others said, and what was taken back, is not theirs.
    asked_of(role(Some(Role::User)).answers("q0 . 4"), "p0 p1");
    let back = of("q0");
    let taken_back =
        say("answer", "q0", text("level:3")).say("answer", &back.each_ref().map(|own| &**own), Scalar::Null);
    asked_of(taken_back, "p0 p1");
}

#[test]
fn an_answer_counts_whoever_was_meant_to_know() {
    let pack = spread();
    let of = |own: Option<Role>| {
        let said = role(own).answers("q0 3; r0 5/E2; g0 1");
        score(&pack, &said.assessment(), &settings("s", None))
    };
    let without = of(None);
    assert!(without.items.iter().any(|item| matches!(item.state, fourfold::score::State::Answered(_))));
    for own in Role::ALL {
        let with = of(Some(*own));
        assert_eq!((&with.items, &with.questions), (&without.items, &without.questions), "{own:?}");
    }
}

#[test]
fn every_role_has_something_to_answer_in_every_size_of_the_built_in_pack() {
    let pack = built_in();
    for size in &pack.structure.sizes {
        for own in Role::ALL {
            let own = role(Some(*own)).assessment();
            let mut asked = pack.sequence(&size.id, &own).into_iter();
            assert!(asked.any(|index| pack.is_asked_of(index, &own, respondent(1))), "{}", size.id);
        }
    }
}

#[test]
fn customers_and_users_read_a_question_in_their_words_and_nobody_else_does() {
    let pack = built_in();
    let guide = Guide::read(&public("en/guide.json"), &pack).unwrap();
    let id = |own: &str| own.parse().unwrap();
    let theirs = "When something you work with breaks, do you get back to work without having to fight for it?";
    for (own, expected) in [
        (Some(Role::User), Some(theirs)),
        (Some(Role::Customer), Some(theirs)),
        (Some(Role::Staff), None),
        (Some(Role::Leader), None),
        (None, None),
    ] {
        assert_eq!(guide.wording(&id("inc-a0"), own).map(|own| &**own), expected, "{own:?}");
    }
    // Only staff and leaders can know it, so there is nothing but the words of the pack.
    assert_eq!(guide.wording(&id("inc-a1"), Some(Role::User)), None);
}

// ---- The order of work ----------------------------------------------------------------------------

/// Three processes of which the first needs the last.
fn three() -> Pack {
    let question = |id: &str| json!({"id": format!("{id}0"), "process": id, "attributes": ["a0"]});
    pack_of(
        json!([{"id": "p", "needs": ["r"]}, {"id": "q"}, {"id": "r"}]),
        json!([question("p"), question("q"), question("r")]),
    )
}

fn order(pack: &Pack, own: &Assessment) -> String {
    let ids: Vec<&str> =
        pack.worked_on("s", own).into_iter().map(|own| pack.structure.processes[own].id.as_str()).collect();
    ids.join(" ")
}

fn place(pack: &Pack, id: &str) -> usize {
    pack.structure.processes.iter().position(|own| own.id.as_str() == id).unwrap()
}

/// What is said when a process is moved.
fn steps(pack: &Pack, own: &Assessment, id: &str, earlier: bool) -> Vec<Statement> {
    pack.moved(own, &pack.worked_on("s", own), place(pack, id), earlier)
}

fn numbers(rows: &[(&str, f64)]) -> Assessment {
    let say = |said: Sheet, (id, number): &(&str, f64)| said.say("order", &[id], Scalar::Number(*number));
    rows.iter().fold(sheet(), say).assessment()
}

#[test]
fn without_an_order_of_ones_own_that_of_the_pack_holds() {
    let pack = three();
    assert_eq!(order(&pack, &Assessment::default()), "p q r");
    assert_eq!(order(&pack, &numbers(&[("r", -1.0)])), "r p q");
    // A number speaks of places in the pack: between the second and the third.
    assert_eq!(order(&pack, &numbers(&[("p", 1.5)])), "q p r");
    assert_eq!(order(&pack, &numbers(&[("p", 7.0), ("q", 7.0), ("r", 7.0)])), "p q r");
    let out_of_scope = sheet().say("scope", &["q"], Scalar::Bool(false)).assessment();
    assert_eq!(order(&pack, &out_of_scope), "p r");
}

#[test]
fn questions_follow_the_order_of_work_and_those_of_a_group_stay_where_they_are() {
    let pack = spread();
    let asked = |own: &Assessment| names(&pack, pack.sequence("s", own));
    assert_eq!(asked(&Assessment::default()), "p0 p1 g0 g1 q0 q1 r0");
    assert_eq!(asked(&numbers(&[("r", -1.0)])), "r0 g0 g1 p0 p1 q0 q1");
    assert_eq!(asked(&numbers(&[("p", 9.0)])), "q0 q1 g0 g1 r0 p0 p1");
}

#[test]
fn a_process_changes_places_with_its_neighbour_by_one_fact() {
    #[track_caller]
    fn check(own: &mut Assessment, id: &str, earlier: bool, facts: usize, expected: &str) {
        let pack = three();
        let said = steps(&pack, own, id, earlier);
        assert_eq!(said.len(), facts);
        said.iter().for_each(|statement| own.apply(statement));
        assert_eq!(order(&pack, own), expected);
    }
    let mut own = Assessment::default();
    check(&mut own, "r", true, 1, "p r q");
    check(&mut own, "r", true, 1, "r p q");
    check(&mut own, "r", true, 0, "r p q");
    check(&mut own, "r", false, 1, "p r q");
    check(&mut own, "p", false, 1, "r p q");
    check(&mut own, "q", false, 0, "r p q");
    // Numbers that leave no room between them are given anew.
    let mut own = numbers(&[("p", 1.0), ("q", 1.0), ("r", 1.0)]);
    check(&mut own, "r", true, 3, "p r q");
    check(&mut own, "r", true, 1, "r p q");
    let mut own = numbers(&[("p", -1e300), ("q", 1e300), ("r", 1.1e300)]);
    check(&mut own, "p", false, 1, "q p r");
    check(&mut own, "r", false, 0, "q p r");
    check(&mut own, "q", true, 0, "q p r");
}

#[test]
fn however_often_processes_are_moved_only_neighbours_change_places() {
    let pack = three();
    let mut own = Assessment::default();
    let mut expected = ["p", "q", "r"];
    // The middle one goes up and down between the same two until there is no number left between them.
    for turn in 0..400 {
        let (at, earlier) = (1 + turn % 2, turn % 3 != 0);
        let id = expected[at];
        let to = if earlier { at - 1 } else { (at + 1).min(2) };
        expected.swap(at, to);
        steps(&pack, &own, id, earlier).iter().for_each(|statement| own.apply(statement));
        assert_eq!(order(&pack, &own), expected.join(" "), "turn {turn}");
    }
}

#[test]
fn moves_of_two_people_merge_whoever_came_first() {
    let pack = three();
    let own = Assessment::default();
    let (one, other) = (steps(&pack, &own, "p", false), steps(&pack, &own, "r", true));
    let merged = |first: &[Statement], then: &[Statement]| {
        let mut own = own.clone();
        first.iter().chain(then).for_each(|statement| own.apply(statement));
        order(&pack, &own)
    };
    assert_eq!(merged(&one, &other), merged(&other, &one));
}

#[test]
fn only_an_order_that_puts_a_process_before_what_it_needs_is_pointed_out() {
    #[track_caller]
    fn check(own: &Assessment, id: &str, expected: Option<&str>) {
        let pack = three();
        let need = pack.needed_later(&pack.worked_on("s", own), place(&pack, id));
        assert_eq!(need.map(|own| pack.structure.processes[own].id.as_str().to_owned()).as_deref(), expected);
    }
    check(&Assessment::default(), "p", Some("r"));
    check(&Assessment::default(), "q", None);
    check(&Assessment::default(), "r", None);
    check(&numbers(&[("r", -1.0)]), "p", None);
    // Whoever left the other one out knows.
    check(&sheet().say("scope", &["r"], Scalar::Bool(false)).assessment(), "p", None);
    check(&sheet().say("scope", &["p"], Scalar::Bool(false)).assessment(), "p", None);
}
