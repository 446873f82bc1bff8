//! What a build needs beside Rust, at the version it needs, installed when it is missing.
//!
//! A tool already on the PATH at the right version is used as it is. One of another version is left alone for the
//! other projects that use it; ours then goes to target/tools.

use crate::process::{self, Result, first_line, is_installed, program, root, run, tools};

/// 0.22 needs a newer compiler than the pinned one.
const TRUNK: &str = "0.21.14";
/// The last geckodriver that was tried with the journeys.
const GECKODRIVER: &str = "0.37.1";
/// Makes the Wasm a little smaller; any version does, and so does none.
const BINARYEN: &str = "132.0.0";
/// Finds accessibility defects in the rendered page.
const AXE: &str = "4.14.1";

/// Everything `trunk build` needs.
pub fn for_building() -> Result<()> {
    wasm_target()?;
    cargo_tool("trunk", "trunk", TRUNK, "bundles the app", "7 minutes")?;
    let version = locked_version(&cargo_lock()?, "wasm-bindgen")?;
    cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &version, "writes the glue between Wasm and page", "2 minutes")?;
    wasm_opt();
    Ok(())
}

/// The formatter and the linter, which a minimal toolchain comes without.
pub fn for_checking() -> Result<()> {
    for (component, command) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if first_line(command, "--version").is_none() {
            announce(component, "checks the code's style", "seconds");
            run(program("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

/// The bridge between WebDriver and Firefox, which Debian does not package.
pub fn geckodriver() -> Result<()> {
    if is_installed("geckodriver") {
        return Ok(());
    }
    cargo_tool("geckodriver", "geckodriver", GECKODRIVER, "drives Firefox in the journeys", "2 minutes")
}

/// The accessibility rules, for the journeys only: never part of the app.
pub fn axe() -> Result<()> {
    if tools().join("node_modules/axe-core/axe.min.js").is_file() {
        return Ok(());
    }
    npm_package("axe-core", AXE, "checks every screen for accessibility")
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Result<String> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line == name))
        .find_map(|entry| entry.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"')))
        .map(str::to_owned)
        .ok_or_else(|| format!("Cargo.lock names no version of {package}; run `cargo generate-lockfile`."))
}

fn cargo_lock() -> Result<String> {
    let path = root().join("Cargo.lock");
    std::fs::read_to_string(path).map_err(|error| format!("Cargo.lock could not be read: {error}"))
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = first_line("rustc", "--print=sysroot").ok_or("rustc could not be run; install Rust by rustup.")?;
    if std::path::Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    announce(TARGET, "compiles Rust to WebAssembly", "1 minute");
    run(program("rustup").args(["target", "add", TARGET]))
}

fn cargo_tool(package: &str, command: &str, version: &str, why: &str, how_long: &str) -> Result<()> {
    let found = first_line(command, "--version");
    if found.as_deref().and_then(|line| line.split(' ').nth(1)) == Some(version) {
        return Ok(());
    }
    announce(&format!("{package} {version}"), why, how_long);
    let mut install = vec!["install", package, "--version", version];
    let own = tools();
    let own = own.to_string_lossy();
    if let Some(other) = found {
        println!("  ({other} stays as it is; this one goes to target/tools)");
        install.extend(["--root", &own]);
    }
    // A registry mirror may lack one of the exact versions a tool was locked to; its newest ones do as well.
    run(program("cargo").args(&install).arg("--locked")).or_else(|_| {
        println!("  trying again without --locked");
        run(program("cargo").args(&install))
    })
}

/// Missing is no error: the Wasm is a little larger without.
fn wasm_opt() {
    if is_installed("wasm-opt") {
        return;
    }
    if let Err(reason) = npm_package("binaryen", BINARYEN, "wasm-opt makes the download smaller") {
        println!("Going without wasm-opt: {reason}");
    }
}

fn npm_package(package: &str, version: &str, why: &str) -> Result<()> {
    let wanted = format!("{package}@{version}");
    if !is_installed("npm") {
        return Err(format!("{wanted} ({why}) comes from npm, which is not installed. Install Node.js, then repeat."));
    }
    announce(&wanted, why, "seconds");
    let folder = tools();
    std::fs::create_dir_all(&folder).map_err(|error| format!("target/tools could not be made: {error}"))?;
    run(program("npm")
        .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
        .arg(folder)
        .arg(wanted))
}

/// Said before each installation, so that a long wait explains itself.
pub fn announce(what: &str, why: &str, how_long: &str) {
    println!("Installing {what}: {why} (about {how_long}).");
}

/// True for the account that may install system packages on Debian.
pub fn may_use_apt() -> bool {
    is_installed("apt-get") && process::first_line("id", "-u").as_deref() == Some("0")
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\n \"cfg-if\",\n]\n";

    #[test]
    fn the_version_is_that_of_the_package_with_exactly_this_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Ok("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-macro").as_deref(), Ok("0.2.1"));
    }

    #[test]
    fn a_package_that_is_not_locked_is_an_error_that_says_what_to_do() {
        let problem = locked_version(LOCK, "wasm").unwrap_err();
        assert!(problem.contains("wasm") && problem.contains("generate-lockfile"), "{problem}");
    }
}
