//! `jjak check`: what is wrong with bilingual text, for people and for build scripts.

mod args;
mod settings;

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use jjak::align::Explain;
use jjak::batch::{CheckJob, Checked, check_all, inputs_of};
use jjak::bitext::Side;
use jjak::check::{Baseline, Config, Glossary, RULES, Severity, rule, rules_by_name, write_baseline};
use jjak::display::{Colour, counted};
use jjak::error::Result;
use jjak::formats::Lines;
use jjak::output::{expect_apart, write_file};
use jjak::report::findings::{FindingsReport, write_report, write_statistics};

use crate::{Outcome, Ran, terminal};
pub(crate) use args::CheckArgs;

pub(crate) fn run(args: CheckArgs) -> Ran {
    if let Some(name) = &args.explain_rule {
        return explain(name);
    }
    if args.list_rules {
        return list();
    }
    let job = job(&args)?;
    let written: Vec<_> = args.out.iter().chain(&args.write_baseline).cloned().collect();
    expect_apart(args.inputs.iter().chain(&args.glossary).chain(&args.config).map(|path| path.as_path()), &written)?;
    let (inputs, messages) = inputs_of(&args.inputs, &job)?;
    messages.iter().for_each(|message| terminal::say(message));
    let progress = terminal::bar(inputs.len(), "checking");
    let mut checked = check_all(&job, &inputs, &mut |messages, error| terminal::tell(&progress, messages, error));
    progress.finish_and_clear();
    if checked.bad > 0 && inputs.len() > 1 {
        terminal::say(&format!("jjak: {} of {} could not be checked", checked.bad, counted(inputs.len(), "input")));
    }
    if let Some(path) = &args.write_baseline {
        write_file(path, |out| write_baseline(&checked.findings, out))?;
        terminal::say(&format!("jjak: {} written to {}", counted(checked.findings.len(), "finding"), path.display()));
        return Ok(if checked.bad > 0 { Outcome::SomeBad } else { Outcome::Fine });
    }
    if let Some(path) = &args.baseline {
        apply_baseline(path, &mut checked)?;
    }
    if checked.files.is_empty() && checked.bad > 0 {
        return Ok(Outcome::SomeBad);
    }
    write(&args, &checked)?;
    let level = args.fail_level.or(job.config.fail_level).unwrap_or(Severity::Warning);
    let fails = checked.findings.iter().any(|finding| finding.severity >= level);
    Ok(match (checked.bad > 0, fails) {
        (true, _) => Outcome::SomeBad,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Fine,
    })
}

fn apply_baseline(path: &Path, checked: &mut Checked) -> Result<()> {
    let stale = Baseline::read(path)?.apply(&mut checked.findings);
    if stale > 0 {
        let message = format!("{} of {} did not come again: write it anew", counted(stale, "finding"), path.display());
        terminal::say(&format!("jjak: {message}"));
    }
    Ok(())
}

fn explain(name: &str) -> Ran {
    let rule = rule(name)?;
    let mut out = terminal::stdout();
    writeln!(out, "# {} {} ({})\n\n{}", rule.code, rule.name, rule.severity, rule.manual())?;
    out.flush()?;
    Ok(Outcome::Fine)
}

fn list() -> Ran {
    let mut out = terminal::stdout();
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for rule in RULES {
        writeln!(out, "{}  {:<width$}  {:<7}  {}", rule.code, rule.name, rule.severity.name(), rule.summary())?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn job(args: &CheckArgs) -> Result<CheckJob> {
    let lines = if args.lines { Lines::Segments } else { Lines::Text };
    Ok(CheckJob {
        pipeline: args.aligner.pipeline(&args.input, Explain::No)?.0,
        options: args.input.read_options(Side::Ko, lines),
        pairs_format: args.corpus_format,
        config: config(args)?,
    })
}

/// The settings of the file, and over them those of the command line.
fn config(args: &CheckArgs) -> Result<Config> {
    let path = match &args.config {
        Some(path) => Some(path.clone()),
        None => settings::find()?,
    };
    if let Some(path) = path.as_ref().filter(|_| args.verbose) {
        terminal::say(&format!("jjak: settings of {}", path.display()));
    }
    let mut config = path.map_or_else(|| Ok(Config::default()), Config::read)?;
    let all = |names: &[String]| -> Result<Vec<_>> {
        Ok(names.iter().map(|name| rules_by_name(name)).collect::<Result<Vec<_>>>()?.concat())
    };
    if !args.select.is_empty() {
        config.select = all(&args.select)?;
    }
    config.ignore.extend(all(&args.ignore)?);
    if let Some(path) = &args.glossary {
        config.settings.glossary = Some(Arc::new(Glossary::read(path)?));
    }
    config.settings.source = args.source.or(config.settings.source);
    config.settings.source_too |= args.source_too;
    Ok(config)
}

fn write(args: &CheckArgs, checked: &Checked) -> Result<()> {
    let table = terminal::table_options(args.width, args.color);
    let report = FindingsReport {
        findings: &checked.findings,
        files: &checked.files,
        entries: checked.entries,
        width: table.width,
        colour: if args.out.is_some() { Colour::Never } else { table.colour },
    };
    let write = |out: &mut dyn Write| match args.statistics {
        true => write_statistics(&checked.findings, out),
        false => write_report(args.format, &report, out),
    };
    match &args.out {
        Some(path) => write_file(path, write),
        None => {
            let mut out = terminal::stdout();
            write(&mut out)?;
            Ok(out.flush()?)
        }
    }
}
