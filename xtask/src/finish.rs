//! What a release build needs after Trunk: digests, the security policy, and proof that the page is whole.
//!
//! A hook of Trunk (Trunk.toml) rather than a step of `cargo xtask build`, so that a plain `trunk build --release`
//! gives the same dist/. The development server is left alone: its reload script is inline, which the policy forbids.

use crate::{
    html::{Tag, tags},
    process::{Result, is_installed, program, run},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};
use std::path::{Path, PathBuf};

/// Nothing but our own files may run, be shown or be asked for. `data:` and `blob:` pictures are the app's own
/// drawings on their way to a download.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// Called by Trunk when its files stand in the staging folder, before they become dist/.
pub fn after_trunk() -> Result<()> {
    if std::env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("finish-dist is a hook of Trunk: run `trunk build --release` or `cargo xtask build` instead.")?;
    let index = folder.join("index.html");
    let html = std::fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    let wasm = tags(&html)
        .into_iter()
        .find_map(|tag| tag.attribute("data-app-wasm"))
        .ok_or("index.html starts no Wasm: `pattern_script` in Trunk.toml should set data-app-wasm.")?;
    optimise(&folder.join(wasm))?;
    let finished = finished(&html, |file| digest(&folder.join(file)))?;
    if let Some(missing) = tags(&finished).into_iter().flat_map(Tag::fetches).find(|file| !folder.join(file).is_file())
    {
        return Err(format!("index.html asks for {missing}, but the build made no such file. Correct the link."));
    }
    std::fs::write(&index, finished).map_err(|error| format!("{}: {error}", index.display()))
}

/// The page as it is published, given a digest for each file.
fn finished(html: &str, digest: impl Fn(&str) -> Result<String>) -> Result<String> {
    if let Some(tag) = tags(html).into_iter().find(|tag| is_inline(*tag)) {
        return Err(format!("index.html holds {}, which the security policy forbids: move it to a file.", tag.text));
    }
    let mut page = html.to_owned();
    for tag in tags(html) {
        let new = if tag.attribute("charset").is_some() {
            // First after the encoding: a policy governs only what stands behind it.
            format!("{}\n  <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">", tag.text)
        } else if let Some(wasm) = tag.attribute("data-app-wasm") {
            tag.with("data-app-digest", &digest(wasm)?)
        } else if tag.attribute("rel") == Some("modulepreload") {
            tag.with("integrity", &digest(tag.attribute("href").unwrap_or_default())?)
        } else {
            continue;
        };
        page = page.replacen(tag.text, &new, 1);
    }
    for (part, why) in [("Content-Security-Policy", "a <meta charset>"), ("data-app-digest", "the boot script")] {
        if !page.contains(part) {
            return Err(format!("index.html got no {part}: it has no {why} to put it to."));
        }
    }
    Ok(page)
}

fn is_inline(tag: Tag<'_>) -> bool {
    let forbidden = |(name, _): &(&str, &str)| *name == "style" || name.starts_with("on");
    tag.name() == "style"
        || tag.name() == "script" && tag.attribute("src").is_none()
        || tag.attributes().iter().any(forbidden)
}

/// Smaller where wasm-opt is installed; the app is the same without.
fn optimise(wasm: &Path) -> Result<()> {
    if !is_installed("wasm-opt") {
        println!("wasm-opt is not installed: the Wasm stays a little larger than it need be.");
        return Ok(());
    }
    run(program("wasm-opt").arg("-Oz").arg(wasm).arg("-o").arg(wasm))
}

/// In the form of an `integrity` attribute.
fn digest(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes))))
}

#[cfg(test)]
mod tests {
    use super::{POLICY, finished};

    const PAGE: &str = "<head><meta charset=\"utf-8\"><title>x</title>\
        <link rel=\"modulepreload\" href=\"./a.js\">\
        <script type=\"module\" src=\"./boot.js\" data-app-wasm=\"./a.wasm\"></script></head>";

    fn finish(page: &str) -> Result<String, String> {
        finished(page, |file| Ok(format!("digest of {file}")))
    }

    #[test]
    fn the_policy_stands_right_behind_the_encoding() {
        let page = finish(PAGE).unwrap();
        let (before, after) = page.split_once("<meta http-equiv").unwrap();
        assert_eq!(before.trim_end(), "<head><meta charset=\"utf-8\">");
        assert!(after.starts_with(&format!("=\"Content-Security-Policy\" content=\"{POLICY}\">")), "{page}");
    }

    #[test]
    fn program_and_glue_carry_their_digests() {
        let page = finish(PAGE).unwrap();
        assert!(page.contains("data-app-wasm=\"./a.wasm\" data-app-digest=\"digest of ./a.wasm\""), "{page}");
        assert!(page.contains("href=\"./a.js\" integrity=\"digest of ./a.js\""), "{page}");
    }

    #[test]
    fn what_the_policy_would_block_is_refused_at_build_time() {
        for inline in ["<script>1</script>", "<style>p{}</style>", "<p style=\"color:red\">", "<body onload=\"x()\">"] {
            let problem = finish(&PAGE.replace("<title>", &format!("{inline}<title>"))).unwrap_err();
            assert!(problem.contains("security policy"), "{inline}: {problem}");
        }
    }

    #[test]
    fn a_page_without_encoding_or_boot_script_is_refused() {
        assert!(finish(&PAGE.replace("charset", "name")).is_err());
        assert!(finish(&PAGE.replace("data-app-wasm", "data-x")).is_err());
    }
}
