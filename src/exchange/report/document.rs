//! A document as data: what stands in it and in which order. How it looks is said by whoever writes it into a file or
//! draws it on a screen, so that all of them hold the same.

use crate::chart::Picture;

/// A document.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// Its language, as HTML wants it.
    pub language: &'static str,
    /// What it is called.
    pub title: String,
    /// What stands at the foot of every page: words of the app and a fingerprint, nothing that somebody typed.
    pub foot: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A part of a document. Texts are plain: a line break is one, everything else stands for itself.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// The title of it all, with a small picture beside it.
    Cover {
        /// A decoration; what it says stands in words elsewhere.
        mark: Picture,
        /// What kind of document it is.
        kind: String,
        /// What it is about.
        title: String,
        /// More about that, a line each.
        lines: Vec<String>,
    },
    /// A heading.
    Heading {
        /// 2 to 4; the title is 1.
        level: u8,
        /// What a link calls it, made of words of the app.
        id: String,
        /// What it says.
        text: String,
    },
    /// The headings of the second level, with links.
    Contents,
    /// A paragraph.
    Text(String),
    /// A paragraph that helps to read what stands beside it.
    Hint(String),
    /// Lines that belong together.
    List(Vec<String>),
    /// Lines in an order.
    Steps(Vec<String>),
    /// Values with their names.
    Pairs(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A picture with what it says and what it was drawn from.
    Figure(Box<Figure>),
    /// Something with a name and what is said of it; long texts have a line of their own.
    Entry {
        /// Its name.
        title: String,
        /// What is said of it.
        says: Vec<(String, String)>,
    },
    /// On paper what follows begins on a new page.
    Break,
}

/// A picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// What a link calls it.
    pub id: &'static str,
    /// What it shows.
    pub name: String,
    /// What it says.
    pub finding: String,
    /// How it looks.
    pub picture: Picture,
    /// What it was drawn from.
    pub table: Table,
}

/// A table. The first column names the rows.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Table {
    /// What it holds.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// How wide it is beside the others, 1 to 12.
    pub width: u8,
    /// Whether it holds numbers.
    pub number: bool,
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, columns: Vec<Column>) -> Self {
        Self { name: name.to_owned(), columns, rows: Vec::new() }
    }

    /// The same with these rows.
    pub fn of(self, rows: impl IntoIterator<Item = Vec<String>>) -> Self {
        Self { rows: rows.into_iter().collect(), ..self }
    }

    /// How wide the columns are together.
    pub fn width(&self) -> usize {
        self.columns.iter().map(|own| usize::from(own.width)).sum::<usize>().max(1)
    }
}

/// A column of words.
pub fn words(name: &str, width: u8) -> Column {
    Column { name: name.to_owned(), width, number: false }
}

/// A column of numbers.
pub fn numbers(name: &str, width: u8) -> Column {
    Column { name: name.to_owned(), width, number: true }
}

impl Document {
    /// The headings of the second level: what a link calls them, and what they say.
    pub fn contents(&self) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading { level: 2, id, text } => Some((&**id, &**text)),
            _ => None,
        })
    }
}
