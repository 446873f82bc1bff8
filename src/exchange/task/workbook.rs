//! The workbook, asked as text:
//!
//! ```json
//! {"work":"workbook","pack":"…","words":"…","assessment":"…"}
//! ```
//!
//! The pack is the text of its structure, and then there are words: the text of those of the size that is asked. Or it is
//! the text of a pack in one file, which has words of its own, and there are none. The assessment is that of its file. The
//! answer is the file in base64.

use std::vec::IntoIter;

use data_encoding::BASE64;

use super::malformed;
use crate::exchange::file;
use crate::exchange::report::Sources;
use crate::exchange::workbook::{Book, Refusal, Sheet, begin, sheets};
use crate::locale::MORE_EN;
use crate::model::Facts;
use crate::model::json::{Node, push_text};
use crate::model::pack::{Pack, Texts, read_one_file};

/// A workbook on its way: a step for all that follows, one for each sheet, and one for the file.
pub struct WorkbookTask {
    pack: Pack,
    texts: Texts,
    facts: Facts,
    /// Once it is begun; how many sheets there were to write, and those that are left.
    begun: Option<(Book, usize, IntoIter<Sheet>)>,
}

/// Asks for the workbook of what an assessment file says.
pub fn ask_workbook(pack: &str, words: Option<&str>, assessment: &str) -> String {
    let mut ask = String::from("{\"work\":\"workbook\",\"pack\":");
    push_text(&mut ask, pack);
    ask.push_str(",\"words\":");
    match words {
        Some(words) => push_text(&mut ask, words),
        None => ask.push_str("null"),
    }
    ask.push_str(",\"assessment\":");
    push_text(&mut ask, assessment);
    ask.push('}');
    ask
}

/// Reads the answer; nothing where it is none of ours.
pub fn read_workbook(answer: &str) -> Option<Vec<u8>> {
    BASE64.decode(answer.as_bytes()).ok()
}

impl WorkbookTask {
    pub(super) fn read(root: Node) -> Result<Self, String> {
        let text = |name: &str| root.get(name).and_then(Node::text).ok_or_else(|| malformed(name));
        let facts = file::read(&text("assessment")?).map_err(|error| error.to_string())?.facts;
        let pack = text("pack")?;
        let words = root.get("words").ok_or_else(|| malformed("words"))?;
        let (pack, texts) = if words.is_null() {
            let (pack, texts) = read_one_file(&pack).map_err(|error| error.to_string())?;
            let size = facts.assessment().profile.size;
            let languages = [MORE_EN.language, &pack.structure.language];
            let texts = Texts::fitting(&texts, size.as_deref(), languages).ok_or_else(|| malformed("pack"))?;
            (pack, texts)
        } else {
            let pack = Pack::read(&pack).map_err(|error| error.to_string())?;
            let texts = Texts::read(&text("words")?, &pack).map_err(|error| error.to_string())?;
            (pack, texts)
        };
        Ok(Self { pack, texts, facts, begun: None })
    }

    pub(super) fn step(&mut self) -> Result<Option<String>, String> {
        self.go_on().map_err(|refusal| refusal.says(&MORE_EN))
    }

    fn go_on(&mut self) -> Result<Option<String>, Refusal> {
        let Some((book, _, left)) = &mut self.begun else {
            let sources =
                Sources { facts: &self.facts, pack: &self.pack, texts: &self.texts, guide: None, words: &MORE_EN };
            let all = sheets(&sources).ok_or(Refusal::NoRound)?;
            self.begun = Some((begin(&sources), all.len(), all.into_iter()));
            return Ok(None);
        };
        if let Some(sheet) = left.next() {
            book.add(&sheet)?;
            return Ok(None);
        }
        let file = std::mem::replace(book, Book::new(None)).save()?;
        Ok(Some(BASE64.encode(&file)))
    }

    pub(super) fn progress(&self) -> f64 {
        self.begun.as_ref().map_or(0.0, |(_, all, left)| (1 + all - left.len()) as f64 / (all + 2) as f64)
    }
}
