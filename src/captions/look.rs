//! The signs of a line: what is seen in its parts, its form and its place.

use super::anatomy::{Anatomy, Mark, anatomy};
use super::context::{Context, Line};
use super::controls::names_control;
use super::credit::{CreditKind, is_credit};
use super::form::{Form, form};
use super::signs::Sign;
use crate::bitext::{BlockKind, Document, Side};

/// The signs of a line; `None` for a credit.
pub(super) fn signs_of(document: &Document, line: &Line, context: &Context) -> Option<Vec<Sign>> {
    let text = &document.text[line.range.clone()];
    if line.kind == BlockKind::Code {
        return Some(vec![Sign::Line]);
    }
    if is_credit(text) {
        return None;
    }
    let anatomy = anatomy(text);
    let form = form(line.side, anatomy.core);
    let mut seen = vec![Sign::Line];
    of_place(line, context, anatomy.core, &form, &mut seen);
    of_parts(&anatomy, &form, context, &mut seen);
    let is_told =
        anatomy.closing_credit == Some(CreditKind::Picture) || !anatomy.pointers.is_empty() || line.kind == BlockKind::Caption;
    of_form(&form, line.kind, is_told, &mut seen);
    seen.extend((form.is_present && context.after_picture && line.kind != BlockKind::AltText).then_some(Sign::PresentAfterPicture));
    Some(seen)
}

fn of_place(line: &Line, context: &Context, core: &str, form: &Form, seen: &mut Vec<Sign>) {
    let mut see = |sign: Sign, is_seen: bool| seen.extend(is_seen.then_some(sign));
    let is_alt = line.kind == BlockKind::AltText;
    let is_caption = line.kind == BlockKind::Caption;
    see(Sign::Markup, is_caption);
    see(Sign::AltText, is_alt && context.after_picture);
    see(Sign::AltElsewhere, is_alt && !context.after_picture);
    see(Sign::NamesControl, is_alt && names_control(core));
    see(Sign::FewAltWords, is_alt && form.words <= if line.side == Side::Ko { 1 } else { 2 });
    see(Sign::AltPhrase, is_alt && form.words >= if line.side == Side::Ko { 3 } else { 5 } && !names_control(core));
    see(Sign::AltBesideCaption, context.has_caption_beside);
    see(Sign::SaysHeading, context.says_heading);
    see(Sign::InFrame, context.in_frame && !is_alt);
    see(Sign::AfterPicture, context.after_picture && !is_alt && !is_caption);
    let is_behind = context.after_picture && !is_alt && !is_caption && !matches!(line.kind, BlockKind::Heading(_));
    see(Sign::ShortAfterPicture, is_behind && form.sentences <= 1 && form.words <= 30);
    see(Sign::PhraseAfterPicture, is_behind && (form.is_nominal || form.is_scene) && (3..=20).contains(&form.words));
    see(Sign::LongAfterPicture, is_behind && (form.sentences >= 3 || form.words > 60));
    see(Sign::CellUnderPicture, is_behind && matches!(line.kind, BlockKind::Cell | BlockKind::ListItem));
    see(Sign::BeforePicture, context.before_picture && !is_alt);
    see(Sign::FarFromPictures, context.is_far && !is_alt && !is_caption);
    see(Sign::Heading, matches!(line.kind, BlockKind::Heading(_)));
    see(Sign::ListItem, line.kind == BlockKind::ListItem);
    see(Sign::Cell, line.kind == BlockKind::Cell);
    see(Sign::First, context.is_first);
    see(Sign::Apart, context.is_apart);
}

