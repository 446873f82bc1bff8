//! An invitation says everything somebody needs who answers elsewhere, in a text short enough for a link, and nothing of
//! what others said.

use crate::support::{built_in, round};
use fourfold::exchange::invitation::{Invitation, InvitationError};
use fourfold::exchange::letter::{self, Kind, LetterError};
use fourfold::model::{
    AssessmentId, Fact, Facts, InvitationField, InvitationId, ProcessId, RespondentId, Role, Scalar, Stamp, Statement,
    WriterId,
};
use proptest::prelude::*;

const ISSUER: WriterId = WriterId(0x9f3a_77d0_1c2b_4e55);

fn code() -> InvitationId {
    InvitationId(Stamp { counter: 231, writer: ISSUER })
}

fn me() -> RespondentId {
    RespondentId(Stamp { counter: 7, writer: WriterId(0x0123_4567_89ab_cdef) })
}

fn text(text: &str) -> Scalar {
    Scalar::Text(text.into())
}

fn say(kind: &str, of: &[&str], is: Scalar) -> Statement {
    Statement::read(kind, of, &is).unwrap_or_else(|| panic!("{kind} {of:?} {is:?}"))
}

fn facts(statements: impl IntoIterator<Item = Statement>) -> Facts {
    let stamps = (300..).map(|counter| Stamp { counter, writer: ISSUER });
    stamps.zip(statements).map(|(stamp, own)| Fact::new(stamp, Some(9), Some(me()), own)).collect()
}

/// What the one who invites has said.
fn issued(is_anonymous: bool) -> Facts {
    let invitation = |field: InvitationField| Statement::from(field.of(code()));
    facts([
        say("profile", &["pack"], text(&built_in().name())),
        say("profile", &["size"], text("quick")),
        say("profile", &["name"], text("Harbour IT, confidential")),
        say("profile", &["anonymous"], Scalar::Bool(is_anonymous)),
        say("round", &[&round().to_string(), "label"], text("2026")),
        say("scope", &["fin"], Scalar::Bool(false)),
        say("scope", &["inc"], Scalar::Bool(true)),
        say("scope", &["cap"], Scalar::Bool(false)),
        say("answer", &[&round().to_string(), "inc-w", &me().to_string()], text("level:4")),
        invitation(InvitationField::Label(Some("Service desk, spring".into()))),
        invitation(InvitationField::Role(Some(Role::Staff))),
        invitation(InvitationField::Round(Some(round()))),
    ])
}

fn invitation() -> Invitation {
    Invitation::of(&issued(true).assessment(), code()).unwrap()
}

#[test]
fn an_invitation_says_what_is_asked_of_whom_and_in_which_round() {
    let own = invitation();
    let process = |id: &str| id.parse::<ProcessId>().unwrap();
    assert_eq!((own.code, own.round), (code(), round()));
    assert_eq!((&*own.pack, &*own.size), (&*built_in().name(), "quick"));
    assert_eq!(own.without, [process("cap"), process("fin")]);
    assert_eq!((own.role, &*own.label, own.anonymous), (Some(Role::Staff), "Service desk, spring", true));
    assert!(!Invitation::of(&issued(false).assessment(), code()).unwrap().anonymous);
}

#[test]
fn what_was_never_issued_is_no_invitation() {
    let other = InvitationId(Stamp { counter: 232, writer: ISSUER });
    assert_eq!(Invitation::of(&issued(true).assessment(), other), None);
    let without_round = facts([
        say("profile", &["pack"], text("p@1#0")),
        say("profile", &["size"], text("quick")),
        Statement::from(InvitationField::Label(Some("x".into())).of(code())),
    ]);
    assert_eq!(Invitation::of(&without_round.assessment(), code()), None);
}

#[test]
fn it_comes_back_from_its_letter_as_it_was() {
    let rules = ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() };
    let word = any::<String>();
    let of = (any::<u64>(), 1..=Stamp::MAX_COUNTER, word, 0..5_usize, any::<bool>(), 0..30_u32);
    proptest!(rules, |((writer, counter, label, role, anonymous, out) in of)| {
        let own = Invitation {
            code: InvitationId(Stamp { counter, writer: WriterId(writer) }),
            role: Role::ALL.get(role).copied(),
            label: label.into(),
            anonymous,
            without: (0..out).map(|own| format!("p{own}").parse().unwrap()).collect(),
            ..invitation()
        };
        prop_assert_eq!(Invitation::read(&own.write()), Ok(own));
    });
}

