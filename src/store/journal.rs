//! The journal: facts as append-only, self-contained records with a checksum, each under a key only
//! this writer uses, `fourfold/1/<assessment>/<writer>/<seq>`. Nothing is ever read, changed and
//! written back, so tabs need no lock, and no write starts from a failed read.
//!
//! Each record has a safety copy in a second store, which takes its time and survives what the first
//! does not. The journal does not know that store: it says what is to be copied and is told what was.

use super::{FORMAT, Fault, GONE, PREFIX, SHELF, Storage};
use crate::model::json::Json;
use crate::model::{
    Added, AssessmentId, BatchId, Fact, Facts, RespondentId, Statement, Table, WriterId, batch, checksum, sort,
};

/// A text under its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Where it lies.
    pub key: String,
    /// Its checksum, a space, and what it holds.
    pub text: String,
}

/// What a record holds.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Content {
    /// What was stated by hand here.
    pub own: Vec<Fact>,
    /// What was brought along, by what it came from.
    pub brought: Vec<(BatchId, Vec<Fact>)>,
}

/// What a key holds.
#[derive(Clone, PartialEq, Debug)]
pub enum Read {
    /// The key is not one of ours.
    Foreign,
    /// It was written by a newer version in a format this build does not know.
    Newer,
    /// One of our records, packed, where only plain ones are read.
    Packed,
    /// One of our records, with the assessment it belongs to.
    Valid(AssessmentId, Content),
    /// One of ours that cannot be read, and why.
    Unreadable(String),
}

/// A record that cannot be read. It stays where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    /// Its key.
    pub key: String,
    /// Its text as found.
    pub text: String,
    /// What is wrong with it.
    pub why: String,
}

/// What is kept of an assessment.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Holding {
    /// What counts: what was stated here, and what was brought along and not taken back.
    pub facts: Facts,
    /// Who stated something here: the page loads of this browser.
    pub hands: Vec<WriterId>,
}

/// Everything that was found.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Found {
    /// What is kept of each assessment.
    pub assessments: Table<AssessmentId, Holding>,
    /// Records that cannot be read and have no copy that can.
    pub quarantine: Vec<Quarantined>,
    /// How many records were read from their safety copy, because the first was damaged.
    pub healed: usize,
    /// Keys of a newer format.
    pub newer: Vec<String>,
}

/// How much room is taken, in UTF-16 units, keys included.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Usage {
    /// By us.
    pub own: usize,
    /// By other pages of the same origin.
    pub others: usize,
}

/// A record that is not yet in both places.
struct Pending {
    record: Record,
    stored: bool,
    copied: bool,
}

/// Writes and finds records.
pub struct Journal<S> {
    storage: S,
    writer: WriterId,
    next: u64,
    pending: Vec<Pending>,
    /// Copies of what is not here, or damaged here, and could not be put back.
    spare: Vec<Record>,
    /// Whether there is a second store at all.
    copies: bool,
    /// Why the last attempt to write failed.
    fault: Option<Fault>,
}

impl<S: Storage> Journal<S> {
    /// A journal for one page load. The writer has to be drawn anew for each. There is a second store until it is said
    /// that there is none.
    pub fn new(storage: S, writer: WriterId) -> Self {
        Self { storage, writer, next: 1, pending: Vec::new(), spare: Vec::new(), copies: true, fault: None }
    }

    /// Reads what was stated here, a record at a time: all there is where nothing was ever brought along, packed or
    /// erased. Otherwise nothing is shown yet, and [`Journal::load`] is the one to ask; it weighs more, and comes later.
    ///
    /// # Errors
    /// When the storage itself cannot be read; nothing may then be concluded from what is missing.
    pub fn glance(&self) -> Result<Option<Found>, Fault> {
        let mut found = Found::default();
        for key in self.keys()? {
            let Some(text) = self.storage.get(&key)? else { continue };
            match read_with(&key, &text, None) {
                Read::Foreign if is_mark(&key) => return Ok(None),
                Read::Packed => return Ok(None),
                Read::Foreign => {}
                Read::Newer => found.newer.push(key),
                Read::Unreadable(why) => found.quarantine.push(Quarantined { key, text, why }),
                Read::Valid(assessment, content) => {
                    let holding = found.assessments.entry_or_default(assessment);
                    for fact in content.own {
                        holding.state(fact);
                    }
                }
            }
        }
        Ok(Some(found))
    }

