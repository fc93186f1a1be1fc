//! SARIF 2.1.0, the static analysis results interchange format (OASIS): rules with their manual pages, results with a related
//! location in the other language, and fingerprints that outlive a move of lines.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::FindingsReport;
use crate::check::{Located, Place, Rule, Severity};
use crate::error::{Error, Result};

/// What a path must not hold as it is in a URI.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    let used: BTreeSet<&str> = report.findings.iter().map(|f| f.rule.code).collect();
    let rules: Vec<&'static Rule> = crate::check::RULES.iter().filter(|rule| used.contains(rule.code)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "jjak",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "artifacts": report.files.iter().map(|file| json!({"location": {"uri": uri(file)}})).collect::<Vec<_>>(),
            "results": report.findings.iter().map(|f| result(f, &rules)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log).map_err(|e| Error::new(std::io::Error::from(e)))?;
    writeln!(out)?;
    Ok(())
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn descriptor(rule: &Rule) -> Value {
    let manual = rule.manual();
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary()},
        "help": {"text": manual, "markdown": manual},
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(finding: &Located, rules: &[&'static Rule]) -> Value {
    let other = finding.places.get(finding.side.other()).as_ref();
    let related = other.map(|place| (place, format!("the {} text", finding.side.other().language())));
    let related = related.into_iter().chain(finding.others.iter().map(|place| (place, "see also".to_owned())));
    let related: Vec<Value> = related
        .zip(1..)
        .map(|((place, text), id)| {
            let mut related = location(place);
            related["id"] = json!(id);
            related["message"] = json!({"text": text});
            related
        })
        .collect();
    json!({
        "ruleId": finding.rule.code,
        "ruleIndex": rules.iter().position(|rule| rule.code == finding.rule.code),
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": finding.place().map(location).into_iter().collect::<Vec<_>>(),
        "relatedLocations": related,
        "partialFingerprints": {"jjak/v1": finding.fingerprint},
    })
}

fn location(place: &Place) -> Value {
    let (start, end) = (place.span.start, place.span.end);
    if let Some(name) = &place.span.place {
        return json!({
            "physicalLocation": {"artifactLocation": {"uri": uri(&place.file)}},
            "logicalLocations": [{"fullyQualifiedName": &**name}],
        });
    }
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.file)},
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}

/// A path as a reference that is relative where the path is.
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let encoded = utf8_percent_encode(path, PATH).to_string();
    if Path::new(file).is_absolute() {
        format!("file://{}{encoded}", if encoded.starts_with('/') { "" } else { "/" })
    } else if encoded.split('/').next().is_some_and(|first| first.contains(':')) {
        // What stands before a colon would be taken for a scheme.
        format!("./{encoded}")
    } else {
        encoded
    }
}
