//! Takes the program apart: what the first question needs, and the rest, which arrives after it (src/ui/rest.rs).
//!
//! Trunk has no step for this, so the build does it from what the compiler wrote, and puts the result where Trunk put
//! its own. Each part is named after the build, so an old one never meets a new one.

use crate::process::{Result, built, is_installed, program, root, run};
use std::path::{Path, PathBuf};

/// What the compiler was told in `.cargo/config.toml` to use, and wasm-opt has to know of.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The passes of wasm-opt for size. Flattened first, half a per cent comes out that the usual order leaves in.
const SMALL: &[&str] = &["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];
/// And for speed.
pub const FAST: &[&str] = &["-O3"];

/// The files of the app's program, by their names in dist/.
pub struct Parts {
    /// The Wasm of the first part, named by Trunk.
    pub wasm: String,
    /// Its glue, named by Trunk.
    pub glue: String,
    /// What fetches the rest.
    pub loader: String,
    /// The Wasm of the rest.
    pub rest: String,
}

impl Parts {
    /// The names that go with those Trunk gave: `fourfold-<hash>.js` and `fourfold-<hash>_bg.wasm`.
    pub fn named(wasm: &str, glue: &str) -> Self {
        let clean = |path: &str| path.trim_start_matches("./").to_owned();
        let (wasm, glue) = (clean(wasm), clean(glue));
        let stem = glue.trim_end_matches(".js");
        Self { loader: format!("{stem}-loader.js"), rest: format!("{stem}-rest.wasm"), wasm, glue }
    }

    /// Writes all four into a folder.
    ///
    /// `digest` is given a file of the folder.
    pub fn write(&self, folder: &Path, release: bool, digest: impl Fn(&str) -> Result<String>) -> Result<()> {
        let work = root().join("target/parts");
        let whole = compiled(release);
        let bytes = std::fs::read(&whole).map_err(|error| format!("{}: {error}", whole.display()))?;
        let first = work.join("first.wasm");
        let mut options = wasm_split_cli_support::Options::new(&bytes);
        let (link, main) = (format!("./{}", self.loader), format!("./{}", self.glue));
        options.output_dir = &work;
        options.main_out_path = &first;
        options.link_name = &link;
        options.main_module = &main;
        let split = wasm_split_cli_support::transform(options)
            .map_err(|error| format!("the program could not be taken apart: {error:#}"))?;
        let [rest] = &split.split_modules[..] else {
            return Err(format!("the program has {} parts to come later, not one.", split.split_modules.len()));
        };
        let mut bindgen = program("wasm-bindgen");
        bindgen.args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name"]);
        bindgen.arg(self.glue.trim_end_matches(".js")).arg("--out-dir").arg(&work).arg(&first);
        if release {
            bindgen.args(["--remove-name-section", "--remove-producers-section"]);
        }
        run(&mut bindgen)?;
        let made = work.join(format!("{}_bg.wasm", self.glue.trim_end_matches(".js")));
        let passes = release.then_some(SMALL);
        finish(&made, &folder.join(&self.wasm), passes)?;
        finish(rest, &folder.join(&self.rest), passes)?;
        copy(&work.join(&self.glue), &folder.join(&self.glue))?;
        let loader = text(&work.join(&self.loader))?;
        let loader = dressed(&refused_if_changed(&loader, &self.rest, &digest(&self.rest)?)?)?;
        write(&folder.join(&self.loader), &loader)?;
        std::fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))
    }
}

/// The loader as the tool writes it, made to fetch the rest under its name, and to refuse it if it is not the one that
/// was built. Asked again, it is fetched past the browser's store of files: what was refused may lie there for a while.
fn refused_if_changed(loader: &str, rest: &str, digest: &str) -> Result<String> {
    const FETCHED: &str = "new URL(\"./split_rest.wasm\", import.meta.url)";
    let request = format!(
        "new Request(new URL(\"./{rest}\", import.meta.url), \
         {{ integrity: \"{digest}\", credentials: \"same-origin\", cache: asked++ ? \"reload\" : \"default\" }})"
    );
    let changed = loader.replacen(FETCHED, &request, 1);
    if changed == loader {
        return Err("the loader of the rest asks for no ./split_rest.wasm: wasm_split_cli_support has changed.".into());
    }
    Ok(format!("let asked = 0;\n{changed}"))
}