    /// What was stated here of an assessment, without what was brought along.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn stated(&self, assessment: &AssessmentId) -> Result<Facts, Fault> {
        let records = super::compaction::stated(&self.storage, assessment)?;
        Ok(records.into_iter().flat_map(|(_, facts)| facts).collect())
    }

    /// What was brought along under this name and not erased since, whether it counts or not.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn brought(&self, assessment: &AssessmentId, name: &BatchId) -> Result<Facts, Fault> {
        let mut all = Facts::default();
        for key in self.keys()? {
            let Some(text) = self.storage.get(&key)? else { continue };
            if let Read::Valid(own, content) = read_record(&key, &text)
                && own == *assessment
            {
                let of_it = content.brought.into_iter().filter(|(own, _)| own == name);
                all.extend(of_it.flat_map(|(_, facts)| facts));
            }
        }
        Ok(all)
    }

    /// Our keys, in order.
    fn keys(&self) -> Result<Vec<String>, Fault> {
        let mut keys = self.storage.keys()?;
        keys.retain(|key| key.starts_with(PREFIX));
        sort(&mut keys, |a, b| a < b);
        Ok(keys)
    }

    /// Reads everything, with what the second store has of it, or the part of that which is needed. What cannot be
    /// read is reported and left as it is.
    ///
    /// # Errors
    /// When the storage itself cannot be read; nothing may then be concluded from what is missing.
    pub fn load(&self, copies: &[Record]) -> Result<Found, Fault> {
        let mut found = Found::default();
        let mut keys = self.keys()?;
        keys.extend(copies.iter().map(|copy| copy.key.clone()));
        keys.extend(self.spare.iter().map(|copy| copy.key.clone()));
        keys.extend(self.pending.iter().map(|own| own.record.key.clone()));
        sort(&mut keys, |a, b| a < b);
        keys.dedup();
        // What waits is as good as written, as long as this page stands.
        let waiting = self.pending.iter().map(|own| &own.record);
        let mut sorted: Vec<&Record> = copies.iter().chain(&self.spare).chain(waiting).collect();
        sort(&mut sorted, |a, b| a.key < b.key);
        let mut gone = Vec::new();
        for mark in keys.iter().filter_map(|key| Gone::read(key)) {
            let key = mark.key();
            let own = self.storage.get(&key)?;
            let copied = sorted.iter().filter(|copy| copy.key == key).map(|copy| &*copy.text);
            let said = own.as_deref().into_iter().chain(copied).filter_map(|text| mark.said(text)).max();
            match (said, own) {
                (Some((_, true)), _) => gone.push(mark),
                // Nothing is hidden for a mark that cannot be read.
                (None, Some(text)) => {
                    found.quarantine.push(Quarantined { key, text, why: "its mark is damaged".to_owned() });
                }
                _ => {}
            }
        }
        let mut brought: Vec<(AssessmentId, BatchId, Vec<Fact>)> = Vec::new();
        for key in keys {
            let own = self.storage.get(&key)?.map(|text| (read_record(&key, &text), text));
            let copy = || {
                let copy = *sorted.get(sorted.binary_search_by(|copy| copy.key.cmp(&key)).ok()?)?;
                Some((read_record(&key, &copy.text), copy.text.clone()))
            };
            let is_valid = |read: &(Read, String)| matches!(read.0, Read::Valid(..));
            let damaged = matches!(own, Some((Read::Unreadable(_), _)));
            let read = match own {
                Some(own) if !damaged => Some(own),
                own => match copy() {
                    Some(copy) if own.is_none() || is_valid(&copy) => {
                        found.healed += usize::from(own.is_some());
                        Some(copy)
                    }
                    _ => own,
                },
            };
            match read {
                None | Some((Read::Foreign | Read::Packed, _)) => {}
                Some((Read::Newer, _)) => found.newer.push(key),
                Some((Read::Unreadable(why), text)) => found.quarantine.push(Quarantined { key, text, why }),
                Some((Read::Valid(assessment, content), _)) => {
                    let stays = |fact: &Fact| !gone.iter().any(|gone| gone.names(&assessment, fact));
                    if gone.iter().any(|gone| gone.is_all_of(&assessment)) {
                        continue;
                    }
                    let holding = found.assessments.entry_or_default(assessment.clone());
                    for fact in content.own.into_iter().filter(stays) {
                        holding.state(fact);
                    }
                    for (name, mut facts) in content.brought {
                        facts.retain(stays);
                        brought.push((assessment.clone(), name, facts));
                    }
                }
            }
        }
        // What was stated here says which of it counts.
        let mut counts = Vec::with_capacity(brought.len());
        for (assessment, name, _) in &brought {
            counts.push(found.assessments.get(assessment).is_none_or(|holding| holding.counts(name)));
        }
        for ((assessment, _, facts), counts) in brought.into_iter().zip(counts) {
            if counts {
                found.assessments.entry_or_default(assessment).facts.extend(facts);
            }
        }
        Ok(found)
    }

    /// Writes facts of an assessment as one record: all of them are kept, or none. No facts need no
    /// record. What could not be written waits; [`Journal::settle`] tries again.
    ///
    /// # Errors
    /// When the record is not there afterwards, or when a fact could not be read again: a text that
    /// is too long, a stamp that is none. Nothing is written then, and nothing waits.
    pub fn append(&mut self, assessment: &AssessmentId, facts: &[Fact]) -> Result<(), Fault> {
        if facts.is_empty() {
            return self.settle();
        }
        let lines: Vec<String> = facts.iter().map(Fact::write).collect();
        self.append_text(assessment, &lines.join("\n"), read_plain, &|content| {
            content.own.iter().map(Fact::write).eq(lines.iter().cloned())
        })
    }

    /// Writes the content of a record, of which `is_whole` says whether it was read again as it was meant.
    ///
    /// # Errors
    /// The same.
    pub fn append_text(
        &mut self,
        assessment: &AssessmentId,
        body: &str,
        read: fn(&str, &str) -> Read,
        is_whole: &dyn Fn(&Content) -> bool,
    ) -> Result<(), Fault> {
        let key = self.fresh_key(assessment);
        let text = [&checksum([&*key, body]), " ", body].concat();
        let why = match read(&key, &text) {
            Read::Valid(_, content) if is_whole(&content) => None,
            Read::Unreadable(why) => Some(why),
            _ => Some("it could not be read again".to_owned()),
        };
        if let Some(why) = why {
            self.fault = Some(Fault::Failed(why.clone()));
            return Err(Fault::Failed(why));
        }
        let record = Record { key, text };
        self.pending.push(Pending { record: record.clone(), stored: false, copied: !self.copies });
        let settled = self.settle();
        let waits = self.pending.iter().any(|own| own.record.key == record.key && !own.stored);
        if waits { settled } else { Ok(()) }
    }

    /// The same for what can as well be written another day: what could not be written does not wait.
    ///
    /// # Errors
    /// The same.
    pub(super) fn append_or_leave(
        &mut self,
        assessment: &AssessmentId,
        body: &str,
        is_whole: &dyn Fn(&Content) -> bool,
    ) -> Result<(), Fault> {
        let written = self.append_text(assessment, body, read_record, is_whole);
        let waits = self.pending.last().is_some_and(|own| !own.stored && own.record.text.ends_with(body));
        if written.is_err() && waits {
            self.pending.pop();
            if self.pending.iter().all(|own| own.stored) {
                self.fault = None;
            }
        }
        written
    }

    /// Writes what waits, in its order. What finds no room does not keep others from theirs.
    ///
    /// # Errors
    /// Why the first that could not be written could not.
    pub fn settle(&mut self) -> Result<(), Fault> {
        self.fault = None;
        for own in self.pending.iter_mut().filter(|own| !own.stored) {
            match store(&mut self.storage, &own.record) {
                Ok(()) => own.stored = true,
                Err(fault) => drop(self.fault.get_or_insert(fault)),
            }
        }
        self.pending.retain(|own| !(own.stored && own.copied));
        self.put_back();
        self.fault.clone().map_or(Ok(()), Err)
    }

    /// Takes back from their copies what is not here any more, as long as there is room. What is here stays as it is;
    /// what finds no room, or is damaged here, is read from its copy as long as this page stands.
    pub fn restore(&mut self, copies: &[Record]) {
        let marks = copies.iter().filter_map(|copy| Some((Gone::read(&copy.key)?, copy)));
        for (mark, copy) in marks {
            // Of two that say otherwise the later word holds.
            let own = self.storage.get(&copy.key).map(|own| own.and_then(|text| mark.said(&text)));
            if own.is_ok_and(|own| own < mark.said(&copy.text)) && store(&mut self.storage, copy).is_err() {
                self.spare.push(copy.clone());
            }
        }
        let gone = self.gone().unwrap_or_default();
        for copy in copies {
            if let Read::Valid(assessment, _) = read_record(&copy.key, &copy.text)
                && !gone.iter().any(|gone| gone.is_all_of(&assessment))
                && !self.spare.contains(copy)
            {
                self.spare.push(copy.clone());
            }
        }
        self.put_back();
    }

    /// Puts back what there is room for now.
    fn put_back(&mut self) {
        let storage = &mut self.storage;
        self.spare.retain(|own| match storage.get(&own.key) {
            Ok(None) => store(storage, own).is_err(),
            Ok(Some(text)) => text != own.text,
            Err(_) => true,
        });
    }

    /// The copies that stand in for what is not here, or damaged here.
    pub fn spare(&self) -> &[Record] {
        &self.spare
    }

    /// What is marked as erased.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn gone(&self) -> Result<Vec<Gone>, Fault> {
        let mut gone = Vec::new();
        let mut keys = self.storage.keys()?;
        keys.extend(self.spare.iter().map(|copy| copy.key.clone()));
        for mark in keys.iter().filter_map(|key| Gone::read(key)) {
            if gone.contains(&mark) {
                continue;
            }
            let key = mark.key();
            let own = self.storage.get(&key)?;
            let spare = self.spare.iter().filter(|copy| copy.key == key).map(|copy| &*copy.text);
            if let Some((_, true)) = own.as_deref().into_iter().chain(spare).filter_map(|text| mark.said(text)).max() {
                gone.push(mark);
            }
        }
        Ok(gone)
    }

    /// Does not wait for these any more.
    pub(super) fn give_up(&mut self, is_meant: impl Fn(&Record) -> bool) {
        self.pending.retain(|own| !is_meant(&own.record));
        self.spare.retain(|own| !is_meant(own));
    }

    /// The keys of what is kept here, and the records of those that are not among the copies; marks in any case, since
    /// they may say otherwise there.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn beyond(&self, copied: &[String]) -> Result<(Vec<String>, Vec<Record>), Fault> {
        let mut keys = self.storage.keys()?;
        keys.retain(|key| key.starts_with(PREFIX));
        let mut copied: Vec<&str> = copied.iter().map(String::as_str).collect();
        sort(&mut copied, |a, b| a < b);
        let mut records = Vec::new();
        let is_beyond = |key: &&String| copied.binary_search(&key.as_str()).is_err() || Gone::read(key).is_some();
        for key in keys.iter().filter(is_beyond) {
            let Some(text) = self.storage.get(key)? else { continue };
            let is_mark = Gone::read(key).is_some_and(|mark| mark.said(&text).is_some());
            if is_mark || matches!(read_record(key, &text), Read::Valid(..)) {
                records.push(Record { key: key.clone(), text });
            }
        }
        Ok((keys, records))
    }

    /// What has to be copied.
    pub fn to_copy(&self) -> Vec<Record> {
        self.pending.iter().filter(|own| !own.copied).map(|own| own.record.clone()).collect()
    }

    /// These were copied.
    pub fn copied(&mut self, records: &[Record]) {
        for own in &mut self.pending {
            own.copied |= records.iter().any(|record| record.key == own.record.key);
        }
        self.pending.retain(|own| !(own.stored && own.copied));
    }

    /// There is no second store.
    pub fn without_copies(&mut self) {
        self.copies = false;
        self.pending.iter_mut().for_each(|own| own.copied = true);
        self.pending.retain(|own| !own.stored);
    }

    /// Why the last attempt to write failed; nothing once it has succeeded.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Whether everything is where it belongs.
    pub fn is_settled(&self) -> bool {
        self.pending.is_empty()
    }

    /// Whether anything would be lost if the page ended now.
    pub fn would_lose(&self) -> bool {
        self.pending.iter().any(|own| !own.stored && (!own.copied || !self.copies))
    }

    /// The next key of this writer. A number is used once, also after a failure that may have left something behind;
    /// should an id ever be drawn twice, the records of the first are not written over.
    fn fresh_key(&mut self, assessment: &AssessmentId) -> String {
        loop {
            let key = [
                PREFIX,
                &FORMAT.to_string(),
                "/",
                assessment.as_str(),
                "/",
                &self.writer.to_string(),
                "/",
                &self.next.to_string(),
            ]
            .concat();
            self.next += 1;
            // What cannot be looked at is told when it is written.
            if !matches!(self.storage.get(&key), Ok(Some(_))) {
                return key;
            }
        }
    }

    /// What it writes to, for what is no record.
    pub fn storage(&mut self) -> &mut S {
        &mut self.storage
    }

    /// How much room is taken.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn usage(&self) -> Result<Usage, Fault> {
        let mut usage = Usage::default();
        for key in self.storage.keys()? {
            let units = |text: &str| text.encode_utf16().count();
            let size = units(&key) + self.storage.get(&key)?.as_deref().map_or(0, units);
            if key.starts_with(PREFIX) { usage.own += size } else { usage.others += size }
        }
        Ok(usage)
    }
}

