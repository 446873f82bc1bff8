//! What a release build needs after Trunk: digests, the security policy, the list of files that work offline, and proof
//! that the page is whole.
//!
//! A hook of Trunk (Trunk.toml) rather than a step of `cargo xtask build`, so that a plain `trunk build --release`
//! gives the same dist/. The development server gets the program in its parts and no policy: its reload script is
//! inline, which the policy forbids.

use crate::{
    html::{Tag, tags},
    offline,
    parts::Parts,
    process::Result,
    worker::Worker,
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
    let release = std::env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    let folder = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("finish-dist is a hook of Trunk: run `trunk build --release` or `cargo xtask build` instead.")?;
    let index = folder.join("index.html");
    let html = std::fs::read_to_string(&index).map_err(|error| format!("{}: {error}", index.display()))?;
    let named = |part| tags(&html).into_iter().find_map(|tag| tag.attribute(part));
    let (Some(wasm), Some(glue)) = (named("data-app-wasm"), named("data-app-js")) else {
        return Err("index.html starts no Wasm: `pattern_script` in Trunk.toml should set data-app-wasm.".to_owned());
    };
    let parts = Parts::named(wasm, glue);
    parts.write(&folder, release, |file| digest(&folder.join(file)))?;
    let worker = Worker::named(&parts.glue);
    worker.write(&folder, release, |file| digest(&folder.join(file)))?;
    let rescue = folder.join("rescue.html");
    let plain = std::fs::read_to_string(&rescue).map_err(|error| format!("{}: {error}", rescue.display()))?;
    let write =
        |file: &Path, text: String| std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()));
    let dressed = dressed(&plain, &html)?;
    if !release {
        return write(&rescue, dressed);
    }
    write(&rescue, with_policy(&dressed, "rescue.html")?)?;
    for script in ["boot.js", "records.js", "rescue.js", "sw.js"] {
        let file = folder.join(script);
        let whole = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        write(&file, without_comments(&whole))?;
    }
    let finished = finished(&html, &parts.loader, &worker.script, |file| digest(&folder.join(file)))?;
    if let Some(missing) = tags(&finished).into_iter().flat_map(Tag::fetches).find(|file| !folder.join(file).is_file())
    {
        return Err(format!("index.html asks for {missing}, but the build made no such file. Correct the link."));
    }
    write(&index, finished)?;
    offline::list(&folder, |file| digest(&folder.join(file)))
}

/// A script without the lines that are comments: whoever reads it, reads it in the sources.
fn without_comments(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A page without its comments and the lines that held nothing else.
fn without_remarks(page: &str) -> String {
    let mut kept = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before.trim_end_matches(' '));
        rest = after.split_once("-->").map_or("", |(_, behind)| behind);
        if kept.ends_with('\n') {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
    }
    kept + rest
}

/// A page of its own in the look of the app's first screens: Trunk gives the style sheets names of their own in every
/// build.
fn dressed(page: &str, app: &str) -> Result<String> {
    let is_style = |tag: &Tag<'_>| tag.attribute("rel") == Some("stylesheet") && tag.attribute("disabled").is_none();
    let styles: Vec<&str> = tags(app).into_iter().filter(is_style).map(|tag| tag.text).collect();
    if styles.is_empty() || !page.contains("</head>") {
        return Err("rescue.html got no style sheet: index.html has none, or it has no </head> itself.".to_owned());
    }
    Ok(page.replacen("</head>", &format!("  {}\n</head>", styles.join("\n  ")), 1))
}

