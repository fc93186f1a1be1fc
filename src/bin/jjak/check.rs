//! `jjak check`: what is wrong with bilingual text, for people and for build scripts.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jjak::align::Aligner;
use jjak::bitext::{Bitext, Document, Side, Sides};
use jjak::captions::{find, pair};
use jjak::check::report::{Report, ReportFormat, write_report};
use jjak::check::{Baseline, Config, Glossary, Located, RULES, Severity, locate, rule, rules_by_name, write_baseline};
use jjak::corpus::Format;
use jjak::display::counted;
use jjak::error::{Error, Result};
use jjak::pipeline::{Pipeline, look_swapped};
use jjak::read::{Lines, read_bitext, read_both, read_document};
use rayon::prelude::*;

use crate::input::InputArgs;
use crate::pairing;
use crate::terminal::{self, ColourChoice};
use crate::{Outcome, Ran};

/// Find what is wrong with bilingual text
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    /// Corpora (tsv, jsonl, tmx, xliff, po), a Korean and an English document or subtitle file, a SAMI file with both, a page in both languages with captions, folders or patterns, or -
    #[arg(value_name = "INPUT", required_unless_present_any = ["explain_rule", "list_rules"])]
    inputs: Vec<PathBuf>,

    /// How to write the findings: text, json, jsonl, github, junit or sarif
    #[arg(long, default_value = "text", hide_default_value = true)]
    format: ReportFormat,

    /// File to write them to [default: standard output]
    #[arg(short, long = "out", value_name = "OUT")]
    out: Option<PathBuf>,

    /// Only these rules: codes, beginnings of codes, names, with commas between
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,

    /// Not these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,

    /// From which severity on findings make the exit code 1: info, warning or error [default: warning]
    #[arg(long, value_name = "SEVERITY")]
    fail_level: Option<Severity>,

    /// Language that was translated from, where the files do not say: ko or en [default: ko]
    #[arg(long, value_name = "LANGUAGE")]
    source: Option<Side>,

    /// Settings [default: jjak.toml here or in a folder above]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Table of terms and their translations: KO<TAB>EN[<TAB>NOTE], | between alternatives, ! before forbidden ones
    #[arg(long, value_name = "FILE")]
    glossary: Option<PathBuf>,

    /// Known findings, which are not reported
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write all findings as known ones, and report nothing
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,

    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    statistics: bool,

    /// Show the manual page of a rule
    #[arg(long, value_name = "RULE")]
    explain_rule: Option<String>,

    /// List all rules
    #[arg(long)]
    list_rules: bool,

    /// Format of corpora: tsv, jsonl, hf, tmx, moses, xliff or po [default: by the file's ending]
    #[arg(long, value_name = "FORMAT")]
    corpus_format: Option<Format>,

    /// Documents have one segment a line already
    #[arg(long)]
    lines: bool,

    #[command(flatten)]
    input: InputArgs,

    /// When to use colours
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: ColourChoice,

    /// Columns to fill [default: the terminal's]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

const EXAMPLES: &str = "\
Examples:
  Check a translation memory, and count what is found:
  jjak check examples/orders.tsv
  jjak check examples/orders.tsv --statistics

  Align two documents and check the pairs, sentences left out among them:
  jjak check corpora/software_manual/ko.md corpora/software_manual/en.md

  The captions of a page in both languages, and subtitles:
  jjak check examples/captions/page.txt
  jjak check corpora/film_subtitles/ko.srt corpora/film_subtitles/en.srt

  Terms as a glossary says:
  jjak check examples/orders.tsv --glossary examples/terms.tsv

  All tables of a project, as annotations of a pull request:
  jjak check 'examples/**/*.tsv' --format github

  Put up with what there is, and fail on what is new:
  jjak check examples --write-baseline known.json
  jjak check examples --baseline known.json

  What a rule is about:
  jjak check --explain-rule KE010

The exit code is 0 when nothing was found, 1 when something was at or above the fail level, 2 on an error.";

/// One thing to check.
enum Job {
    Corpus(PathBuf),
    Documents(Sides<PathBuf>),
    /// Subtitles in both languages.
    Both(PathBuf),
    /// A page in both languages, of which the captions are checked.
    Page(PathBuf),
}

/// What came of it.
#[derive(Default)]
struct Checked {
    messages: Vec<String>,
    files: Vec<String>,
    entries: usize,
    findings: Vec<Located>,
    error: Option<Error>,
}

