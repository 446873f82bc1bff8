//! Makes the sample assessments the app opens, `public/samples/*.json`, from their readable sources in
//! `tests/fixtures/samples/*.txt`.
//!
//! ```text
//! cargo run --no-default-features --example samples
//! ```

#[path = "../tests/fixtures/sample.rs"]
mod sample;

use std::error::Error;
use std::fs;
use std::path::Path;

use fourfold::model::pack::Pack;

#[allow(clippy::print_stdout, reason = "it says what it has written")]
fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pack = |id: &str, version: &str| {
        let path = root.join("public/packs").join(id).join(version).join("structure.json");
        let text = fs::read_to_string(&path).map_err(|why| format!("{id} {version}: {why}"))?;
        Pack::read(&text).map_err(|why| why.to_string())
    };
    let to = root.join("public/samples");
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(root.join("tests/fixtures/samples"))? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".txt")) else { continue };
        let file = sample::convert(name, &fs::read_to_string(&path)?, pack)?;
        fs::write(to.join(format!("{name}.json")), &file)?;
        println!("public/samples/{name}.json: {} bytes", file.len());
    }
    Ok(())
}
