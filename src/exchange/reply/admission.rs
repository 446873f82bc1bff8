//! Taking over many replies at once: each is held against the invitations of the assessment, and is admitted or refused by
//! name. What is admitted comes together as one set of facts, so that one import takes it over and one step takes it back.
//! The order of the texts changes nothing but the order of the lines that tell of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{ReplyError, read, whose};
use crate::exchange::file;
use crate::exchange::letter::{self, Kind, LetterError};
use crate::model::pack::Pack;
use crate::model::{
    Answer, Fact, Facts, Invitation, InvitationId, OptionId, QuestionId, RespondentField, RespondentId, RoundId,
    Statement, Table, Text,
};

/// How many replies one step works on.
const AT_ONCE: usize = 8;

/// Why a reply is refused. Nothing of it is taken over then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// No reply, or none in the whole text.
    Foreign,
    /// Written by a newer version, with its format.
    Newer(u32),
    /// Its end is missing.
    CutOff,
    /// Changed after it was written.
    Damaged,
    /// Larger than any reply.
    TooLarge,
    /// It says something that is not its sender's to say.
    Stranger,
    /// This assessment has not issued its invitation, or the person came here in another way.
    Forged,
    /// It answers in a round that its invitation does not ask about.
    OtherRound,
    /// The questionnaire has none of the questions it answers, which are these.
    Outdated(Vec<QuestionId>),
}

impl From<ReplyError> for Refusal {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::Letter(LetterError::Foreign) => Self::Foreign,
            ReplyError::Letter(LetterError::Newer(format)) => Self::Newer(format),
            ReplyError::Letter(LetterError::CutOff) => Self::CutOff,
            ReplyError::Letter(LetterError::TooLarge) => Self::TooLarge,
            ReplyError::Letter(LetterError::Damaged) | ReplyError::Malformed(_) => Self::Damaged,
            ReplyError::Stranger => Self::Stranger,
        }
    }
}

/// What an admitted reply brings.
#[derive(Clone, PartialEq, Debug)]
pub struct Taken {
    /// Who replied.
    pub respondent: RespondentId,
    /// The name or code they gave, where replies are not anonymous.
    pub name: Option<Text>,
    /// By which invitation.
    pub invitation: InvitationId,
    /// Whether nothing was here of this person.
    pub is_new: bool,
    /// To how many questions it says something that is not said here yet.
    pub changes: usize,
    /// Whether all of it is here already, or newer.
    pub brings_nothing: bool,
    /// Questions the questionnaire no longer has, or has with other options: what it says to them is left out.
    pub unknown: Vec<QuestionId>,
    /// Whether the invitation was closed before it came. It counts all the same.
    pub is_late: bool,
    /// Whether a later round was begun since. It counts in its own.
    pub is_of_earlier_round: bool,
}

/// What became of one reply.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Where it stood: the name of a file, or what was given for it.
    pub source: String,
    /// Which reply of that source, from 1.
    pub place: usize,
    /// What it brings, or why it is refused.
    pub outcome: Result<Taken, Refusal>,
}

/// What became of all of them.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Admitted {
    /// What is not here yet, of all that was admitted.
    pub facts: Facts,
    /// A line for each reply, in the order of the texts.
    pub lines: Vec<Line>,
    /// How many people replied of whom nothing was here.
    pub people: usize,
    /// How many of those who were here changed something.
    pub changed: usize,
    /// How many replies were refused.
    pub refused: usize,
    /// Whether the assessment would have more facts with these than its file may have.
    pub is_too_much: bool,
}

/// A letter that waits.
struct Waiting {
    source: String,
    place: usize,
    letter: Option<String>,
}

/// A reply with the facts it may bring.
struct Judged {
    source: String,
    place: usize,
    outcome: Result<(Taken, Vec<Fact>), Refusal>,
}

/// The work of taking over replies, as far as it has come.
pub struct Admission {
    here: Facts,
    invitations: Table<InvitationId, Invitation>,
    latest: Option<RoundId>,
    people: BTreeMap<RespondentId, Option<InvitationId>>,
    is_anonymous: bool,
    questions: BTreeSet<QuestionId>,
    options: BTreeSet<OptionId>,
    waiting: std::vec::IntoIter<Waiting>,
    judged: Vec<Judged>,
    /// The invitations under which each person came in this time.
    came_by: BTreeMap<RespondentId, BTreeSet<InvitationId>>,
    count: usize,
}

impl Admission {
    /// Begins to take over what stands in these texts, each with the name of its source, beside the facts of an assessment
    /// that asks this pack.
    pub fn new(here: &Facts, pack: &Pack, texts: &[(String, String)]) -> Self {
        let assessment = here.assessment();
        let mut people: BTreeMap<RespondentId, Option<InvitationId>> = BTreeMap::new();
        for said in assessment.said.values().flat_map(|questions| questions.values()) {
            let all = said.answers.keys().chain(said.evidence.keys()).chain(said.notes.keys());
            people.extend(all.map(|who| (*who, None)));
        }
        people.extend(assessment.respondents.iter().map(|(who, own)| (*who, own.invitation)));
        let mut waiting = Vec::new();
        for (source, text) in texts {
            let letters = letter::find(Kind::Reply, text);
            if letters.is_empty() {
                waiting.push(Waiting { source: source.clone(), place: 1, letter: None });
            }
            let own = |(place, letter)| Waiting { source: source.clone(), place: place + 1, letter: Some(letter) };
            waiting.extend(letters.into_iter().enumerate().map(own));
        }
        Self {
            here: here.clone(),
            invitations: assessment.invitations(),
            latest: assessment.latest_round(),
            people,
            is_anonymous: assessment.is_anonymous(),
            questions: pack.structure.questions.iter().map(|own| own.id.clone()).collect(),
            options: pack.structure.scale.iter().map(|own| own.id.clone()).collect(),
            count: waiting.len(),
            waiting: waiting.into_iter(),
            judged: Vec::new(),
            came_by: BTreeMap::new(),
        }
    }

