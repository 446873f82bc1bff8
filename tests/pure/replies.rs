//! Replies: what comes back is what was said and nothing else, whatever happens on the way is told by name, and taking over
//! many of them is a union.

use crate::support::{built_in, round};
use fourfold::exchange::content::{Content, understand};
use fourfold::exchange::invitation::Invitation;
use fourfold::exchange::letter::{self, Kind, LetterError};
use fourfold::exchange::reply::admission::{Admission, Admitted, Refusal, Taken};
use fourfold::exchange::reply::{self, MAX_FACTS, ReplyError};
use fourfold::model::{
    Answer, Fact, Facts, InvitationField, InvitationId, QuestionId, RespondentId, RoundId, Scalar, Stamp, Statement,
    WriterId, batch,
};
use proptest::prelude::*;

const ISSUER: WriterId = WriterId(0x9f3a_77d0_1c2b_4e55);

fn code(number: u64) -> InvitationId {
    InvitationId(Stamp { counter: 230 + number, writer: ISSUER })
}

fn text(text: &str) -> Scalar {
    Scalar::Text(text.into())
}

fn say(kind: &str, of: &[&str], is: Scalar) -> Statement {
    Statement::read(kind, of, &is).unwrap_or_else(|| panic!("{kind} {of:?} {is:?}"))
}

/// Somebody who answers on a device of their own.
struct Person {
    writer: WriterId,
    facts: Facts,
}

impl Person {
    /// Whoever has this number, and has opened an invitation.
    fn new(number: u64, invitation: &Invitation) -> Self {
        let writer = WriterId(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x0123_4567_89ab_cdef);
        let mut own = Self { writer, facts: Facts::default() };
        own.say(invitation.beginning(own.id()));
        own
    }

    fn id(&self) -> RespondentId {
        RespondentId(Stamp { counter: 7, writer: self.writer })
    }

    fn say(&mut self, statements: impl IntoIterator<Item = Statement>) {
        for statement in statements {
            let stamp = self.facts.next_stamp(self.writer).unwrap();
            let at = Some(1_763_689_302_000 + stamp.counter as i64 * 7_919);
            self.facts.add(Fact::new(stamp, at, Some(self.id()), statement));
        }
    }

    fn beside(&mut self, kind: &str, round: RoundId, question: &str, is: Scalar) {
        let own = say(kind, &[&round.to_string(), question, &self.id().to_string()], is);
        self.say([own]);
    }

    fn answer(&mut self, question: &str, is: &str) {
        self.beside("answer", round(), question, text(is));
    }

    /// Levels for these questions, in no order that would help packing.
    fn answers<'a>(mut self, questions: impl IntoIterator<Item = &'a str>) -> Self {
        let mut state = self.writer.0;
        for question in questions {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.answer(question, &format!("level:{}", (state >> 33) % 6));
        }
        self
    }

    fn reply(&self) -> String {
        reply::write(&self.facts, self.id()).expect("an invitation is answered")
    }
}

/// What the one who invites has said: three invitations, of which the second is closed and the third is of a round before.
fn here(is_anonymous: bool) -> Facts {
    let row = |code: InvitationId, field: InvitationField| Statement::from(field.of(code));
    let earlier = RoundId(Stamp { counter: 1, writer: WriterId(0) });
    let all = [
        say("profile", &["pack"], text(&built_in().name())),
        say("profile", &["size"], text("quick")),
        say("profile", &["anonymous"], Scalar::Bool(is_anonymous)),
        say("round", &[&earlier.to_string(), "label"], text("2025")),
        say("round", &[&round().to_string(), "label"], text("2026")),
        row(code(1), InvitationField::Round(Some(round()))),
        row(code(2), InvitationField::Round(Some(round()))),
        row(code(2), InvitationField::Closed(Some(true))),
        row(code(3), InvitationField::Round(Some(earlier))),
        say("respondent", &["9-00000000000000aa", "name"], text("Facilitator")),
        say("answer", &[&round().to_string(), "inc-w", "9-00000000000000aa"], text("level:1")),
        say("answer", &[&round().to_string(), "inc-w", "9-00000000000000bb"], text("level:1")),
    ];
    let stamps = (300..).map(|counter| Stamp { counter, writer: ISSUER });
    stamps.zip(all).map(|(stamp, own)| Fact::new(stamp, Some(9), None, own)).collect()
}

