//! A file to keep: made, read back, held against what is here and scored, and only then handed out.

use leptos::prelude::*;

use super::sealing::{seal, unseal};
use crate::browser::{clock, fetch, file, last_backup};
use crate::exchange::age::{Age, Last, is_due};
use crate::exchange::backup::{self, Backup};
use crate::exchange::content::{Content, understand};
use crate::exchange::file::{Brought, Incoming};
use crate::exchange::proof::{Flaw, Proof, prove};
use crate::locale::fill;
use crate::model::pack::Pack;
use crate::model::{AssessmentId, iso_date};
use crate::store::shelf::{self, Unavailable};
use crate::ui::more_words;
use crate::ui::session::{BUILT_IN, PACK, Session};

/// What a file is made of.
#[derive(Clone, PartialEq)]
pub enum What {
    Everything,
    One(AssessmentId),
}

/// A file that was proven.
#[derive(Clone, PartialEq)]
pub struct Kept {
    pub name: String,
    pub text: String,
    pub proof: Proof,
    pub sealed: bool,
    /// Someone's own packs that cannot be read here, and so are not in it.
    pub packs_left_out: usize,
}

impl Kept {
    /// Hands it to the person.
    pub fn save(&self) {
        file::download(&self.name, &self.text);
    }
}

/// Makes a file of an assessment or of everything, and proves it.
///
/// # Errors
/// Why there is none, and what to do, in words for the person.
pub async fn make(session: Session, what: What, passphrase: Option<String>) -> Result<Kept, &'static str> {
    let w = &more_words().backup;
    let (here, plain, packs_left_out) = untrack(|| gathered(session, &what)).ok_or(w.not_made)?;
    let text = match &passphrase {
        Some(passphrase) => seal(&plain, passphrase).await.ok_or(w.no_ciphers)?,
        None => plain,
    };
    let opened = match &passphrase {
        Some(passphrase) => {
            let Ok(Content::Sealed(sealed)) = understand(&text) else { return Err(w.flaw_unreadable) };
            Some(unseal(&sealed, passphrase).await.map_err(|_| w.flaw_unreadable)?)
        }
        None => None,
    };
    let built_in = built_in(session).await;
    let proof = prove(&here, opened.as_ref().unwrap_or(&text), built_in.as_ref()).map_err(|flaw| match flaw {
        Flaw::Unreadable => w.flaw_unreadable,
        Flaw::Facts | Flaw::Packs => w.flaw_facts,
        Flaw::Results(_) => w.flaw_results,
    })?;
    let name = untrack(|| file_name(session, &what, passphrase.is_some()));
    Ok(Kept { name, text, proof, sealed: passphrase.is_some(), packs_left_out })
}

/// What is to be kept, its text, and how many packs cannot be.
fn gathered(session: Session, what: &What) -> Option<(Backup, String, usize)> {
    let find =
        |name: &str| session.with_storage(|storage| shelf::find(storage, name)).unwrap_or(Err(Unavailable::Unknown));
    let brought = |name: &str| find(name).map(|text| Brought { name: name.to_owned(), text });
    match what {
        What::Everything => {
            let ids = session.entries().into_iter().map(|own| own.id);
            let files =
                ids.filter_map(|id| Some(Incoming { facts: session.facts_of(&id)?, assessment: id, pack: None }));
            let packs: Vec<_> = session.kept_packs().into_iter().map(|own| brought(&own.name)).collect();
            let left_out = packs.iter().filter(|own| own.is_err()).count();
            let here = Backup::of(files.collect(), packs.into_iter().flatten().collect());
            let text = backup::write(&here);
            Some((here, text, left_out))
        }
        What::One(id) => {
            let facts = session.facts_of(id)?;
            let asked = facts.assessment().profile.pack.filter(|name| name.split('@').next() != Some(BUILT_IN));
            let pack = asked.as_deref().map(brought);
            let left_out = usize::from(matches!(pack, Some(Err(Unavailable::Damaged(_) | Unavailable::Fault(_)))));
            let pack = pack.and_then(Result::ok);
            let text = session.file(id)?;
            Some((Backup::of(vec![Incoming { assessment: id.clone(), facts, pack }], Vec::new()), text, left_out))
        }
    }
}

/// The built-in pack: the one that is asked, or fetched once more.
async fn built_in(session: Session) -> Option<Pack> {
    let asked = untrack(|| session.asked()).filter(|own| own.pack.structure.id.as_str() == BUILT_IN);
    match asked {
        Some(asked) => Some(asked.pack.clone()),
        None => Pack::read(&fetch::text(&[PACK, "structure.json"].concat()).await.ok()?).ok(),
    }
}

fn file_name(session: Session, what: &What, sealed: bool) -> String {
    let slug = match what {
        What::Everything => format!("fourfold-{}", clock::today().map(iso_date).unwrap_or_default()),
        What::One(id) => slug(&session.assessment_of(id).and_then(|own| own.profile.name).unwrap_or_default()),
    };
    let end = match (sealed, what) {
        (true, _) => ".sealed",
        (false, What::Everything) => ".backup",
        (false, What::One(_)) => "",
    };
    format!("{slug}.fourfold{end}.json")
}

/// A name as the beginning of a file name.
pub fn slug(name: &str) -> String {
    // Letters of other scripts stay as they are: tables of them would be fetched by everyone.
    let letters = |c: char| if c.is_ascii_alphanumeric() || !c.is_ascii() { c } else { '-' };
    let slug: String = name.to_ascii_lowercase().chars().map(letters).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "assessment".to_owned() } else { slug }
}

/// Notes a file with so many facts as the last backup, where it holds all that is here: what was made of everything, the only assessment,
/// or what was just restored into an empty browser.
pub fn note(session: Session, facts: usize) {
    if facts == untrack(|| session.fact_count()) {
        last_backup::keep(&Last { at: clock::now(), facts }.write());
        session.look_again();
    }
}

/// How far the last backup is behind; nothing where there was none.
pub fn age(session: Session) -> Option<Age> {
    let facts = session.fact_count();
    Some(Last::read(&last_backup::stored()?)?.age(clock::now(), facts))
}

/// How many days old it is, in a few words.
pub fn age_in_short(session: Session) -> String {
    let w = &more_words().backup;
    match age(session).map(|age| age.days) {
        None => w.short_none.to_owned(),
        Some(0) => w.short_fresh.to_owned(),
        Some(1) => w.short_one_day.to_owned(),
        Some(days) => fill(w.short_days, &[&days.to_string()]),
    }
}

/// The same in full, with what was changed since.
pub fn age_text(session: Session) -> String {
    let w = &more_words().backup;
    let Some(age) = age(session) else { return w.none.to_owned() };
    let days = match age.days {
        0 => w.fresh.to_owned(),
        1 => w.one_day.to_owned(),
        days => fill(w.days, &[&days.to_string()]),
    };
    let changes = match age.changes {
        0 => w.no_change.to_owned(),
        1 => w.one_change.to_owned(),
        changes => fill(w.changes, &[&changes.to_string()]),
    };
    fill(w.age, &[&days, &changes])
}

/// Whether to remind of a backup.
pub fn backup_is_due(session: Session) -> bool {
    is_due(age(session), session.answers_stated())
}

/// "2 assessments", "53 facts".
pub fn counted(assessments: usize, facts: usize) -> [String; 2] {
    let w = &more_words().backup;
    let count = |one: &str, many: &str, count: usize| match count {
        1 => one.to_owned(),
        _ => fill(many, &[&count.to_string()]),
    };
    [count(w.one_assessment, w.assessments, assessments), count(w.one_fact, w.facts, facts)]
}