/// Puts a record under its key and looks whether it is there.
fn store<S: Storage>(storage: &mut S, Record { key, text }: &Record) -> Result<(), Fault> {
    storage.set(key, text)?;
    match storage.get(key)? {
        Some(kept) if kept == *text => Ok(()),
        _ => Err(Fault::NotKept),
    }
}

impl Holding {
    /// Adds what was stated here.
    pub fn state(&mut self, fact: Fact) -> Added {
        let writer = fact.stamp.writer;
        if !self.hands.contains(&writer) {
            self.hands.push(writer);
        }
        self.facts.add(fact)
    }

    /// Whether what was brought along under this name counts: it does until that is taken back.
    pub fn counts(&self, name: &BatchId) -> bool {
        let said = Statement::Batch { batch: name.clone(), value: None }.subject();
        let said = self.facts.current(&said).and_then(|fact| fact.statement.as_ref());
        !matches!(said, Some(Statement::Batch { value: None | Some(false), .. }))
    }
}

/// A mark that something was erased: an assessment, or what one person said in it. It stands under
/// `fourfold/gone/1/<assessment>` or `fourfold/gone/1/<assessment>/<respondent>`, and what it names does not count
/// wherever it comes from, until somebody imports it again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gone {
    /// The assessment.
    pub assessment: AssessmentId,
    /// The person, where it is not all of it.
    pub respondent: Option<RespondentId>,
}