fn invited(number: u64, is_anonymous: bool) -> Invitation {
    Invitation::of(&here(is_anonymous).assessment(), code(number)).expect("it is issued")
}

fn person(number: u64) -> Person {
    Person::new(number, &invited(1, false))
}

fn asked(size: &str) -> Vec<String> {
    let pack = built_in();
    pack.asked(size).map(|place| pack.structure.questions[place].id.to_string()).collect()
}

fn with_quick(number: u64) -> Person {
    person(number).answers(asked("quick").iter().map(String::as_str))
}

fn admit(here: &Facts, texts: &[&str]) -> Admitted {
    let texts: Vec<(String, String)> =
        texts.iter().enumerate().map(|(place, own)| (format!("{place}.txt"), (*own).to_owned())).collect();
    let mut work = Admission::new(here, &built_in(), &texts);
    let mut before = 0.0;
    while work.step() {
        assert!(work.progress() >= before);
        before = work.progress();
    }
    assert_eq!(work.progress(), 1.0);
    work.finish()
}

fn taken(here: &Facts, reply: &str) -> Taken {
    admit(here, &[reply]).lines.remove(0).outcome.expect("it is admitted")
}

/// Refused by this name, and nothing of it is taken.
#[track_caller]
fn refused(here: &Facts, reply: &str, why: &Refusal) {
    let own = admit(here, &[reply]);
    assert_eq!(own.lines.len(), 1);
    assert_eq!(own.lines[0].outcome.as_ref().unwrap_err(), why);
    assert!(own.facts.is_empty() && own.people == 0 && own.changed == 0 && own.refused == 1);
}

fn united(here: &Facts, admitted: &Admitted) -> Facts {
    let mut all = here.clone();
    all.merge(&admitted.facts);
    all
}

/// A letter that holds these facts.
fn letter_of(facts: &[Fact]) -> String {
    letter::write(Kind::Reply, &batch::write(None, facts.iter()))
}

fn facts_of(letter: &str) -> Vec<Fact> {
    reply::read(letter).expect("it reads").facts
}

// ---- The way there and back ------------------------------------------------------------------------

#[test]
fn what_comes_back_is_what_was_said_last_with_notes_and_evidence() {
    let mut own = with_quick(1);
    own.answer("inc-w", "level:2");
    own.answer("inc-w", "not-applicable:we have no desk; \"none\"\n\u{1f600}");
    own.answer("prb-w", "dont-know");
    own.beside("evidence", round(), "prb-w", text("E2"));
    own.beside("note", round(), "prb-w", text("see the minutes of May"));
    own.beside("note", round(), "chg-w", text("x"));
    own.beside("note", round(), "chg-w", Scalar::Null);
    own.say([say("respondent", &[&own.id().to_string(), "name"], text("Ann"))]);
    let read = reply::read(&own.reply()).unwrap();
    assert_eq!((read.invitation, read.respondent), (code(1), own.id()));
    let (sent, said) = (read.facts.into_iter().collect::<Facts>().assessment(), own.facts.assessment());
    assert_eq!(sent.said, said.said);
    assert_eq!(sent.respondents, said.respondents);
    // Each subject once, and the note that was taken back as such.
    assert_eq!(facts_of(&own.reply()).len(), 24 + 1 + 2 + 2);
}