fn of_parts(anatomy: &Anatomy<'_>, form: &Form, context: &Context, seen: &mut Vec<Sign>) {
    let mut see = |sign: Sign, is_seen: bool| seen.extend(is_seen.then_some(sign));
    let is_scene = form.is_present && (form.has_action || form.has_day) || form.is_scene;
    let has_credit = matches!(anatomy.closing_credit, Some(CreditKind::Picture | CreditKind::Rights));
    let has_by_line = anatomy.closing_credit == Some(CreditKind::Writer);
    see(Sign::Triangle, anatomy.mark == Some(Mark::Triangle));
    see(Sign::TriangleAlone, anatomy.mark == Some(Mark::Triangle) && !context.in_list);
    let is_alone = anatomy.mark == Some(Mark::Triangle) && !context.in_list;
    let has_point = anatomy.core.split_whitespace().take(3).any(|word| word.ends_with(':'));
    see(Sign::MarkedName, is_alone && form.is_nominal && form.words <= 3 && !has_point);
    see(Sign::MarkedPoint, anatomy.mark == Some(Mark::Triangle) && has_point);
    see(Sign::Arrow, anatomy.mark == Some(Mark::Arrow));
    let says_nothing = !form.is_present && !form.is_scene && !has_credit && !has_by_line && anatomy.pointers.is_empty();
    see(Sign::ArrowLink, anatomy.mark == Some(Mark::Arrow) && says_nothing && !form.ends_sentence);
    see(Sign::Bullet, anatomy.mark == Some(Mark::Block));
    see(
        Sign::InList,
        context.in_list
            && !(form.ends_sentence && form.is_present && (form.has_day || form.has_action)
                || has_credit
                || !anatomy.pointers.is_empty()),
    );
    see(Sign::Label, anatomy.has_label);
    see(Sign::Dateline, anatomy.has_dateline);
    see(Sign::DatelineAndEnd, anatomy.has_dateline && anatomy.closing_credit.is_some() && !form.reports);
    see(Sign::DatelineAndScene, anatomy.has_dateline && is_scene);
    see(Sign::BeginsArticle, anatomy.begins_article);
    see(Sign::SceneLine, anatomy.has_scene_line);
    see(Sign::Credit, anatomy.closing_credit == Some(CreditKind::Picture));
    see(Sign::Rights, anatomy.closing_credit == Some(CreditKind::Rights));
    see(Sign::ByLine, has_by_line);
    see(Sign::ByLineAndScene, has_by_line && (is_scene || form.is_present || form.is_nominal) && form.sentences <= 2);
    see(Sign::OpeningCredit, anatomy.has_opening_credit);
    see(Sign::GivenPicture, anatomy.names_giver);
    see(Sign::Pointer, anatomy.pointers.iter().any(|pointer| !pointer.is_list));
    see(Sign::BeginsPointing, anatomy.pointers.first().is_some_and(|pointer| pointer.is_list && pointer.range.start <= 12));
    see(Sign::PointedList, anatomy.pointers.iter().any(|pointer| pointer.is_list));
}

fn of_form(form: &Form, kind: BlockKind, is_told: bool, seen: &mut Vec<Sign>) {
    let mut see = |sign: Sign, is_seen: bool| seen.extend(is_seen.then_some(sign));
    see(Sign::Present, form.is_present);
    see(Sign::SeenDoing, form.is_present && form.has_action);
    see(Sign::SeenPeople, form.is_present && form.has_people);
    see(Sign::PresentOnDay, form.is_present && form.has_day && form.ends_sentence);
    see(Sign::Scene, form.is_scene);
    see(Sign::NamesPicture, form.names_picture);
    see(Sign::ObjectLabel, form.is_label);
    see(Sign::Nominal, form.is_nominal);
    see(Sign::Statement, form.is_statement);
    see(Sign::Past, form.is_past);
    see(Sign::Reports, form.reports);
    see(Sign::ReportsLater, form.reports_later);
    see(Sign::EndsInDay, form.ends_in_day);
    see(Sign::Polite, form.is_polite);
    see(Sign::Question, form.is_question);
    see(Sign::Quotation, form.begins_quotation);
    see(Sign::Personal, form.is_personal);
    see(Sign::Open, !form.ends_sentence && !matches!(kind, BlockKind::AltText | BlockKind::Caption));
    see(Sign::OneWord, form.words <= 2 && !is_told);
    see(Sign::ManySentences, form.sentences > 3);
}
