//! Where the visitor is: one closed type with one parser and one printer. Nobody else writes an
//! address. `#/` is the start; inside an assessment its id comes first, `#/4b1c…/results`.

use crate::model::pack::Indicator;
use crate::model::{AssessmentId, QuestionId};

/// A screen, and the assessment it shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// The assessment; where none is named, the one that was worked on last.
    pub assessment: Option<AssessmentId>,
    /// The screen.
    pub place: Place,
}

/// A screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    Start,
    New,
    /// One question; where none is named, the first that is open.
    Assess(Option<QuestionId>),
    /// All questions of a process or group.
    List(String),
    /// How much is asked, and about which processes.
    Scope,
    /// The figures of one indicator.
    Figures(Indicator),
    Results,
    /// What is to be reached, and what is done about it.
    Plan,
    /// What an audit found, and what people know of it.
    Findings,
    /// Rounds, and two of them side by side.
    Compare,
    /// What was said, looked at together: question by question, or one of them for everybody in the room.
    Room(Option<QuestionId>),
    /// All of it as one document.
    Report,
    /// Where the score of an indicator comes from.
    Why(Indicator),
    /// What a process is for and how to better it.
    Process(String),
    /// What words mean.
    Glossary,
    Library,
    /// What was done to an assessment.
    Changes,
    /// What a trainer is told of a sample.
    Sheet(String),
    /// Inviting people, and bringing in what they answered.
    Workshop,
    /// An invitation, as it stands in a link; blank once it was read.
    Invited(String),
    /// What somebody answered, as it stands in a link; blank once it was read.
    Reply(String),
    /// Handing over what was answered to an invitation.
    Send,
    /// An address that leads nowhere.
    Unknown,
}

/// What an address can begin with where it names no assessment.
const SCREENS: [&str; 20] = [
    "new", "changes", "assess", "list", "scope", "figures", "results", "plan", "findings", "compare", "report",
    "process", "glossary", "library", "sheet", "workshop", "invited", "reply", "send", "room",
];

impl Route {
    /// Reads the part of an address behind `#`.
    pub fn parse(hash: &str) -> Self {
        let mut parts = hash.split('/').filter(|part| !part.is_empty()).peekable();
        // Any id that is not the name of a screen: a file may bring one that this app would not draw.
        let is_id = |part: &&str| !SCREENS.contains(part) && part.parse::<AssessmentId>().is_ok();
        let assessment = parts.next_if(is_id).and_then(|id| id.parse().ok());
        let rest: Vec<&str> = parts.collect();
        let place = match rest.as_slice() {
            [] if assessment.is_some() => Place::Results,
            [] => Place::Start,
            ["new"] => Place::New,
            ["assess"] => Place::Assess(None),
            ["assess", question] => question.parse().map_or(Place::Unknown, |id| Place::Assess(Some(id))),
            ["list", section] => Place::List((*section).to_owned()),
            ["scope"] => Place::Scope,
            ["figures"] => Place::Figures(Indicator::Growth),
            ["figures", indicator] => Indicator::from_word(indicator).map_or(Place::Unknown, Place::Figures),
            ["results"] => Place::Results,
            ["results", indicator] => Indicator::from_word(indicator).map_or(Place::Unknown, Place::Why),
            ["process", process] => Place::Process((*process).to_owned()),
            ["glossary"] => Place::Glossary,
            ["library"] => Place::Library,
            ["plan"] => Place::Plan,
            ["findings"] => Place::Findings,
            ["compare"] => Place::Compare,
            ["room"] => Place::Room(None),
            ["room", question] => question.parse().map_or(Place::Unknown, |id| Place::Room(Some(id))),
            ["report"] => Place::Report,
            ["changes"] => Place::Changes,
            ["sheet", sample] => Place::Sheet((*sample).to_owned()),
            ["workshop"] => Place::Workshop,
            ["send"] => Place::Send,
            ["invited"] => Place::Invited(String::new()),
            ["invited", letter] => Place::Invited((*letter).to_owned()),
            ["reply"] => Place::Reply(String::new()),
            ["reply", letter] => Place::Reply((*letter).to_owned()),
            _ => Place::Unknown,
        };
        Self { assessment, place }
    }

    /// The address, as it stands in a link.
    pub fn href(&self) -> String {
        format!("#{}", self.path())
    }