impl Gone {
    /// The key of the mark.
    pub fn key(&self) -> String {
        let mut key = [PREFIX, GONE, "/", &FORMAT.to_string(), "/", self.assessment.as_str()].concat();
        if let Some(respondent) = self.respondent {
            key.push('/');
            key.push_str(&respondent.to_string());
        }
        key
    }

    /// The mark of this key.
    pub fn read(key: &str) -> Option<Self> {
        let path = key.strip_prefix(PREFIX)?.strip_prefix(GONE)?.strip_prefix('/')?;
        let mut parts = path.split('/').skip(1);
        let assessment = parts.next()?.parse().ok()?;
        let respondent = match parts.next() {
            Some(respondent) => Some(respondent.parse().ok()?),
            None => None,
        };
        Some(Self { assessment, respondent })
    }

    /// The mark itself: that it is erased, or that this was lifted. The greater number is the later word.
    pub fn record(&self, number: u64, is_erased: bool) -> Record {
        let key = self.key();
        let said = [&*number.to_string(), if is_erased { " erased" } else { " lifted" }].concat();
        let text = [&checksum([&*key, &*said]), " ", &said].concat();
        Record { key, text }
    }

    /// What a mark of this text says: its number, and whether it is erased. Nothing where it is damaged.
    pub fn said(&self, text: &str) -> Option<(u64, bool)> {
        let mut parts = text.split(' ').skip(1);
        let number = parts.next()?.parse().ok()?;
        let is_erased = parts.next()? == "erased";
        (self.record(number, is_erased).text == text).then_some((number, is_erased))
    }