#[test]
fn a_reply_says_nothing_of_other_people_other_rounds_or_anything_else() {
    let mut own = with_quick(1);
    let plain = own.reply();
    let later = RoundId(Stamp { counter: 90, writer: own.writer });
    own.say([
        say("round", &[&later.to_string(), "label"], text("mine")),
        say("figure", &["total-cost", "2026"], Scalar::Number(7.0)),
        say("agreed", &[&round().to_string(), "inc-w"], text("3")),
        say("answer", &[&round().to_string(), "inc-w", "5-00000000000000cc"], text("level:0")),
        say("respondent", &["5-00000000000000cc", "name"], text("Colleague")),
    ]);
    own.beside("answer", later, "inc-w", text("level:0"));
    assert_eq!(own.reply(), plain);
}

#[test]
fn an_anonymous_reply_has_neither_name_nor_author_nor_time() {
    for is_anonymous in [true, false] {
        let mut own = Person::new(1, &invited(1, is_anonymous));
        own.say([say("respondent", &[&own.id().to_string(), "name"], text("Ann Archer"))]);
        own.answer("inc-w", "level:3");
        let facts = facts_of(&own.reply());
        assert!(facts.iter().all(|fact| fact.at.is_none() && fact.author.is_none()));
        let content = letter::read(Kind::Reply, &own.reply()).unwrap();
        assert_eq!(content.contains("Ann"), !is_anonymous, "{content}");
        assert!(!content.contains("1763689"), "{content}");
    }
    // One that says a name all the same is admitted without it.
    let mut own = Person::new(1, &invited(1, false));
    own.say([say("respondent", &[&own.id().to_string(), "name"], text("Ann"))]);
    own.answer("inc-w", "level:3");
    let admitted = admit(&here(true), &[&own.reply()]);
    assert_eq!(admitted.lines[0].outcome.as_ref().unwrap().name, None);
    assert!(admitted.facts.iter().all(|fact| !fact.write().contains("Ann")));
}

#[test]
fn who_answers_no_invitation_has_no_reply() {
    let own = here(false);
    assert_eq!(reply::write(&own, "9-00000000000000aa".parse().unwrap()), None);
    assert_eq!(reply::write(&Facts::default(), "9-00000000000000aa".parse().unwrap()), None);
}

