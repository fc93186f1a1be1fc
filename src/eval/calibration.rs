//! Whether confidence means what it says.

/// Beads counted by confidence, in ten bins of equal width.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    bins: [(f64, usize, usize); 10],
}

/// One tenth of the confidence scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Mean confidence of its beads.
    pub confidence: f64,
    /// Share of its beads that are right.
    pub right: f64,
    /// How many beads it holds.
    pub beads: usize,
}

impl Calibration {
    /// Counts one bead.
    pub fn add(&mut self, confidence: f64, right: bool) {
        let bin = &mut self.bins[((confidence * 10.0) as usize).min(9)];
        bin.0 += confidence;
        bin.1 += usize::from(right);
        bin.2 += 1;
    }

    /// The bins from 0 to 1; those without beads are all zero.
    pub fn bins(&self) -> [Bin; 10] {
        self.bins.map(|(sum, right, beads)| {
            let n = beads.max(1) as f64;
            Bin { confidence: sum / n, right: right as f64 / n, beads }
        })
    }

    /// Expected calibration error: the mean difference between confidence and share of right beads over the bins, weighted by
    /// their beads (Naeini and others 2015).
    pub fn expected_error(&self) -> f64 {
        let beads: usize = self.bins.iter().map(|b| b.2).sum();
        self.bins().iter().map(|b| (b.confidence - b.right).abs() * b.beads as f64).sum::<f64>() / beads.max(1) as f64
    }
}
