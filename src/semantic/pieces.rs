//! The pieces of a tokenizer: what they are spelled like and how likely they are.

/// Pieces by id. All spellings lie in one string, as a hundred thousand strings take longer to make than to fill.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Pieces {
    text: String,
    /// Where each piece ends in the text.
    ends: Vec<usize>,
    scores: Vec<f32>,
}

impl Pieces {
    /// Adds a piece and its score, a log probability; its id is the number of pieces before it.
    pub(super) fn push(&mut self, text: &str, score: f32) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.scores.push(score);
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The spelling of a piece; an id that no piece has is spelled with nothing.
    pub(super) fn spelling(&self, id: u32) -> &str {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(0));
        self.ends.get(id).map_or("", |&end| &self.text[start..end])
    }

    /// The scores, by id.
    pub(super) fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// The pieces with these ids, which must be below [`len`](Self::len), numbered anew.
    pub(super) fn select(&self, ids: &[u32]) -> Self {
        ids.iter().map(|&id| (self.spelling(id), self.scores[id as usize])).collect()
    }
}

impl<S: AsRef<str>> FromIterator<(S, f32)> for Pieces {
    fn from_iter<I: IntoIterator<Item = (S, f32)>>(pieces: I) -> Self {
        let mut all = Self::default();
        pieces.into_iter().for_each(|(text, score)| all.push(text.as_ref(), score));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_by_id_and_selected_in_the_order_asked_for() {
        let pieces: Pieces = [("나", -1.0), ("", -2.0), ("tree", -3.0)].into_iter().collect();
        assert_eq!([0, 1, 2, 3].map(|id| pieces.spelling(id)), ["나", "", "tree", ""]);
        assert_eq!(pieces.select(&[2, 0]), [("tree", -3.0), ("나", -1.0)].into_iter().collect());
        assert_eq!(pieces.len(), 3);
    }
}
