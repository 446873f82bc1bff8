//! The state of the app in this tab: all facts, the assessment that is open with its results, and
//! what became of the last write. Everything a screen changes goes through [`Session::say`].

mod keeping;

use std::sync::Arc;

use leptos::prelude::*;

use super::rest::{Rest, rest};
use super::route::{Place, Route};
use crate::browser::safety::Safety;
use crate::browser::storage::Browser;
use crate::browser::{clock, fetch, ids, place};
use crate::exchange::file::{self, Incoming};
use crate::model::pack::{Pack, Texts};
use crate::model::{
    Assessment, AssessmentId, EconomicMode, Fact, Facts, ProfileField, RespondentField, RespondentId, Role, RoundField,
    RoundId, Stamp, Statement, Table, Text, WriterId, sort,
};
use crate::score::{Results, Settings};
use crate::store::{Courier, Fault, Holding, Journal, Memory, Quarantined, Storage, Usage, shelf, shelf::Kept};

/// Where the built-in pack lies.
pub const PACK: &str = "packs/fourfold/0.2.0/";

/// What the built-in pack is called, in all its versions.
pub const BUILT_IN: &str = "fourfold";

/// A pack with the words of one size.
#[derive(Clone, PartialEq)]
pub struct Questionnaire {
    pub pack: Pack,
    pub texts: Texts,
}

/// What became of what was said.
#[derive(Clone, PartialEq)]
pub enum Saved {
    /// Nothing was said in this tab yet.
    Unchanged,
    /// It is on its way to both stores.
    Saving,
    /// Everything is in both stores, the last of it since then.
    At(i64),
    /// The same, in a browser that has no second store.
    Once(i64),
    /// Some of it is in this tab only.
    Not(Fault),
    /// It is in the first store and not in the second.
    NotCopied(Fault),
}

/// What storage could not give back.
#[derive(Clone, PartialEq, Default)]
pub struct Trouble {
    pub quarantine: Vec<Quarantined>,
    /// Records that were damaged, and are here because there was a copy.
    pub healed: usize,
    pub newer: usize,
}

/// What was done last, how it is called, and whether it was taken back since.
#[derive(Clone, PartialEq)]
pub struct Undo {
    pub done: String,
    pub is_undone: bool,
    /// The step, or one for each assessment where several were restored at once.
    steps: Vec<(AssessmentId, Stamp)>,
}

/// A line of the library.
#[derive(Clone, PartialEq)]
pub struct Entry {
    pub id: AssessmentId,
    pub name: Text,
    pub changed: i64,
    pub trashed: bool,
    pub answers: usize,
    pub foreign: usize,
}

/// Whoever is at the keyboard.
#[derive(Clone, Copy, PartialEq)]
struct Me {
    id: RespondentId,
    role: Option<Role>,
}

type AnyJournal = Journal<Box<dyn Storage>>;

/// Handles to the state; copied freely.
#[derive(Clone, Copy)]
pub struct Session {
    pub route: RwSignal<Route>,
    /// The pack, once it has arrived, or why it has not.
    pub questionnaire: RwSignal<Option<Result<Arc<Questionnaire>, String>>>,
    /// The second part of the program, once it has arrived, or that it has not.
    pub rest: RwSignal<Option<Result<&'static Rest, ()>>>,
    /// What the open assessment says.
    pub assessment: RwSignal<Arc<Assessment>>,
    /// Whether something said is yet to be followed.
    is_settling: StoredValue<bool>,
    /// The assessment that is open.
    pub open: Memo<Option<AssessmentId>>,
    /// What follows from it.
    pub results: Memo<Option<Arc<Results>>>,
    pub saved: RwSignal<Saved>,
    /// Whether something was typed that is not said yet.
    pub typing: RwSignal<bool>,
    pub trouble: RwSignal<Trouble>,
    /// Whether there is no storage at all.
    pub blocked: RwSignal<bool>,
    pub undo: RwSignal<Option<Undo>>,
    /// Someone's own pack that a new assessment is to ask.
    pub picked: RwSignal<Option<Text>>,
    /// The pack that was fetched last, or could not be; nothing for the built-in one.
    tried: StoredValue<Option<Text>>,
    /// Structure and words as they came, until the second part of the program has checked them.
    to_check: StoredValue<Option<(String, String)>>,
    /// The respondent at the keyboard: the one that was chosen, or the first.
    me: RwSignal<Option<Me>>,
    /// The respondent at the keyboard, where one was chosen.
    pub chosen: RwSignal<Option<RespondentId>>,
    /// Whether questions are shown whatever the role of the respondent.
    pub all_roles: RwSignal<bool>,
    /// Whether digits answer a question.
    pub digits: RwSignal<bool>,
    /// The screen that was last arrived at; nothing before the first.
    pub arrived: StoredValue<Option<Route>>,
    /// Whether something that is kept can only be read by the second part of the program. Nothing is shown until then.
    pub is_partial: RwSignal<bool>,
    /// Whether another tab has written something that is not taken over yet.
    is_behind: StoredValue<bool>,
    /// Counts every change, for what depends on more than the open assessment.
    changes: RwSignal<u32>,
    facts: StoredValue<Table<AssessmentId, Holding>>,
    journal: StoredValue<AnyJournal, LocalStorage>,
    /// The second store, once it is open.
    safety: StoredValue<Option<Safety>, LocalStorage>,
    /// What goes between the two stores, and whether something is on its way.
    courier: StoredValue<Courier, LocalStorage>,
    carrying: StoredValue<bool>,
    /// When something was said last: what is said at once is told from what is said later by its time.
    said_at: StoredValue<i64>,
    writer: WriterId,
}

