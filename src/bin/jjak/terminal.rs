//! What goes to people: messages, progress, and what the terminal can show.

use std::io::{BufWriter, IsTerminal, StdoutLock, Write};
use std::time::Duration;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jjak::display::{Colour, safe};
use jjak::error::Error;
use jjak::report::TableOptions;

/// Columns to fill where there is no terminal to ask.
const USUAL_WIDTH: usize = 100;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

/// Writes a message to standard error, made safe for screens and logs; there is nobody to tell if that fails.
pub(crate) fn say(message: &str) {
    let _ = writeln!(std::io::stderr(), "{}", safe(message));
}

/// Standard output for large amounts.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 18, std::io::stdout().lock())
}

pub(crate) fn stdout_is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// How a table on standard output is to look.
pub(crate) fn table_options(width: Option<u16>, colour: ColourChoice) -> TableOptions {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let colour = match colour {
        ColourChoice::Always => Colour::Always,
        ColourChoice::Auto if stdout_is_terminal() && !no_color => Colour::Always,
        ColourChoice::Auto | ColourChoice::Never => Colour::Never,
    };
    let width = width.or_else(|| terminal_size::terminal_size().map(|(w, _)| w.0)).map_or(USUAL_WIDTH, usize::from);
    TableOptions { width, colour, is_explained: true }
}

/// Says what is to be said of a piece of work that is done, and moves on.
pub(crate) fn tell(progress: &ProgressBar, messages: &[String], error: Option<&Error>) {
    progress.suspend(|| {
        messages.iter().for_each(|message| say(message));
        if let Some(error) = error {
            say(&format!("jjak: {error}"));
        }
    });
    progress.inc(1);
}

/// A bar for `steps` steps on standard error, seen only on a terminal.
pub(crate) fn bar(steps: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr()).with_style(style).with_message(what.to_owned())
}

/// A sign of life on standard error, seen only on a terminal.
pub(crate) fn spinner(what: &str) -> ProgressBar {
    let spinner = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_message(what.to_owned());
    if !spinner.is_hidden() {
        spinner.enable_steady_tick(Duration::from_millis(120));
    }
    spinner
}
