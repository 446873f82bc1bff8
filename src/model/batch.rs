//! A batch: many facts in one text, column by column, so that what neighbours share is written once. An import and a
//! snapshot are batches, an edit is a fact by itself; both are the same facts when they are read.
//!
//! ```json
//! {"batch":null,"words":["9f…","profile","name","Harbour IT"],"rows":"6,+,1763689302000,,+,+,+","foreign":[]}
//! ```
//!
//! A row is a fact: counter, writer, time, author, kind, value, and the parts of its subject. A blank says what the row
//! before says, or the next counter; `+` is the next word that no row has named, a number one that was named. Time is the
//! difference from the row before. A value is a word, or `t`, `f`, `-` for null, `=` before a number. What does not come
//! out of this as the same bytes is carried as it is, under `foreign`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest, Sha256};

use super::fact::{Fact, MAX_TEXT, Statement};
use super::facts::Facts;
use super::id::{BatchId, Stamp};
use super::json::{Json, Node, push_number, push_text};
use super::sort::sort;
use super::value::Scalar;

/// The most bytes the records of a batch may have, written out.
pub const MAX_UNPACKED: usize = 64 << 20;

/// What facts are called when they come in: the same facts have the same name.
pub fn name(facts: &Facts) -> BatchId {
    let mut digest = Sha256::new();
    for (place, fact) in facts.iter().enumerate() {
        if place > 0 {
            digest.update("\n");
        }
        digest.update(fact.write());
    }
    BatchId::of(&digest.finalize())
}

/// How a batch begins, and no fact does.
pub const BEGINNING: &str = "{\"batch\":";

/// Why a text is no batch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoBatch(pub &'static str);

impl fmt::Display for NoBatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a batch is damaged: {}", self.0)
    }
}

/// The columns that hold words: writer, author, kind, and from there on the parts of the subject.
const WRITER: usize = 0;
const AUTHOR: usize = 1;
const KIND: usize = 2;
const SUBJECT: usize = 3;

/// The record with these words. `is` is the value as JSON.
fn record(words: &[Option<&str>], counter: u64, at: Option<i64>, is: &str) -> Option<String> {
    let said = |column: usize| words.get(column).copied().flatten();
    let mut line = String::with_capacity(224);
    line.push_str("{\"kind\":");
    push_text(&mut line, said(KIND)?);
    line.push_str(",\"of\":[");
    for column in SUBJECT..words.len() {
        if column > SUBJECT {
            line.push(',');
        }
        push_text(&mut line, said(column)?);
    }
    line.push_str("],\"is\":");
    line.push_str(is);
    line.push_str(",\"stamp\":");
    push_text(&mut line, &[&counter.to_string(), "-", said(WRITER)?].concat());
    if let Some(at) = at {
        line.push_str(",\"at\":");
        line.push_str(&at.to_string());
    }
    if let Some(author) = said(AUTHOR) {
        line.push_str(",\"author\":");
        push_text(&mut line, author);
    }
    line.push('}');
    Some(line)
}

/// What the rows have said so far.
#[derive(Default)]
struct Reader<'a> {
    words: Vec<Cow<'a, str>>,
    /// How many words have been named.
    named: usize,
    counter: u64,
    time: i64,
    has_time: bool,
    /// The word of each column, as the row before has it.
    columns: Vec<Option<usize>>,
    /// How many columns the row has.
    count: usize,
}

