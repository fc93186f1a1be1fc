//! Lines to workers, and their answers back: in order or as they come, a bounded number at a time.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::time::Duration;

use super::lines::Lines;
use super::shard::Shard;
use crate::error::{Error, Result};

/// How many lines are read, but not yet answered.
const IN_WORK: usize = 128;

/// When answers are handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// In the order of the lines, so that the same stream gives the same bytes.
    #[default]
    Kept,
    /// As soon as they are there.
    Free,
}

/// What came of a line.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) messages: Vec<String>,
    pub(super) rows: Vec<u8>,
    pub(super) error: Option<Error>,
}

/// The answers to the lines of a shard. Whoever takes them while being a thread of the pool works along.
pub(super) fn answers<R: BufRead + Send + 'static>(
    lines: Lines<R>,
    order: Order,
    shard: Shard,
    work: impl Fn(usize, Result<Vec<u8>>) -> Answer + Send + Sync + 'static,
) -> Answers {
    let (done, answered) = channel();
    let (take, taken) = sync_channel(IN_WORK);
    // Not waited for: it may be held up by a stream that nobody writes to any more.
    std::thread::spawn(move || read(lines, shard, Arc::new(work), &done, &take));
    Answers { answered, taken, order, next: 0, early: BTreeMap::new() }
}

type Numbered = (usize, Result<Answer>);

fn read<R: BufRead>(
    lines: Lines<R>,
    shard: Shard,
    work: Arc<impl Fn(usize, Result<Vec<u8>>) -> Answer + Send + Sync + 'static>,
    done: &Sender<Numbered>,
    take: &SyncSender<()>,
) {
    let meant = lines.enumerate().filter(|(document, line)| line.is_err() || shard.holds(*document));
    for (place, (_, line)) in meant.enumerate() {
        // Both fail when nobody waits for answers any more: then nothing is to be done.
        if take.send(()).is_err() {
            return;
        }
        let (work, done) = (Arc::clone(&work), done.clone());
        match line {
            Ok((number, line)) => rayon::spawn(move || drop(done.send((place, Ok(work(number, line)))))),
            Err(error) => return drop(done.send((place, Err(error)))),
        }
    }
}

/// Hands out answers.
pub(super) struct Answers {
    answered: Receiver<Numbered>,
    taken: Receiver<()>,
    order: Order,
    next: usize,
    early: BTreeMap<usize, Result<Answer>>,
}

impl Iterator for Answers {
    type Item = Result<Answer>;

    fn next(&mut self) -> Option<Self::Item> {
        let answer = loop {
            if let Some(answer) = self.early.remove(&self.next) {
                break answer;
            }
            let (place, answer) = wait(&self.answered)?;
            if self.order == Order::Free {
                break answer;
            }
            self.early.insert(place, answer);
        };
        self.next += 1;
        // There is one for each line that was read.
        let _ = self.taken.try_recv();
        Some(answer)
    }
}

/// What is sent next; `None` when nothing more will be.
fn wait<T>(answered: &Receiver<T>) -> Option<T> {
    const PAUSE: Duration = Duration::from_millis(1);
    while rayon::current_thread_index().is_some() {
        match answered.try_recv() {
            Ok(answer) => return Some(answer),
            Err(TryRecvError::Disconnected) => return None,
            Err(TryRecvError::Empty) if rayon::yield_now() == Some(rayon::Yield::Executed) => {}
            Err(TryRecvError::Empty) => match answered.recv_timeout(PAUSE) {
                Ok(answer) => return Some(answer),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            },
        }
    }
    answered.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(lines: usize) -> Lines<std::io::Cursor<Vec<u8>>> {
        Lines::new(std::io::Cursor::new((0..lines).flat_map(|n| format!("{n}\n").into_bytes()).collect()), 100)
    }

    fn rows(order: Order, shard: Shard) -> Vec<String> {
        let late_ones_first = |number: usize, line: Result<Vec<u8>>| {
            std::thread::sleep(Duration::from_micros(if number.is_multiple_of(7) { 900 } else { 0 }));
            Answer { rows: line.unwrap(), ..Answer::default() }
        };
        let found = answers(stream(500), order, shard, late_ones_first);
        found.map(|answer| String::from_utf8(answer.unwrap().rows).unwrap()).collect()
    }

    #[test]
    fn order_is_kept_and_nothing_is_lost() {
        let all: Vec<String> = (0..500).map(|n| n.to_string()).collect();
        assert_eq!(rows(Order::Kept, Shard::default()), all);
        let mut free = rows(Order::Free, Shard::default());
        free.sort_by_key(|row| row.parse::<usize>().unwrap());
        assert_eq!(free, all);
        assert_eq!(rows(Order::Kept, "2/100".parse().unwrap()), ["1", "101", "201", "301", "401"]);
    }

    #[test]
    fn a_single_thread_that_is_asked_by_itself_does_the_work() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(pool.install(|| rows(Order::Kept, Shard::default())).len(), 500);
    }
}
