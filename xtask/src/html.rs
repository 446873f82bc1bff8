//! Just enough reading of our own index.html to finish it, check it and weigh it.

/// A start tag as it stands in the page: `<link rel="icon" href="./icon.svg">`.
#[derive(Clone, Copy)]
pub struct Tag<'a> {
    pub text: &'a str,
}

/// All start tags in order, those in comments left out.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|at| at + 3) } else { end_of_tag(rest) };
        let Some(end) = end else { break };
        if rest[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            found.push(Tag { text: &rest[..end] });
        }
        rest = &rest[end..];
    }
    found
}

/// One past the `>` that closes the tag; a `>` inside a quoted value closes nothing.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, character)| {
        match (quote, character) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
        None
    })
}

impl<'a> Tag<'a> {
    pub fn name(self) -> &'a str {
        self.text[1..].split(|end: char| !end.is_ascii_alphanumeric()).next().unwrap_or_default()
    }

    pub fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().into_iter().find_map(|(found, value)| (found == name).then_some(value))
    }

    /// Names and values; an attribute without a value has an empty one.
    pub fn attributes(self) -> Vec<(&'a str, &'a str)> {
        let mut found = Vec::new();
        let mut rest = self.text[1 + self.name().len()..].trim_end_matches(['>', '/']).trim_start();
        while !rest.is_empty() {
            let end = rest.find(|end: char| end == '=' || end.is_whitespace()).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let (value, after) = match after.strip_prefix('=') {
                None => ("", after),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
                },
            };
            found.push((name, value));
            rest = after.trim_start();
        }
        found
    }

    /// The same tag with one more attribute.
    pub fn with(self, name: &str, value: &str) -> String {
        format!("{} {name}=\"{value}\">", self.text.trim_end_matches(['>', '/']).trim_end())
    }

    /// The files of ours this tag makes the browser fetch, relative to the page.
    pub fn fetches(self) -> impl Iterator<Item = &'a str> {
        let names: &[&str] = match self.name() {
            "link" => &["href"],
            "script" | "img" => &["src", "data-app-js", "data-app-wasm"],
            _ => &[],
        };
        names.iter().filter_map(move |name| self.attribute(name)).map(|path| path.trim_start_matches("./"))
    }
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn tags_are_found_with_their_attributes_whatever_the_quotes() {
        let html = "<!-- <b class=no> --><p>1 < 2</p><link rel='icon' href=\"./a>b.svg\" crossorigin><br/>";
        let found: Vec<_> = tags(html).iter().map(|tag| tag.name()).collect();
        assert_eq!(found, ["p", "link", "br"]);
        let link = tags(html)[1];
        assert_eq!(link.attributes(), [("rel", "icon"), ("href", "./a>b.svg"), ("crossorigin", "")]);
        assert!(link.fetches().eq(["a>b.svg"]));
        assert_eq!(tags("<br/>")[0].with("id", "x"), "<br id=\"x\">");
    }
}
