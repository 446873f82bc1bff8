//! Finds the place of a value in JSON text, so that a message about its meaning can say where it
//! stands. Runs only when something is wrong.

/// A step into a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Into the value of this key.
    Key(String),
    /// Into this element.
    Index(usize),
}

/// Line and column, from 1, of the value at the end of the path; the nearest value above it that
/// is there where the path leads nowhere.
pub(super) fn locate(text: &str, path: &[Step]) -> (usize, usize) {
    let mut cursor = Cursor { text: text.as_bytes(), at: 0 };
    cursor.space();
    let mut found = cursor.at;
    for step in path {
        if !cursor.enter(step) {
            break;
        }
        found = cursor.at;
    }
    let before = &text.as_bytes()[..found.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = found - before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) + 1;
    (line, column)
}

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\r' | b'\n' | b',' | b':') {
            self.at += 1;
        }
    }

    /// Stands on a container; moves onto the child the step names.
    fn enter(&mut self, step: &Step) -> bool {
        let object = self.peek() == b'{';
        if !object && self.peek() != b'[' {
            return false;
        }
        self.at += 1;
        let mut index = 0;
        loop {
            self.space();
            if matches!(self.peek(), b'}' | b']' | 0) {
                return false;
            }
            let mut here = *step == Step::Index(index);
            if object {
                let start = self.at;
                self.skip();
                let key = std::str::from_utf8(&self.text[start..self.at]).unwrap_or("");
                let key: String = serde_json::from_str(key).unwrap_or_default();
                here = *step == Step::Key(key);
                self.space();
            }
            if here {
                return true;
            }
            self.skip();
            index += 1;
        }
    }

    /// Moves behind the value it stands on.
    fn skip(&mut self) {
        let mut depth = 0usize;
        loop {
            match self.peek() {
                0 => return,
                b'"' => self.skip_string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                _ => {
                    while !matches!(self.peek(), 0 | b',' | b':' | b'}' | b']' | b' ' | b'\t' | b'\r' | b'\n') {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while !matches!(self.peek(), 0 | b'"') {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, path: &[&str], expected: (usize, usize)) {
        let path: Vec<Step> =
            path.iter().map(|step| step.parse().map_or_else(|_| Step::Key((*step).to_owned()), Step::Index)).collect();
        assert_eq!(locate(text, &path), expected, "{path:?} in {text}");
    }

    #[test]
    fn a_value_is_found_behind_strings_that_look_like_structure() {
        check(r#"{"a":"}],{","b":[1,{"c":2}]}"#, &["b", "1", "c"], (1, 25));
        check("{\n  \"a\\\"\": 1,\n  \"b\": true\n}", &["b"], (3, 8));
        check("[[],[[]],3]", &["2"], (1, 10));
    }

    #[test]
    fn a_path_that_leads_nowhere_ends_at_the_last_value_that_is_there() {
        check(r#"{"a":{"b":1}}"#, &["a", "x"], (1, 6));
        check("[1]", &["5"], (1, 1));
        check("", &["a"], (1, 1));
    }
}
