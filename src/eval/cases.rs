//! Alignments beside their gold, and what is counted of them.

use std::path::{Path, PathBuf};

use super::{Calibration, Judge, Links, Measure, extent, find_gold, read_beads};
use crate::bitext::{EntryRef, Side, Sides};
use crate::error::{Error, Result};
use crate::formats::{Format, read_bitext};

/// One document to measure.
#[derive(Debug)]
pub struct Case {
    /// The collection it belongs to.
    pub set: String,
    gold: PathBuf,
    hyp: PathBuf,
}

/// What is counted of a set.
#[derive(Debug, Default)]
pub struct Counts {
    /// How many documents it has.
    pub documents: usize,
    /// Beads against gold.
    pub measure: Measure,
    /// Confidence against what was right.
    pub calibration: Calibration,
    /// Whether any bead had a confidence.
    pub has_confidence: bool,
}

/// What to measure, and what is to be said of documents that have no alignment.
///
/// # Errors
/// When a folder cannot be read, when a file is named beside a folder, and when nothing here is an alignment of the gold.
pub fn cases(gold: &Path, hyp: &Path) -> Result<(Vec<Case>, Vec<String>)> {
    match (gold.is_dir(), hyp.is_dir()) {
        (false, false) => {
            let set = gold.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            Ok((vec![Case { set, gold: gold.to_owned(), hyp: hyp.to_owned() }], Vec::new()))
        }
        (true, true) => {
            let mut cases = Vec::new();
            let mut missing = Vec::new();
            for file in find_gold(gold)? {
                match hypothesis(hyp, &file.set, &file.name) {
                    Some(hyp) => cases.push(Case { set: file.set, gold: file.path, hyp }),
                    None => {
                        let (path, hyp) = (file.path.display(), hyp.display());
                        missing.push(format!(
                            "{path}: there is no alignment of it in {hyp}, as {}/{}.beads or .jsonl",
                            file.set, file.name
                        ));
                    }
                }
            }
            if cases.is_empty() {
                return Err(Error::contradiction("nothing here is an alignment of this gold").in_file(hyp));
            }
            Ok((cases, missing))
        }
        _ => Err(Error::contradiction("--gold and --hyp go together: name two files or two folders")),
    }
}

/// The alignment of a document, by the names that `align` gives and those that other tools' users do.
fn hypothesis(folder: &Path, set: &str, name: &str) -> Option<PathBuf> {
    let stems =
        [folder.join(set).join(name), folder.join(set).join("lines"), folder.join(format!("{set}.lines")), folder.join(name)];
    let endings = ["beads", "jsonl", "ladder"];
    stems
        .iter()
        .flat_map(|stem| endings.map(|ending| PathBuf::from(format!("{}.{ending}", stem.display()))))
        .find(|path| path.is_file())
}

/// A bead of an alignment, with its confidence where that is known.
pub type Said = (Links, Option<f64>);

impl Case {
    /// The beads of the gold and those of the alignment.
    ///
    /// # Errors
    /// When one of them cannot be read, and when they do not speak of the same text.
    pub fn load(&self) -> Result<(Vec<Links>, Vec<Said>)> {
        let gold = read_beads(&self.gold)?;
        let mut hyp: Vec<Said> = if Format::of_input(&self.hyp) == Some(Format::Jsonl) {
            let bitext = read_bitext(&self.hyp, Some(Format::Jsonl))?;
            let links = |entry: &EntryRef<'_>| Sides::build(|side| entry.side(side).map(|segment| segment.index()).collect());
            bitext.view().entries.iter().map(|entry| (links(entry), entry.link.confidence)).collect()
        } else {
            read_beads(&self.hyp)?.into_iter().map(|links| (links, None)).collect()
        };
        let (there, said) = (extent(&gold), extent(hyp.iter().map(|(links, _)| links)));
        if said.ko > there.ko || said.en > there.en {
            let message =
                format!("names {} Korean and {} English segments, but gold has {} and {}", said.ko, said.en, there.ko, there.en);
            return Err(Error::contradiction(message).in_file(&self.hyp));
        }
        hyp.extend(left_out(&hyp, there));
        Ok((gold, hyp))
    }
}

/// Corpora leave null beads out: each segment that is not named stands alone.
fn left_out(hyp: &[Said], segments: Sides<usize>) -> Vec<Said> {
    let mut named = segments.map(|n| vec![false; n]);
    for (links, _) in hyp {
        for side in Side::BOTH {
            links.get(side).iter().for_each(|&segment| named.get_mut(side)[segment] = true);
        }
    }
    let alone = |side: Side| {
        let of = move |segment| {
            let mut links = Links::default();
            links.get_mut(side).push(segment);
            (links, None)
        };
        named.get(side).iter().enumerate().filter(|(_, named)| !**named).map(move |(segment, _)| of(segment))
    };
    Side::BOTH.into_iter().flat_map(alone).collect()
}

impl Counts {
    /// Takes in a document. In coarse gold a bead is right if it lies inside one of gold.
    pub fn add(&mut self, gold: &[Links], hyp: &[Said], is_coarse: bool) {
        let links: Vec<Links> = hyp.iter().map(|(links, _)| links.clone()).collect();
        self.documents += 1;
        self.measure.add(gold, &links, extent(gold));
        let judge = Judge::new(gold);
        for (links, confidence) in hyp {
            if let Some(confidence) = confidence {
                let right = if is_coarse { judge.lies_inside(links) } else { judge.is_exact(links) };
                self.calibration.add(*confidence, right);
                self.has_confidence = true;
            }
        }
    }
}
