//! Builds the worker (src/worker.rs): a program of its own, for speed and not for size, since nobody fetches it before
//! they need it. Its two files bear the name of the build. The page knows the digest of the first, the first that of the
//! second, so that neither runs when it is not the one that was built.

use crate::parts::{FAST, finish, text, write};
use crate::process::{Result, built, program, root, run};
use std::path::Path;

/// The files of the worker, by their names in dist/.
pub struct Worker {
    /// What the page starts: the glue, and what stands around the program.
    pub script: String,
    /// The program.
    pub wasm: String,
}

impl Worker {
    /// The names that go with the glue of the app, `fourfold-<hash>.js`. The page finds the script by the same rule
    /// (src/browser/worker.rs).
    pub fn named(glue: &str) -> Self {
        let stem = glue.trim_end_matches(".js");
        Self { script: format!("{stem}-worker.js"), wasm: format!("{stem}-worker.wasm") }
    }

    /// Builds both into a folder. `digest` is given a file of the folder.
    pub fn write(&self, folder: &Path, release: bool, digest: impl Fn(&str) -> Result<String>) -> Result<()> {
        let work = root().join("target/worker");
        let (profile, place) = if release { ("fast", "fast") } else { ("dev", "debug") };
        let mut cargo = program("cargo");
        cargo.args(["build", "--quiet", "--bin", "worker", "--no-default-features", "--features", "worker"]);
        cargo.args(["--target", "wasm32-unknown-unknown", "--profile", profile]);
        // The app's flags without the relocations, which nothing takes apart here and wasm-opt does not understand.
        run(cargo.env("RUSTFLAGS", "--cfg erase_components"))?;
        let compiled = built().join("wasm32-unknown-unknown").join(place).join("worker.wasm");
        let mut bindgen = program("wasm-bindgen");
        // No module: not every browser starts one as a worker.
        bindgen.args(["--target", "no-modules", "--no-typescript", "--out-name", "worker", "--out-dir"]).arg(&work);
        if release {
            bindgen.args(["--remove-name-section", "--remove-producers-section"]);
        }
        run(bindgen.arg(compiled))?;
        finish(&work.join("worker_bg.wasm"), &folder.join(&self.wasm), release.then_some(FAST))?;
        let digest = if release { digest(&self.wasm)? } else { String::new() };
        let around = text(&root().join("src/worker.js"))?;
        let script = self.filled_in(&text(&work.join("worker.js"))?, &around, &digest)?;
        write(&folder.join(&self.script), &script)?;
        std::fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))
    }

    /// The glue and what stands around it as one script, with the name and the digest of the program.
    fn filled_in(&self, glue: &str, around: &str, digest: &str) -> Result<String> {
        let mut script = around.to_owned();
        for (before, after) in [
            ("const PROGRAM = \"\";", format!("const PROGRAM = \"{}\";", self.wasm)),
            ("const DIGEST = \"\";", format!("const DIGEST = \"{digest}\";")),
        ] {
            if script.matches(before).count() != 1 {
                return Err(format!("src/worker.js has no line `{before}` for the build to fill in."));
            }
            script = script.replacen(before, &after, 1);
        }
        Ok(format!("{glue}\n{script}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Worker;

    #[test]
    fn both_files_bear_the_name_of_the_build() {
        let own = Worker::named("fourfold-1a2b.js");
        assert_eq!((&*own.script, &*own.wasm), ("fourfold-1a2b-worker.js", "fourfold-1a2b-worker.wasm"));
    }

    #[test]
    fn the_script_asks_for_its_program_by_name_and_digest_or_the_build_fails() {
        let own = Worker::named("x.js");
        let script = own.filled_in("glue", "const PROGRAM = \"\";\nconst DIGEST = \"\";\n", "sha384-abc").unwrap();
        assert_eq!(script, "glue\nconst PROGRAM = \"x-worker.wasm\";\nconst DIGEST = \"sha384-abc\";\n");
        let problem = own.filled_in("glue", "const PROGRAM = \"\";", "sha384-abc").unwrap_err();
        assert!(problem.contains("DIGEST"), "{problem}");
    }
}
