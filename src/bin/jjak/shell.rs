//! `jjak completions` and `jjak man`: what a shell and a system want to know of the command line.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use jjak::error::Error;

use crate::{Outcome, Ran, terminal};

/// Print completions for a shell
#[derive(Args)]
#[command(after_help = "Examples:\n  jjak completions bash > jjak.bash\n  jjak completions zsh > _jjak")]
pub(crate) struct CompletionsArgs {
    /// Shell to complete in
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page of jjak or of one of its commands
#[derive(Args)]
#[command(after_help = "Examples:\n  jjak man > jjak.1\n  jjak man align > jjak-align.1")]
pub(crate) struct ManArgs {
    /// Command to describe
    command: Option<String>,
}

pub(crate) fn completions(args: CompletionsArgs) -> Ran {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Args::command(), "jjak", &mut text);
    print(&text)
}

pub(crate) fn man(args: ManArgs) -> Ran {
    let mut whole = crate::Args::command();
    whole.build();
    let command = match &args.command {
        None => whole,
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| {
            let known = whole.get_subcommands().map(clap::Command::get_name).collect::<Vec<_>>().join(", ");
            Error::unknown(format!("there is no command '{name}': say one of {known}"))
        })?,
    };
    let title = args.command.map_or_else(|| "jjak".to_owned(), |name| format!("jjak-{name}"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command).title(title).render(&mut page)?;
    print(&page)
}

fn print(text: &[u8]) -> Ran {
    let mut out = terminal::stdout();
    out.write_all(text)?;
    out.flush()?;
    Ok(Outcome::Fine)
}
