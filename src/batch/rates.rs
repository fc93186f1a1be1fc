//! How often rules fire on good translations, and how many faults they find.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;

use crate::bitext::{Bitext, Entry, Side, Sides};
use crate::check::seeded::{Fault, Seeded, seeded};
use crate::check::{Checker, Finding, RULES};
use crate::error::Result;
use crate::eval::{GoldFile, Links, find_gold};
use crate::pipeline::Pipeline;

/// Measures the rules on gold, a row a set; or lists the findings, one a line with tabs between.
///
/// # Errors
/// When gold cannot be read, or writing fails.
pub fn write_rates(folders: &[PathBuf], is_list: bool, out: &mut dyn Write) -> Result<()> {
    let mut sets: BTreeMap<String, Counts> = BTreeMap::new();
    for folder in folders {
        for file in find_gold(folder)? {
            let bitext = bitext(&file)?;
            let findings = Checker::default().check(&bitext);
            if is_list {
                list(&file, &bitext, &findings, out)?;
                continue;
            }
            let counts = sets.entry(file.set.clone()).or_default();
            counts.add(&bitext, &findings);
            counts.add_aligned(&bitext);
        }
    }
    if is_list { Ok(()) } else { table(&sets, out) }
}

/// What was counted in a set.
#[derive(Default)]
struct Counts {
    pairs: usize,
    with_numbers: usize,
    /// Entries with a finding, by rule.
    by_rule: BTreeMap<&'static str, usize>,
    /// Entries with a finding about numbers.
    of_numbers: usize,
    /// Source segments with a partner that are held to be left out once the documents are aligned, and all of them.
    omitted: (usize, usize),
    /// The same of the translation, held to be added.
    added: (usize, usize),
}

