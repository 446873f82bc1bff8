//! Ids are stable: what an earlier version of a pack called so is there in a later one, and means the same.

use super::files::Opened;
use super::finding::{Finding, Severity, Spot};

/// The ids of one version of a pack.
pub struct Version {
    pack: String,
    version: String,
    path: String,
    fingerprint: String,
    ids: Vec<Known>,
}

/// An id, what it stands for, and where.
struct Known {
    what: &'static str,
    id: String,
    means: String,
    line: usize,
    column: usize,
}

impl Version {
    pub fn of(opened: &Opened) -> Self {
        let own = &opened.pack.structure;
        let mut ids = Vec::new();
        let mut add = |what, spot: Spot, id: &str, means: String| {
            let (line, column) = spot.node.place();
            ids.push(Known { what, id: id.to_owned(), means, line, column });
        };
        let scale = opened.structure.key("scale");
        for (index, option) in own.scale.iter().enumerate() {
            add("option", scale.element(index), option.id.as_str(), format!("place {} on the scale", index + 1));
        }
        for (id, level) in &opened.pack.attributes {
            let spot = opened.structure.key("ladder").element(level - 1);
            add("attribute", spot, id.as_str(), format!("an attribute of level {level}"));
        }
        let processes = opened.structure.key("processes");
        for (index, process) in own.processes.iter().enumerate() {
            add("process", processes.element(index), process.id.as_str(), "a process".to_owned());
        }
        let questions = opened.structure.key("questions");
        for (index, question) in own.questions.iter().enumerate() {
            let attributes: Vec<&str> = question.attributes.iter().map(|id| id.as_str()).collect();
            let means = match (&question.process, &question.group) {
                (Some(process), _) if question.whole => format!("a question on the whole of {process}"),
                (Some(process), _) => format!("a question on {} of {process}", attributes.join(", ")),
                (None, Some(group)) => format!("a question of the group {group}"),
                (None, None) => "a question".to_owned(),
            };
            add("question", questions.element(index), question.id.as_str(), means);
        }
        Self {
            pack: own.id.to_string(),
            version: own.version.to_string(),
            path: opened.structure.path.to_owned(),
            fingerprint: opened.pack.fingerprint.clone(),
            ids,
        }
    }

    /// Versions are compared number by number, so that 0.10 comes after 0.9.
    fn number(&self) -> Vec<(u64, &str)> {
        self.version.split('.').map(|part| (part.parse().unwrap_or(0), part)).collect()
    }
}

/// What changed its meaning or went from any earlier version to any later one.
pub fn findings(versions: &[Version]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for later in versions {
        for earlier in versions.iter().filter(|own| own.pack == later.pack) {
            if earlier.number() < later.number() {
                compare(earlier, later, &mut findings);
            } else if earlier.version == later.version && earlier.path < later.path {
                same(earlier, later, &mut findings);
            }
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

fn compare(earlier: &Version, later: &Version, findings: &mut Vec<Finding>) {
    let (pack, version) = (&earlier.pack, &earlier.version);
    for known in &earlier.ids {
        let now = later.ids.iter().find(|own| own.what == known.what && own.id == known.id);
        let (line, column) = now.map_or((1, 1), |now| (now.line, now.column));
        let (severity, message) = match now {
            None => (
                Severity::Warning,
                format!("the {} {} of {pack} {version} is gone: answers to it count no more", known.what, known.id),
            ),
            Some(now) if now.means != known.means => (
                Severity::Error,
                format!(
                    "{} was {} in {pack} {version} and is {} here: give what is new an id of its own",
                    known.id, known.means, now.means
                ),
            ),
            Some(_) => continue,
        };
        findings.push(Finding { path: later.path.clone(), line, column, severity, message });
    }
}

/// Two packs under one name would answer for each other.
fn same(one: &Version, other: &Version, findings: &mut Vec<Finding>) {
    if one.fingerprint != other.fingerprint {
        findings.push(Finding {
            path: other.path.clone(),
            line: 1,
            column: 1,
            severity: Severity::Error,
            message: format!("{} {} is also at {}, and differs: change the version", one.pack, one.version, one.path),
        });
    }
}