    /// Whether it is the whole assessment.
    pub fn is_all_of(&self, assessment: &AssessmentId) -> bool {
        self.respondent.is_none() && self.assessment == *assessment
    }

    /// Whether it names this fact: an answer of the person, or what is said of the person. What somebody else's hands
    /// could have entered, such as a figure, stays.
    pub fn names(&self, assessment: &AssessmentId, fact: &Fact) -> bool {
        if self.assessment != *assessment {
            return false;
        }
        let Some(respondent) = self.respondent else { return true };
        // A step is known by its first stamp, and so may be the person that was entered with it.
        if matches!(fact.statement, Some(Statement::Undone { .. })) {
            return false;
        }
        let own = respondent.to_string();
        fact.subject().split('\n').skip(1).any(|part| part == own)
    }
}

/// Whether this is the key of a mark.
fn is_mark(key: &str) -> bool {
    key.strip_prefix(PREFIX).is_some_and(|path| path.split('/').next() == Some(GONE))
}

/// Reads one record, packed or not.
pub fn read_record(key: &str, text: &str) -> Read {
    read_with(key, text, Some(batch::read))
}

/// Reads one record that is not packed.
pub fn read_plain(key: &str, text: &str) -> Read {
    read_with(key, text, None)
}

/// How a batch is read.
type Unpack = fn(&str) -> Result<(Option<BatchId>, Vec<Fact>), batch::NoBatch>;