/// A page with the policy first after the encoding: it governs only what stands behind it.
fn with_policy(html: &str, name: &str) -> Result<String> {
    if let Some(tag) = tags(html).into_iter().find(|tag| is_inline(*tag)) {
        return Err(format!("{name} holds {}, which the security policy forbids: move it to a file.", tag.text));
    }
    let Some(encoding) = tags(html).into_iter().find(|tag| tag.attribute("charset").is_some()) else {
        return Err(format!("{name} got no policy: it has no <meta charset> to put it to."));
    };
    let policy = format!("{}\n  <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">", encoding.text);
    Ok(html.replacen(encoding.text, &policy, 1))
}

/// The page as it is published, given a digest for each file. Its comments stay at home like those of the scripts.
fn finished(html: &str, loader: &str, worker: &str, digest: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut page = without_remarks(&with_policy(html, "index.html")?);
    for tag in tags(html) {
        let new = if let Some(wasm) = tag.attribute("data-app-wasm") {
            // The worker is asked for by whoever first needs it, and compared with this (src/browser/worker.rs).
            let started = tag.with("data-app-digest", &digest(wasm)?);
            Tag { text: &started }.with("data-worker-digest", &digest(worker)?)
        } else if tag.attribute("rel") == Some("modulepreload") {
            // The glue asks for the loader as soon as it is there; this way both come in one round trip.
            let glue = tag.with("integrity", &digest(tag.attribute("href").unwrap_or_default())?);
            format!("{glue}<link rel=\"modulepreload\" href=\"./{loader}\" integrity=\"{}\">", digest(loader)?)
        } else {
            continue;
        };
        page = page.replacen(tag.text, &new, 1);
    }
    if !page.contains("data-app-digest") {
        return Err("index.html got no data-app-digest: it has no boot script to put it to.".to_owned());
    }
    Ok(page)
}

fn is_inline(tag: Tag<'_>) -> bool {
    let forbidden = |(name, _): &(&str, &str)| *name == "style" || name.starts_with("on");
    tag.name() == "style"
        || tag.name() == "script" && tag.attribute("src").is_none()
        || tag.attributes().iter().any(forbidden)
}

/// In the form of an `integrity` attribute.
fn digest(file: &Path) -> Result<String> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes))))
}

#[cfg(test)]
mod tests {
    use super::{POLICY, dressed, finished, with_policy};

    const PAGE: &str = "<head><meta charset=\"utf-8\"><title>x</title>\
        <link rel=\"modulepreload\" href=\"./a.js\">\
        <script type=\"module\" src=\"./boot.js\" data-app-wasm=\"./a.wasm\"></script></head>";

    fn finish(page: &str) -> Result<String, String> {
        finished(page, "b.js", "w.js", |file| Ok(format!("digest of {file}")))
    }

    #[test]
    fn the_policy_stands_right_behind_the_encoding() {
        let page = finish(PAGE).unwrap();
        let (before, after) = page.split_once("<meta http-equiv").unwrap();
        assert_eq!(before.trim_end(), "<head><meta charset=\"utf-8\">");
        assert!(after.starts_with(&format!("=\"Content-Security-Policy\" content=\"{POLICY}\">")), "{page}");
    }

    #[test]
    fn the_rescue_page_has_the_look_and_the_policy_of_the_app() {
        let app = "<head><link rel=\"icon\" href=\"i.svg\"><link rel=\"stylesheet\" href=\"./a-1.css\">\
            <link rel=\"stylesheet\" href=\"./later-1.css\" disabled></head>";
        let page = dressed("<head><meta charset=\"utf-8\"></head><body></body>", app).unwrap();
        assert!(
            page.contains("<link rel=\"stylesheet\" href=\"./a-1.css\">\n</head>")
                && !page.contains("icon")
                && !page.contains("later"),
            "{page}"
        );
        assert!(with_policy(&page, "rescue.html").unwrap().contains(POLICY));
        assert!(dressed("<head></head>", "<head></head>").is_err());
        assert!(with_policy("<head></head>", "rescue.html").unwrap_err().contains("rescue.html"));
    }

    #[test]
    fn program_and_glue_carry_their_digests() {
        let page = finish(PAGE).unwrap();
        assert!(page.contains("data-app-wasm=\"./a.wasm\" data-app-digest=\"digest of ./a.wasm\""), "{page}");
        assert!(page.contains(" data-worker-digest=\"digest of w.js\">"), "{page}");
        assert!(page.contains("href=\"./a.js\" integrity=\"digest of ./a.js\""), "{page}");
        assert!(page.contains("href=\"./b.js\" integrity=\"digest of b.js\""), "{page}");
    }

    #[test]
    fn comments_of_scripts_stay_at_home_and_addresses_do_not() {
        let script = "// why\n\"use strict\";\n  // more\n  const at = \"https://x\"; // kept\n";
        assert_eq!(super::without_comments(script), "\"use strict\";\n  const at = \"https://x\"; // kept\n");
    }

    #[test]
    fn comments_of_the_page_stay_at_home() {
        let page = finish(&PAGE.replace("<title>", "\n  <!-- why\n and how -->\n  <title><!-- a -->")).unwrap();
        assert!(page.contains("\n  <title>x</title>") && !page.contains("why") && !page.contains("--"), "{page}");
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
