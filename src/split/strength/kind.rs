//! What can speak for a boundary.

/// What speaks for a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoundaryKind {
    /// A mark or a sign, where the rules cut.
    Mark,
    /// The same inside a quotation or brackets.
    Quoted,
    /// An ellipsis that the rules do not cut behind.
    Ellipsis,
    /// A Korean ending without a mark.
    Ending,
    /// A comma, semicolon or colon.
    Clause,
    /// Only the words around it.
    Words,
    /// The end of the block.
    Block,
}

impl BoundaryKind {
    /// The name in lists.
    pub fn name(self) -> &'static str {
        match self {
            BoundaryKind::Mark => "mark",
            BoundaryKind::Quoted => "quoted",
            BoundaryKind::Ellipsis => "ellipsis",
            BoundaryKind::Ending => "ending",
            BoundaryKind::Clause => "clause",
            BoundaryKind::Words => "words",
            BoundaryKind::Block => "block",
        }
    }
}
