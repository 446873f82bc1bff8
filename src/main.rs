//! Mounts the app.

fn main() {
    fourfold::ui::mount();
}
