//! Breaks the program on command, to see what a visitor sees then. Only in a build with the feature `fault`, which is
//! never published.

use super::listen::to_window;

/// Panics at the event `fourfold-fault` of the window.
pub fn on_command() {
    to_window("fourfold-fault", Box::new(|_| panic!("a fault on command"))).stay();
}
