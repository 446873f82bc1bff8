//! Reads what a report is written in, by readers that are not ours: HTML as the standard has it, and CommonMark with
//! tables.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata};
use html5ever::tokenizer::{BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use pulldown_cmark::{Event, Options, Parser, TagEnd};

/// A document as a reader sees it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Read {
    /// What it is made of, without what it says.
    pub shape: Vec<String>,
    /// What it says, piece by piece.
    pub pieces: Vec<String>,
}

impl Read {
    /// How many pieces hold a text, whatever blanks there are.
    pub fn says(&self, text: &str) -> usize {
        let text = plain(text);
        self.pieces.iter().filter(|own| own.contains(&text)).count()
    }
}

/// A text as paper shows it: blanks are blanks, and what cannot be printed is not there.
pub fn plain(text: &str) -> String {
    let shown: String = text
        .chars()
        .filter(|own| *own == '\n' || *own == '\t' || !(own.is_control() || matches!(own, '\u{fffe}' | '\u{ffff}')))
        .collect();
    // Narrow blanks between thousands are none of those that run together.
    let words: Vec<&str> = shown.trim().split([' ', '\n', '\t']).filter(|own| !own.is_empty()).collect();
    words.join(" ")
}

#[derive(Default)]
struct Sink {
    read: RefCell<Read>,
    open: RefCell<String>,
}

impl Sink {
    fn close(&self) {
        let text = plain(&self.open.take());
        if !text.is_empty() {
            self.read.borrow_mut().pieces.push(text);
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.open.borrow_mut().push_str(&text),
            Token::TagToken(tag) => {
                self.close();
                let mut names: Vec<String> = tag.attrs.iter().map(|own| own.name.local.to_string()).collect();
                // How long a text is decides on its class.
                names.retain(|name| name != "class");
                names.sort();
                self.read.borrow_mut().shape.push(format!("{:?} {} {names:?}", tag.kind, tag.name));
                match (tag.kind, &*tag.name) {
                    (StartTag, "style") => return TokenSinkResult::RawData(Rawtext),
                    (StartTag, "title") => return TokenSinkResult::RawData(Rcdata),
                    _ => {}
                }
            }
            Token::DoctypeToken(_) | Token::EOFToken => {}
            other => panic!("the page holds {other:?}"),
        }
        TokenSinkResult::Continue
    }
}

/// A page of HTML.
pub fn html(page: &str) -> Read {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.close();
    tokenizer.sink.read.take()
}

/// A text in Markdown.
pub fn markdown(text: &str) -> Read {
    let mut read = Read::default();
    let mut open = String::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH | Options::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => open.push_str(&text),
            Event::InlineHtml(html) => {
                assert_eq!(&*html, "<br>", "the only markup is a line break");
                open.push(' ');
            }
            Event::SoftBreak => panic!("a text goes on in another line: {open}"),
            other => {
                if let Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)) = other {
                    let text = plain(&std::mem::take(&mut open));
                    if !text.is_empty() {
                        read.pieces.push(text);
                    }
                }
                read.shape.push(format!("{other:?}"));
            }
        }
    }
    read
}
