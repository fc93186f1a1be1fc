//! What credits can be about.

/// What a credit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::captions) enum CreditKind {
    /// Who took or gave a picture.
    Picture,
    /// Who wrote, translated or reports.
    Writer,
    /// What must not be done with it.
    Rights,
}
