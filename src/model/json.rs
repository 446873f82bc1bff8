//! JSON as our readers need it: every value keeps its place in the text, so that a message says where
//! it is to be mended, and a record of a later version is carried as the text it came as.
//!
//! Reading by a general library into derived types was a sixth of the first load. This reader makes
//! no values at all: it checks the text once and remembers where each value begins and ends.

use std::borrow::Cow;
use std::fmt;

use super::decimal::read_decimal;

/// How deep the values of a record or a pack may nest.
const MAX_DEPTH: usize = 127;

/// A text that is JSON, with the places of its values.
#[derive(Debug)]
pub struct Json<'a> {
    text: &'a str,
    spans: Vec<Span>,
}

/// Where a value stands. Its children follow it, those of an object as key and value by turns.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    /// The span behind the last of its children.
    next: usize,
}

/// What is wrong in a text, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
    /// What is wrong, or what was expected.
    pub what: &'static str,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

impl<'a> Json<'a> {
    /// Reads one value of which every text and number has a meaning: no half characters, no numbers
    /// beyond the numbers, and no more than 127 levels.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn read(text: &'a str) -> Result<Self, Malformed> {
        let mut scan = Scan::new(text, usize::MAX, true);
        scan.value()?;
        scan.end()
    }

    /// Reads one value and remembers its parts down to a depth; what its texts and numbers mean is
    /// left to whoever asks for them.
    ///
    /// # Errors
    /// The first thing that is not JSON.
    pub fn outline(text: &'a str, depth: usize) -> Result<Self, Malformed> {
        let mut scan = Scan::new(text, depth, false);
        scan.value()?;
        scan.end()
    }

    /// Reads values that stand one behind another and remembers no parts of them.
    ///
    /// # Errors
    /// The first thing that is not JSON.
    pub fn sequence(text: &'a str) -> Result<Self, Malformed> {
        let mut scan = Scan::new(text, 1, false);
        scan.space();
        while scan.peek().is_some() {
            scan.value()?;
            scan.space();
        }
        scan.end()
    }

    /// The first value.
    pub fn root(&self) -> Node<'_> {
        Node { json: self, index: 0 }
    }

    /// The values that stand one behind another.
    pub fn values(&self) -> Children<'_> {
        Children { json: self, index: 0, end: self.spans.len() }
    }
}

/// A value in a text.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    json: &'a Json<'a>,
    index: usize,
}

impl<'a> Node<'a> {
    fn span(self) -> Span {
        self.json.spans.get(self.index).copied().unwrap_or(Span { start: 0, end: 0, next: 0 })
    }

    /// The text it was read from.
    pub fn raw(self) -> &'a str {
        let span = self.span();
        self.json.text.get(span.start..span.end).unwrap_or("")
    }

    fn first(self) -> u8 {
        self.raw().bytes().next().unwrap_or(0)
    }

    fn children(self) -> Children<'a> {
        Children { json: self.json, index: self.index + 1, end: self.span().next }
    }

    /// Line and column, from 1.
    pub fn place(self) -> (usize, usize) {
        place(self.json.text, self.span().start)
    }

    /// Whether it is null.
    pub fn is_null(self) -> bool {
        self.raw() == "null"
    }

    /// Yes or no.
    pub fn truth(self) -> Option<bool> {
        match self.raw() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A finite number.
    pub fn number(self) -> Option<f64> {
        match self.first() {
            b'-' | b'0'..=b'9' => read_decimal(self.raw()),
            _ => None,
        }
    }

    /// A text.
    pub fn text(self) -> Option<Cow<'a, str>> {
        unquoted(self.raw())
    }

    /// The elements of a list.
    pub fn elements(self) -> Option<Children<'a>> {
        (self.first() == b'[').then(|| self.children())
    }

    /// The keys of an object with their values, in their order.
    pub fn members(self) -> Option<Members<'a>> {
        (self.first() == b'{').then(|| Members(self.children()))
    }

    /// The value of a key; of one that stands twice the last.
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        let own = self.members()?.filter(|(own, _)| own.text().is_some_and(|own| own == key));
        own.last().map(|(_, value)| value)
    }
}

/// Values that follow each other.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    json: &'a Json<'a>,
    index: usize,
    end: usize,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let node = (self.index < self.end).then_some(Node { json: self.json, index: self.index })?;
        self.index = node.span().next;
        Some(node)
    }
}

