//! Building and serving the app with Trunk.

use crate::{
    budget, install,
    process::{Result, program, run},
};
use std::net::{Ipv4Addr, TcpListener};

/// The app as it is published, in dist/, and what a visitor downloads of it.
pub fn build_release() -> Result<()> {
    install::for_building()?;
    run(program("trunk").args(["build", "--release"]))?;
    budget::check()
}

/// Where the build lies that can be broken on command; it is never published.
pub const WITH_FAULTS: &str = "target/fault-dist";

/// The app with the feature `fault`, in a folder of its own, so that dist/ stays what is published.
pub fn build_with_faults() -> Result<()> {
    install::for_building()?;
    run(program("trunk").args(["build", "--release", "--features", "fault", "--dist", WITH_FAULTS]))
}

/// The app while one works on it: rebuilt and reloaded on every change.
pub fn serve() -> Result<()> {
    install::for_building()?;
    let port = free_port_from(8080).ok_or("no free port from 8080 to 8179; end another server and try again.")?;
    println!("\n  Fourfold:  http://127.0.0.1:{port}/\n");
    println!("  There as soon as it is built (minutes the first time), and again on every change. Ctrl+C ends it.\n");
    // A folder of its own, so that dist/ stays the release build that the journeys test.
    let arguments = ["serve", "--address", "127.0.0.1", "--dist", "target/serve", "--port"];
    run(program("trunk").args(arguments).arg(port.to_string()))
}

fn free_port_from(first: u16) -> Option<u16> {
    (first..first + 100).find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
}
