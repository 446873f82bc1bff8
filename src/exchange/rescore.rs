//! A file scored without a screen: which pack, which round, which size and which day, as the file
//! states them or as somebody wants them, and what is wrong where that does not go together.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::file::{self, FileError};
use crate::model::json::Json;
use crate::model::pack::{Pack, PackError, read_one_file};
use crate::model::{Assessment, AssessmentId, RoundId};
use crate::score::{Results, Settings, score};

/// What is wanted other than the file states it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Wanted {
    /// A round, by its id or its label; else the one that was begun last.
    pub round: Option<String>,
    /// The id of a size; else the one the file states, or the pack's smallest.
    pub size: Option<String>,
    /// The day the results speak of; else that of the round.
    pub date: Option<NaiveDate>,
}

/// An assessment with everything that follows from it.
#[derive(Clone, PartialEq, Debug)]
pub struct Scored {
    /// Its id.
    pub id: AssessmentId,
    /// What it says.
    pub assessment: Assessment,
    /// The pack it was scored by.
    pub pack: Pack,
    /// How it was scored.
    pub settings: Settings,
    /// What follows.
    pub results: Results,
}

impl Scored {
    /// Scores an assessment.
    pub fn new(id: AssessmentId, assessment: Assessment, pack: Pack, settings: Settings) -> Self {
        let results = score(&pack, &assessment, &settings);
        Self { id, assessment, pack, settings, results }
    }
}

/// How facts name a pack: `id@version#fingerprint`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackName {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its structure, in hexadecimal.
    pub fingerprint: String,
}

impl FromStr for PackName {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (id, rest) = text.split_once('@').ok_or(())?;
        let (version, fingerprint) = rest.rsplit_once('#').ok_or(())?;
        // They become names of folders, so they may not lead anywhere else.
        let plain = |part: &str| {
            let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            !part.is_empty() && part.chars().all(known) && !part.contains("..")
        };
        let name = [id, version, fingerprint].map(str::to_owned);
        let [id, version, fingerprint] = name;
        let all = plain(&id) && plain(&version) && plain(&fingerprint);
        if all { Ok(Self { id, version, fingerprint }) } else { Err(()) }
    }
}

impl fmt::Display for PackName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}#{}", self.id, self.version, self.fingerprint)
    }
}

/// The text of a pack, and where it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundPack {
    /// Where, in words for people.
    pub place: String,
    /// Its structure file, or the pack in one file.
    pub text: String,
}

/// Why a file cannot be scored: what is wrong, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RescoreError {
    /// It is no assessment file, or a damaged one.
    File(FileError),
    /// It was never asked anything, because it names no pack.
    NoPack,
    /// What it names is no name of a pack.
    PackName(String),
    /// The pack is not there: its name, and what was said where it was looked for.
    PackNotFound(String, String),
    /// What was found is no pack: where, and what is wrong with it.
    PackUnreadable(String, PackError),
    /// What was found is another pack: where, the name in the file, and that of the pack.
    OtherPack(String, String, String),
    /// It has no round yet.
    NoRound,
    /// No round has this id or label: what was wanted, and what there is.
    UnknownRound(String, Vec<String>),
    /// Several rounds have this label: the label, and their ids.
    ManyRounds(String, Vec<String>),
    /// The pack has no such size: what was wanted, and what there is.
    UnknownSize(String, Vec<String>),
}

impl fmt::Display for RescoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(FileError::Foreign) => {
                f.write_str("this is not an assessment file; export one from Fourfold, it ends in .fourfold.json")
            }
            Self::File(error @ FileError::NotJson(..)) => {
                write!(f, "this is not an assessment file, or a damaged one: {error}; export it again")
            }
            Self::File(error @ (FileError::Damaged | FileError::Fact(..) | FileError::Envelope(_))) => {
                write!(f, "the file is damaged: {error}; nothing of it was used, export it again")
            }
            Self::File(FileError::Newer(format)) => {
                write!(f, "the file was written by a newer Fourfold (format {format}); use one at least as new")
            }
            Self::File(error) => write!(f, "the file cannot be read: {error}"),
            Self::NoPack => f.write_str("the file names no pack, so nothing was asked in it; choose a size in the app"),
            Self::PackName(name) => {
                write!(f, "the file names its pack \"{name}\", which is not of the form id@version#fingerprint")
            }
            Self::PackNotFound(name, why) => {
                write!(f, "the pack {name} that the file names was not found: {why}; say where it is with --pack")
            }
            Self::PackUnreadable(place, error) => {
                write!(f, "{place} is not a pack: {error}; give another one with --pack")
            }
            Self::OtherPack(place, named, found) => write!(
                f,
                "the file was answered on the pack {named}, and {place} is {found}; \
                 questions or weights may differ, so give the one that was answered with --pack"
            ),
            Self::NoRound => f.write_str("the file has no round yet, so there is nothing to score"),
            Self::UnknownRound(wanted, there) => {
                write!(f, "there is no round \"{wanted}\"; the rounds are {}", there.join(", "))
            }
            Self::ManyRounds(label, ids) => {
                write!(f, "{} rounds are called \"{label}\"; name one by its id: {}", ids.len(), ids.join(", "))
            }
            Self::UnknownSize(wanted, there) => {
                write!(f, "the pack has no size \"{wanted}\"; its sizes are {}", there.join(", "))
            }
        }
    }
}