impl Storage for Box<dyn Storage> {
    fn keys(&self) -> Result<Vec<String>, Fault> {
        (**self).keys()
    }
    fn get(&self, key: &str) -> Result<Option<String>, Fault> {
        (**self).get(key)
    }
    fn set(&mut self, key: &str, text: &str) -> Result<(), Fault> {
        (**self).set(key, text)
    }
    fn remove(&mut self, key: &str) -> Result<(), Fault> {
        (**self).remove(key)
    }
}

pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// Reads what is stored and begins to follow the address.
    pub fn start() -> Self {
        let storage = Browser::open();
        let blocked = storage.is_none();
        let storage: Box<dyn Storage> = match storage {
            Some(storage) => Box::new(storage),
            None => Box::new(Memory::default()),
        };
        let writer = ids::writer();
        let journal = Journal::new(storage, writer);
        let glance = journal.glance();
        let is_partial = matches!(glance, Ok(None));
        let saved = match &glance {
            Err(fault) => Saved::Not(fault.clone()),
            _ if blocked => Saved::Not(Fault::Blocked),
            _ => Saved::Unchanged,
        };
        let found = glance.ok().flatten().unwrap_or_default();
        let trouble = Trouble { quarantine: found.quarantine, healed: found.healed, newer: found.newer.len() };
        let facts = StoredValue::new(found.assessments);
        let changes = RwSignal::new(0);
        let route = RwSignal::new(Route::parse(&place::hash()));
        let open = Memo::new(move |_| {
            changes.track();
            let named = route.with(|route| route.assessment.clone());
            facts.with_value(|facts| match named {
                Some(id) => facts.contains_key(&id).then_some(id),
                None => latest(facts),
            })
        });
        let assessment = RwSignal::new(Arc::new(Assessment::default()));
        let questionnaire = RwSignal::new(None);
        let rest = RwSignal::new(None);
        // What follows from another answer is something else; to compare the two would take longer than to look again.
        let changed = |before: Option<&Option<Arc<Results>>>, now: Option<&Option<Arc<Results>>>| {
            !matches!((before, now), (Some(None), Some(None)))
        };
        let results = Memo::new_with_compare(
            move |_| {
                let Some(Ok(rest)): Option<Result<&Rest, ()>> = rest.get() else { return None };
                let Some(Ok(asked)): Option<Result<Arc<Questionnaire>, String>> = questionnaire.get() else {
                    return None;
                };
                assessment.with(|assessment| {
                    let round = assessment.latest_round()?;
                    (assessment.profile.pack.as_deref()? == asked.pack.name()).then(|| {
                        Arc::new((rest.score)(&asked.pack, assessment, &Settings::of(assessment, &asked.pack, round)))
                    })
                })
            },
            changed,
        );
        let session = Self {
            route,
            questionnaire,
            rest,
            assessment,
            is_settling: StoredValue::new(false),
            open,
            results,
            saved: RwSignal::new(saved),
            typing: RwSignal::new(false),
            trouble: RwSignal::new(trouble),
            blocked: RwSignal::new(blocked),
            undo: RwSignal::new(None),
            picked: RwSignal::new(None),
            tried: StoredValue::new(None),
            to_check: StoredValue::new(None),
            me: RwSignal::new(None),
            chosen: RwSignal::new(None),
            all_roles: RwSignal::new(false),
            digits: RwSignal::new(true),
            arrived: StoredValue::new(None),
            is_partial: RwSignal::new(is_partial),
            is_behind: StoredValue::new(false),
            changes,
            facts,
            journal: StoredValue::new_local(journal),
            safety: StoredValue::new_local(None),
            courier: StoredValue::new_local(Courier::default()),
            carrying: StoredValue::new(false),
            said_at: StoredValue::new(0),
            writer,
        };
        // What is open decides what is shown; a change of what is said applies itself.
        Effect::new(move |_| {
            session.open.get();
            session.rebuild();
            session.choose(None);
        });
        session
    }

    /// Fetches the pack with the words of the size that the open assessment asks, or the smallest. The shell has asked
    /// for the files of that already.
    pub async fn fetch_questionnaire(self) {
        let size = self.peek(|own| own.profile.size.clone());
        let own = untrack(|| self.own_pack());
        let read = async {
            if let Some(name) = &own {
                if !matches!(self.rest.get_untracked(), Some(Ok(_))) {
                    self.fetch_rest().await;
                }
                let Some(Ok(rest)) = self.rest.get_untracked() else { return Err(String::new()) };
                return (rest.brought)(self, name, size.as_deref()).map(Arc::new);
            }
            let structure = fetch::text(&[PACK, "structure.json"].concat()).await?;
            let pack = Pack::unchecked(&structure).map_err(|error| error.to_string())?;
            let files = &pack.structure.texts;
            let file = files.iter().find(|file| Some(&file.size) == size.as_ref()).or(files.first());
            let file = file.map(|file| file.path.clone()).ok_or("it has no texts")?;
            let words = fetch::text(&[PACK, &file].concat()).await?;
            if let Some(Ok(rest)) = self.rest.get_untracked() {
                return (rest.checked)(&structure, &words).map(Arc::new);
            }
            let texts = Texts::unchecked(&words).map_err(|error| error.to_string())?;
            self.to_check.set_value(Some((structure, words)));
            Ok::<_, String>(Arc::new(Questionnaire { pack, texts }))
        };
        let read = read.await;
        self.tried.set_value(own);
        self.questionnaire.set(Some(read));
    }

    /// Fetches the second part of the program.
    pub async fn fetch_rest(self) {
        let rest = rest().await.map_err(drop);
        if let Ok(rest) = rest
            && let Some((structure, words)) = self.to_check.try_update_value(Option::take).flatten()
            && let Err(why) = (rest.checked)(&structure, &words)
        {
            self.questionnaire.set(Some(Err(why)));
        }
        self.rest.set(Some(rest));
        if let Ok(rest) = rest {
            (rest.meet)(self);
        }
    }

    /// Someone's own pack that is to be asked, by its name; nothing where it is the built-in one.
    #[inline(never)]
    pub fn own_pack(self) -> Option<Text> {
        let named = if self.place() == Place::New { self.picked.get() } else { self.own().profile.pack.clone() };
        named.filter(|name| name.split('@').next() != Some(BUILT_IN))
    }

    /// Whether the pack that is here, or could not be had, is the one to be asked.
    #[inline(never)]
    pub fn has_its_pack(self) -> bool {
        self.questionnaire.with(Option::is_some) && self.tried.get_value() == self.own_pack()
    }

    /// Whether the words here are those of the pack and the size that were chosen, or there are none for it, or none
    /// at all came.
    pub fn asks_as_chosen(self) -> bool {
        let size = self.with(|own| own.profile.size.clone());
        self.has_its_pack()
            && self.asked().is_none_or(|asked| {
                let sizes = &asked.pack.structure.sizes;
                size.as_ref() == Some(&asked.texts.size) || !sizes.iter().any(|own| Some(&own.id) == size.as_ref())
            })
    }

    /// What facts are kept in, for what is none.
    pub fn with_storage<T>(self, using: impl FnOnce(&mut dyn Storage) -> T) -> Option<T> {
        self.journal.try_update_value(|journal| using(&mut **journal.storage()))
    }

    fn rebuild(self) {
        let open = self.open.get_untracked();
        let assessment = self.facts.with_value(|facts| open.and_then(|id| Some(facts.get(&id)?.facts.assessment())));
        self.assessment.set(Arc::new(assessment.unwrap_or_default()));
        self.see_who();
    }

    /// Has everything follow that does not have to be in the same frame as what was said.
    fn settle(self) {
        self.is_settling.set_value(false);
        self.assessment.notify();
        self.changes.update(|n| *n += 1);
        if let Some(Ok(rest)) = self.rest.get_untracked() {
            (rest.copy)(self);
        }
    }

    /// Applies what was said last to what the open assessment says. Nobody is told yet.
    fn apply(self, news: &[Fact]) {
        self.assessment.update_untracked(|own| {
            let own = Arc::make_mut(own);
            news.iter().filter_map(|fact| fact.statement.as_ref()).for_each(|statement| own.apply(statement));
        });
        self.see_who();
    }

    /// Looks who is at the keyboard, which few changes change and much on the screen follows.
    fn see_who(self) {
        let chosen = self.chosen.get_untracked();
        let is_invited = untrack(|| self.is_invited());
        let me = self.peek(|own| {
            let chosen = chosen.filter(|id| own.respondents.contains_key(id));
            // A device that answers an invitation is handed on from one person to the next.
            let mut all = own.respondents.keys();
            let id = chosen.or_else(|| if is_invited { all.next_back() } else { all.next() }.copied())?;
            Some(Me { id, role: own.respondents.get(&id).and_then(|own| own.role) })
        });
        if self.me.get_untracked() != me {
            self.me.set(me);
        }
    }

    /// Puts somebody else at the keyboard.
    pub fn choose(self, who: Option<RespondentId>) {
        self.chosen.set(who);
        self.see_who();
    }

    /// What the open assessment says. One function for all readers, so that it is compiled once.
    #[inline(never)]
    pub fn own(self) -> Arc<Assessment> {
        self.assessment.get()
    }

    /// Reads what the open assessment says.
    pub fn with<T>(self, read: impl FnOnce(&Assessment) -> T) -> T {
        read(&self.own())
    }

    /// Reads what the open assessment says, without following it.
    pub fn peek<T>(self, read: impl FnOnce(&Assessment) -> T) -> T {
        read(&untrack(|| self.own()))
    }

    /// What follows from it, once the pack has arrived.
    #[inline(never)]
    pub fn computed(self) -> Option<Arc<Results>> {
        self.results.get()
    }

    /// The pack with its words, once it has arrived.
    #[inline(never)]
    pub fn asked(self) -> Option<Arc<Questionnaire>> {
        self.questionnaire.get().and_then(Result::ok)
    }

    /// The assessment that is open.
    #[inline(never)]
    pub fn id(self) -> Option<AssessmentId> {
        self.open.get()
    }

    /// Whether what is open was begun by an invitation: its answers are to be handed over.
    #[inline(never)]
    pub fn is_invited(self) -> bool {
        self.id().is_some_and(|own| own.is_invited())
    }

    /// Where the visitor is.
    #[inline(never)]
    pub fn place(self) -> Place {
        self.route.get().place
    }

    /// The respondent at the keyboard.
    #[inline(never)]
    pub fn me(self) -> Option<RespondentId> {
        self.me.get().map(|me| me.id)
    }

    /// The role of the respondent at the keyboard.
    #[inline(never)]
    pub fn my_role(self) -> Option<Role> {
        self.me.get()?.role
    }

    /// The round that is being answered.
    pub fn round(self) -> Option<RoundId> {
        self.with(|own| own.latest_round())
    }

    /// States something about the open assessment.
    pub fn say(self, statement: Statement) {
        self.say_all(vec![statement]);
    }

    /// States several things at once, kept together or not at all.
    pub fn say_all(self, statements: Vec<Statement>) {
        if let Some(id) = self.open.get_untracked() {
            self.say_of(&id, statements);
        }
    }

    /// The same, with a name for what is done, by which it can be taken back.
    pub fn do_all(self, statements: Vec<Statement>, done: String) {
        if let Some(id) = self.open.get_untracked() {
            self.do_of(&id, statements, done);
        }
    }

    /// States something about an assessment that can be taken back.
    pub fn do_of(self, id: &AssessmentId, statements: Vec<Statement>, done: String) {
        if let Some(step) = self.say_of(id, statements) {
            self.undo.set(Some(Undo { done, is_undone: false, steps: vec![(id.clone(), step)] }));
        }
    }

    /// States something about an assessment, as one step, and answers with the stamp it begins with.
    pub fn say_of(self, id: &AssessmentId, statements: Vec<Statement>) -> Option<Stamp> {
        let author = untrack(|| self.me());
        let at = clock::now().max(self.said_at.get_value() + 1);
        self.said_at.set_value(at);
        let mut record = Vec::with_capacity(statements.len());
        self.facts.update_value(|all| {
            let holding = all.entry_or_default(id.clone());
            for statement in statements {
                let Some(stamp) = holding.facts.next_stamp(self.writer) else { return };
                let fact = Fact::new(stamp, Some(at), author, statement);
                holding.state(fact.clone());
                record.push(fact);
            }
        });
        if self.open.get_untracked().as_ref() == Some(id) {
            self.apply(&record);
        }
        let first = record.first().map(|fact| fact.stamp);
        self.written(|journal| journal.append(id, &record));
        match (&*record, self.rest.get_untracked()) {
            // An answer is seen at once, on however slow a machine.
            ([Fact { statement: Some(Statement::Answer { .. }), .. }], Some(Ok(rest))) => (rest.settle_later)(self),
            _ => self.settle(),
        }
        first
    }

    /// Writes, and says what became of it.
    fn written(self, write: impl FnOnce(&mut AnyJournal) -> Result<(), Fault>) {
        self.journal.update_value(|journal| drop(write(journal)));
        self.tell();
    }

    /// Says what became of what was said.
    fn tell(self) {
        let now = clock::now();
        let (copy_fault, is_copied) = self.courier.with_value(|own| (own.fault().cloned(), own.has_met()));
        let saved = self.journal.with_value(|journal| match (journal.fault().cloned(), copy_fault) {
            (Some(fault), _) => Saved::Not(fault),
            (None, Some(fault)) => Saved::NotCopied(fault),
            _ if self.blocked.get_untracked() => Saved::Not(Fault::Blocked),
            _ if !is_copied => Saved::Once(now),
            _ if journal.is_settled() => Saved::At(now),
            _ => Saved::Saving,
        });
        self.saved.set(saved);
    }

    /// Tries again to write what could not be written.
    pub fn try_again(self) {
        self.written(Journal::settle);
        self.settle();
    }

    /// Whether closing the tab would lose something that was said or typed in it.
    pub fn would_lose(self) -> bool {
        let said_in_vain = self.blocked.get_untracked() && self.said_at.get_value() > 0;
        self.journal.with_value(Journal::would_lose) || said_in_vain || self.typing.get_untracked()
    }

    /// Begins an assessment and answers with its id.
    pub fn begin(
        self,
        name: &str,
        size: &str,
        mode: Option<EconomicMode>,
        words: &crate::locale::Words,
    ) -> Option<AssessmentId> {
        let id = ids::assessment()?;
        let asked = untrack(|| self.has_its_pack().then(|| self.asked()))??;
        let pack: Text = asked.pack.name().into();
        // The first statements name the round and the respondent by the stamps they are made with.
        let stamp = |counter| Stamp { counter, writer: self.writer };
        let (round, respondent) = (RoundId(stamp(5)), RespondentId(stamp(7)));
        let profile = |field| Statement::Profile { field };
        let mut statements = vec![
            profile(ProfileField::Name(Some(name.into()))),
            profile(ProfileField::Pack(Some(pack))),
            profile(ProfileField::Size(Some(size.into()))),
            profile(ProfileField::EconomicMode(mode)),
            Statement::Round { id: round, field: RoundField::Date(clock::today()) },
            Statement::Round { id: round, field: RoundField::Label(Some(words.start.first_round.into())) },
            Statement::Respondent { id: respondent, field: RespondentField::Name(Some(words.start.me.into())) },
        ];
        for process in asked.pack.structure.processes.iter().filter(|own| !asked.pack.begins_with(size, &own.id)) {
            statements.push(Statement::Scope { process: process.id.clone(), value: Some(false) });
        }
        self.say_of(&id, statements);
        Some(id)
    }

    /// A stamp for a new row of the open assessment: the one its first field will get.
    pub fn new_row(self) -> Option<Stamp> {
        let id = self.open.get_untracked()?;
        self.facts.with_value(|all| all.get(&id)?.facts.next_stamp(self.writer))
    }

    /// Every assessment, the one changed last first.
    pub fn entries(self) -> Vec<Entry> {
        self.changes.track();
        let mut entries: Vec<Entry> =
            self.facts.with_value(|all| all.iter().filter_map(|(id, own)| entry(id, &own.facts)).collect());
        sort(&mut entries, |a, b| a.changed > b.changed);
        entries
    }

    /// What an assessment says, also one that is not open.
    pub fn assessment_of(self, id: &AssessmentId) -> Option<Assessment> {
        self.facts.with_value(|all| all.get(id).map(|own| own.facts.assessment()))
    }

    /// The file of an assessment, with its pack where that is someone's own.
    pub fn file(self, id: &AssessmentId) -> Option<String> {
        let named = self.assessment_of(id)?.profile.pack;
        let pack = named.and_then(|name| self.with_storage(|storage| shelf::find(storage, &name).ok())?);
        self.facts.with_value(|all| all.get(id).map(|own| file::write_with(id, &own.facts, pack.as_deref())))
    }

    /// The facts of an assessment.
    pub fn facts_of(self, id: &AssessmentId) -> Option<Facts> {
        self.facts.with_value(|all| all.get(id).map(|own| own.facts.clone()))
    }

    /// How many facts there are, in all assessments.
    pub fn fact_count(self) -> usize {
        self.changes.track();
        self.facts.with_value(|all| all.values().map(|own| own.facts.len()).sum())
    }

    /// Has everything that depends on more than the open assessment looked at again.
    pub fn look_again(self) {
        self.changes.update(|n| *n += 1);
    }

    /// How many of a file's facts are new here, where its assessment is here at all.
    pub fn new_in(self, incoming: &Incoming) -> Option<usize> {
        self.facts.with_value(|facts| {
            let mut own = facts.get(&incoming.assessment)?.facts.clone();
            Some(own.merge(&incoming.facts))
        })
    }

    /// The packs that are kept in this browser.
    pub fn kept_packs(self) -> Vec<Kept> {
        self.changes.track();
        self.with_storage(|storage| shelf::kept(storage).unwrap_or_default()).unwrap_or_default()
    }

    /// Keeps someone's own pack.
    ///
    /// # Errors
    /// When it is not there afterwards.
    pub fn keep_pack(self, name: &str, text: &str) -> Result<(), Fault> {
        let kept = self.with_storage(|storage| shelf::keep(storage, name, text)).unwrap_or(Err(Fault::Blocked));
        self.changes.update(|n| *n += 1);
        kept
    }

    /// Takes someone's own pack away.
    ///
    /// # Errors
    /// When it could not be taken away.
    pub fn drop_pack(self, name: &str) -> Result<(), Fault> {
        let dropped = self.with_storage(|storage| shelf::remove(storage, name)).unwrap_or(Err(Fault::Blocked));
        self.changes.update(|n| *n += 1);
        dropped
    }

    /// How many assessments ask a pack.
    pub fn asking(self, pack: &str) -> usize {
        self.changes.track();
        self.facts.with_value(|facts| {
            facts.values().filter(|own| own.facts.assessment().profile.pack.as_deref() == Some(pack)).count()
        })
    }

    /// How much room is taken in storage.
    pub fn usage(self) -> Option<Usage> {
        self.changes.track();
        self.journal.with_value(|journal| journal.usage().ok())
    }

    /// Facts that hold something this build does not know, in the open assessment.
    pub fn foreign(self) -> usize {
        self.changes.track();
        let open = self.open.get();
        self.facts.with_value(|all| open.and_then(|id| all.get(&id)).map_or(0, |own| own.facts.foreign()))
    }

    /// Another tab has written something. Until the second part of the program can take it over, it is only noted.
    pub fn follow(self, key: &str, text: &str) {
        match self.rest.get_untracked() {
            Some(Ok(rest)) => (rest.follow)(self, key, text),
            _ => self.is_behind.set_value(true),
        }
    }
}

fn latest(all: &Table<AssessmentId, Holding>) -> Option<AssessmentId> {
    let live = all.iter().filter_map(|(id, own)| entry(id, &own.facts)).filter(|entry| !entry.trashed);
    live.max_by_key(|entry| entry.changed).map(|entry| entry.id)
}

/// Nothing where nothing is left of it: an import that was taken back.
fn entry(id: &AssessmentId, facts: &Facts) -> Option<Entry> {
    let own = facts.assessment();
    own.profile.pack.as_ref()?;
    let round = own.latest_round().and_then(|round| own.said.get(&round));
    Some(Entry {
        id: id.clone(),
        name: own.profile.name.unwrap_or_default(),
        changed: facts.iter().filter_map(|fact| fact.at).max().unwrap_or(0),
        trashed: own.profile.trashed == Some(true),
        answers: round.map_or(0, |said| said.values().filter(|said| !said.answers.is_empty()).count()),
        foreign: facts.foreign(),
    })
}