/// Reads one record; without a way to read batches, a record with one is only known as such.
fn read_with(key: &str, text: &str, unpack: Option<Unpack>) -> Read {
    let Some(path) = key.strip_prefix(PREFIX) else { return Read::Foreign };
    let mut parts = path.split('/');
    let begin = parts.next();
    match begin.and_then(|format| format.parse::<u32>().ok()) {
        None if matches!(begin, Some(SHELF | GONE)) => return Read::Foreign,
        Some(FORMAT) => {}
        Some(format) if format > FORMAT => return Read::Newer,
        _ => return Read::Unreadable("its key is not one this app writes".to_owned()),
    }
    let (Some(Ok(assessment)), Some(Ok(_)), Some(Ok(_)), None) = (
        parts.next().map(str::parse::<AssessmentId>),
        parts.next().map(str::parse::<WriterId>),
        parts.next().map(str::parse::<u64>),
        parts.next(),
    ) else {
        return Read::Unreadable("its key is not one this app writes".to_owned());
    };
    let Some((sum, body)) = text.split_once(' ') else { return Read::Unreadable("it has no checksum".to_owned()) };
    if sum != checksum([key, body]) {
        return Read::Unreadable("its checksum does not fit its content".to_owned());
    }
    // Facts and batches, one behind another. Not line by line: the text of a foreign fact may itself run over several.
    let json = match Json::sequence(body) {
        Ok(json) => json,
        Err(why) => return Read::Unreadable(why.to_string()),
    };
    let mut content = Content::default();
    for part in json.values().map(|part| part.raw()) {
        if !part.starts_with(batch::BEGINNING) {
            match Fact::read(part) {
                Ok(fact) => content.own.push(fact),
                Err(why) => return Read::Unreadable(why.to_string()),
            }
            continue;
        }
        let Some(unpack) = unpack else { return Read::Packed };
        match unpack(part) {
            Ok((None, facts)) => content.own.extend(facts),
            Ok((Some(name), facts)) => content.brought.push((name, facts)),
            Err(why) => return Read::Unreadable(why.to_string()),
        }
    }
    Read::Valid(assessment, content)
}
