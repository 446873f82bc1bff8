//! What is asked, of whom, and in which order: a role is asked what it can know, nothing that was said gets out of
//! sight, and none of it changes a score.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it fails")]

mod support;

use fourfold::model::pack::{Guide, Pack};
use fourfold::model::{Role, Scalar};
use fourfold::score::score;
use serde_json::json;
use support::{Sheet, built_in, pack_of, public, respondent, settings, sheet};

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
