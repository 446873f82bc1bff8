//! Agreement among several respondents, for each question and for the session, and as much of it as
//! may be shown. It speaks of what each person said, also where a level was agreed on.

mod anonymity;
mod krippendorff;
mod spread;

use std::collections::BTreeSet;

pub use anonymity::{FEWEST, Visible, comparable, visible, withholds};
pub use krippendorff::{Alpha, Difference, Reliability, krippendorff};
pub use spread::{Consensus, Spread};

use super::Results;
use super::item::{Item, QuestionState};
use super::statistics::mean;
use crate::model::pack::Pack;
use crate::model::{Assessment, RespondentId, Role};

/// Agreement among respondents.
#[derive(Clone, PartialEq, Debug)]
pub struct Agreement {
    /// Of each question of the pack, in pack order.
    pub questions: Vec<QuestionAgreement>,
    /// Of all questions together.
    pub session: SessionAgreement,
}

/// Agreement on a question.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionAgreement {
    /// Of all levels. Where replies are anonymous it is for other rules only; a screen, a report and a
    /// table take [`Self::shown`].
    pub all: Spread,
    /// What may be shown of the levels.
    pub shown: Shown,
    /// "Don't know" as a share of it and the levels, 0 to 1; nothing where there is neither, or where
    /// replies are anonymous and fewer than five.
    pub dont_know: Option<f64>,
    /// Mean level of IT staff and leaders − mean level of customers and users; nothing where the two
    /// may not be compared.
    pub perception_gap: Option<f64>,
}

/// What may be shown of the levels of a question, as [`visible`] says.
#[derive(Clone, PartialEq, Debug)]
pub enum Shown {
    /// Nobody gave a level.
    Nothing,
    /// Where the middle and the ends are, as places on the scale, and nothing between.
    MedianAndRange {
        /// The level in the middle, of two the lower.
        median: usize,
        /// The lowest level.
        low: usize,
        /// The highest level.
        high: usize,
    },
    /// Every level, by group.
    Groups(Vec<Group>),
}

/// People who are shown together.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// Their roles; nothing stands for people without a role.
    pub roles: Vec<Option<Role>>,
    /// What they said.
    pub spread: Spread,
}

/// Agreement on the questions that count: those the items take their value from, or ask while they
/// have none.
#[derive(Clone, PartialEq, Debug)]
pub struct SessionAgreement {
    /// Krippendorff's alpha, ordinal.
    pub alpha: Alpha,
    /// Unweighted mean of the questions' r_wg.
    pub r_wg: Option<f64>,
    /// "Don't know" as a share of it and the levels, 0 to 1; nothing where there is neither, or where
    /// replies are anonymous and of fewer than five people.
    pub dont_know: Option<f64>,
    /// Mean of the questions' perception gaps.
    pub perception_gap: Option<f64>,
    /// Of each group of roles, as far as it may be shown.
    pub groups: Vec<SessionGroup>,
}

/// Agreement of a group of people on the questions that count.
#[derive(Clone, PartialEq, Debug)]
pub struct SessionGroup {
    /// Their roles; nothing stands for people without a role.
    pub roles: Vec<Option<Role>>,
    /// How many gave a level.
    pub people: usize,
    /// Krippendorff's alpha, ordinal, of their levels.
    pub alpha: Alpha,
}

/// Agreement in the round the results speak of (SCORING.md section 5).
pub fn agreement(pack: &Pack, assessment: &Assessment, results: &Results) -> Agreement {
    let people = People { assessment, options: pack.structure.scale.len() };
    let questions: Vec<QuestionAgreement> = results.questions.iter().map(|state| people.question(state)).collect();
    let session = people.session(results, &questions);
    Agreement { questions, session }
}

/// The sides of a role comparison: those who provide the services, and those who take them.
const PROVIDERS: [Option<Role>; 2] = [Some(Role::Staff), Some(Role::Leader)];
const TAKERS: [Option<Role>; 2] = [Some(Role::Customer), Some(Role::User)];

/// Who answers, and on how many options.
struct People<'a> {
    assessment: &'a Assessment,
    options: usize,
}

