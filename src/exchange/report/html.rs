//! A document as one file of HTML: no script, nothing beside it, light paper whatever the screen was. Pictures are drawn
//! in it, and what somebody typed is text and never markup. A policy in the file forbids everything but its own style,
//! should a text ever be more than that.

use super::document::{Block, Document, Figure, Table};
use crate::chart::svg::svg;

const STYLE: &str = include_str!("paper.css");

/// From this length on a value has a line of its own, and up to this number all have.
const LONG: usize = 30;
const FEW: usize = 3;

/// Up to this length an entry is not divided between two pages.
const WHOLE: usize = 600;

/// The file.
pub fn html(own: &Document) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"");
    escape(&mut out, own.language);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape(&mut out, &own.title);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    // Page numbers stand where an engine knows margins of pages. What stands beside them is no text of anybody's.
    let foot: String = own.foot.chars().filter(|own| own.is_ascii_alphanumeric() || " .,:".contains(*own)).collect();
    out.push_str("@page {\n  @bottom-left {\n    content: \"");
    out.push_str(&foot);
    out.push_str("\";\n  }\n}\n</style>\n</head>\n<body>\n<main>\n");
    for block in &own.blocks {
        write(&mut out, own, block);
    }
    out.push_str("</main>\n<footer>");
    escape(&mut out, &own.foot);
    out.push_str("</footer>\n</body>\n</html>\n");
    out
}

fn write(out: &mut String, document: &Document, block: &Block) {
    match block {
        Block::Cover { mark, kind, title, lines } => {
            out.push_str("<header>");
            out.push_str(svg(mark, kind).trim_end());
            out.push_str("<div>");
            element(out, "p", "kicker", kind);
            element(out, "h1", "", title);
            lines.iter().for_each(|line| element(out, "p", "", line));
            out.push_str("</div></header>\n");
        }
        Block::Heading { level, id, text } => {
            let tag = heading(*level);
            out.extend(["<", tag, " id=\""]);
            escape(out, id);
            out.push_str("\">");
            escape(out, text);
            out.extend(["</", tag, ">\n"]);
        }
        Block::Contents => {
            out.push_str("<nav><ol>");
            for (id, text) in document.contents() {
                out.push_str("<li><a href=\"#");
                escape(out, id);
                out.push_str("\">");
                escape(out, text);
                out.push_str("</a></li>");
            }
            out.push_str("</ol></nav>\n");
        }
        Block::Text(text) => line(out, "p", "", text),
        Block::Hint(text) => line(out, "p", "hint", text),
        Block::List(lines) => list(out, "ul", lines),
        Block::Steps(lines) => list(out, "ol", lines),
        Block::Pairs(pairs) => {
            out.push_str("<dl class=\"pairs\">");
            for (name, value) in pairs {
                out.push_str("<div>");
                element(out, "dt", "", name);
                element(out, "dd", "", value);
                out.push_str("</div>");
            }
            out.push_str("</dl>\n");
        }
        Block::Table(own) => table(out, own),
        Block::Figure(own) => figure(out, own),
        Block::Entry { title, says } => {
            out.push_str(if is_whole(says) { "<section class=\"entry whole\">" } else { "<section class=\"entry\">" });
            element(out, "h4", "", title);
            out.push_str("<dl>");
            for (name, value) in says {
                out.push_str(if is_long(says.len(), value) { "<div class=\"long\">" } else { "<div>" });
                element(out, "dt", "", name);
                element(out, "dd", "", value);
                out.push_str("</div>");
            }
            out.push_str("</dl></section>\n");
        }
        Block::Break => out.push_str("<hr>\n"),
    }
}

/// Whether a value of an entry has a line of its own: where there are few, and where it is long.
pub fn is_long(values: usize, value: &str) -> bool {
    values <= FEW || value.contains('\n') || value.chars().count() > LONG
}

/// Whether an entry is so short that it stays together on paper.
pub fn is_whole(says: &[(String, String)]) -> bool {
    says.iter().map(|(_, value)| value.chars().count()).sum::<usize>() < WHOLE
}

/// The tag of a heading.
pub fn heading(level: u8) -> &'static str {
    match level {
        2 => "h2",
        3 => "h3",
        _ => "h4",
    }
}

fn list(out: &mut String, tag: &str, lines: &[String]) {
    out.extend(["<", tag, ">"]);
    lines.iter().for_each(|line| element(out, "li", "", line));
    out.extend(["</", tag, ">\n"]);
}

fn figure(out: &mut String, own: &Figure) {
    out.extend(["<figure id=\"", own.id, "\">\n<div class=\"keep\"><h3>"]);
    element(out, "span", "kicker", &own.name);
    out.push(' ');
    escape(out, &own.finding);
    out.push_str("</h3>\n");
    out.push_str(svg(&own.picture, &own.name).trim_end());
    out.push_str("</div>\n");
    table(out, &own.table);
    out.push_str("</figure>\n");
}

fn table(out: &mut String, own: &Table) {
    if own.rows.is_empty() {
        return;
    }
    out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
    escape(out, &own.name);
    out.push_str(if own.columns.len() > 8 { "\"><table class=\"many\"><colgroup>" } else { "\"><table><colgroup>" });
    for column in &own.columns {
        out.extend(["<col width=\"", &percent(own, column.width), "\">"]);
    }
    out.push_str("</colgroup><thead><tr>");
    for column in &own.columns {
        out.push_str(if column.number { "<th scope=\"col\" class=\"number\">" } else { "<th scope=\"col\">" });
        escape(out, &column.name);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &own.rows {
        out.push_str("<tr>");
        for (cell, column) in row.iter().zip(&own.columns).take(1) {
            out.push_str(if column.number { "<th scope=\"row\" class=\"number\">" } else { "<th scope=\"row\">" });
            escape(out, cell);
            out.push_str("</th>");
        }
        for (cell, column) in row.iter().zip(&own.columns).skip(1) {
            element(out, "td", if column.number { "number" } else { "" }, cell);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

/// How wide a column is, as HTML reads it.
pub fn percent(own: &Table, width: u8) -> String {
    [&(usize::from(width) * 100 / own.width()).to_string(), "%"].concat()
}

fn line(out: &mut String, tag: &str, class: &str, text: &str) {
    element(out, tag, class, text);
    out.push('\n');
}

fn element(out: &mut String, tag: &str, class: &str, text: &str) {
    out.extend(["<", tag]);
    if !class.is_empty() {
        out.extend([" class=\"", class, "\""]);
    }
    out.push('>');
    escape(out, text);
    out.extend(["</", tag, ">"]);
}

/// What somebody typed is text. Line breaks stay, since the style shows them; what no page has a place for is left out.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => {}
            other => out.push(other),
        }
    }
}
