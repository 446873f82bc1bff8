//! An invitation to answer: what somebody needs who answers in a browser of their own, as a letter short enough for a link
//! or a QR code. Whoever has it can answer; it tells nothing of what others said.
//!
//! ```json
//! {"code":"231-9f…","round":"5-9f…","pack":"fourfold@0.2.0#4b1c…","size":"quick","without":["fin"],"role":"staff","label":"Spring","anonymous":true}
//! ```
//!
//! `without` is the processes out of scope. It, `role`, `label` and `anonymous` are left out where there is nothing to say.

use std::fmt;

use super::letter::{self, Kind, LetterError};
use crate::model::json::{Json, Node, push_text};
use crate::model::{
    Assessment, AssessmentId, InvitationField, InvitationId, MAX_TEXT, ProcessId, ProfileField, RespondentField,
    RespondentId, Role, RoundField, RoundId, Statement, Text,
};

/// What somebody is invited to.
#[derive(Clone, PartialEq, Debug)]
pub struct Invitation {
    /// What the reply comes back with.
    pub code: InvitationId,
    /// The round that is asked about.
    pub round: RoundId,
    /// The pack, `id@version#fingerprint`.
    pub pack: Text,
    /// How much is asked.
    pub size: Text,
    /// The processes that are out of scope, in the order of their ids.
    pub without: Vec<ProcessId>,
    /// Whom it is for; they say so themselves where it is blank.
    pub role: Option<Role>,
    /// What they read first.
    pub label: Text,
    /// Whether the reply says no name.
    pub anonymous: bool,
}

/// Why an invitation cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InvitationError {
    /// Something is wrong with the letter.
    Letter(LetterError),
    /// A part of it is missing or malformed.
    Part(&'static str),
}

impl fmt::Display for InvitationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(error) => error.fmt(f),
            Self::Part(name) => write!(f, "\"{name}\" is missing or malformed"),
        }
    }
}

impl Invitation {
    /// The invitation that an assessment issues under this code; nothing where it states none, or neither round, pack nor
    /// size for it.
    pub fn of(assessment: &Assessment, code: InvitationId) -> Option<Self> {
        let row = assessment.invitations().get(&code).cloned()?;
        let out = assessment.scope.iter().filter(|(_, is_in)| !**is_in);
        Some(Self {
            code,
            round: row.round?,
            pack: assessment.profile.pack.clone()?,
            size: assessment.profile.size.clone()?,
            without: out.map(|(process, _)| process.clone()).collect(),
            role: row.role,
            label: row.label.unwrap_or_default(),
            anonymous: assessment.is_anonymous(),
        })
    }

    /// The letter: the same characters for the same invitation.
    pub fn write(&self) -> String {
        let mut text = String::from("{");
        let mut member = |name: &str, value: &dyn Fn(&mut String)| {
            if text.len() > 1 {
                text.push(',');
            }
            push_text(&mut text, name);
            text.push(':');
            value(&mut text);
        };
        member("code", &|to| push_text(to, &self.code.to_string()));
        member("round", &|to| push_text(to, &self.round.to_string()));
        member("pack", &|to| push_text(to, &self.pack));
        member("size", &|to| push_text(to, &self.size));
        if !self.without.is_empty() {
            let ids: Vec<&str> = self.without.iter().map(ProcessId::as_str).collect();
            // An id has no sign that would have to be escaped.
            member("without", &|to| to.push_str(&["[\"", &ids.join("\",\""), "\"]"].concat()));
        }
        if let Some(role) = self.role {
            member("role", &|to| push_text(to, role.word()));
        }
        if !self.label.is_empty() {
            member("label", &|to| push_text(to, &self.label));
        }
        if self.anonymous {
            member("anonymous", &|to| to.push_str("true"));
        }
        text.push('}');
        letter::write(Kind::Invitation, &text)
    }

    /// Reads a letter that stands alone, as [`letter::find`] hands it out. What it does not know it passes over.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(letter: &str) -> Result<Self, InvitationError> {
        use InvitationError::Part;
        let content = letter::read(Kind::Invitation, letter).map_err(InvitationError::Letter)?;
        let json = Json::read(&content).map_err(|_| Part("code"))?;
        let root = json.root();
        let words = |name: &'static str| {
            let text = root.get(name).and_then(Node::text);
            text.filter(|own| own.chars().nth(MAX_TEXT).is_none()).ok_or(Part(name))
        };
        let maybe = |name: &'static str| root.get(name).is_some().then(|| words(name)).transpose();
        let mut without: Vec<ProcessId> = Vec::new();
        if let Some(list) = root.get("without") {
            for own in list.elements().ok_or(Part("without"))? {
                without.push(own.text().and_then(|id| id.parse().ok()).ok_or(Part("without"))?);
            }
        }
        Ok(Self {
            code: words("code")?.parse().map_err(|_| Part("code"))?,
            round: words("round")?.parse().map_err(|_| Part("round"))?,
            pack: words("pack")?.into(),
            size: words("size")?.into(),
            without,
            role: maybe("role")?.map(|own| Role::from_word(&own).ok_or(Part("role"))).transpose()?,
            label: maybe("label")?.unwrap_or_default().into(),
            anonymous: root.get("anonymous").map(|own| own.truth().ok_or(Part("anonymous"))).transpose()? == Some(true),
        })
    }

    /// The assessment in which it is answered: the same one on a device however often the link is opened, and never the
    /// one that issued it. There always is one: a code has fewer signs than an id may have, and no others.
    pub fn assessment(&self) -> Option<AssessmentId> {
        format!("{}{}", AssessmentId::INVITED, self.code).parse().ok()
    }

    /// What the assessment of somebody begins with who answers: everything they are asked about, and by which invitation
    /// they came.
    pub fn beginning(&self, respondent: RespondentId) -> Vec<Statement> {
        let profile = |field| Statement::Profile { field };
        let own = |field: &InvitationField| Statement::from(field.of(self.code));
        let mut all = vec![
            profile(ProfileField::Name(Some(self.label.clone()))),
            profile(ProfileField::Pack(Some(self.pack.clone()))),
            profile(ProfileField::Size(Some(self.size.clone()))),
        ];
        if self.anonymous {
            all.push(profile(ProfileField::Anonymous(Some(true))));
        }
        all.push(Statement::Round { id: self.round, field: RoundField::Label(Some(self.label.clone())) });
        all.push(own(&InvitationField::Label(Some(self.label.clone()))));
        all.push(own(&InvitationField::Round(Some(self.round))));
        if let Some(role) = self.role {
            all.push(own(&InvitationField::Role(Some(role))));
            all.push(Statement::Respondent { id: respondent, field: RespondentField::Role(Some(role)) });
        }
        let invitation = RespondentField::Invitation(Some(self.code));
        all.push(Statement::Respondent { id: respondent, field: invitation });
        let out = |process: &ProcessId| Statement::Scope { process: process.clone(), value: Some(false) };
        all.extend(self.without.iter().map(out));
        all
    }
}
