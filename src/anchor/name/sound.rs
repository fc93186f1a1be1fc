//! A word as it sounds: consonants in classes, and what vowels stand before, between and after them.

/// A class of consonants that Korean spelling of foreign words, or romanisation of Korean ones, mixes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Class {
    /// ㄱ ㄲ ㅋ; g k c q.
    K = 1,
    /// ㄷ ㄸ ㅌ, and ㅅ at the end of a syllable; d t th.
    T,
    /// ㅂ ㅃ ㅍ; b p v f ph.
    P,
    /// ㅅ ㅆ; s sh c th.
    S,
    /// ㅈ ㅉ ㅊ; j ch z g.
    J,
    /// ㄹ; l r.
    L,
    /// ㅁ; m.
    M,
    /// ㄴ, and ㅇ at the end of a syllable; n ng.
    N,
    /// ㅎ; h.
    H,
}

/// The consonants of a word, four bits each, and whether it starts with a vowel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Skeleton(u64);

impl Skeleton {
    /// How many consonants it holds at most.
    const MOST: usize = 15;
}

/// A set of Korean vowels: bit n for the n-th of the 21 in Unicode's order.
pub(super) type VowelSet = u32;

/// A vowel as heard or as spelled: the Korean vowels it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Vowel {
    pub(super) may_be: VowelSet,
    /// It need not be heard: ㅡ after a consonant, a silent e.
    pub(super) faint: bool,
}

/// The sounds of a word, one way to read it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sounds {
    classes: Vec<Class>,
    /// The vowels before the first consonant, between, and after the last: one more slot than consonants.
    slots: Vec<Vec<Vowel>>,
}

impl Sounds {
    pub(super) fn new() -> Self {
        Self { classes: Vec::new(), slots: vec![Vec::new()] }
    }

    /// Adds a consonant; two of a class without a vowel between are one.
    pub(super) fn consonant(&mut self, class: Class) {
        if self.classes.last() == Some(&class) && self.slots.last().is_some_and(Vec::is_empty) {
            return;
        }
        self.classes.push(class);
        self.slots.push(Vec::new());
    }

    pub(super) fn vowel(&mut self, vowel: Vowel) {
        if let Some(slot) = self.slots.last_mut() {
            slot.push(vowel);
        }
    }

    pub(super) fn slots(&self) -> &[Vec<Vowel>] {
        &self.slots
    }

    /// How many consonants there are.
    pub(super) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The key under which words that may sound alike meet. Consonants beyond the fifteenth are left out.
    pub(super) fn skeleton(&self) -> Skeleton {
        let packed = self.classes.iter().take(Skeleton::MOST).fold(0u64, |key, class| key << 4 | *class as u64);
        Skeleton(packed << 1 | u64::from(!self.slots[0].is_empty()))
    }
}
