//! Everything a person can state: the kinds of facts with what they speak of, and the values they take.

use fourfold::model::{
    Fact, Facts, ProfileField, Register, RespondentField, RoundField, Scalar, Stamp, Statement, WriterId,
};

pub const ROUND: &str = "1-0000000000000001";
pub const PERSON: &str = "2-0000000000000001";

/// What a field can hold that is chosen and not typed.
pub const CLOSED: &str = "level:3 dont-know not-applicable:because E2 external assessment audit staff cost high share \
    started run mean service-units 2026-03-31 3 inc quick major 3-0000000000000001";

/// Everything a person can state, by its kind and what it speaks of.
pub fn subjects() -> Vec<(&'static str, Vec<&'static str>)> {
    let own = [
        ("answer", vec![ROUND, "inc-w", PERSON]),
        ("evidence", vec![ROUND, "inc-w", PERSON]),
        ("note", vec![ROUND, "inc-w", PERSON]),
        ("agreed", vec![ROUND, "inc-w"]),
        ("reasoning", vec![ROUND, "inc-w"]),
        ("figure", vec!["total-cost", "2026-Q1"]),
        ("budget", vec!["3-0000000000000001", "2026-01"]),
        ("actual", vec!["3-0000000000000001", "2026"]),
        ("scope", vec!["inc"]),
        ("target", vec!["inc"]),
        ("importance", vec!["inc"]),
        ("order", vec!["inc"]),
        ("risk-level", vec!["low", "low"]),
    ];
    let field = |kind: &'static str, id: Option<&'static str>, name: &'static str| {
        (kind, id.into_iter().chain([name]).collect::<Vec<_>>())
    };
    let profile = ProfileField::NAMES.iter().map(|name| field("profile", None, name));
    let round = RoundField::NAMES.iter().map(|name| field("round", Some(ROUND), name));
    let person = RespondentField::NAMES.iter().map(|name| field("respondent", Some(PERSON), name));
    let registers = Register::ALL.iter().flat_map(|register| {
        register.columns().map(|column| field(register.word(), Some("4-0000000000000001"), column))
    });
    own.into_iter().chain(profile).chain(round).chain(person).chain(registers).collect()
}

/// These statements as facts of one writer, in their order.
pub fn facts(all: impl IntoIterator<Item = Statement>) -> Facts {
    let mut facts = Facts::default();
    for (place, statement) in all.into_iter().enumerate() {
        let stamp = Stamp { counter: place as u64 + 10, writer: WriterId(1) };
        facts.add(Fact::new(stamp, Some(1_763_689_302_000), None, statement));
    }
    facts
}

/// A table as RFC 4180 has it, cell by cell.
pub fn table(table: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = table.strip_prefix('\u{feff}').expect("it says that it is UTF-8").chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'), "a line ends in both");
                rows.push(vec![String::new()]);
            }
            other => row.last_mut().unwrap().push(other),
        }
    }
    assert!(!quoted, "a quote stays open");
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends, too");
    rows
}

/// A scalar that is a text.
pub fn text(text: &str) -> Scalar {
    Scalar::Text(text.into())
}