/// A row a set, for each fault how many were put in and which share was found.
///
/// # Errors
/// When gold cannot be read, or writing fails.
pub fn write_recall(folders: &[PathBuf], seed: u64, out: &mut dyn Write) -> Result<()> {
    let mut sets: BTreeMap<String, [(usize, usize); Fault::ALL.len()]> = BTreeMap::new();
    for folder in folders {
        for file in find_gold(folder)? {
            let bitext = bitext(&file)?;
            let row = sets.entry(file.set.clone()).or_default();
            for (fault, (all, found)) in Fault::ALL.into_iter().zip(row.iter_mut()) {
                let made = seeded(&bitext, fault, seed);
                *all += made.faults.len();
                *found += count_found(made, fault);
            }
        }
    }
    let mut total = [(0, 0); Fault::ALL.len()];
    for row in sets.values() {
        total.iter_mut().zip(row).for_each(|(sum, (all, found))| *sum = (sum.0 + all, sum.1 + found));
    }
    sets.insert("all".to_owned(), total);
    let width = sets.keys().map(String::len).max().unwrap_or(0);
    write!(out, "{:width$}", "set")?;
    for fault in Fault::ALL {
        write!(out, " {:>20}", fault.name())?;
    }
    writeln!(out)?;
    let cell = |(all, found): &(usize, usize)| {
        if *all == 0 { "-".to_owned() } else { format!("{:.3} of {all}", *found as f64 / *all as f64) }
    };
    for (set, row) in sets {
        write!(out, "{set:width$}")?;
        for counts in &row {
            write!(out, " {:>20}", cell(counts))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// How many of the faults some finding of the right kind stands at.
fn count_found(made: Seeded, fault: Fault) -> usize {
    let Seeded { bitext, faults } = made;
    let bitext = if fault == Fault::Omission { Pipeline::default().run(bitext.documents) } else { bitext };
    let findings = Checker::default().check(&bitext);
    let right: Vec<&Finding> = findings.iter().filter(|f| fault.is_found_by(f.rule.code)).collect();
    let is_found = |place: &&usize| match fault {
        Fault::Omission => right.iter().any(|f| f.marks.ko.iter().any(|mark| covers(mark, &bitext, Side::Ko, **place))),
        _ => right.iter().any(|f| f.entry == **place),
    };
    faults.iter().filter(is_found).count()
}

/// Whether a mark takes in a whole segment.
fn covers(mark: &Range<usize>, bitext: &Bitext, side: Side, segment: usize) -> bool {
    let range = &bitext.documents.get(side).segments[segment].range;
    mark.start <= range.start && range.end <= mark.end
}

/// The beads of a gold document that have both sides, as entries.
fn bitext(file: &GoldFile) -> Result<Bitext> {
    let (documents, gold) = file.load()?;
    let range = |links: &[usize]| -> Option<Range<usize>> { Some(*links.iter().min()?..*links.iter().max()? + 1) };
    let entry = |bead: &Links| Some(Entry { segments: Sides { ko: range(&bead.ko)?, en: range(&bead.en)? }, ..Entry::default() });
    let entries = gold.iter().filter_map(entry).collect();
    Ok(Bitext { documents, entries, ..Bitext::default() })
}

impl Counts {
    /// Aligns the documents anew, and counts the segments that have a partner and are said to have none.
    fn add_aligned(&mut self, gold: &Bitext) {
        let aligned = Pipeline::default().run(gold.documents.clone());
        let findings = Checker::default().check(&aligned);
        for (side, code, (found, all)) in [(Side::Ko, "KE004", &mut self.omitted), (Side::En, "KE005", &mut self.added)] {
            let marks: Vec<_> = findings.iter().filter(|f| f.rule.code == code).flat_map(|f| f.marks.get(side)).collect();
            for segment in gold.entries.iter().flat_map(|entry| entry.segments.get(side).clone()) {
                *all += 1;
                *found += usize::from(marks.iter().any(|mark| covers(mark, gold, side, segment)));
            }
        }
    }

    fn add(&mut self, bitext: &Bitext, findings: &[Finding]) {
        let mut by_rule: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for finding in findings {
            by_rule.entry(finding.rule.code).or_default().push(finding.entry);
        }
        let count = |entries: &mut Vec<usize>| {
            entries.sort_unstable();
            entries.dedup();
            entries.len()
        };
        let mut of_numbers: Vec<usize> = findings.iter().filter(|f| f.rule.code.starts_with("KE01")).map(|f| f.entry).collect();
        self.of_numbers += count(&mut of_numbers);
        for (code, mut entries) in by_rule {
            *self.by_rule.entry(code).or_default() += count(&mut entries);
        }
        self.pairs += bitext.entries.len();
        let has_digits =
            |entry: &&Entry| Side::BOTH.into_iter().any(|side| bitext.text(side, entry).bytes().any(|b| b.is_ascii_digit()));
        self.with_numbers += bitext.entries.iter().filter(has_digits).count();
    }
}

/// A row a set, a column a rule that fired: the share of pairs with a finding, in per cent; that of the number rules together is one of
/// the pairs that hold digits. `omitted%` and `added%` are shares of the segments that have a partner and are found to have none when
/// the documents are aligned.
fn table(sets: &BTreeMap<String, Counts>, out: &mut dyn Write) -> Result<()> {
    let fired: Vec<&'static str> =
        RULES.iter().map(|r| r.code).filter(|code| sets.values().any(|counts| counts.by_rule.contains_key(code))).collect();
    let width = sets.keys().map(String::len).max().unwrap_or(0);
    write!(out, "{:width$} {:>7} {:>7} {:>8} {:>8} {:>7}", "set", "pairs", "digits", "numbers%", "omitted%", "added%")?;
    for code in &fired {
        write!(out, " {code:>6}")?;
    }
    writeln!(out)?;
    let share = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
    for (set, counts) in sets {
        write!(
            out,
            "{set:width$} {:>7} {:>7} {:>8.2} {:>8.2} {:>7.2}",
            counts.pairs,
            counts.with_numbers,
            share(counts.of_numbers, counts.with_numbers),
            share(counts.omitted.0, counts.omitted.1),
            share(counts.added.0, counts.added.1)
        )?;
        for code in &fired {
            write!(out, " {:>6.2}", share(counts.by_rule.get(code).copied().unwrap_or(0), counts.pairs))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn list(file: &GoldFile, bitext: &Bitext, findings: &[Finding], out: &mut dyn Write) -> Result<()> {
    for finding in findings {
        let text = |side| bitext.text(side, &bitext.entries[finding.entry]).replace(['\t', '\n', '\r'], " ");
        let (set, rule, message) = (&file.set, finding.rule, finding.message.replace(['\t', '\n'], " "));
        writeln!(out, "{set}/{}\t{} {}\t{message}\t{}\t{}", file.name, rule.code, rule.name, text(Side::Ko), text(Side::En))?;
    }
    Ok(())
}