impl Reader<'_> {
    fn word(&mut self, cell: &str) -> Option<usize> {
        let index = if cell == "+" { self.named } else { cell.parse().ok()? };
        self.words.get(index)?;
        self.named = self.named.max(index + 1);
        Some(index)
    }

    /// The fact a row stands for, and about how many bytes its record has.
    fn fact(&mut self, row: &str) -> Result<(Fact, usize), NoBatch> {
        let value = self.row(row).ok_or(NoBatch("a row is malformed"))?;
        if let Some(own) = self.known(&value) {
            return Ok(own);
        }
        let line = self.record(&value).ok_or(NoBatch("a row is malformed"))?;
        let fact = Fact::read(&line).map_err(|_| NoBatch("a row is no fact"))?;
        Ok((fact, line.len()))
    }

    /// The same where all of it is known to this build, without the way over a record. Numbers go that way, because
    /// their spelling has to be one of JSON's.
    fn known(&self, value: &Value) -> Option<(Fact, usize)> {
        let said = |column: usize| self.words.get((*self.columns.get(column)?)?).map(|word| &**word);
        let scalar = match value {
            Value::Word(word) => {
                let text = self.words.get(*word)?;
                // A text that is too long is refused on the long way.
                Scalar::Text(Some(&**text).filter(|own| own.chars().nth(MAX_TEXT).is_none())?.into())
            }
            Value::Json("true") => Scalar::Bool(true),
            Value::Json("false") => Scalar::Bool(false),
            Value::Json("null") => Scalar::Null,
            Value::Json(_) => return None,
        };
        let of = self.columns.get(SUBJECT..self.count)?.iter();
        let of: Vec<&str> = of.map(|word| self.words.get((*word)?).map(|word| &**word)).collect::<Option<_>>()?;
        let writer = said(WRITER)?.parse().ok()?;
        let stamp = Stamp { counter: self.counter, writer };
        if !(1..=Stamp::MAX_COUNTER).contains(&stamp.counter) {
            return None;
        }
        let author = match said(AUTHOR) {
            Some(author) => Some(author.parse().ok()?),
            None => None,
        };
        let statement = Statement::read(said(KIND)?, &of, &scalar)?;
        let text = if let Scalar::Text(text) = &scalar { text.len() } else { 0 };
        let bytes = SPARE + text + of.iter().map(|part| part.len()).sum::<usize>();
        Some((Fact::new(stamp, self.has_time.then_some(self.time), author, statement), bytes))
    }

    /// The record with what was said last.
    fn record(&self, value: &Value) -> Option<String> {
        let mut is = String::new();
        match value {
            Value::Word(word) => push_text(&mut is, self.words.get(*word)?),
            Value::Json(json) => is.push_str(json),
        }
        let said = |word: &Option<usize>| self.words.get((*word)?).map(|word| &**word);
        let words: Vec<Option<&str>> = self.columns.get(..self.count)?.iter().map(said).collect();
        record(&words, self.counter, self.has_time.then_some(self.time), &is)
    }

    /// Takes over what a row says, and answers with its value.
    fn row<'r>(&mut self, row: &'r str) -> Option<Value<'r>> {
        let mut cells = row.split(',');
        self.counter = match cells.next()? {
            "" => self.counter.wrapping_add(1),
            counter => counter.parse().ok()?,
        };
        let writer = cells.next()?;
        match cells.next()? {
            "" => {}
            "-" => self.has_time = false,
            later => {
                self.has_time = true;
                self.time = self.time.wrapping_add(later.parse().ok()?);
            }
        }
        let (author, kind, value) = (cells.next()?, cells.next()?, cells.next()?);
        let mut count = 0;
        for cell in [writer, author, kind].into_iter().chain(cells) {
            let word = match cell {
                "" => self.columns.get(count).copied().flatten(),
                "-" => None,
                cell => Some(self.word(cell)?),
            };
            match self.columns.get_mut(count) {
                Some(own) => *own = word,
                None => self.columns.push(word),
            }
            count += 1;
        }
        self.count = count;
        Some(match value {
            "t" => Value::Json("true"),
            "f" => Value::Json("false"),
            "-" => Value::Json("null"),
            number if number.starts_with('=') => Value::Json(number.trim_start_matches('=')),
            cell => Value::Word(self.word(cell)?),
        })
    }
}

/// The value of a row.
enum Value<'a> {
    /// A text: this word.
    Word(usize),
    /// Anything else, as JSON.
    Json(&'a str),
}