impl std::error::Error for RescoreError {}

/// Reads a file and scores it. `find` answers with the pack of this name, or says where it was looked
/// for in vain.
///
/// # Errors
/// The first thing that is wrong; nothing is scored then.
pub fn rescore(
    text: &str,
    wanted: &Wanted,
    find: impl FnOnce(&PackName) -> Result<FoundPack, String>,
) -> Result<Scored, RescoreError> {
    let incoming = file::read(text).map_err(RescoreError::File)?;
    let assessment = incoming.facts.assessment();
    let pack = pack(&assessment, find)?;
    let round = round(&assessment, wanted.round.as_deref())?;
    let mut settings = Settings::of(&assessment, &pack, round);
    if let Some(size) = &wanted.size {
        let sizes: Vec<String> = pack.structure.sizes.iter().map(|own| own.id.to_string()).collect();
        if !sizes.contains(size) {
            return Err(RescoreError::UnknownSize(size.clone(), sizes));
        }
        settings.size.clone_from(size);
    }
    settings.as_of = wanted.date.or(settings.as_of);
    Ok(Scored::new(incoming.assessment, assessment, pack, settings))
}

/// The pack the file names, and no other: its fingerprint has to be the same.
fn pack(
    assessment: &Assessment,
    find: impl FnOnce(&PackName) -> Result<FoundPack, String>,
) -> Result<Pack, RescoreError> {
    let named = assessment.profile.pack.as_deref().ok_or(RescoreError::NoPack)?;
    let name: PackName = named.parse().map_err(|()| RescoreError::PackName(named.to_owned()))?;
    let FoundPack { place, text } = find(&name).map_err(|why| RescoreError::PackNotFound(name.to_string(), why))?;
    match read_pack(&text) {
        Ok(pack) if pack.name() == named => Ok(pack),
        Ok(other) => Err(RescoreError::OtherPack(place, name.to_string(), other.name())),
        Err(error) => Err(RescoreError::PackUnreadable(place, error)),
    }
}

/// A pack by its structure file, or in one file.
fn read_pack(text: &str) -> Result<Pack, PackError> {
    let in_one_file = Json::outline(text, 2).is_ok_and(|json| json.root().get("structure").is_some());
    if in_one_file { read_one_file(text).map(|(pack, _)| pack) } else { Pack::read(text) }
}

fn round(assessment: &Assessment, wanted: Option<&str>) -> Result<RoundId, RescoreError> {
    let Some(wanted) = wanted else { return assessment.latest_round().ok_or(RescoreError::NoRound) };
    let called = |own: RoundId| assessment.rounds.get(&own).and_then(|round| round.label.as_deref());
    let found: Vec<RoundId> = match wanted.parse() {
        Ok(id) if assessment.rounds.contains_key(&id) => vec![id],
        _ => assessment.rounds.keys().copied().filter(|own| called(*own) == Some(wanted)).collect(),
    };
    match *found {
        [one] => Ok(one),
        [] if assessment.rounds.is_empty() => Err(RescoreError::NoRound),
        [] => {
            let name = |own: &RoundId| called(*own).map_or_else(|| own.to_string(), |label| format!("{label} ({own})"));
            Err(RescoreError::UnknownRound(wanted.to_owned(), assessment.rounds.keys().map(name).collect()))
        }
        _ => Err(RescoreError::ManyRounds(wanted.to_owned(), found.iter().map(RoundId::to_string).collect())),
    }
}
