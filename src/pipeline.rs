//! Two documents in, a bitext out: read, split and align in one call, for the command line, bindings and tests alike.
//!
//! Owns the order of the stages and nothing else; each step can be had alone. Time and memory are linear in the text.

use std::path::Path;
use std::sync::Arc;

use crate::align::{Aligner, EvidenceSet, Explain, Model, Order, SecondLook};
use crate::bitext::{Bitext, Document, Side, Sides};
use crate::error::Result;
use crate::formats::{ReadOptions, read_document};
use crate::semantic::{Embeddings, PieceVectors};
use crate::split::{Quotes, Register, Splitter};

/// How to go from documents to a bitext. The default uses all evidence and explains nothing.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// Which evidence the aligner weighs.
    pub evidence: EvidenceSet,
    /// Whether pairs carry reasons.
    pub explain: Explain,
    /// Whether an encoder is asked, and where.
    pub second_look: Option<SecondLook>,
    /// What to do with the ends of sentences inside quotations, on both sides; `None` leaves it to what the other side does.
    pub quotes: Option<Quotes>,
    /// How a text treats its sentence ends.
    pub register: Register,
    /// What the aligner knows; the built-in model if nothing is said.
    pub model: Option<Arc<Model>>,
    /// Whether sections that changed places are looked for.
    pub order: Order,
}

impl Pipeline {
    /// From two files to a bitext.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn run_on(&self, paths: Sides<&Path>, options: Sides<&ReadOptions>) -> Result<Bitext> {
        Ok(self.run(paths.zip(options).map(|(path, options)| read_document(path, options)).transpose()?))
    }

    /// From two documents as read to a bitext. Documents that have segments already keep them.
    pub fn run(&self, mut documents: Sides<Document>) -> Bitext {
        self.segment(&mut documents);
        self.pair(documents)
    }

    /// Splits both documents, finely too, and gives the register that was decided on; `None` for one that has segments already.
    pub fn segment(&self, documents: &mut Sides<Document>) -> Sides<Option<Register>> {
        Sides::build(|side| self.segment_side(side, documents.get_mut(side)))
    }

    /// The same for one document.
    pub fn segment_side(&self, side: Side, document: &mut Document) -> Option<Register> {
        let splitter = Splitter::new(side).register(self.register);
        document.segments.is_empty().then(|| {
            let register = splitter.quotes(self.quotes.unwrap_or_default()).segment(document);
            splitter.quotes(self.quotes.unwrap_or(Quotes::Split)).find_atoms(document);
            register
        })
    }

    /// The vectors of the model.
    pub fn vectors(&self) -> &PieceVectors {
        match &self.model {
            Some(model) => model.vectors(),
            None => PieceVectors::builtin(),
        }
    }

    /// Aligns two documents that have segments; those that have atoms, too, get the segments that the aligner decides on.
    pub fn pair(&self, mut documents: Sides<Document>) -> Bitext {
        let alignment = self.aligner().align_atoms(&mut documents);
        Bitext::of_alignment(documents, alignment)
    }

    /// The same by vectors that the user brings, one for every segment.
    ///
    /// # Errors
    /// When they do not fit the documents.
    pub fn pair_embedded(&self, documents: Sides<Document>, embeddings: Sides<&Embeddings>) -> Result<Bitext> {
        let alignment = self.aligner().align_embedded(documents.as_ref(), embeddings)?;
        Ok(Bitext::of_alignment(documents, alignment))
    }

    fn aligner(&self) -> Aligner {
        Aligner::with_model(self.model.clone().unwrap_or_else(Model::builtin), self.evidence)
            .explain(self.explain)
            .order(self.order)
            .second_look(self.second_look.clone())
    }
}

/// Whether the documents look swapped: the Korean one is written in English and the other way about.
pub fn look_swapped(documents: Sides<&Document>) -> bool {
    Side::of_text(&documents.ko.text) == Some(Side::En) && Side::of_text(&documents.en.text) == Some(Side::Ko)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Lines, parse_document};

    const KO: &str = "아침에 배가 떠났다. 바다는 잔잔했다.\n";
    const EN: &str = "The boat left in the morning. The sea was calm.\n";

    fn documents(ko: &str, en: &str, lines: Lines) -> Sides<Document> {
        let texts = Sides { ko, en };
        Sides::build(|side| {
            parse_document(side.code(), texts.get(side).as_bytes(), &ReadOptions { lines, ..ReadOptions::new(side) })
        })
        .transpose()
        .unwrap()
    }

    #[test]
    fn text_is_split_and_lines_are_kept() {
        let split = Pipeline::default().run(documents(KO, EN, Lines::Text));
        assert_eq!(
            split.view().entries.iter().map(|e| e.text().ko).collect::<Vec<_>>(),
            ["아침에 배가 떠났다.", "바다는 잔잔했다."]
        );
        let kept = Pipeline::default().run(documents(KO, EN, Lines::Segments));
        assert_eq!(kept.entries.len(), 1);
        assert_eq!(kept.view().entries[0].text().ko, KO.trim_end());
    }

    #[test]
    fn the_other_side_says_where_a_quotation_is_cut() {
        let ko = "그는 \"배가 아침에 떠났다. 바다는 하루 종일 잔잔했다.\"라고 편지에 썼다.\n";
        let parted = "\"The boat left in the morning.\" \"The sea was calm all day long,\" he wrote in his letter.\n";
        let entries = |quotes| {
            let bitext = Pipeline { quotes, ..Pipeline::default() }.run(documents(ko, parted, Lines::Text));
            assert_eq!(bitext.documents.as_ref().map(|d| d.atoms.len()), Sides { ko: 0, en: 0 });
            bitext.entries.len()
        };
        assert_eq!((entries(None), entries(Some(Quotes::Whole))), (2, 1));
    }

    #[test]
    fn reasons_come_only_when_asked_for() {
        let run = |explain| Pipeline { explain, ..Pipeline::default() }.run(documents(KO, EN, Lines::Text));
        assert!(run(Explain::No).entries.iter().all(|e| e.link.reasons.is_empty() && e.link.runner_up.is_none()));
        assert!(run(Explain::Yes).entries.iter().any(|e| !e.link.reasons.is_empty()));
    }

    #[test]
    fn swapped_documents_are_noticed() {
        let swapped = |ko, en| look_swapped(documents(ko, en, Lines::Text).as_ref());
        assert!(swapped(EN, KO));
        assert!(!swapped(KO, EN));
        assert!(!swapped(EN, EN));
    }

    #[test]
    fn empty_documents_make_an_empty_bitext() {
        assert!(Pipeline::default().run(documents("", "", Lines::Text)).entries.is_empty());
    }
}
