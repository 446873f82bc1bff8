//! Takes the parts of a pack's files out of their JSON: every key is known and stands once, every
//! value is of its kind, or the message says what is expected, and where.

use std::str::FromStr;

use super::PackError;
use crate::model::id::InvalidId;
use crate::model::json::Node;
use crate::model::table::Table;
use crate::model::value::Text;

pub(super) type Read<T> = Result<T, PackError>;

/// An object of which every key is known and stands once.
#[derive(Clone, Copy)]
pub(super) struct Object<'a>(Node<'a>);

impl PackError {
    /// Something is wrong with this value.
    #[cold]
    pub(super) fn at(node: Node, what: String) -> Self {
        let (line, column) = node.place();
        Self { line, column, what }
    }
}

#[cold]
#[inline(never)]
fn expected(node: Node, what: &str) -> PackError {
    PackError::at(node, ["expected ", what].concat())
}

impl<'a> Object<'a> {
    pub(super) fn new(node: Node<'a>, known: &[&str]) -> Read<Self> {
        let Some(members) = node.members() else { return Err(expected(node, "an object in braces")) };
        let mut seen: Vec<&str> = Vec::new();
        for (key, _) in members {
            let name = key.text().unwrap_or_default();
            match known.iter().find(|own| **own == name) {
                Some(own) if !seen.contains(own) => seen.push(own),
                Some(_) => return Err(PackError::at(key, format!("\"{name}\" stands twice"))),
                None => return Err(PackError::at(key, format!("\"{name}\" is not known here"))),
            }
        }
        Ok(Self(node))
    }

    #[inline(never)]
    fn child(self, key: &str) -> Read<Node<'a>> {
        self.0.get(key).ok_or_else(|| PackError::at(self.0, format!("\"{key}\" is missing")))
    }

    /// The value of a key that has to be there.
    pub(super) fn value<T>(self, key: &str, read: fn(Node) -> Read<T>) -> Read<T> {
        read(self.child(key)?)
    }

    /// The same, put where it belongs: a dozen values passed on one by one are code for each way out.
    pub(super) fn need<T>(self, key: &str, to: &mut T, read: fn(Node) -> Read<T>) -> Read<()> {
        *to = self.value(key, read)?;
        Ok(())
    }

    /// The value of a key that may be left out; what stands there then stays.
    pub(super) fn find<T>(self, key: &str, to: &mut T, read: fn(Node) -> Read<T>) -> Read<()> {
        match self.0.get(key) {
            Some(_) => self.need(key, to, read),
            None => Ok(()),
        }
    }

    /// The value of a key that may be left out, or be null.
    pub(super) fn maybe<T>(self, key: &str, to: &mut Option<T>, read: fn(Node) -> Read<T>) -> Read<()> {
        if let Some(node) = self.0.get(key).filter(|node| !node.is_null()) {
            *to = Some(read(node)?);
        }
        Ok(())
    }
}

pub(super) fn text(node: Node) -> Read<Text> {
    match node.text() {
        Some(text) => Ok(text.into()),
        None => Err(expected(node, "a text in double quotes")),
    }
}

pub(super) fn texts(node: Node) -> Read<Vec<Text>> {
    list(node, text)
}

pub(super) fn number(node: Node) -> Read<f64> {
    match node.number() {
        Some(number) => Ok(number),
        None => Err(expected(node, "a number")),
    }
}

/// A whole number from 0 on.
pub(super) fn count(node: Node) -> Read<u32> {
    match node.raw().parse() {
        Ok(count) => Ok(count),
        Err(_) => Err(expected(node, "a whole number")),
    }
}

/// A count that a byte holds; a greater one is the greatest, and no limit allows that.
pub(super) fn small(node: Node) -> Read<u8> {
    count(node).map(|count| count.min(u8::MAX.into()) as u8)
}

pub(super) fn truth(node: Node) -> Read<bool> {
    match node.truth() {
        Some(truth) => Ok(truth),
        None => Err(expected(node, "true or false")),
    }
}

pub(super) fn id<T: FromStr<Err = InvalidId>>(node: Node) -> Read<T> {
    match text(node)?.parse() {
        Ok(id) => Ok(id),
        Err(InvalidId) => Err(expected(node, "an id: 1 to 64 letters, digits, '-', '_' or '.'")),
    }
}

pub(super) fn ids<T: FromStr<Err = InvalidId>>(node: Node) -> Read<Vec<T>> {
    list(node, id)
}

/// A word of a closed list.
pub(super) fn word<T>(node: Node, from_word: fn(&str) -> Option<T>, what: &str) -> Read<T> {
    match node.text().and_then(|word| from_word(&word)) {
        Some(word) => Ok(word),
        None => Err(expected(node, what)),
    }
}

// Plain loops: collecting results costs each kind of list half a kilobyte more.
pub(super) fn list<T>(node: Node, read: fn(Node) -> Read<T>) -> Read<Vec<T>> {
    let Some(elements) = node.elements() else { return Err(expected(node, "a list in brackets")) };
    let mut list = Vec::new();
    for element in elements {
        list.push(read(element)?);
    }
    Ok(list)
}

/// A list of exactly four.
pub(super) fn four<T>(node: Node, read: fn(Node) -> Read<T>) -> Read<[T; 4]> {
    match list(node, read)?.try_into() {
        Ok(four) => Ok(four),
        Err(_) => Err(expected(node, "a list of four")),
    }
}

/// An object whose keys are ids or names.
pub(super) fn table<K: Ord, V>(node: Node, key: fn(Node) -> Read<K>, read: fn(Node) -> Read<V>) -> Read<Table<K, V>> {
    let Some(members) = node.members() else { return Err(expected(node, "an object in braces")) };
    let mut table = Table::default();
    for (name, value) in members {
        table.insert(key(name)?, read(value)?);
    }
    Ok(table)
}