/// The loader, made to fetch the look of the later screens beside the rest: neither is there without the other, so that
/// no screen is ever seen undressed. The page has the link to it, with its digest; once it was refused, it is fetched
/// past the browser's store of files.
fn dressed(loader: &str) -> Result<String> {
    const ALONE: &str = "\n, []));";
    const LOOK: &str = "
let looked = 0;
async function look() {
    const kept = document.querySelector(\"link[data-later]\");
    const { href, integrity } = kept;
    if (looked++) await fetch(href, { integrity, credentials: \"same-origin\", cache: \"reload\" });
    const link = kept.cloneNode();
    link.disabled = false;
    await new Promise((there, lacking) => {
        link.onload = there;
        link.onerror = () => lacking(new Error(`${href} did not arrive`));
        kept.replaceWith(link);
    });
}";
    if loader.matches(ALONE).count() != 1 {
        return Err("the loader of the rest waits for something already: wasm_split_cli_support has changed.".into());
    }
    Ok(format!("{}{LOOK}\n", loader.replacen(ALONE, "\n, [look]));", 1)))
}

/// What the compiler wrote.
fn compiled(release: bool) -> PathBuf {
    let profile = if release { "release" } else { "debug" };
    built().join("wasm32-unknown-unknown").join(profile).join("fourfold.wasm")
}

/// The same for an engine that is compared with the app's.
pub fn finish_small(from: &Path, to: &Path, release: bool) -> Result<()> {
    finish(from, to, release.then_some(SMALL))
}

/// Better where wasm-opt is installed and told its passes; the program is the same without.
pub fn finish(from: &Path, to: &Path, passes: Option<&[&str]>) -> Result<()> {
    let Some(passes) = passes else { return copy(from, to) };
    if !is_installed("wasm-opt") {
        println!("wasm-opt is not installed: {} stays larger than it need be.", to.display());
        return copy(from, to);
    }
    let mut optimise = program("wasm-opt");
    optimise.args(["--strip-debug", "--strip-producers"]).args(passes);
    optimise.args(FEATURES).arg(from).arg("-o").arg(to);
    run(&mut optimise)
}

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to).map(drop).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

pub fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

pub fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{Parts, dressed, refused_if_changed};

    #[test]
    fn the_parts_bear_the_name_of_the_build() {
        let parts = Parts::named("./fourfold-1a2b_bg.wasm", "./fourfold-1a2b.js");
        assert_eq!(parts.wasm, "fourfold-1a2b_bg.wasm");
        assert_eq!(parts.glue, "fourfold-1a2b.js");
        assert_eq!(parts.loader, "fourfold-1a2b-loader.js");
        assert_eq!(parts.rest, "fourfold-1a2b-rest.wasm");
    }

    #[test]
    fn the_rest_is_asked_for_with_its_digest_or_the_build_fails() {
        let loader = "export const load = makeLoad(new URL(\"./split_rest.wasm\", import.meta.url), []);";
        let changed = refused_if_changed(loader, "x-rest.wasm", "sha384-abc").unwrap();
        assert!(
            changed.contains("new URL(\"./x-rest.wasm\", import.meta.url), { integrity: \"sha384-abc\""),
            "{changed}"
        );
        assert!(refused_if_changed("export const load = 1;", "x-rest.wasm", "sha384-abc").is_err());
    }

    #[test]
    fn the_rest_waits_for_its_look_or_the_build_fails() {
        let changed = dressed("export const load = wrapAsyncCb(makeLoad(() => fetch(1)\n, []));").unwrap();
        assert!(changed.contains("\n, [look]));\nlet looked = 0;\nasync function look()"), "{changed}");
        assert!(dressed("export const load = 1;").is_err());
    }
}
