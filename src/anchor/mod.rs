//! temp
#![allow(missing_docs)]
use crate::bitext::{Evidence, Side, Sides};
use std::collections::BTreeMap;
use std::ops::Range;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorKind { Number, Word, Question, Exclamation }
impl AnchorKind { pub const ALL: [AnchorKind; 4] = [Self::Number, Self::Word, Self::Question, Self::Exclamation];
 pub fn evidence(self) -> Evidence { match self { Self::Number => Evidence::Number, Self::Word => Evidence::Latin, _ => Evidence::Form } } }
#[derive(Clone, Debug)] pub struct Anchor { pub kind: AnchorKind, pub segments: Sides<u32>, pub similarity: f32 }
#[derive(Clone, Debug)] pub struct Occurrence { pub anchor: u32, pub range: Range<u32> }
#[derive(Clone, Debug, Default)] pub struct Anchors { pub table: Vec<Anchor>, occ: Sides<Vec<Vec<Occurrence>>> }
impl Anchors { pub fn of(&self, side: Side, s: usize) -> &[Occurrence] { self.occ.get(side).get(s).map_or(&[], |v| v.as_slice()) } }
pub fn find(texts: Sides<&[&str]>) -> Anchors {
    let keys = |t: &str| { let mut v: Vec<(AnchorKind, String, u32)> = vec![]; let b = t.as_bytes(); let mut i = 0;
        while i < b.len() { if b[i].is_ascii_alphanumeric() { let s = i; while i < b.len() && b[i].is_ascii_alphanumeric() == b[s].is_ascii_alphanumeric() && b[i].is_ascii_digit() == b[s].is_ascii_digit() { i += 1; }
            let w = t[s..i].to_lowercase(); if b[s].is_ascii_digit() { v.push((AnchorKind::Number, w, s as u32)) } else if w.len() > 1 { v.push((AnchorKind::Word, w.chars().take(5).collect(), s as u32)) } }
            else { if b[i] == b'?' { v.push((AnchorKind::Question, "?".into(), i as u32)) } if b[i] == b'!' { v.push((AnchorKind::Exclamation, "!".into(), i as u32)) } i += 1; } } v };
    let all = texts.map(|ts| ts.iter().map(|t| keys(t)).collect::<Vec<_>>());
    let mut df: BTreeMap<(u8, String), (Sides<u32>, AnchorKind)> = BTreeMap::new();
    for side in Side::BOTH { for seg in all.get(side) { let mut seen = std::collections::BTreeSet::new(); for (k, w, _) in seg { if seen.insert((*k as u8, w.clone())) { *df.entry((*k as u8, w.clone())).or_insert((Sides::default(), *k)).0.get_mut(side) += 1; } } } }
    df.retain(|_, v| v.0.ko > 0 && v.0.en > 0);
    let ids: BTreeMap<_, u32> = df.keys().cloned().enumerate().map(|(i, k)| (k, i as u32)).collect();
    let table = df.values().map(|(s, k)| Anchor { kind: *k, segments: *s, similarity: 1.0 }).collect();
    let occ = all.map(|v| v.into_iter().map(|seg| { let mut o: Vec<Occurrence> = seg.into_iter().filter_map(|(k, w, s)| { let l = w.len() as u32; ids.get(&(k as u8, w)).map(|&a| Occurrence { anchor: a, range: s..s + l }) }).collect(); o.sort_by_key(|o| o.anchor); o.dedup_by_key(|o| o.anchor); o }).collect());
    Anchors { table, occ }
}
