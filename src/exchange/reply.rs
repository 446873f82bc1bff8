//! A reply: what one person answered to an invitation, as a letter. It is a batch of facts like any other, so that taking
//! it over is a union, and taking it over twice is the same as once.
//!
//! Of each subject it has the newest fact, with the stamp it was made with. It says neither who was at the keyboard nor
//! when, and where replies are anonymous no name. It can say nothing but what a participant can: their own name, role and
//! invitation, and answers, grades of evidence and notes of their own.

pub mod admission;

use std::fmt;

use super::file::MAX_COUNTER;
use super::letter::{self, Kind, LetterError};
use crate::model::{Assessment, Fact, Facts, InvitationId, RespondentField, RespondentId, RoundId, Statement, batch};

/// The most facts a reply may have.
pub const MAX_FACTS: usize = 10_000;

/// How the name of a file ends that holds a reply.
pub const ENDING: &str = ".fourfold.reply.txt";

/// How many signs of a reply stand on a line of a file: short enough for any mail.
const LINE: usize = 72;

/// What one person answered.
#[derive(Clone, PartialEq, Debug)]
pub struct Reply {
    /// The invitation they answered.
    pub invitation: InvitationId,
    /// Who.
    pub respondent: RespondentId,
    /// All that they say.
    pub facts: Vec<Fact>,
}

/// Why a reply cannot be read. Nothing of it is taken over then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReplyError {
    /// Something is wrong with the letter.
    Letter(LetterError),
    /// It does not hold facts, though it is whole.
    Malformed(&'static str),
    /// It says something that is not its sender's to say.
    Stranger,
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(error) => error.fmt(f),
            Self::Malformed(why) => f.write_str(why),
            Self::Stranger => f.write_str("it says something that is not its sender's to say"),
        }
    }
}

/// The round an assessment asks about that answers an invitation.
fn round(assessment: &Assessment, respondent: RespondentId) -> Option<(InvitationId, RoundId)> {
    let invitation = assessment.respondents.get(&respondent)?.invitation?;
    Some((invitation, assessment.invitations().get(&invitation)?.round?))
}

/// The reply of a person: the same characters for the same facts. Nothing where they answer no invitation.
pub fn write(facts: &Facts, respondent: RespondentId) -> Option<String> {
    let assessment = facts.assessment();
    let (_, round) = round(&assessment, respondent)?;
    let is_anonymous = assessment.is_anonymous();
    let says = |statement: &Statement| match whose(statement) {
        Some((who, asked)) => {
            let is_name = matches!(statement, Statement::Respondent { field: RespondentField::Name(_), .. });
            who == respondent && asked.is_none_or(|own| own == round) && !(is_anonymous && is_name)
        }
        None => false,
    };
    let own = facts.newest().filter(|fact| !fact.is_foreign());
    let own = own.filter_map(|fact| Some((fact.stamp, fact.statement.clone().filter(says)?)));
    let own: Vec<Fact> = own.map(|(stamp, statement)| Fact::new(stamp, None, None, statement)).collect();
    Some(letter::write(Kind::Reply, &batch::write(None, own.iter())))
}

/// The reply as a file: in short lines, so that it comes through pasted into a mail, too.
pub fn file(letter: &str) -> String {
    let mut text = String::with_capacity(letter.len() + letter.len() / LINE + 1);
    for (place, sign) in letter.chars().enumerate() {
        if place > 0 && place % LINE == 0 {
            text.push('\n');
        }
        text.push(sign);
    }
    text + "\n"
}

/// Of whom a statement speaks, and of which round, where it is one that a participant can make.
fn whose(statement: &Statement) -> Option<(RespondentId, Option<RoundId>)> {
    match statement {
        Statement::Respondent { id, .. } => Some((*id, None)),
        Statement::Answer { round, respondent, .. }
        | Statement::Evidence { round, respondent, .. }
        | Statement::Note { round, respondent, .. } => Some((*respondent, Some(*round))),
        _ => None,
    }
}

/// Reads a letter that stands alone, as [`letter::find`] hands it out.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(letter: &str) -> Result<Reply, ReplyError> {
    let content = letter::read(Kind::Reply, letter).map_err(ReplyError::Letter)?;
    let (name, facts) = batch::read_within(&content, letter::MAX_BYTES).map_err(|why| ReplyError::Malformed(why.0))?;
    if name.is_some() || facts.is_empty() {
        return Err(ReplyError::Malformed("it is no batch of one person's facts"));
    }
    if facts.len() > MAX_FACTS {
        return Err(ReplyError::Letter(LetterError::TooLarge));
    }
    let mut own = Vec::with_capacity(facts.len());
    let (mut respondent, mut invitation) = (None, None);
    for fact in facts {
        // A field or a value of a later version is refused, too: nobody could say whose it is to state.
        let is_known = !fact.is_foreign();
        let (stamp, statement) = (fact.stamp, fact.statement.filter(|_| is_known).ok_or(ReplyError::Stranger)?);
        let (who, _) = whose(&statement).ok_or(ReplyError::Stranger)?;
        if *respondent.get_or_insert(who) != who || stamp.counter > MAX_COUNTER {
            return Err(ReplyError::Stranger);
        }
        if let Statement::Respondent { field: RespondentField::Invitation(code), .. } = &statement {
            let code = code.ok_or(ReplyError::Stranger)?;
            if *invitation.get_or_insert(code) != code {
                return Err(ReplyError::Stranger);
            }
        }
        // Whoever was at the keyboard, and when, is nothing a reply can say.
        own.push(Fact::new(stamp, None, None, statement));
    }
    let (respondent, invitation) = respondent.zip(invitation).ok_or(ReplyError::Stranger)?;
    Ok(Reply { invitation, respondent, facts: own })
}
