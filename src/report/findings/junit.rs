//! JUnit XML, as Jenkins, GitLab and others show it: a suite a file, a failed test a finding, and one test that passed for a file
//! without any. Findings of severity `info` are no failures: they go to the output of a test that passed.

use std::collections::BTreeMap;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::FindingsReport;
use crate::bitext::Side;
use crate::check::{Located, Severity};
use crate::error::Result;
use crate::xml::{allowed, finish, text_element, writer};

pub(super) fn write(report: &FindingsReport<'_>, out: &mut dyn Write) -> Result<()> {
    let mut xml = writer(out);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let failures = report.findings.iter().filter(|f| is_failure(f)).count();
    let mut of_file: BTreeMap<&str, Vec<&Located>> = BTreeMap::new();
    for finding in report.findings {
        if let Some(place) = finding.place() {
            of_file.entry(&place.file).or_default().push(finding);
        }
    }
    let findings = |file: &String| of_file.get(file.as_str()).cloned().unwrap_or_default();
    let suites: Vec<(&str, Vec<&Located>)> = report.files.iter().map(|file| (file.as_str(), findings(file))).collect();
    let tests: usize = suites.iter().map(|(_, findings)| findings.len().max(1)).sum();
    start(&mut xml, "testsuites", &[("name", "jjak check"), ("tests", &tests.to_string()), ("failures", &failures.to_string())])?;
    for (file, findings) in &suites {
        suite(&mut xml, file, findings)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    finish(&mut xml)
}

fn is_failure(finding: &Located) -> bool {
    finding.severity > Severity::Info
}

fn start(xml: &mut Writer<&mut dyn Write>, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
    let mut element = BytesStart::new(name.to_owned());
    for (key, value) in attributes {
        element.push_attribute((*key, &*allowed(value)));
    }
    xml.write_event(Event::Start(element))?;
    Ok(())
}

fn suite(xml: &mut Writer<&mut dyn Write>, file: &str, findings: &[&Located]) -> Result<()> {
    let failures = findings.iter().filter(|f| is_failure(f)).count().to_string();
    start(xml, "testsuite", &[("name", file), ("tests", &findings.len().max(1).to_string()), ("failures", &failures)])?;
    if findings.is_empty() {
        start(xml, "testcase", &[("name", "no findings"), ("classname", file)])?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    }
    for finding in findings {
        case(xml, file, finding)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    Ok(())
}

fn case(xml: &mut Writer<&mut dyn Write>, file: &str, finding: &Located) -> Result<()> {
    let place = finding.place().map_or_else(String::new, |place| format!(" at {}", place.span));
    let name = format!("{} {}{place}", finding.rule.code, finding.rule.name);
    start(xml, "testcase", &[("name", &name), ("classname", file), ("file", file)])?;
    let texts: Vec<String> = Side::BOTH
        .into_iter()
        .filter_map(|side| finding.places.get(side).as_ref().map(|p| format!("{side} {}: {}", p.span.in_file(&p.file), p.text)))
        .collect();
    if is_failure(finding) {
        let attributes = [("message", &*allowed(&finding.message)), ("type", finding.severity.name())];
        text_element(xml, "failure", &attributes, &texts.join("\n"))?;
    } else {
        text_element(xml, "system-out", &[], &format!("{}\n{}", finding.message, texts.join("\n")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))?;
    Ok(())
}
