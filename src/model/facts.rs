//! All facts of an assessment, and their merge. Merge is a union: commutative, associative and
//! idempotent, so a tab, a file, a reply and a backup all come in through [`Facts::add`].

use std::sync::Arc;

use super::assessment::Assessment;
use super::fact::Fact;
use super::id::{Stamp, WriterId};
use super::sorted::Sorted;

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
    /// By stamp, then by bytes.
    all: Sorted<Entry>,
    /// Of each subject the one that counts, by subject.
    newest: Sorted<Entry>,
    clashes: usize,
    foreign: usize,
}

/// A fact with its subject, both shared by the two lists.
#[derive(Clone, Debug)]
struct Entry {
    subject: Arc<str>,
    fact: Arc<Fact>,
}

impl Facts {
    /// Adds one fact.
    pub fn add(&mut self, fact: Fact) -> Added {
        self.share(Arc::new(fact))
    }

    fn share(&mut self, fact: Arc<Fact>) -> Added {
        let stamp = fact.stamp;
        let twin = self.all.find(&|own| own.fact.stamp.cmp(&stamp));
        let place = match twin {
            Ok(_) => {
                let text = fact.write();
                self.all.find(&|own| own.fact.stamp.cmp(&stamp).then_with(|| own.fact.write().cmp(&text)))
            }
            free => free,
        };
        let Err(place) = place else { return Added::Known };
        self.foreign += usize::from(fact.is_foreign());
        let subject = fact.subject();
        let known = self.newest.find(&|own| (*own.subject).cmp(&*subject));
        let is_newest = match known {
            Ok(known) => self.newest.get(known).is_some_and(|own| own.fact.stamp <= stamp),
            Err(_) => true,
        };
        let shared = known.ok().and_then(|known| self.newest.get(known)).map(|own| own.subject.clone());
        let entry = Entry { subject: shared.unwrap_or_else(|| subject.into()), fact };
        self.all.insert(place, entry.clone());
        match known {
            Err(place) => self.newest.insert(place, entry),
            Ok(known) => {
                if let Some(own) = self.newest.get_mut(known) {
                    // Of facts that share a stamp and a subject the one with the greater bytes counts.
                    let equal = own.fact.stamp == stamp;
                    if is_newest && !(equal && own.fact.write() > entry.fact.write()) {
                        *own = entry;
                    }
                }
            }
        }
        match (twin, is_newest) {
            (Ok(_), _) => {
                self.clashes += 1;
                Added::Clash
            }
            (Err(_), true) => Added::Newest,
            (Err(_), false) => Added::History,
        }
    }

    /// Adds every fact of another set and says how many were new.
    pub fn merge(&mut self, other: &Self) -> usize {
        other.all.iter().filter(|own| self.share(own.fact.clone()) != Added::Known).count()
    }

    /// Whether this very fact is there.
    pub fn contains(&self, fact: &Fact) -> bool {
        if self.all.find(&|own| own.fact.stamp.cmp(&fact.stamp)).is_err() {
            return false;
        }
        let text = fact.write();
        self.all.find(&|own| own.fact.stamp.cmp(&fact.stamp).then_with(|| own.fact.write().cmp(&text))).is_ok()
    }

    /// The facts of this set that are not in another.
    pub fn without(&self, other: &Self) -> Self {
        if self.iter().any(|fact| other.contains(fact)) {
            return self.iter().filter(|fact| !other.contains(fact)).cloned().collect();
        }
        self.clone()
    }

    /// Every fact by stamp; facts that share one by their bytes.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.all.iter().map(|own| &*own.fact)
    }

    /// The fact that counts for each subject.
    pub fn newest(&self) -> impl Iterator<Item = &Fact> {
        self.newest.iter().map(|own| &*own.fact)
    }

    /// The older facts of a subject, newest first.
    pub fn history(&self, subject: &str) -> impl Iterator<Item = &Fact> {
        self.all.iter().rev().filter(move |own| *own.subject == *subject).map(|own| &*own.fact)
    }

    /// What a subject says now.
    pub fn current(&self, subject: &str) -> Option<&Fact> {
        let place = self.newest.find(&|own| (*own.subject).cmp(subject)).ok()?;
        self.newest.get(place).map(|own| &*own.fact)
    }

    /// What the facts say, typed. In the order of their stamps, since what was promised before a reply
    /// holds after it.
    pub fn assessment(&self) -> Assessment {
        let mut assessment = Assessment::default();
        for statement in self.iter().filter_map(|fact| fact.statement.as_ref()) {
            assessment.apply(statement);
        }
        assessment
    }

    /// The stamp after all that is here, for a new fact of this writer; nothing when the counter
    /// is used up, which 2^52 facts do.
    pub fn next_stamp(&self, writer: WriterId) -> Option<Stamp> {
        let counter = self.all.iter().next_back().map_or(0, |own| own.fact.stamp.counter) + 1;
        (counter <= Stamp::MAX_COUNTER).then_some(Stamp { counter, writer })
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many facts hold something this build does not know.
    pub fn foreign(&self) -> usize {
        self.foreign
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