/// About what a record has beside its subject and its text.
const SPARE: usize = 64;

/// What a batch is named after, and its facts.
///
/// # Errors
/// When a part of it cannot be understood; then none of them is taken.
pub fn read(text: &str) -> Result<(Option<BatchId>, Vec<Fact>), NoBatch> {
    read_within(text, MAX_UNPACKED)
}

/// The same where the records may have no more than so many bytes, written out.
///
/// # Errors
/// The same.
pub fn read_within(text: &str, most: usize) -> Result<(Option<BatchId>, Vec<Fact>), NoBatch> {
    let json = Json::outline(text, 3).map_err(|error| NoBatch(error.what))?;
    let batch = json.root();
    let name = match batch.get("batch").ok_or(NoBatch("a part of it is missing"))? {
        none if none.is_null() => None,
        name => Some(name.text().and_then(|name| name.parse().ok()).ok_or(NoBatch("its name is none"))?),
    };
    let list = |name| batch.get(name).and_then(Node::elements).ok_or(NoBatch("a part of it is missing"));
    let words: Option<Vec<_>> = list("words")?.map(Node::text).collect();
    let rows = batch.get("rows").and_then(Node::text).ok_or(NoBatch("its rows are missing"))?;
    let mut reader = Reader { words: words.ok_or(NoBatch("a word is no text"))?, ..Reader::default() };
    let mut facts = Vec::new();
    let mut unpacked = 0;
    for row in rows.split(';').filter(|row| !row.is_empty()) {
        let (fact, bytes) = reader.fact(row)?;
        unpacked += bytes;
        if unpacked > most {
            return Err(NoBatch("it is too large"));
        }
        facts.push(fact);
    }
    for own in list("foreign")? {
        facts.push(Fact::read(own.raw()).map_err(|_| NoBatch("a foreign fact is none"))?);
    }
    Ok((name, facts))
}

/// A record taken apart.
struct Row {
    time: Option<i64>,
    /// By column.
    words: Vec<Option<String>>,
    value: Cell,
}

/// A value as it stands in a row.
enum Cell {
    /// The word it is.
    Word(String),
    /// Anything else, written out.
    Other(String),
}

/// A fact taken apart that holds nothing but what this build knows.
fn known(fact: &Fact) -> Option<Row> {
    let statement = fact.statement.as_ref().filter(|_| !fact.is_foreign())?;
    let (kind, of, value) = statement.write();
    let value = match value {
        Scalar::Text(text) => Cell::Word(text.as_ref().to_owned()),
        Scalar::Bool(yes) => Cell::Other(if yes { "t" } else { "f" }.to_owned()),
        Scalar::Null => Cell::Other("-".to_owned()),
        Scalar::Number(number) => {
            let mut own = String::from("=");
            push_number(&mut own, number);
            Cell::Other(own)
        }
    };
    let mut words =
        vec![Some(fact.stamp.writer.to_string()), fact.author.map(|own| own.to_string()), Some(kind.to_owned())];
    words.extend(of.into_iter().map(Some));
    Some(Row { time: fact.at, words, value })
}

/// The record of a later version taken apart; nothing where it would not come together again as the same bytes.
fn row(line: &str) -> Option<Row> {
    let json = Json::read(line).ok()?;
    let own = |name| json.root().get(name).and_then(Node::text).map(String::from);
    let stamp = own("stamp")?;
    let (counter, writer) = stamp.split_once('-')?;
    let mut words = vec![Some(writer.to_owned()), own("author"), own("kind")];
    for part in json.root().get("of")?.elements()? {
        words.push(Some(part.text()?.into()));
    }
    let time = match json.root().get("at") {
        Some(at) => Some(at.raw().parse().ok()?),
        None => None,
    };
    let (counter, is) = (counter.parse().ok()?, json.root().get("is")?.raw().to_owned());
    let again: Vec<Option<&str>> = words.iter().map(Option::as_deref).collect();
    let same = record(&again, counter, time, &is).is_some_and(|own| own == line) && !is.starts_with(['[', '{']);
    let value = match (unquoted(&is), &*is) {
        (Some(text), _) => Cell::Word(text),
        (None, "true") => Cell::Other("t".to_owned()),
        (None, "false") => Cell::Other("f".to_owned()),
        (None, "null") => Cell::Other("-".to_owned()),
        (None, number) => Cell::Other(["=", number].concat()),
    };
    same.then_some(Row { time, words, value })
}

