//! A document as Markdown, for whoever goes on writing in it: CommonMark with tables as GitHub has them. A picture is its
//! finding and its data. What somebody typed cannot break out: each text is one line, in which everything that means
//! something to Markdown is escaped.

use super::document::{Block, Document, Figure, Table};

/// The file.
pub fn markdown(own: &Document) -> String {
    let mut out = String::new();
    for block in &own.blocks {
        write(&mut out, block);
    }
    paragraph(&mut out, &["*", &text(&own.foot), "*"].concat());
    // A document ends with the end of its last line.
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn write(out: &mut String, block: &Block) {
    match block {
        Block::Cover { kind, title, lines, .. } => {
            paragraph(out, &["# ", &text(title)].concat());
            paragraph(out, &["**", &text(kind), "**"].concat());
            list(out, lines.iter().map(|line| ["- ", &begun(line)].concat()));
        }
        Block::Heading { level, text: says, .. } => heading(out, *level, &text(says)),
        // Every program that shows Markdown calls its headings otherwise, so that no link would lead there.
        Block::Contents | Block::Break => {}
        Block::Text(says) | Block::Hint(says) => paragraph(out, &begun(says)),
        Block::List(lines) => list(out, lines.iter().map(|line| ["- ", &begun(line)].concat())),
        Block::Steps(lines) => {
            let numbered =
                lines.iter().zip(1..).map(|(line, n): (_, usize)| [&n.to_string(), ". ", &begun(line)].concat());
            list(out, numbered);
        }
        Block::Pairs(pairs) => list(out, pairs.iter().map(|(name, value)| said(name, value))),
        Block::Table(own) => table(out, own),
        Block::Figure(own) => figure(out, own),
        Block::Entry { title, says } => {
            heading(out, 4, &text(title));
            list(out, says.iter().map(|(name, value)| said(name, value)));
        }
    }
}

fn said(name: &str, value: &str) -> String {
    ["- **", &text(name), "**: ", &text(value)].concat()
}

fn heading(out: &mut String, level: u8, says: &str) {
    let marks = "#".repeat(usize::from(level.clamp(2, 6)));
    paragraph(out, &[&marks, " ", says].concat());
}

fn figure(out: &mut String, own: &Figure) {
    heading(out, 3, &[&text(&own.name), ": ", &text(&own.finding)].concat());
    table(out, &own.table);
}

fn table(out: &mut String, own: &Table) {
    if own.rows.is_empty() {
        return;
    }
    let row = |out: &mut String, cells: &mut dyn Iterator<Item = String>| {
        out.push('|');
        cells.for_each(|cell| out.extend([" ", &cell, " |"]));
        out.push('\n');
    };
    row(out, &mut own.columns.iter().map(|column| text(&column.name)));
    row(out, &mut own.columns.iter().map(|column| if column.number { "---:" } else { "---" }.to_owned()));
    for cells in &own.rows {
        row(out, &mut cells.iter().map(|cell| text(cell)));
    }
    out.push('\n');
}

fn paragraph(out: &mut String, says: &str) {
    out.push_str(says);
    out.push_str("\n\n");
}

fn list(out: &mut String, lines: impl Iterator<Item = String>) {
    lines.for_each(|line| out.extend([&line, "\n"]));
    out.push('\n');
}

/// A text where a block begins, in which a first sign could make a list, a rule or code of it.
fn begun(says: &str) -> String {
    let own = text(says);
    let digits = own.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = own.split_at(digits);
    match rest.chars().next() {
        Some('-' | '+' | '=') if digits == 0 => ["\\", &own].concat(),
        Some('.' | ')') if digits > 0 => [number, "\\", rest].concat(),
        _ => own,
    }
}

/// A text on one line: a line break is `<br>`, and everything that means something is escaped.
fn text(says: &str) -> String {
    let mut out = String::with_capacity(says.len());
    let mut before = ['\0'; 3];
    // What has no sign goes before the blanks at the edge do: five blanks after a dash would be a block of code.
    let seen: String = says.chars().filter(|own| matches!(own, '\n' | '\t') || is_sign(*own)).collect();
    let mut following = seen.trim().chars().peekable();
    while let Some(character) = following.next() {
        let after = following.peek();
        match character {
            '\n' => out.push_str("<br>"),
            '\t' => out.push(' '),
            // Tables are taken apart before escapes are read.
            '|' => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '#' | '~' | '&' | '$' | '^' => {
                out.extend(['\\', character]);
            }
            // What looks like an address would become a link.
            ':' if after == Some(&'/') => out.push_str("\\:"),
            '.' if before.iter().all(|own| matches!(own, 'w' | 'W')) => out.push_str("\\."),
            other => out.push(other),
        }
        before = [before[1], before[2], character];
    }
    out
}

/// Whether a reader shows it at all.
fn is_sign(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}')
}