/// Keys with their values.
#[derive(Clone, Debug)]
pub struct Members<'a>(Children<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Node<'a>, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}

/// Line and column of a byte, from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    (before.iter().filter(|byte| **byte == b'\n').count() + 1, before.len() - line_start + 1)
}

/// Appends a text in quotes.
pub(crate) fn push_text(to: &mut String, text: &str) {
    to.push('"');
    for c in text.chars() {
        let short = match c {
            '"' => '"',
            '\\' => '\\',
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\0'..='\u{1f}' => {
                to.push_str("\\u00");
                to.extend([c as u32 / 16, c as u32 % 16].iter().filter_map(|digit| char::from_digit(*digit, 16)));
                continue;
            }
            _ => {
                to.push(c);
                continue;
            }
        };
        to.extend(['\\', short]);
    }
    to.push('"');
}

/// Appends a number in the fewest digits that read back as the same; null where it is none.
pub(crate) fn push_number(to: &mut String, number: f64) {
    if !number.is_finite() {
        return to.push_str("null");
    }
    let mut digits = ryu::Buffer::new();
    let digits = digits.format_finite(number);
    // Records have carried the sign of an exponent from the first on.
    match digits.split_once('e') {
        Some((digits, exponent)) if !exponent.starts_with('-') => to.extend([digits, "e+", exponent]),
        _ => to.push_str(digits),
    }
}

/// What a text in quotes means; nothing where it is none, or holds half a character.
fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    // Of bytes: looking for a character brings along the search for a whole text.
    if !inner.as_bytes().contains(&b'\\') {
        return Some(Cow::Borrowed(inner));
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut after = escape.chars();
        text.push(match after.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'u' => code_point(&mut after)?,
            same => same,
        });
        rest = after.as_str();
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The character behind `\u`: one unit, or two of which the first says that another follows.
fn code_point(rest: &mut std::str::Chars) -> Option<char> {
    let high = unit(rest)?;
    if !(0xd800..0xdc00).contains(&high) {
        return char::from_u32(high);
    }
    let mut escape = rest.clone();
    if (escape.next(), escape.next()) != (Some('\\'), Some('u')) {
        return None;
    }
    *rest = escape;
    let low = unit(rest).filter(|low| (0xdc00..0xe000).contains(low))?;
    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
}

/// Four hexadecimal digits.
fn unit(digits: &mut std::str::Chars) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + digits.next()?.to_digit(16)?))
}

