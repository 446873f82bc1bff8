//! Who answered and how far they agree, as far as it may be shown. Of an anonymous assessment no
//! name, no id of a person and no single answer is written (see `score::visible`).

use std::collections::BTreeSet;

use super::Document;
use super::json::{Value, absent, list, number_or, object};
use super::words::roles;
use crate::model::{RespondentId, Role};
use crate::score::{Alpha, SessionGroup, Shown, Spread, comparable};

impl Document<'_> {
    /// Whether replies are anonymous.
    pub(super) fn anonymous(&self) -> bool {
        self.assessment.profile.anonymous.unwrap_or(false)
    }

    /// Whether so many people may be told of as a group.
    pub(super) fn enough(&self, people: usize) -> bool {
        comparable(self.anonymous(), people, people)
    }

    /// Whether what a question is worth would give away too much: few anonymous people answered it,
    /// and it counts what they said, not what was agreed on.
    pub(super) fn withholds(&self, question: usize) -> bool {
        let few = self.agreement.questions.get(question).is_some_and(|own| !self.may_list(&own.shown));
        few && self.results.questions.get(question).is_some_and(|own| !own.agreed)
    }

    fn may_list(&self, shown: &Shown) -> bool {
        !matches!(shown, Shown::MedianAndRange { .. })
    }

    /// Those who answer, with their names.
    pub(super) fn respondents(&self) -> Value {
        if self.anonymous() {
            return absent("withheld");
        }
        list(self.assessment.respondents.iter().map(|(id, own)| {
            object! { "id": id.to_string(), "role": own.role.map(Role::word), "name": own.name.as_deref() }
        }))
    }

    /// Agreement on a question, with the levels it is computed from.
    pub(super) fn agreement_on(&self, question: usize) -> Value {
        let Some(own) = self.agreement.questions.get(question) else { return Value::Null };
        object! {
            "levels": self.levels(&own.shown, &own.all),
            "r_wg": self.spread(&own.shown, own.all.r_wg),
            "interquartile_range": self.spread(&own.shown, own.all.interquartile_range),
            "average_deviation": self.spread(&own.shown, own.all.average_deviation),
            "perception_gap": match (own.perception_gap, self.anonymous()) {
                (None, true) => absent("withheld"),
                (gap, _) => number_or(gap, "too-few"),
            },
        }
    }

    fn spread(&self, shown: &Shown, figure: Option<f64>) -> Value {
        if self.may_list(shown) { number_or(figure, "too-few") } else { absent("withheld") }
    }

    /// The levels as places on the scale. The middle and the ends of a single answer are that answer.
    fn levels(&self, shown: &Shown, all: &Spread) -> Value {
        match shown {
            Shown::Nothing => Value::List(Vec::new()),
            Shown::MedianAndRange { median, low, high } if all.levels.len() > 1 => {
                object! { "median": *median, "low": *low, "high": *high }
            }
            Shown::MedianAndRange { .. } => absent("withheld"),
            Shown::Groups(groups) => list(groups.iter().map(|group| {
                object! { "roles": roles(&group.roles), "levels": list(group.spread.levels.iter().copied()) }
            })),
        }
    }

    /// Counts of what is said beside levels, unless so few said it that it would point at them.
    pub(super) fn beside_levels(&self, question: usize, count: usize) -> Value {
        let said = self.agreement.questions.get(question).and_then(|own| own.dont_know);
        if self.anonymous() && said.is_none() { absent("withheld") } else { count.into() }
    }

    /// Agreement on all questions that count.
    pub(super) fn session(&self) -> Value {
        let own = &self.agreement.session;
        object! {
            "alpha": alpha(own.alpha),
            "r_wg": number_or(own.r_wg, "too-few"),
            "dont_know": number_or(own.dont_know, if self.anonymous() { "withheld" } else { "open" }),
            "perception_gap": number_or(own.perception_gap, if self.anonymous() { "withheld" } else { "too-few" }),
            "groups": list(own.groups.iter().map(group)),
        }
    }

    /// How many people of a role gave a level to a question of a process.
    pub(super) fn people_of(&self, process: usize, role: Role) -> usize {
        let levels = self.questions_of(process).flat_map(|(_, said)| &said.levels).map(|(id, _)| *id);
        let own = levels.filter(|id| self.assessment.respondents.get(id).and_then(|own| own.role) == Some(role));
        own.collect::<BTreeSet<RespondentId>>().len()
    }
}

fn group(own: &SessionGroup) -> Value {
    object! { "roles": roles(&own.roles), "people": own.people, "alpha": alpha(own.alpha) }
}

fn alpha(own: Alpha) -> Value {
    match own {
        Alpha::Value(alpha) => alpha.into(),
        Alpha::Unanimous => absent("unanimous"),
        Alpha::FewerThanTwoAnswers => absent("too-few"),
    }
}
