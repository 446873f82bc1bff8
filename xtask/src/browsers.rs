//! The three engines of the journeys, and how each gets onto the machine.

use crate::{
    install::{announce, geckodriver, may_use_apt},
    process::{Result, first_line, is_installed, program, run},
};

/// A browser engine; every journey runs in each of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// As spoken to the journeys in `FOURFOLD_BROWSER`, and as typed after `cargo xtask test browser`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Its name with its version, as far as it tells.
    pub fn version(self) -> String {
        let programs = self.needs().0.iter().flat_map(|names| names.iter()).rev();
        let tells = programs.filter_map(|name| first_line(name, "--version"));
        let told = tells.into_iter().find(|line| line.contains(|end: char| end.is_ascii_digit()));
        let told = told.unwrap_or_else(|| self.name().to_owned());
        let words = told.split_whitespace().take_while(|word| !matches!(*word, "built" | "(built" | "snap"));
        words.collect::<Vec<_>>().join(" ")
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// Programs that must be on the PATH, each as alternatives, and the Debian packages that bring them.
    fn needs(self) -> (&'static [&'static [&'static str]], &'static [&'static str]) {
        match self {
            Self::Chromium => (
                &[&["chromedriver"], &["chromium", "google-chrome", "google-chrome-stable"]],
                &["chromium", "chromium-driver"],
            ),
            Self::Firefox => (&[&["firefox-esr", "firefox"]], &["firefox-esr"]),
            // WebKitGTK has no windowless mode: it runs on a virtual screen.
            Self::WebKit => (&[&["WebKitWebDriver"], &["Xvfb"]], &["webkit2gtk-driver", "xvfb"]),
        }
    }

    fn missing(self) -> Vec<&'static str> {
        let absent = |names: &&&[&'static str]| !names.iter().any(|name| is_installed(name));
        self.needs().0.iter().filter(absent).filter_map(|names| names.first().copied()).collect()
    }

    /// Installs what is missing, or says what a person has to install.
    pub fn prepare(self) -> Result<()> {
        let missing = self.missing();
        let packages = self.needs().1;
        if !missing.is_empty() && may_use_apt() {
            announce(&packages.join(" "), "a browser and its driver for the journeys", "1 minute");
            run(program("apt-get").args(["update", "-qq"]))?;
            let install = ["install", "-y", "-qq"];
            run(program("apt-get").args(install).args(packages).env("DEBIAN_FRONTEND", "noninteractive"))?;
        }
        if let [_, ..] = self.missing().as_slice() {
            return Err(format!(
                "{} not found. On Debian or Ubuntu: sudo apt-get install {}",
                self.missing().join(" and "),
                packages.join(" "),
            ));
        }
        if self == Self::Firefox { geckodriver() } else { Ok(()) }
    }
}