/// Walks over a text once. Open lists and objects are on a list of their own, not on the stack, so
/// that no depth brings it down.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    spans: Vec<Span>,
    /// The bytes that close what is open, each with the place of its span where it is remembered.
    open: Vec<(u8, Option<usize>)>,
    depth: usize,
    strict: bool,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, depth: usize, strict: bool) -> Self {
        Self { text, at: 0, spans: Vec::new(), open: Vec::new(), depth, strict }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over a byte if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    #[cold]
    fn wrong<T>(&self, what: &'static str) -> Result<T, Malformed> {
        let what = if self.at < self.text.len() { what } else { "it ends too early" };
        self.wrong_at(self.at, what)
    }

    #[cold]
    fn wrong_at<T>(&self, at: usize, what: &'static str) -> Result<T, Malformed> {
        let (line, column) = place(self.text, at);
        Err(Malformed { line, column, what })
    }

    /// Nothing but space may follow.
    fn end(mut self) -> Result<Json<'a>, Malformed> {
        self.space();
        match self.peek() {
            None => Ok(Json { text: self.text, spans: self.spans }),
            Some(_) => self.wrong("nothing may follow here"),
        }
    }

    /// Remembers a span that begins here, unless it is too deep for that.
    fn begin(&mut self) -> Option<usize> {
        (self.open.len() < self.depth).then(|| {
            self.spans.push(Span { start: self.at, end: self.at, next: 0 });
            self.spans.len() - 1
        })
    }

    fn finish(&mut self, span: Option<usize>) {
        let next = self.spans.len();
        if let Some(span) = span.and_then(|index| self.spans.get_mut(index)) {
            (span.end, span.next) = (self.at, next);
        }
    }

    /// One value with all that is in it.
    fn value(&mut self) -> Result<(), Malformed> {
        loop {
            self.space();
            let span = self.begin();
            match self.peek() {
                Some(opening @ (b'{' | b'[')) => {
                    // In ASCII each bracket closes two places after it opens.
                    self.open.push((opening + 2, span));
                    if self.strict && self.open.len() > MAX_DEPTH {
                        return self.wrong("it nests too deep");
                    }
                    self.at += 1;
                    self.space();
                    if self.peek() != Some(opening + 2) {
                        if opening == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                _ => {
                    self.scalar()?;
                    self.finish(span);
                }
            }
            // Behind a value: the end of what is open, or the next one in it.
            loop {
                self.space();
                let Some((closing, span)) = self.open.last().copied() else { return Ok(()) };
                if self.take(closing) {
                    self.open.pop();
                    self.finish(span);
                } else if self.take(b',') {
                    if closing == b'}' {
                        self.space();
                        self.key()?;
                    }
                    break;
                } else {
                    return self.wrong(if closing == b'}' { "expected , or }" } else { "expected , or ]" });
                }
            }
        }
    }

    fn scalar(&mut self) -> Result<(), Malformed> {
        match self.peek() {
            Some(b'"') => return self.string(),
            Some(b'-' | b'0'..=b'9') => return self.number(),
            _ => {}
        }
        let rest = self.text.get(self.at..).unwrap_or("");
        match ["null", "true", "false"].iter().find(|word| rest.starts_with(**word)) {
            Some(word) => self.at += word.len(),
            None => return self.wrong("expected a value"),
        }
        Ok(())
    }

    /// A key with its colon.
    fn key(&mut self) -> Result<(), Malformed> {
        if self.peek() != Some(b'"') {
            return self.wrong("expected a key in double quotes");
        }
        let span = self.begin();
        self.string()?;
        self.finish(span);
        self.space();
        if self.take(b':') { Ok(()) } else { self.wrong("expected :") }
    }

    fn string(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        self.at += 1;
        while !self.take(b'"') {
            match self.peek() {
                None | Some(0..=0x1f) => return self.wrong("in a text this character is written as an escape"),
                Some(b'\\') => {
                    self.at += 1;
                    let hex = if self.take(b'u') { 4 } else { 0 };
                    let known = matches!(self.peek(), Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'));
                    for _ in 0..hex {
                        if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                            return self.wrong("expected four hexadecimal digits");
                        }
                        self.at += 1;
                    }
                    if hex == 0 {
                        if !known {
                            return self.wrong("no character is written so");
                        }
                        self.at += 1;
                    }
                }
                Some(_) => self.at += 1,
            }
        }
        if self.strict && self.text.get(start..self.at).and_then(unquoted).is_none() {
            return self.wrong_at(start, "it holds half a character");
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        if self.strict && self.text.get(start..self.at).and_then(read_decimal).is_none() {
            return self.wrong_at(start, "the number is too large");
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.wrong("expected a digit");
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What an independent reader makes of a value.
    fn value(node: Node) -> serde_json::Value {
        if let Some(members) = node.members() {
            return members.map(|(key, own)| (key.text().unwrap().into_owned(), value(own))).collect();
        }
        if let Some(elements) = node.elements() {
            return elements.map(value).collect();
        }
        let number = || serde_json::from_str(node.raw()).unwrap();
        let text = || node.text().map(|text| text.into_owned().into());
        let truth = node.truth().map(serde_json::Value::Bool);
        if node.is_null() { serde_json::Value::Null } else { truth.or_else(text).unwrap_or_else(number) }
    }

    /// Both readers take it and read the same, or both refuse it.
    #[track_caller]
    fn check(text: &str) {
        let expected: Option<serde_json::Value> = serde_json::from_str(text).ok();
        let own = Json::read(text);
        assert_eq!(own.as_ref().ok().map(|json| value(json.root())), expected, "{text:?} {own:?}");
        let ignored = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        assert_eq!(Json::outline(text, 1).is_ok(), ignored, "{text:?}");
    }

    #[test]
    fn it_reads_what_an_independent_reader_reads() {
        for text in [
            "",
            " ",
            "null",
            " true ",
            "false",
            "nul",
            "truely",
            "\u{feff}1",
            "[]",
            "{}",
            "[ ]",
            "{ }",
            "[,]",
            "[1,]",
            "[1 2]",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\":1 \"b\":2}",
            "{a:1}",
            "{1:1}",
            "[1}",
            "{\"a\":1]",
            "[",
            "{",
            "]",
            "}",
            "0",
            "-0",
            "-",
            "01",
            "1.",
            ".5",
            "+1",
            "1e5",
            "1E+5",
            "1e-5",
            "1e",
            "1e+",
            "0x10",
            "1.5e300",
            "1e999",
            "-1e999",
            "1e-999",
            "NaN",
            "Infinity",
            "12345678901234567890123",
            "\"a",
            "\"a\nb\"",
            "\"\\n\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u00e9\"",
            "\"\\u+123\"",
            "\"\\ud83d\\ude42\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\u0041\"",
            "\"\\ude42\"",
            "\"\\ud83dx\"",
            "\"\u{0}\"",
            "\"\u{7f}\"",
            "\"\\/\"",
            "\"\\b\\f\\r\\t\"",
            "1 1",
            "[1]]",
            "// x\n1",
            "\u{a0}1",
        ] {
            check(text);
        }
        for n in [1, 126, 127, 128, 129, 1_000] {
            check(&format!("{}{}", "[".repeat(n), "]".repeat(n)));
            check(&format!("{}1{}", "{\"a\":".repeat(n), "}".repeat(n)));
        }
        let piece = prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "1", "-2.5e1", "null", "true", " ", "\n", "\\", "\"",
            "e", "é",
        ]);
        proptest!(ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() },
        |(any in any::<String>(), pieces in prop::collection::vec(piece, 0..12))| {
            check(&any);
            check(&pieces.concat());
            check(&format!("[{}]", pieces.join(",")));
            check(&serde_json::to_string(&any).unwrap());
        });
    }

    #[test]
    fn it_writes_what_an_independent_writer_writes() {
        let check = |number: f64| {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(text, serde_json::to_string(&number).unwrap());
        };
        for number in
            [0.0, -0.0, 1.0, 0.1, 1e15, 1e16, 1e17, 123_456_789.125, 1e-4, 1e-5, 1e-6, 5e-324, f64::MAX, f64::NAN]
        {
            check(number);
        }
        proptest!(ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() },
        |(number in any::<f64>(), cents in any::<i32>(), text in any::<String>())| {
            check(number);
            check(f64::from(cents) / 100.0);
            let mut own = String::new();
            push_text(&mut own, &text);
            prop_assert_eq!(own, serde_json::to_string(&text).unwrap());
        });
    }

    #[track_caller]
    fn check_place(text: &str, path: &[&str], expected: (usize, usize)) {
        let json = Json::read(text).unwrap();
        let end = path.iter().fold(json.root(), |node, step| match step.parse() {
            Ok(index) => node.elements().unwrap().nth(index).unwrap(),
            Err(_) => node.get(step).unwrap(),
        });
        assert_eq!(end.place(), expected, "{path:?} in {text}");
    }

    #[test]
    fn a_value_knows_its_place() {
        check_place(r#"{"a":"}],{","b":[1,{"c":2}]}"#, &["b", "1", "c"], (1, 25));
        check_place("{\n  \"a\\\"\": 1,\n  \"b\": true\n}", &["b"], (3, 8));
        check_place("[[],[[]],3]", &["2"], (1, 10));
        check_place(" 1", &[], (1, 2));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let check = |text: &str, line, column, what| {
            assert_eq!(Json::read(text).unwrap_err(), Malformed { line, column, what });
        };
        check("{\n oops}", 2, 2, "expected a key in double quotes");
        check("[1,\n2", 2, 2, "it ends too early");
        check("[1 2]", 1, 4, "expected , or ]");
        check("{\"a\": 1e999}", 1, 7, "the number is too large");
        check("{\"a\": \"\\ud800\"}", 1, 7, "it holds half a character");
        check("1 x", 1, 3, "nothing may follow here");
    }

    #[test]
    fn values_behind_each_other_are_told_apart() {
        let json = Json::sequence("{\"a\":[1]}\n{}[2] \"x\"").unwrap();
        assert_eq!(json.values().map(Node::raw).collect::<Vec<_>>(), ["{\"a\":[1]}", "{}", "[2]", "\"x\""]);
        assert_eq!(Json::sequence(" ").unwrap().values().count(), 0);
        assert!(Json::sequence("{} x").is_err());
    }

    #[test]
    fn no_depth_brings_the_outline_down() {
        let deep = format!("[{}{}]", "[".repeat(300_000), "]".repeat(300_000));
        let json = Json::outline(&deep, 2).unwrap();
        assert_eq!(json.root().elements().unwrap().map(|own| own.raw().len()).collect::<Vec<_>>(), [600_000]);
    }
}
