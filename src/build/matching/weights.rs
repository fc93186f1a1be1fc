//! What counts how much when two documents are judged: the fitted numbers of the matcher, by name.

use std::sync::LazyLock;

macro_rules! weights {
    ($($weight:ident $name:literal)*) => {
        /// A feature of a pair of documents.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Weight { $($weight),* }

        impl Weight {
            pub(super) const COUNT: usize = Weight::ALL.len();
            pub(super) const ALL: [Weight; [$($name),*].len()] = [$(Weight::$weight),*];

            /// The name in the table.
            pub(super) fn name(self) -> &'static str {
                match self { $(Weight::$weight => $name),* }
            }
        }
    };
}

weights! {
    Bias "bias"
    Score "score of the aligner for a character, logarithm"
    Chained "likeness of segments in order, logarithm"
    Share "share with partners, logarithm"
    Ahead "how many times better than the best rival, logarithm"
}

/// A weight for each feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights([f64; Weight::COUNT]);

impl Weights {
    /// Those compiled into the program.
    pub(super) fn builtin() -> &'static Weights {
        #[expect(clippy::expect_used, reason = "the table is compiled in and tested")]
        static BUILTIN: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("weights.tsv")).expect("the built-in table is sound"));
        &BUILTIN
    }

    /// From a table of names and numbers; nothing, where a line is none or a name is missing.
    fn parse(table: &str) -> Option<Self> {
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        let rows: Vec<(&str, f64)> = rows
            .map(|line| line.split_once('\t').and_then(|(name, number)| Some((name, number.parse().ok()?))))
            .collect::<Option<_>>()?;
        let mut weights = [0.0; Weight::COUNT];
        for (weight, number) in Weight::ALL.iter().zip(&mut weights) {
            *number = rows.iter().find(|(name, _)| *name == weight.name())?.1;
        }
        Some(Self(weights))
    }

    /// The same as a table.
    pub fn to_table(&self) -> String {
        Weight::ALL.iter().zip(self.0).map(|(weight, number)| format!("{}\t{number:.3}\n", weight.name())).collect()
    }

    /// A logit.
    pub(super) fn sum(&self, values: &[f64; Weight::COUNT]) -> f64 {
        self.0.iter().zip(values).map(|(weight, value)| weight * value).sum()
    }

    /// Weights by gradient ascent on the likelihood of what is right, drawn a little towards nothing (ridge).
    pub(super) fn fitted(rows: &[([f64; Weight::COUNT], bool)]) -> Self {
        const STEPS: usize = 20_000;
        const RATE: f64 = 0.2;
        const SHRINKAGE: f64 = 1e-3;
        let mut weights = [0.0; Weight::COUNT];
        for step in 0..STEPS {
            let mut gradient = weights.map(|weight| -SHRINKAGE * weight);
            for (values, is_right) in rows {
                let error = f64::from(u8::from(*is_right)) - 1.0 / (1.0 + (-Self(weights).sum(values)).exp());
                gradient.iter_mut().zip(values).for_each(|(sum, value)| *sum += error * value / rows.len() as f64);
            }
            let rate = RATE * (1.0 - step as f64 / STEPS as f64);
            weights.iter_mut().zip(gradient).for_each(|(weight, slope)| *weight += rate * slope);
        }
        Self(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_their_table() {
        let builtin = Weights::builtin();
        assert_eq!(Weights::parse(&builtin.to_table()).as_ref(), Some(builtin));
        assert_eq!(Weights::parse("bias\t1"), None);
        assert_eq!(Weights::parse("bias"), None);
    }

    #[test]
    fn what_tells_right_from_wrong_is_weighed() {
        let row = |score: f64, is_right| (Weight::ALL.map(|w| if w == Weight::Score { score } else { 1.0 }), is_right);
        let fitted = Weights::fitted(&[row(3.0, true), row(2.0, true), row(-2.0, false), row(-3.0, false)]);
        assert!(fitted.sum(&row(3.0, true).0) > 2.0 && fitted.sum(&row(-3.0, true).0) < -2.0);
    }
}
