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

/// How many consonants a skeleton holds; those beyond are left out.
const MOST_CONSONANTS: usize = 15;

/// A set of Korean vowels: bit n for the n-th of the 21 in Unicode's order.
pub(super) type VowelSet = u32;

/// The vowels that stand together, as heard or as spelled: what Korean vowels they may be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slot {
    /// What the first may be.
    pub(super) first: VowelSet,
    /// What any may be.
    pub(super) all: VowelSet,
    /// How many there are.
    pub(super) count: u8,
    /// Whether one of them must be heard, unlike ㅡ after a consonant and a silent e.
    pub(super) heard: bool,
}

/// The sounds of a word, one way to read it.
#[derive(Clone, Debug)]
pub(super) struct Sounds {
    classes: u64,
    len: usize,
    /// The vowels before the first consonant, between, and after the last: one more slot than consonants.
    slots: Vec<Slot>,
}

impl Sounds {
    pub(super) fn new() -> Self {
        Self { classes: 0, len: 0, slots: vec![Slot::default()] }
    }

    /// Adds a consonant; two of a class without a vowel between are one.
    pub(super) fn consonant(&mut self, class: Class) {
        let doubled = self.classes & 15 == class as u64 && self.slots[self.len].count == 0;
        if doubled || self.len == MOST_CONSONANTS {
            return;
        }
        self.classes = self.classes << 4 | class as u64;
        self.len += 1;
        self.slots.push(Slot::default());
    }

    /// Adds a vowel; `faint` if it need not be heard.
    pub(super) fn vowel(&mut self, may_be: VowelSet, faint: Faint) {
        let slot = &mut self.slots[self.len];
        if slot.count == 0 {
            slot.first = may_be;
        }
        slot.all |= may_be;
        slot.count = slot.count.saturating_add(1);
        slot.heard |= faint == Faint::No;
    }

    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// How many consonants there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The key under which words that may sound alike meet.
    pub(super) fn skeleton(&self) -> Skeleton {
        Skeleton(self.classes << 1 | u64::from(self.slots[0].count > 0))
    }
}

/// Whether a vowel may go unheard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Faint {
    Yes,
    No,
}

impl From<bool> for Faint {
    fn from(faint: bool) -> Self {
        if faint { Self::Yes } else { Self::No }
    }
}