/// Words in the order in which rows name them.
#[derive(Default)]
struct Words {
    places: BTreeMap<String, usize>,
    all: Vec<String>,
}

impl Words {
    /// How a row names it.
    fn name(&mut self, word: &str) -> String {
        if let Some(place) = self.places.get(word) {
            return place.to_string();
        }
        self.places.insert(word.to_owned(), self.all.len());
        self.all.push(word.to_owned());
        "+".to_owned()
    }
}

/// A batch of facts; an import names what it came from. The same bytes for the same facts.
pub fn write<'a>(name: Option<&str>, facts: impl Iterator<Item = &'a Fact>) -> String {
    let (mut rows, mut foreign) = (Vec::new(), Vec::new());
    for fact in facts {
        match known(fact).or_else(|| row(&fact.write())) {
            Some(row) => rows.push((row, fact)),
            None => foreign.push(fact.write()),
        }
    }
    sort(&mut foreign, |a, b| a < b);
    // Consecutive counters of one writer stand together.
    sort(&mut rows, |(_, one), (_, other)| {
        let place = |fact: &Fact| (fact.stamp.writer, fact.stamp.counter);
        match place(one).cmp(&place(other)) {
            Ordering::Equal => one.write() < other.write(),
            order => order == Ordering::Less,
        }
    });
    let mut words = Words::default();
    let (mut counter, mut time, mut columns) = (0, None, Vec::new());
    let mut last_time = 0_i64;
    let mut packed: Vec<String> = Vec::with_capacity(rows.len());
    for (own, fact) in &rows {
        columns.resize(columns.len().max(own.words.len()), None);
        let named: Vec<String> = own
            .words
            .iter()
            .zip(&mut columns)
            .map(|(new, old)| {
                let same = new == old;
                old.clone_from(new);
                if same { String::new() } else { new.as_ref().map_or_else(|| "-".to_owned(), |word| words.name(word)) }
            })
            .collect();
        let value = match &own.value {
            Cell::Word(word) => words.name(word),
            Cell::Other(own) => own.clone(),
        };
        let next = if fact.stamp.counter == counter + 1 { String::new() } else { fact.stamp.counter.to_string() };
        let later = match own.time {
            same if same == time => String::new(),
            None => "-".to_owned(),
            Some(now) => now.wrapping_sub(std::mem::replace(&mut last_time, now)).to_string(),
        };
        (counter, time) = (fact.stamp.counter, own.time);
        let mut cells = vec![next];
        let mut named = named.into_iter();
        cells.extend(named.next());
        cells.push(later);
        cells.extend(named.by_ref().take(2));
        cells.push(value);
        cells.extend(named);
        packed.push(cells.join(","));
    }
    let mut text = BEGINNING.to_owned();
    match name {
        Some(name) => push_text(&mut text, name),
        None => text.push_str("null"),
    }
    text.push_str(",\"words\":[");
    for (index, word) in words.all.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        push_text(&mut text, word);
    }
    text.push_str("],\"rows\":");
    push_text(&mut text, &packed.join(";"));
    text.push_str(",\"foreign\":[");
    text.push_str(&foreign.join(","));
    text.push_str("]}");
    text
}

fn unquoted(json: &str) -> Option<String> {
    Json::outline(json, 1).ok()?.root().text().map(String::from)
}