#[test]
fn it_tells_nothing_that_was_said_and_fits_into_a_link() {
    let letter = invitation().write();
    let content = letter::read(Kind::Invitation, &letter).unwrap();
    for word in ["confidential", "level", "2026", &me().to_string()] {
        assert!(!content.contains(word), "{word} stands in {content}");
    }
    assert!(letter.len() < 240, "{} characters", letter.len());
    assert!(letter.bytes().all(|own| own.is_ascii_alphanumeric() || b"-_.".contains(&own)), "{letter}");
    assert!(letter.ends_with(|own: char| own.is_ascii_alphanumeric()));
}

#[test]
fn what_answers_it_begins_with_all_that_is_asked_in_the_same_round() {
    let own = facts(invitation().beginning(me())).assessment();
    let from = issued(true).assessment();
    assert_eq!((&own.profile.pack, &own.profile.size), (&from.profile.pack, &from.profile.size));
    assert_eq!(own.profile.name.as_deref(), Some("Service desk, spring"));
    assert!(own.is_anonymous());
    assert_eq!(own.latest_round(), Some(round()));
    assert!(!own.in_scope(&"fin".parse().unwrap()) && own.in_scope(&"inc".parse().unwrap()));
    let person = &own.respondents[&me()];
    assert_eq!((person.role, person.invitation, person.name.as_deref()), (Some(Role::Staff), Some(code()), None));
    let pack = built_in();
    let asked = |own| pack.within("quick", own).collect::<Vec<_>>();
    assert_eq!(asked(&own), asked(&from));
}

#[test]
fn the_same_link_leads_to_the_same_assessment_and_never_to_the_one_it_came_from() {
    let id = invitation().assessment().unwrap();
    assert_eq!(Invitation::read(&invitation().write()).unwrap().assessment(), Some(id.clone()));
    let other = Invitation { code: InvitationId(Stamp { counter: 232, writer: ISSUER }), ..invitation() };
    assert_ne!(other.assessment().unwrap(), id);
    // Assessments that begin here are sixteen hexadecimal digits.
    assert!(id.as_str().len() != 16 && id.is_invited());
    for own in ["0123456789abcdef", "invited", "new"] {
        assert!(!own.parse::<AssessmentId>().unwrap().is_invited(), "{own}");
    }
    let longest = InvitationId(Stamp { counter: Stamp::MAX_COUNTER, writer: WriterId(u64::MAX) });
    assert!(Invitation { code: longest, ..invitation() }.assessment().is_some());
    let address = format!("/{id}/assess");
    assert_eq!(crate::route::Route::parse(&address).assessment, Some(id));
}

#[test]
fn what_is_no_invitation_is_refused_by_name() {
    let letter = invitation().write();
    let letter_error = |text: &str| match Invitation::read(text) {
        Err(InvitationError::Letter(error)) => error,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(letter_error("hello"), LetterError::Foreign);
    assert_eq!(letter_error(&letter::write(Kind::Reply, "{}")), LetterError::Foreign);
    assert_eq!(letter_error(&letter.replacen("4fi1.", "4fi2.", 1)), LetterError::Newer(2));
    for end in 4..letter.len() {
        assert_eq!(letter_error(&letter[..end]), LetterError::CutOff, "{end}");
    }
    let with = |content: &str| Invitation::read(&letter::write(Kind::Invitation, content)).unwrap_err();
    let stamp = code().to_string();
    assert_eq!(with("[]"), InvitationError::Part("code"));
    assert_eq!(with(&format!("{{\"code\":\"{stamp}\"}}")), InvitationError::Part("round"));
    let whole = format!("{{\"code\":\"{stamp}\",\"round\":\"{stamp}\",\"pack\":\"p\",\"size\":\"s\"");
    assert_eq!(with(&format!("{whole},\"role\":\"boss\"}}")), InvitationError::Part("role"));
    assert_eq!(with(&format!("{whole},\"without\":\"inc\"}}")), InvitationError::Part("without"));
    assert_eq!(with(&format!("{whole},\"without\":[\"in c\"]}}")), InvitationError::Part("without"));
    assert_eq!(with(&format!("{whole},\"anonymous\":1}}")), InvitationError::Part("anonymous"));
    assert_eq!(with(&format!("{whole},\"label\":\"{}\"}}", "x".repeat(8_001))), InvitationError::Part("label"));
    // A key of a later version is passed over: who invites may say more one day.
    let later = format!("{whole},\"until\":\"2027-01-01\"}}");
    assert!(Invitation::read(&letter::write(Kind::Invitation, &later)).is_ok());
}