    /// The address without `#`.
    pub fn path(&self) -> String {
        let place = match &self.place {
            Place::Start | Place::Unknown => "/".to_owned(),
            Place::New => "/new".to_owned(),
            Place::Library => "/library".to_owned(),
            Place::Plan => "/plan".to_owned(),
            Place::Findings => "/findings".to_owned(),
            Place::Compare => "/compare".to_owned(),
            Place::Room(None) => "/room".to_owned(),
            Place::Room(Some(question)) => format!("/room/{question}"),
            Place::Report => "/report".to_owned(),
            Place::Changes => "/changes".to_owned(),
            Place::Sheet(sample) => format!("/sheet/{sample}"),
            Place::Workshop => "/workshop".to_owned(),
            Place::Send => "/send".to_owned(),
            Place::Invited(letter) => format!("/invited/{letter}"),
            Place::Reply(letter) => format!("/reply/{letter}"),
            Place::Assess(None) => "/assess".to_owned(),
            Place::Assess(Some(question)) => format!("/assess/{question}"),
            Place::List(section) => format!("/list/{section}"),
            Place::Scope => "/scope".to_owned(),
            Place::Figures(indicator) => format!("/figures/{indicator}"),
            Place::Results => "/results".to_owned(),
            Place::Why(indicator) => format!("/results/{indicator}"),
            Place::Process(process) => format!("/process/{process}"),
            Place::Glossary => "/glossary".to_owned(),
        };
        match &self.assessment {
            Some(id) => format!("/{id}{place}"),
            None => place,
        }
    }
}

impl Place {
    /// The address of this screen for an assessment.
    pub fn of(self, assessment: &AssessmentId) -> String {
        Route { assessment: Some(assessment.clone()), place: self }.href()
    }

    /// The address of this screen for no assessment in particular.
    pub fn href(self) -> String {
        Route { assessment: None, place: self }.href()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hash: &str, printed: &str) {
        let route = Route::parse(hash);
        assert_eq!(route.path(), printed);
        assert_eq!(Route::parse(&route.path()), route, "{hash} is read back");
    }

    #[test]
    fn every_address_is_printed_as_it_is_read() {
        check("", "/");
        check("/new", "/new");
        check("/library", "/library");
        check("/sheet/harbour-it", "/sheet/harbour-it");
        check("/0123456789abcdef/plan", "/0123456789abcdef/plan");
        check("/0123456789abcdef/findings", "/0123456789abcdef/findings");
        check("/0123456789abcdef/compare", "/0123456789abcdef/compare");
        check("/room", "/room");
        check("/0123456789abcdef/room/inc-w", "/0123456789abcdef/room/inc-w");
        check("/report", "/report");
        check("/0123456789abcdef/report", "/0123456789abcdef/report");
        check("/0123456789abcdef/changes", "/0123456789abcdef/changes");
        check("/assess", "/assess");
        check("/0123456789abcdef", "/0123456789abcdef/results");
        check("/0123456789abcdef/assess/inc-w", "/0123456789abcdef/assess/inc-w");
        check("/0123456789abcdef/list/practice", "/0123456789abcdef/list/practice");
        check("/harbour-it/results", "/harbour-it/results");
        check("/0123456789abcdef/scope", "/0123456789abcdef/scope");
        check("/figures", "/figures/growth");
        check("/0123456789abcdef/figures/risk", "/0123456789abcdef/figures/risk");
        check("/0123456789abcdef/results/budget", "/0123456789abcdef/results/budget");
        check("/process/inc", "/process/inc");
        check("/0123456789abcdef/process/inc", "/0123456789abcdef/process/inc");
        check("/glossary", "/glossary");
        check("/0123456789abcdef/workshop", "/0123456789abcdef/workshop");
        check("/0123456789abcdef/send", "/0123456789abcdef/send");
        check("/invited", "/invited/");
        check("/invited/4fi1.Ab-_9.89abcdef", "/invited/4fi1.Ab-_9.89abcdef");
        check("/reply/4fr1.Ab-_9.89abcdef", "/reply/4fr1.Ab-_9.89abcdef");
        check("/0123456789abcdef/glossary", "/0123456789abcdef/glossary");
    }

    #[test]
    fn an_address_that_leads_nowhere_is_known_as_such() {
        for hash in [
            "/no where",
            "/figures/luck",
            "/assess/a b",
            "/room/a b",
            "/results/growth/more",
            "/process",
            "/glossary/a",
            "/0123/nowhere",
        ] {
            assert_eq!(Route::parse(hash).place, Place::Unknown, "{hash}");
        }
    }
}
