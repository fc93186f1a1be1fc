//! What a model that was fitted says of itself.

use super::FitArgs;

/// How a model was made.
pub(super) fn record(args: &FitArgs) -> String {
    let record = serde_json::json!({
        "made_by": concat!("jjak fit ", env!("CARGO_PKG_VERSION")),
        "gold": args.folders,
        "exact": args.exact,
        "evidence": args.evidence.to_string(),
        "steps": args.steps,
        "from": args.model,
        "encoder": args.encoder,
    });
    format!("{record:#}\n")
}
