//! The threads that work, while Python goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::errors::{Error, InternalError, panicked};

/// How often somebody who waits looks whether Ctrl-C was pressed.
const LOOK_UP: Duration = Duration::from_millis(50);

/// The threads, and the process that they belong to: a fork has the pool, and none of its threads.
struct Owned {
    pool: Arc<ThreadPool>,
    process: u32,
}

static POOL: Mutex<Option<Owned>> = Mutex::new(None);

/// Work in hand: its result, or what it panicked with.
pub(crate) type Job<R> = Receiver<std::thread::Result<R>>;

fn build(threads: usize) -> PyResult<Arc<ThreadPool>> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|n| format!("jjak-{n}")).build();
    pool.map(Arc::new).map_err(|e| Error::new_err(format!("no threads can be had here: {e}")))
}

fn pool() -> PyResult<Arc<ThreadPool>> {
    let mut owned = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    if let Some(known) = owned.as_ref().filter(|known| known.process == process) {
        return Ok(Arc::clone(&known.pool));
    }
    let threads = owned.as_ref().map_or(0, |known| known.pool.current_num_threads());
    let pool = build(threads)?;
    // Threads of another process cannot be told to stop.
    std::mem::forget(owned.replace(Owned { pool: Arc::clone(&pool), process }));
    Ok(pool)
}

/// How many threads work.
#[pyfunction]
pub(crate) fn threads() -> PyResult<usize> {
    Ok(pool()?.current_num_threads())
}

/// Sets how many threads work; 0 for one a core.
#[pyfunction]
pub(crate) fn set_threads(py: Python<'_>, count: usize) -> PyResult<()> {
    let process = std::process::id();
    let is_so_already = |owned: &Owned| owned.process == process && owned.pool.current_num_threads() == count;
    if POOL.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(is_so_already) {
        return Ok(());
    }
    let pool = build(count)?;
    let before = POOL.lock().unwrap_or_else(PoisonError::into_inner).replace(Owned { pool, process });
    match before {
        Some(before) if before.process != process => std::mem::forget(before),
        // The last one out waits for its threads.
        before => py.detach(|| drop(before)),
    }
    Ok(())
}

/// Begins a piece of work.
pub(crate) fn spawn<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> PyResult<Job<R>> {
    let (done, job) = channel();
    pool()?.spawn(move || {
        // Nobody may be waiting any more.
        let _ = done.send(catch_unwind(AssertUnwindSafe(work)));
    });
    Ok(job)
}

/// Waits for a piece of work while Python goes on; Ctrl-C ends the waiting.
pub(crate) fn wait<R: Send>(py: Python<'_>, mut job: Job<R>) -> PyResult<R> {
    loop {
        let received;
        (job, received) = py.detach(move || {
            let received = job.recv_timeout(LOOK_UP);
            (job, received)
        });
        match received {
            Ok(Ok(result)) => return Ok(result),
            Ok(Err(payload)) => return Err(panicked(payload.as_ref())),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Err(RecvTimeoutError::Disconnected) => return Err(InternalError::new_err("jjak failed: a thread is gone")),
        }
    }
}

/// Does a piece of work on the threads while Python goes on.
pub(crate) fn run<R: Send + 'static>(py: Python<'_>, work: impl FnOnce() -> R + Send + 'static) -> PyResult<R> {
    wait(py, spawn(work)?)
}

/// Panics on a thread: so that a test can see what becomes of it.
#[pyfunction]
pub(crate) fn panic(py: Python<'_>, message: String) -> PyResult<()> {
    run(py, move || std::panic::panic_any(message))
}