    /// How much of it is behind, 0 to 1; never falling.
    pub fn progress(&self) -> f64 {
        if self.count == 0 { 1.0 } else { self.judged.len() as f64 / self.count as f64 }
    }

    /// Goes on for some thousandths of a second. Whether there is more to do.
    pub fn step(&mut self) -> bool {
        for _ in 0..AT_ONCE {
            let Some(Waiting { source, place, letter }) = self.waiting.next() else { return false };
            let outcome = letter.ok_or(Refusal::Foreign).and_then(|letter| self.judge(&letter));
            if let Ok((taken, _)) = &outcome {
                self.came_by.entry(taken.respondent).or_default().insert(taken.invitation);
            }
            self.judged.push(Judged { source, place, outcome });
        }
        true
    }

    /// All that became of them, once there is no more to do; before that of those that were read.
    pub fn finish(self) -> Admitted {
        let mut all = Admitted::default();
        let (mut people, mut changed) = (BTreeSet::new(), BTreeSet::new());
        let mut admitted = Vec::new();
        for Judged { source, place, outcome } in self.judged {
            // Nobody comes by two invitations: which of them is true cannot be told, and their order is not to decide.
            let is_one = |who| self.came_by.get(who).is_some_and(|all| all.len() == 1);
            let outcome = match outcome {
                Ok((taken, _)) if !is_one(&taken.respondent) => Err(Refusal::Forged),
                Ok((taken, facts)) => {
                    admitted.extend(facts);
                    if taken.is_new {
                        people.insert(taken.respondent);
                    } else if !taken.brings_nothing {
                        changed.insert(taken.respondent);
                    }
                    Ok(taken)
                }
                Err(refusal) => Err(refusal),
            };
            all.refused += usize::from(outcome.is_err());
            all.lines.push(Line { source, place, outcome });
        }
        // In the order in which they will stand: each then finds its place at the end.
        admitted.sort_unstable_by_key(|fact| fact.stamp);
        all.facts = admitted.into_iter().collect();
        (all.people, all.changed) = (people.len(), changed.len());
        all.is_too_much = self.here.len() + all.facts.len() > file::MAX_FACTS;
        all
    }

    /// What a reply brings, with the facts of it that are not here yet.
    fn judge(&self, letter: &str) -> Result<(Taken, Vec<Fact>), Refusal> {
        let reply = read(letter)?;
        let invitation = self.invitations.get(&reply.invitation).ok_or(Refusal::Forged)?;
        let before = self.people.get(&reply.respondent);
        if before.is_some_and(|own| *own != Some(reply.invitation)) {
            return Err(Refusal::Forged);
        }
        let mut taken = Taken {
            respondent: reply.respondent,
            name: None,
            invitation: reply.invitation,
            is_new: before.is_none(),
            changes: 0,
            brings_nothing: true,
            unknown: Vec::new(),
            is_late: invitation.closed == Some(true),
            is_of_earlier_round: self.latest > invitation.round,
        };
        let (mut unknown, mut changed) = (BTreeSet::new(), BTreeSet::new());
        let (mut is_known, mut own) = (false, Vec::with_capacity(reply.facts.len()));
        for fact in reply.facts {
            let Some(statement) = &fact.statement else { continue };
            let Some((_, round)) = whose(statement) else { continue };
            if round.is_some() && round != invitation.round {
                return Err(Refusal::OtherRound);
            }
            let question = question(statement);
            if let Some(question) = question.filter(|id| !self.questions.contains(*id) || !self.has_option(statement)) {
                unknown.insert(question.clone());
                continue;
            }
            is_known |= question.is_some();
            if let Statement::Respondent { field: RespondentField::Name(name), .. } = statement {
                if self.is_anonymous {
                    continue;
                }
                taken.name.clone_from(name);
            }
            let current = if taken.is_new { None } else { self.here.current(&statement.subject()) };
            let is_newer = current.is_none_or(|own| own.stamp < fact.stamp);
            taken.brings_nothing &= !is_newer;
            // What takes back something that was never said here changes nothing.
            let says = is_newer
                && match current {
                    Some(own) => own.statement != fact.statement,
                    None => !matches!(statement.write().2, crate::model::Scalar::Null),
                };
            changed.extend(question.filter(|_| says).cloned());
            // Who somebody is comes along each time: it has to stand also where an earlier import is taken out.
            if question.is_none() || taken.is_new || !self.here.contains(&fact) {
                own.push(fact);
            }
        }
        taken.changes = changed.len();
        taken.unknown = unknown.into_iter().collect();
        if !is_known && !taken.unknown.is_empty() {
            return Err(Refusal::Outdated(taken.unknown));
        }
        Ok((taken, own))
    }

    /// Whether the scale of the questionnaire has the level that was chosen.
    fn has_option(&self, statement: &Statement) -> bool {
        match statement {
            Statement::Answer { value: Some(Answer::Level(option)), .. } => self.options.contains(option),
            _ => true,
        }
    }
}

/// The question a statement speaks of.
fn question(statement: &Statement) -> Option<&QuestionId> {
    match statement {
        Statement::Answer { question, .. }
        | Statement::Evidence { question, .. }
        | Statement::Note { question, .. } => Some(question),
        _ => None,
    }
}