impl People<'_> {
    fn anonymous(&self) -> bool {
        self.assessment.is_anonymous()
    }

    fn role(&self, respondent: &RespondentId) -> Option<Role> {
        self.assessment.respondents.get(respondent)?.role
    }

    /// How many of these people each role has.
    fn by_role<'b>(&self, people: impl Iterator<Item = &'b RespondentId>) -> Vec<(Option<Role>, usize)> {
        let roles: Vec<Option<Role>> = people.map(|own| self.role(own)).collect();
        let each = Role::ALL.iter().copied().map(Some).chain([None]);
        each.map(|role| (role, roles.iter().filter(|own| **own == role).count())).collect()
    }

    /// The levels that people of these roles gave.
    fn levels(&self, state: &QuestionState, roles: &[Option<Role>]) -> Vec<usize> {
        let own = state.levels.iter().filter(|(respondent, _)| roles.contains(&self.role(respondent)));
        own.map(|(_, level)| *level).collect()
    }

    fn question(&self, state: &QuestionState) -> QuestionAgreement {
        let all = Spread::of(state.levels.iter().map(|(_, level)| *level).collect(), self.options);
        let [providers, takers] = [PROVIDERS, TAKERS].map(|roles| Spread::of(self.levels(state, &roles), self.options));
        let may_compare = comparable(self.anonymous(), providers.levels.len(), takers.levels.len());
        let said = all.levels.len() + state.dont_know;
        QuestionAgreement {
            dont_know: self.share(state.dont_know, said, said),
            perception_gap: providers.mean.zip(takers.mean).filter(|_| may_compare).map(|(own, other)| own - other),
            shown: self.shown(state, &all),
            all,
        }
    }

    fn shown(&self, state: &QuestionState, all: &Spread) -> Shown {
        let group =
            |roles: Vec<Option<Role>>| Group { spread: Spread::of(self.levels(state, &roles), self.options), roles };
        match visible(self.anonymous(), &self.by_role(state.levels.iter().map(|(own, _)| own))) {
            Visible::Nothing => Shown::Nothing,
            Visible::MedianAndRange => match (all.median, all.levels.first(), all.levels.last()) {
                (Some(median), Some(&low), Some(&high)) => Shown::MedianAndRange { median, low, high },
                _ => Shown::Nothing,
            },
            Visible::Groups(groups) => Shown::Groups(groups.into_iter().map(group).collect()),
        }
    }

    /// A share of what was said, unless the people who said it are anonymous and too few.
    fn share(&self, of: usize, said: usize, people: usize) -> Option<f64> {
        let enough = !self.anonymous() || people >= FEWEST;
        (enough && said > 0).then(|| of as f64 / said as f64)
    }

    fn session(&self, results: &Results, questions: &[QuestionAgreement]) -> SessionAgreement {
        let counted = counted(results);
        let states: Vec<&QuestionState> = counted.iter().filter_map(|place| results.questions.get(*place)).collect();
        let of_questions = |figure: fn(&QuestionAgreement) -> Option<f64>| {
            let own = counted.iter().filter_map(|place| questions.get(*place));
            mean(&own.filter_map(figure).collect::<Vec<f64>>())
        };
        let people: BTreeSet<RespondentId> =
            states.iter().flat_map(|state| &state.levels).map(|(respondent, _)| *respondent).collect();
        let by_role = self.by_role(people.iter());
        let groups = match visible(self.anonymous(), &by_role) {
            Visible::Groups(groups) => groups,
            Visible::Nothing | Visible::MedianAndRange => Vec::new(),
        };
        let group = |roles: Vec<Option<Role>>| SessionGroup {
            people: by_role.iter().filter(|(role, _)| roles.contains(role)).map(|(_, people)| people).sum(),
            alpha: self.alpha(&states, &roles),
            roles,
        };
        let dont_know: usize = states.iter().map(|state| state.dont_know).sum();
        let levels: usize = states.iter().map(|state| state.levels.len()).sum();
        let everyone: Vec<Option<Role>> = by_role.iter().map(|(role, _)| *role).collect();
        SessionAgreement {
            alpha: self.alpha(&states, &everyone),
            r_wg: of_questions(|question| question.all.r_wg),
            dont_know: self.share(dont_know, dont_know + levels, people.len()),
            perception_gap: of_questions(|question| question.perception_gap),
            groups: groups.into_iter().map(group).collect(),
        }
    }

    fn alpha(&self, states: &[&QuestionState], roles: &[Option<Role>]) -> Alpha {
        let units: Vec<Vec<usize>> = states.iter().map(|state| self.levels(state, roles)).collect();
        krippendorff(&units, Difference::Ordinal)
    }
}

/// The places of the questions that count.
fn counted(results: &Results) -> BTreeSet<usize> {
    let of = |item: &Item| if item.sources.is_empty() { vec![item.asked] } else { item.sources.clone() };
    results.items.iter().flat_map(of).collect()
}
