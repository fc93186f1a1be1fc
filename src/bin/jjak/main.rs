//! temp
#![allow(clippy::all, clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]
use jjak::align::fit::*;
use jjak::align::*;
use jjak::bitext::*;
use jjak::read::*;
fn doc(path: &str, side: Side) -> Document { read_document(path, &ReadOptions { lines: Lines::Segments, ..ReadOptions::new(side) }).unwrap() }
fn parse_beads(_: &str, t: &str) -> Result<Vec<Sides<Vec<usize>>>, ()> { Ok(t.lines().filter(|l| !l.is_empty()).map(|l| { let (a, b) = l.split_once("]:[").unwrap(); let f = |s: &str| s.split(']').next().unwrap().trim_matches(|c| c == '[' || c == ' ').split(',').filter(|x| !x.trim().is_empty()).map(|x| x.trim().parse().unwrap()).collect(); Sides { ko: f(a), en: f(b) } }).collect()) }
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args[0] == "align" {
        let d = Sides { ko: doc(&args[1], Side::Ko), en: doc(&args[2], Side::En) };
        let a = Aligner::default().align(d.as_ref());
        let out = args.iter().position(|a| a == "-o").map(|i| args[i + 1].clone()).unwrap();
        let mut s = String::new();
        for b in a.beads { s += &format!("{:?}:{:?}\n", b.segments.ko.collect::<Vec<_>>(), b.segments.en.collect::<Vec<_>>()); }
        std::fs::write(out, s).unwrap();
        return;
    }
    let exact = ["ntrex_cat_noise", "bible_noise", "cs231n"];
    let mut pairs = vec![];
    let mut sets: Vec<_> = std::fs::read_dir(&args[1]).unwrap().map(|e| e.unwrap().path()).collect();
    sets.sort();
    for set in sets {
        let name = set.file_name().unwrap().to_string_lossy().to_string();
        let mut docs: Vec<_> = std::fs::read_dir(&set).unwrap().map(|e| e.unwrap().path()).filter(|p| p.to_string_lossy().ends_with(".gold") && !p.to_string_lossy().ends_with(".fine.gold")).collect();
        docs.sort();
        for g in docs {
            let stem = g.to_string_lossy().trim_end_matches(".gold").to_string();
            let fine = format!("{stem}.fine.gold");
            let (path, grain) = if exact.contains(&name.as_str()) { (g.to_string_lossy().to_string(), Grain::Exact) } else { (g.to_string_lossy().to_string(), Grain::Coarse) };
            let _ = fine;
            let gold = parse_beads(&path, &std::fs::read_to_string(&path).unwrap()).unwrap();
            pairs.push(GoldPair { set: name.clone(), documents: Sides { ko: doc(&format!("{stem}.ko"), Side::Ko), en: doc(&format!("{stem}.en"), Side::En) }, gold, grain });
        }
    }
    let show = |f: &[SetFigures]| { for s in f { println!("{:26} {:.3} null {:.3}", s.set, s.main, s.null); } println!("mean {:.4}", mean_of_main(f)); };
    if args[0] == "figures" { show(&Fit::current(&pairs).figures); return; }
    let steps = args.get(2).map_or(120, |s| s.parse().unwrap());
    let f = Fit::to(&pairs, FitOptions { steps, ..Default::default() }, |s, l| if s % 10 == 0 { eprintln!("{s} {l:.5}") });
    show(&f.figures);
    println!("{}", f.to_source());
}
