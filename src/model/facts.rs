//! All facts of an assessment, and their merge. Merge is a union: commutative, associative and
//! idempotent, so a tab, a file, a reply and a backup all come in through [`Facts::add`].

use std::collections::BTreeMap;

use super::assessment::Assessment;
use super::fact::Fact;
use super::id::{Stamp, WriterId};

/// What adding a fact did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Added {
    /// It was there already.
    Known,
    /// It is new, and older than what its subject says now.
    History,
    /// It is new, and its subject now says this.
    Newest,
    /// Its stamp was taken by a fact with other content; both are kept and the greater bytes count.
    Clash,
}

/// A set of facts. Equal sets, however they came together, say the same.
#[derive(Clone, Default, Debug)]
pub struct Facts {
    all: BTreeMap<Stamp, Vec<Fact>>,
    newest: BTreeMap<String, Stamp>,
    clashes: usize,
}

impl Facts {
    /// Adds one fact.
    pub fn add(&mut self, fact: Fact) -> Added {
        let stamp = fact.stamp;
        let subject = fact.subject();
        let twins = self.all.entry(stamp).or_default();
        let clash = !twins.is_empty();
        let text = fact.write();
        match twins.binary_search_by(|twin| twin.write().cmp(&text)) {
            Ok(_) => return Added::Known,
            Err(place) => twins.insert(place, fact),
        }
        let newest = self.newest.entry(subject).or_insert(stamp);
        let is_newest = *newest <= stamp;
        *newest = stamp.max(*newest);
        if clash {
            self.clashes += 1;
            Added::Clash
        } else if is_newest {
            Added::Newest
        } else {
            Added::History
        }
    }

    /// Adds every fact of another set and says how many were new.
    pub fn merge(&mut self, other: &Self) -> usize {
        other.iter().filter(|fact| self.add((*fact).clone()) != Added::Known).count()
    }

    /// Every fact by stamp; facts that share one by their bytes.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.all.values().flatten()
    }

    /// The fact that counts for each subject.
    pub fn newest(&self) -> impl Iterator<Item = &Fact> {
        self.newest.iter().filter_map(|(subject, stamp)| self.at(subject, *stamp))
    }

    /// The older facts of a subject, newest first.
    pub fn history(&self, subject: &str) -> impl Iterator<Item = &Fact> {
        self.all.values().rev().flatten().filter(move |fact| fact.subject() == subject)
    }

    /// What a subject says now.
    pub fn current(&self, subject: &str) -> Option<&Fact> {
        self.at(subject, *self.newest.get(subject)?)
    }

    fn at(&self, subject: &str, stamp: Stamp) -> Option<&Fact> {
        // Of facts that share a stamp and a subject the last one has the greater bytes.
        self.all.get(&stamp)?.iter().rfind(|fact| fact.subject() == subject)
    }

    /// What the facts say, typed.
    pub fn assessment(&self) -> Assessment {
        let mut assessment = Assessment::default();
        for statement in self.newest().filter_map(|fact| fact.statement.as_ref()) {
            assessment.apply(statement);
        }
        assessment
    }

    /// The stamp after all that is here, for a new fact of this writer; nothing when the counter
    /// is used up, which 2^52 facts do.
    pub fn next_stamp(&self, writer: WriterId) -> Option<Stamp> {
        let counter = self.all.last_key_value().map_or(0, |(stamp, _)| stamp.counter) + 1;
        (counter <= Stamp::MAX_COUNTER).then_some(Stamp { counter, writer })
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.all.values().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many facts hold something this build does not know.
    pub fn foreign(&self) -> usize {
        self.iter().filter(|fact| fact.is_foreign()).count()
    }

    /// How many facts share a stamp with another one.
    pub fn clashes(&self) -> usize {
        self.clashes
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().map(Fact::write).eq(other.iter().map(Fact::write))
    }
}

impl Extend<Fact> for Facts {
    fn extend<T: IntoIterator<Item = Fact>>(&mut self, facts: T) {
        for fact in facts {
            self.add(fact);
        }
    }
}

impl FromIterator<Fact> for Facts {
    fn from_iter<T: IntoIterator<Item = Fact>>(facts: T) -> Self {
        let mut set = Self::default();
        set.extend(facts);
        set
    }
}