pub(crate) fn run(args: CheckArgs) -> Ran {
    if let Some(name) = &args.explain_rule {
        return explain(name);
    }
    if args.list_rules {
        return list();
    }
    let config = config(&args)?;
    let jobs = jobs(&args)?;
    let (mut checked, bad) = check(&args, &config, &jobs);
    if let Some(path) = &args.write_baseline {
        to_file(path, |out| write_baseline(&checked.findings, out))?;
        terminal::say(&format!("jjak: {} written to {}", counted(checked.findings.len(), "finding"), path.display()));
        return Ok(if bad { Outcome::SomeBad } else { Outcome::Fine });
    }
    if let Some(path) = &args.baseline {
        let stale = Baseline::read(path)?.apply(&mut checked.findings);
        if stale > 0 {
            let message = format!("{} of {} did not come again: write it anew", counted(stale, "finding"), path.display());
            terminal::say(&format!("jjak: {message}"));
        }
    }
    if checked.files.is_empty() && bad {
        return Ok(Outcome::SomeBad);
    }
    write(&args, &checked)?;
    let level = args.fail_level.or(config.fail_level).unwrap_or(Severity::Warning);
    let fails = checked.findings.iter().any(|finding| finding.severity >= level);
    Ok(match (bad, fails) {
        (true, _) => Outcome::SomeBad,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Fine,
    })
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

/// The settings of the file, and over them those of the command line.
fn config(args: &CheckArgs) -> Result<Config> {
    let found = || {
        let here = std::env::current_dir().ok()?;
        here.ancestors().map(|folder| folder.join("jjak.toml")).find(|path| path.is_file())
    };
    let mut config = match args.config.clone().or_else(found) {
        Some(path) => Config::read(path)?,
        None => Config::default(),
    };
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
    Ok(config)
}

/// What the inputs stand for: corpora by themselves, documents in pairs.
fn jobs(args: &CheckArgs) -> Result<Vec<Job>> {
    if let [ko, en] = args.inputs.as_slice()
        && args.corpus_format.is_none()
        && [ko, en].iter().all(|path| !path.is_dir() && !holds_both(path) && !is_pattern(path))
        && ![ko, en].iter().all(|path| args.input.holds_both(path))
    {
        return Ok(vec![Job::Documents(Sides { ko: ko.clone(), en: en.clone() })]);
    }
    let (mut jobs, mut documents) = (Vec::new(), Vec::new());
    for input in &args.inputs {
        let files = expanded(input)?;
        let is_named = files.len() == 1 && files[0] == *input;
        for file in files {
            if args.corpus_format.is_some() || holds_both(&file) {
                jobs.push(Job::Corpus(file));
            } else if args.input.holds_both(&file) {
                jobs.push(Job::Both(file));
            } else if Format::from_extension(&file).is_none_or(|format| format == Format::Moses || format.is_subtitles()) {
                documents.push((file, is_named));
            } else if is_named {
                let message = "this holds the numbers of segments and no text: name the two documents instead";
                return Err(Error::contradiction(message).in_file(file));
            }
        }
    }
    let named: Vec<PathBuf> = documents.iter().filter(|(_, is_named)| *is_named).map(|(path, _)| path.clone()).collect();
    if let [page] = args.inputs.as_slice()
        && named.contains(page)
        && !is_subtitles(page)
    {
        return Ok(vec![Job::Page(page.clone())]);
    }
    let pairing = pairing::documents(documents.into_iter().map(|(path, _)| path));
    jobs.extend(pairing.pairs.into_iter().map(|pair| Job::Documents(pair.paths)));
    if let Some(single) = pairing.single.iter().find(|path| named.contains(path)) {
        let message =
            "this holds one language, or its name does not say which: name a Korean and an English document, in this order";
        return Err(Error::contradiction(message).in_file(single));
    }
    pairing.unpaired.iter().for_each(|message| terminal::say(message));
    if jobs.is_empty() {
        return Err(Error::contradiction("there is nothing to check here: name corpora, or documents in pairs"));
    }
    Ok(jobs)
}

/// Whether a file holds both languages, by its ending.
fn holds_both(path: &Path) -> bool {
    path.as_os_str() == "-"
        || Format::from_extension(path)
            .is_some_and(|format| format.info().holds_text && format != Format::Moses && !format.is_subtitles())
}

/// Whether a file holds subtitles, by its ending.
fn is_subtitles(path: &Path) -> bool {
    use jjak::read::Format;
    matches!(Format::from_extension(path), Format::Srt | Format::Vtt | Format::Sami)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[']) && !path.exists()
}

/// The files that an input stands for: those of a folder, those that a pattern fits, or itself.
fn expanded(input: &Path) -> Result<Vec<PathBuf>> {
    if input.is_dir() {
        return pairing::files(input);
    }
    if !is_pattern(input) {
        return Ok(vec![input.to_owned()]);
    }
    let wrong = |message: String| Error::malformed(message).in_file(input);
    let found = glob::glob(&input.to_string_lossy()).map_err(|e| wrong(format!("this is no pattern of paths: {}", e.msg)))?;
    let mut files: Vec<PathBuf> = found.filter_map(|path| path.ok().filter(|path| path.is_file())).collect();
    files.sort();
    if files.is_empty() { Err(wrong("no file fits this pattern".to_owned())) } else { Ok(files) }
}

/// Everything checked, in the order of the jobs, and whether something could not be read.
fn check(args: &CheckArgs, config: &Config, jobs: &[Job]) -> (Checked, bool) {
    let progress = terminal::bar(jobs.len(), "checking");
    let results: Vec<Checked> = jobs
        .par_iter()
        .map(|job| {
            let checked = one(args, config, job);
            progress.inc(1);
            checked
        })
        .collect();
    progress.finish_and_clear();
    let (mut all, mut bad) = (Checked::default(), 0);
    for checked in results {
        checked.messages.iter().for_each(|message| terminal::say(message));
        if let Some(error) = checked.error {
            terminal::say(&format!("jjak: {error}"));
            bad += 1;
        }
        all.files.extend(checked.files);
        all.entries += checked.entries;
        all.findings.extend(checked.findings);
    }
    if bad > 0 && jobs.len() > 1 {
        terminal::say(&format!("jjak: {bad} of {} could not be checked", counted(jobs.len(), "input")));
    }
    (all, bad > 0)
}

fn one(args: &CheckArgs, config: &Config, job: &Job) -> Checked {
    let mut messages = Vec::new();
    let bitext = match job {
        Job::Corpus(path) => read_bitext(path, args.corpus_format),
        Job::Documents(paths) => aligned(args, paths, &mut messages),
        Job::Both(path) => read_both(path, &args.input.read_options(Side::Ko, Lines::Text)).map(|d| pipeline(args).bitext(d)),
        Job::Page(path) => captions(args, path),
    };
    let bitext = match bitext {
        Ok(bitext) => bitext,
        Err(error) => return Checked { messages, error: Some(error), ..Checked::default() },
    };
    for side in Side::BOTH {
        messages.extend(terminal::warnings(bitext.documents.get(side)));
    }
    let mut files = vec![bitext.documents.ko.name.clone(), bitext.documents.en.name.clone()];
    files.dedup();
    let checker = config.checker(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let findings = locate(&bitext, checker.check(&bitext));
    Checked { messages, files, entries: bitext.entries.len(), findings, error: None }
}

/// The captions of a page in both languages.
fn captions(args: &CheckArgs, path: &Path) -> Result<Bitext> {
    let document = read_document(path, &args.input.read_options(Side::Ko, Lines::Text))?;
    Ok(pair(find(&document), &Aligner::default()).into_bitext())
}

fn aligned(args: &CheckArgs, paths: &Sides<PathBuf>, messages: &mut Vec<String>) -> Result<Bitext> {
    let lines = if args.lines { Lines::Segments } else { Lines::Text };
    let read = |side: Side| read_document(paths.get(side), &args.input.read_options(side, lines));
    let documents: Sides<Document> = Sides::build(read).transpose()?;
    if look_swapped(documents.as_ref()) {
        let name = &documents.ko.name;
        messages
            .push(format!("{name}: warning: this looks like English, and the other file like Korean: name the Korean one first"));
    }
    Ok(pipeline(args).bitext(documents))
}

fn pipeline(args: &CheckArgs) -> Pipeline {
    Pipeline { quotes: args.input.quotes(), register: args.input.register(), ..Pipeline::default() }
}

fn write(args: &CheckArgs, checked: &Checked) -> Result<()> {
    let table = terminal::table_options(args.width, args.color);
    let report = Report {
        findings: &checked.findings,
        files: &checked.files,
        entries: checked.entries,
        width: table.width,
        colour: if args.out.is_some() { jjak::display::Colour::Never } else { table.colour },
    };
    let write = |out: &mut dyn Write| match args.statistics {
        true => statistics(&checked.findings, out),
        false => write_report(args.format, &report, out),
    };
    match &args.out {
        Some(path) => to_file(path, write),
        None => {
            let mut out = terminal::stdout();
            write(&mut out)?;
            Ok(out.flush()?)
        }
    }
}

/// How many findings each rule has, most first.
fn statistics(findings: &[Located], out: &mut dyn Write) -> Result<()> {
    let mut counts: BTreeMap<&str, (usize, &Located)> = BTreeMap::new();
    for finding in findings {
        counts.entry(finding.rule.code).or_insert((0, finding)).0 += 1;
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|(count, finding)| (std::cmp::Reverse(*count), finding.rule.code));
    for (count, finding) in counts {
        writeln!(out, "{count:>6}  {}  {:<7}  {}", finding.rule.code, finding.severity.name(), finding.rule.name)?;
    }
    writeln!(out, "{:>6}  in all", findings.len())?;
    Ok(())
}

fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let run = || -> Result<()> {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        write(&mut file)?;
        Ok(file.flush()?)
    };
    run().map_err(|e| e.in_file(path))
}
