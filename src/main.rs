//! Mounts the app.

fn main() {
    fourfold::browser::panic::watch();
    #[cfg(feature = "fault")]
    fourfold::browser::fault::on_command();
    fourfold::ui::mount();
}