#[test]
fn a_reply_is_short_enough_for_a_link() {
    let mut most = 0;
    for number in 0..40 {
        most = most.max(with_quick(number).reply().len());
    }
    println!("24 answers of the quick size: {most} characters at most");
    assert!(most <= 330, "{most} characters");
    for size in ["standard", "full"] {
        let questions: Vec<String> = asked(size).into_iter().take(134).collect();
        let own = person(3).answers(questions.iter().map(String::as_str)).reply();
        let link = ["https://example.org/a/path/that/has/some/sixty/letters/", Kind::Reply.address(), &own].concat();
        println!("{} answers of the {size} size: {} characters as a link", questions.len(), link.len());
        assert!(link.len() < 2_000, "{} characters", link.len());
        assert!(own.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_.".contains(&sign)), "{own}");
        assert!(own.ends_with(|sign: char| sign.is_ascii_alphanumeric()));
    }
}

/// Made by Python's zlib from what docs/replies.md says, and by nothing of ours.
const BY_PYTHON: &str = "4fr1.wxVzBoZGxiamZuYWlolJySmpaeCgQ4pMc10sKlBi2MjYUNcyzTjR3DzFwDDZKMkk1dQUT8Qb6hqgAkO8qQFRFCD8YglKu5iJ2VoHIapjhJTI0RIxAA.d60465a5";

#[test]
fn a_letter_another_program_made_from_the_description_alone_reads() {
    let read = reply::read(BY_PYTHON).unwrap();
    let lines: Vec<String> = read.facts.iter().map(Fact::write).collect();
    let of = |kind: &str, of: &str, is: &str, counter: u32| {
        format!("{{\"kind\":\"{kind}\",\"of\":[{of}],\"is\":\"{is}\",\"stamp\":\"{counter}-0123456789abcdef\"}}")
    };
    let me = "\"7-0123456789abcdef\"";
    let expected = [
        of("respondent", &format!("{me},\"invitation\""), "231-9f3a77d01c2b4e55", 9),
        of("respondent", &format!("{me},\"role\""), "staff", 10),
        of("answer", &format!("\"1-0000000000000001\",\"inc-w\",{me}"), "level:3", 11),
        of("answer", &format!("\"1-0000000000000001\",\"prb-w\",{me}"), "dont-know", 12),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_description_has_the_dictionary_letters_are_read_with() {
    let description = include_str!("../../docs/replies.md");
    assert!(description.replace('\n', "").contains(letter::WORDS));
}

// ---- Found where it stands --------------------------------------------------------------------------

#[test]
fn replies_are_found_in_whatever_was_pasted() {
    let (one, other) = (with_quick(1).reply(), with_quick(2).reply());
    let check = |text: &str, expected: &[&String]| {
        let found = letter::find(Kind::Reply, text);
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{text}");
    };
    check(&one, &[&one]);
    check(&format!("https://example.org/#/reply/{one}"), &[&one]);
    check(&format!("Hello,\n\nhere: <https://example.org/#/reply/{one}>.\n\nBest, 4fred"), &[&one]);
    check(&format!("{one}{other}"), &[&one, &other]);
    check(&format!("Ann: {one}\r\nBen: https://x.example/#/reply/{other}\r\nthanks"), &[&one, &other]);
    let wrapped: String =
        one.as_bytes().chunks(70).map(|own| std::str::from_utf8(own).unwrap()).collect::<Vec<_>>().join("\r\n> ");
    check(&format!("> {wrapped}\n> Regards"), &[&one]);
    let soft: String =
        one.as_bytes().chunks(75).map(|own| std::str::from_utf8(own).unwrap()).collect::<Vec<_>>().join("=\r\n");
    check(&soft, &[&one]);
    check(&reply::file(&one), &[&one]);
    check(&format!("https%3A%2F%2Fexample.org%2F%23%2Freply%2F{one}&data=05"), &[&one]);
    check(&invited(1, false).write(), &[]);
    check("4fr", &[]);
    check("no reply in here 4fr and 4fr. and 4frx", &[]);
    // An invitation is found beside replies, and they beside it.
    let invitation = invited(1, false).write();
    let both = format!("{one}\n{invitation}");
    check(&both, &[&one]);
    assert_eq!(letter::find(Kind::Invitation, &both), [invitation]);
    // What is cut off is handed out as such, and does not swallow the next one's beginning unnoticed.
    assert_eq!(letter::find(Kind::Reply, &one[..90]), [one[..90].to_owned()]);
}

#[test]
fn a_file_with_one_reply_or_many_is_known_as_such() {
    let (one, other) = (with_quick(1).reply(), with_quick(2).reply());
    let replies = |text: &str| match understand(text) {
        Ok(Content::Replies(own)) => own,
        Ok(_) => panic!("something else"),
        Err(error) => panic!("{error:?}"),
    };
    let file = reply::file(&one);
    assert!(file.lines().all(|line| line.len() <= 72) && file.ends_with('\n'));
    assert_eq!(replies(&file), std::slice::from_ref(&one));
    assert_eq!(replies(&format!("\u{feff}{file}\n{}", reply::file(&other))), [one.clone(), other]);
    assert!(replies(&one[..50]).len() == 1, "one that is cut off is told by name, too");
    // A note may quote one.
    let mut own = here(false);
    let stamp = own.next_stamp(ISSUER).unwrap();
    own.add(Fact::new(stamp, None, None, say("profile", &["avoidable-note"], text(&one))));
    let file = fourfold::exchange::file::write(&"0123456789abcdef".parse().unwrap(), &own);
    assert!(matches!(understand(&file), Ok(Content::Assessment(_))));
}

// ---- Damage and strangers --------------------------------------------------------------------------

#[test]
fn every_flipped_bit_and_every_missing_end_is_refused() {
    let own = with_quick(1).reply();
    for end in 0..own.len() {
        let why = reply::read(&own[..end]).unwrap_err();
        let expected = if end < 3 { LetterError::Foreign } else { LetterError::CutOff };
        assert_eq!(why, ReplyError::Letter(expected), "{end}");
    }
    let mut read = 0;
    for place in 0..own.len() {
        for bit in 0..8 {
            let mut bytes = own.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            assert!(reply::read(&changed).is_err(), "bit {bit} of {place} was not noticed");
            // Nor where it is looked for in what was pasted.
            assert!(letter::find(Kind::Reply, &changed).iter().all(|own| reply::read(own).is_err()));
            read += 1;
        }
    }
    assert!(read > 1_000, "{read}");
}

#[test]
fn each_refusal_has_its_name_and_changes_nothing() {
    let own = with_quick(1).reply();
    let here = here(false);
    refused(&here, "hello", &Refusal::Foreign);
    refused(&here, "", &Refusal::Foreign);
    refused(&here, &invited(1, false).write(), &Refusal::Foreign);
    refused(&here, &own.replacen("4fr1.", "4fr7.", 1), &Refusal::Newer(7));
    refused(&here, &own[..own.len() - 1], &Refusal::CutOff);
    let middle = own.len() / 2;
    let other = if &own[middle..=middle] == "A" { "B" } else { "A" };
    refused(&here, &[&own[..middle], other, &own[middle + 1..]].concat(), &Refusal::Damaged);
    refused(&here, &letter::write(Kind::Reply, "{\"batch\":3}"), &Refusal::Damaged);
    refused(&here, &letter::write(Kind::Reply, ""), &Refusal::Damaged);
    refused(&here, &letter_of(&[]), &Refusal::Damaged);
    let named = batch::write(Some("0123456789abcdef"), facts_of(&own).iter());
    refused(&here, &letter::write(Kind::Reply, &named), &Refusal::Damaged);
}

#[test]
fn a_small_text_that_would_unpack_to_a_flood_is_refused() {
    let here = here(false);
    // Deflate itself: a thousand to one.
    let bomb = letter::write(Kind::Reply, &"x".repeat(letter::MAX_BYTES + 1));
    assert!(bomb.len() < 10_000, "{}", bomb.len());
    refused(&here, &bomb, &Refusal::TooLarge);
    refused(&here, &["4fr1.", &"A".repeat(letter::MAX_CHARACTERS)].concat(), &Refusal::TooLarge);
    // The batch: a long word said again and again.
    let word = "x".repeat(8_000);
    let rows = ";,,,,,3,,,".repeat(9_000);
    let head = format!(
        "{{\"batch\":null,\"words\":[\"0000000000000001\",\"note\",\"{}\",\"{word}\",\"inc-w\",\"7-0000000000000001\"]",
        round()
    );
    let flood = format!("{head},\"rows\":\"1,+,,,+,3,2,4,5{rows}\",\"foreign\":[]}}");
    assert!(batch::read(&flood).is_err() && letter::write(Kind::Reply, &flood).len() < 5_000);
    refused(&here, &letter::write(Kind::Reply, &flood), &Refusal::Damaged);
    // Many small facts.
    let mut many = person(1);
    for number in 0..=MAX_FACTS {
        many.answer(&format!("q{number}"), "dont-know");
    }
    refused(&here, &many.reply(), &Refusal::TooLarge);
}

#[test]
fn what_is_not_its_senders_to_say_is_refused_whole() {
    let here = here(false);
    let own = with_quick(1);
    let facts = facts_of(&own.reply());
    let stamp = |counter| Stamp { counter, writer: own.writer };
    let check = |more: Fact| {
        let all: Vec<Fact> = facts.iter().cloned().chain([more]).collect();
        refused(&here, &letter_of(&all), &Refusal::Stranger);
    };
    let of = |statement| Fact::new(stamp(900), None, None, statement);
    let (mine, now) = (own.id().to_string(), round().to_string());
    check(of(say("answer", &[&now, "inc-w", "9-00000000000000aa"], text("level:5"))));
    check(of(say("respondent", &["9-00000000000000aa", "name"], text("x"))));
    check(of(say("profile", &["name"], text("x"))));
    check(of(say("agreed", &[&now, "inc-w"], text("5"))));
    check(of(say("reasoning", &[&now, "inc-w"], text("x"))));
    check(of(say("scope", &["inc"], Scalar::Bool(false))));
    check(of(say("undone", &[&stamp(3).to_string()], Scalar::Bool(true))));
    check(of(say("batch", &["0123456789abcdef"], Scalar::Bool(false))));
    check(of(say("invitation", &[&code(1).to_string(), "closed"], Scalar::Bool(false))));
    check(of(say("round", &[&now, "revealed"], Scalar::Bool(true))));
    check(of(say("respondent", &[&mine, "invitation"], text(&code(2).to_string()))));
    check(of(say("respondent", &[&mine, "invitation"], Scalar::Null)));
    // A counter after which nobody could go on counting.
    let far = Stamp { counter: fourfold::exchange::file::MAX_COUNTER + 1, writer: own.writer };
    check(Fact::new(far, None, None, say("answer", &[&now, "inc-w", &mine], text("level:5"))));
    // What this version does not know: a kind, a field, a value, a part of a record.
    for (kind, of, is, more) in [
        ("mood", format!("\"{now}\",\"{mine}\""), "\"good\"", ""),
        ("respondent", format!("\"{mine}\",\"shoe-size\""), "43", ""),
        ("answer", format!("\"{now}\",\"inc-w\",\"{mine}\""), "\"perhaps\"", ""),
        ("answer", format!("\"{now}\",\"inc-w\",\"{mine}\""), "\"level:3\"", ",\"colour\":1"),
    ] {
        let record = format!("{{\"kind\":\"{kind}\",\"of\":[{of}],\"is\":{is},\"stamp\":\"{}\"{more}}}", stamp(900));
        check(Fact::read(&record).unwrap());
    }
    // Nor is it one without an invitation.
    let without: Vec<Fact> = facts.iter().filter(|fact| !fact.write().contains("invitation")).cloned().collect();
    refused(&here, &letter_of(&without), &Refusal::Stranger);
}

#[test]
fn who_was_not_invited_or_is_somebody_else_is_refused() {
    let here = here(false);
    let unknown = Invitation { code: code(77), ..invited(1, false) };
    let mut own = Person::new(1, &unknown);
    own.answer("inc-w", "level:3");
    refused(&here, &own.reply(), &Refusal::Forged);
    // In the name of those who are here by no invitation: with a row of their own, or only with answers.
    for who in ["9-00000000000000aa", "9-00000000000000bb"] {
        let stamp = |counter| Stamp { counter, writer: WriterId(5) };
        let facts = [
            Fact::new(stamp(900), None, None, say("respondent", &[who, "invitation"], text(&code(1).to_string()))),
            Fact::new(stamp(901), None, None, say("answer", &[&round().to_string(), "inc-w", who], text("level:5"))),
        ];
        refused(&here, &letter_of(&facts), &Refusal::Forged);
    }
    // In the name of those who came by another invitation.
    let person = with_quick(1);
    let after = united(&here, &admit(&here, &[&person.reply()]));
    let mut other = facts_of(&person.reply());
    let stamp = Stamp { counter: 900, writer: WriterId(5) };
    let who = person.id().to_string();
    other.retain(|fact| !fact.write().contains("\"invitation\""));
    other.push(Fact::new(stamp, None, None, say("respondent", &[&who, "invitation"], text(&code(2).to_string()))));
    refused(&after, &letter_of(&other), &Refusal::Forged);
    // Where both come at once nobody can tell which is true, whatever their order.
    for texts in [[person.reply(), letter_of(&other)], [letter_of(&other), person.reply()]] {
        let own = admit(&here, &[&texts[0], &texts[1]]);
        assert!(own.facts.is_empty() && own.refused == 2 && own.people == 0);
        assert!(own.lines.iter().all(|line| line.outcome == Err(Refusal::Forged)));
    }
    // In another round than they are invited to.
    let mut own = with_quick(1);
    own.say([Statement::from(
        InvitationField::Round(Some(RoundId(Stamp { counter: 1, writer: WriterId(0) }))).of(code(1)),
    )]);
    own.beside("answer", RoundId(Stamp { counter: 1, writer: WriterId(0) }), "inc-w", text("level:3"));
    refused(&here, &own.reply(), &Refusal::OtherRound);
}

// ---- Admission ---------------------------------------------------------------------------------------

#[test]
fn of_each_reply_it_is_told_whether_it_is_new_changes_something_or_nothing() {
    let here = here(false);
    let mut own = with_quick(1);
    own.say([say("respondent", &[&own.id().to_string(), "name"], text("Ann"))]);
    let first = own.reply();
    let told = taken(&here, &first);
    assert!(told.is_new && told.changes == 24 && !told.brings_nothing && !told.is_late && !told.is_of_earlier_round);
    assert_eq!((told.name.as_deref(), told.respondent, told.invitation), (Some("Ann"), own.id(), code(1)));
    let after = united(&here, &admit(&here, &[&first]));
    let again = taken(&after, &first);
    assert!(!again.is_new && again.changes == 0 && again.brings_nothing);

    own.answer("inc-w", "not-applicable:gone");
    own.beside("note", round(), "inc-w", text("because"));
    own.beside("note", round(), "prb-w", text("so"));
    let second = admit(&after, &[&own.reply()]);
    assert_eq!((second.people, second.changed, second.refused), (0, 1, 0));
    let told = second.lines[0].outcome.as_ref().unwrap();
    assert!(!told.is_new && told.changes == 2 && !told.brings_nothing, "{told:?}");
    let last = united(&after, &second);
    assert_eq!(
        last.assessment().said[&round()][&"inc-w".parse::<QuestionId>().unwrap()].answers[&own.id()],
        Answer::NotApplicable("gone".into())
    );
    // The reply from before comes late to that, and changes nothing.
    let told = taken(&last, &first);
    assert!(told.changes == 0 && told.brings_nothing);
    assert_eq!(united(&last, &admit(&last, &[&first])), last);
}

#[test]
fn a_late_reply_counts_and_is_marked() {
    let here = here(false);
    let reply = |number| {
        let mut own = Person::new(5, &invited(number, false));
        let round = invited(number, false).round;
        own.beside("answer", round, "inc-w", text("level:3"));
        own.reply()
    };
    let marks = |number| {
        let own = taken(&here, &reply(number));
        (own.is_late, own.is_of_earlier_round, own.changes)
    };
    assert_eq!(marks(1), (false, false, 1));
    assert_eq!(marks(2), (true, false, 1));
    assert_eq!(marks(3), (false, true, 1));
}

#[test]
fn what_the_questionnaire_no_longer_asks_is_left_out_and_told() {
    let here = here(false);
    let mut own = person(1);
    own.answer("gone-b", "level:3");
    own.answer("gone-a", "level:3");
    own.beside("note", round(), "gone-a", text("x"));
    let gone = ["gone-a", "gone-b"].map(|id| id.parse::<QuestionId>().unwrap());
    refused(&here, &own.reply(), &Refusal::Outdated(gone.to_vec()));
    own.answer("prb-w", "level:3");
    let admitted = admit(&here, &[&own.reply()]);
    let told = admitted.lines[0].outcome.as_ref().unwrap();
    assert_eq!((told.changes, &told.unknown[..]), (1, &gone[..]));
    assert!(admitted.facts.iter().all(|fact| !fact.write().contains("gone")));
    // A level the scale does not have.
    own.answer("inc-w", "level:99");
    assert_eq!(taken(&here, &own.reply()).unknown.len(), 3);
    // The same again from somebody who is known by now is still outdated where nothing of it is known.
    let after = united(&here, &admitted);
    let mut only = person(1);
    only.answer("gone-b", "level:1");
    refused(&after, &only.reply(), &Refusal::Outdated(vec![gone[1].clone()]));
}

#[test]
fn an_earlier_import_that_is_taken_out_takes_nobody_along_who_came_again() {
    let here = here(false);
    let mut own = with_quick(1);
    let first = admit(&here, &[&own.reply()]);
    let after = united(&here, &first);
    own.answer("inc-w", "dont-know");
    let second = admit(&after, &[&own.reply()]);
    assert!(second.facts.len() < 4, "what is here does not come twice");
    // Without the first import the person is still one who was invited, and can reply again.
    let without = united(&here, &second);
    assert_eq!(without.assessment().respondents[&own.id()].invitation, Some(code(1)));
    assert_eq!(taken(&without, &own.reply()).changes, 23);
}

#[test]
fn in_any_order_and_twice_over_the_same_facts_come_together() {
    let rules = ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
    let questions = asked("quick");
    let replies = proptest::collection::vec((1..9_u64, 1..4_u64, 1..24_usize, 0..4_usize), 1..12);
    proptest!(rules, |(replies in replies, turn in any::<prop::sample::Index>())| {
        let here = here(false);
        let letters: Vec<String> = replies.iter().map(|(who, by, count, again)| {
            let invitation = invited(*by, false);
            let mut own = Person::new(*who, &invitation);
            for question in &questions[..*count] {
                own.beside("answer", invitation.round, question, text("level:2"));
            }
            for question in &questions[..*again] {
                own.beside("answer", invitation.round, question, text("level:4"));
            }
            own.reply()
        }).collect();
        let mut texts: Vec<&str> = letters.iter().map(String::as_str).chain(["nothing", &letters[0][..40]]).collect();
        let first = admit(&here, &texts);
        texts.rotate_left(turn.index(letters.len()));
        let turned = admit(&here, &texts);
        texts.reverse();
        let twice: Vec<&str> = texts.iter().chain(&texts).copied().collect();
        let twice = admit(&here, &twice);
        for other in [&turned, &twice] {
            prop_assert_eq!(&other.facts, &first.facts);
            prop_assert_eq!((other.people, other.changed), (first.people, first.changed));
        }
        prop_assert_eq!(turned.refused, first.refused);
        let key = |own: &Admitted| {
            let mut all: Vec<String> = own.lines.iter().map(|line| format!("{:?}", line.outcome)).collect();
            all.sort();
            all
        };
        prop_assert_eq!(key(&turned), key(&first));
        // One after another, each beside what came before, makes the same assessment as all at once, but for those who
        // came by two invitations.
        let mut one_by_one = here.clone();
        for text in texts.iter().rev().filter(|text| first.lines.iter().zip(&letters).any(|(line, own)| own == *text && line.outcome.is_ok())) {
            one_by_one = united(&one_by_one, &admit(&one_by_one, &[text]));
        }
        prop_assert_eq!(one_by_one, united(&here, &first));
    });
}

#[test]
fn lines_come_in_the_order_of_the_texts_with_where_each_stood() {
    let (one, other) = (with_quick(1).reply(), with_quick(2).reply());
    let pasted = format!("{one}\n{}\n{other}", &one[..60]);
    let own = admit(&here(false), &["nothing", &pasted, &one]);
    let told: Vec<_> = own.lines.iter().map(|line| (&*line.source, line.place, line.outcome.is_ok())).collect();
    let expected =
        [("0.txt", 1, false), ("1.txt", 1, true), ("1.txt", 2, false), ("1.txt", 3, true), ("2.txt", 1, true)];
    assert_eq!(told, expected);
    assert_eq!((own.people, own.changed, own.refused), (2, 0, 2));
}

#[test]
fn more_than_a_file_could_hold_is_told_before_anything_is_taken_over() {
    let mut own = here(false);
    assert!(!admit(&own, &[&with_quick(1).reply()]).is_too_much);
    let statement = say("profile", &["name"], text("x"));
    let stamps = (1_000..).map(|counter| Stamp { counter, writer: ISSUER });
    let many = fourfold::exchange::file::MAX_FACTS - own.len() - 20;
    own.extend(stamps.take(many).map(|stamp| Fact::new(stamp, None, None, statement.clone())));
    assert!(admit(&own, &[&with_quick(1).reply()]).is_too_much);
}
