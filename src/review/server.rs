//! The page's server: on this machine only, for one review, without any file but what the review was opened with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, broadcast};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use super::guard::{Guard, file, watch};
use super::shapes::Opened;
use super::{Act, Change, Lock, Review, RowFinding, export};
use crate::bitext::{BeadType, Sides};
use crate::error::{Error, Result};
use crate::formats::{FORMATS, Filter, Format, write, write_to};

/// Bytes that a request may have: an edit of many texts at once is large.
const MOST_BYTES: usize = 1 << 24;
/// Acts that a page may lag behind before it has to load all anew.
const MOST_BEHIND: usize = 256;

/// A file that the page can write.
#[derive(Clone, Debug)]
pub struct Output {
    /// In which format.
    pub format: Format,
    /// Where.
    pub path: PathBuf,
}

struct Shared {
    review: Mutex<Review>,
    outputs: Vec<Output>,
    acts: broadcast::Sender<String>,
    end: Notify,
}

type At = State<Arc<Shared>>;

/// Serves a review until the page says that it is done; `ready` is told the address once the page can be opened.
///
/// # Errors
/// When there is no such port, or it is taken.
pub fn serve(review: Review, mut lock: Lock, outputs: Vec<Output>, port: u16, ready: impl FnOnce(&str)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let place = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let taken = |e| Error::contradiction(format!("port {port} cannot be had ({e}): try another --port"));
        let listener = tokio::net::TcpListener::bind(place).await.map_err(taken)?;
        let guard = Guard::new(listener.local_addr()?.port())?;
        lock.tell(&guard.address())?;
        let shared =
            Arc::new(Shared { review: Mutex::new(review), outputs, acts: broadcast::Sender::new(MOST_BEHIND), end: Notify::new() });
        ready(&guard.address());
        tokio::select! {
            served = axum::serve(listener, router(Arc::clone(&shared), guard)) => served?,
            () = shared.end.notified() => {}
        }
        Ok(())
    })
}

fn router(shared: Arc<Shared>, guard: Guard) -> Router {
    let pages: [(&str, &str, &str); 8] = [
        ("/", "text/html; charset=utf-8", include_str!("page/index.html")),
        ("/style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
        ("/main.js", SCRIPT, include_str!("page/main.js")),
        ("/list.js", SCRIPT, include_str!("page/list.js")),
        ("/row.js", SCRIPT, include_str!("page/row.js")),
        ("/ribbons.js", SCRIPT, include_str!("page/ribbons.js")),
        ("/store.js", SCRIPT, include_str!("page/store.js")),
        ("/words.js", SCRIPT, include_str!("page/words.js")),
    ];
    let mut router = Router::new()
        .route("/api/open", get(open))
        .route("/api/rows", get(rows))
        .route("/api/find", get(find))
        .route("/api/act", post(act))
        .route("/api/realign", post(realign))
        .route("/api/save", post(save))
        .route("/api/end", post(end))
        .route("/api/export", get(download))
        .route("/api/acts", get(acts));
    for (path, kind, text) in pages {
        router = router.route(path, get(move || async move { file(kind, text) }));
    }
    router.layer(DefaultBodyLimit::max(MOST_BYTES)).layer(middleware::from_fn_with_state(guard, watch)).with_state(shared)
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

impl Shared {
    fn review(&self) -> MutexGuard<'_, Review> {
        self.review.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells every page what has changed, and gives it as the answer.
    fn tell(&self, review: &Review, change: &Change) -> Response {
        let patch = serde_json::to_string(&review.patch(change)).unwrap_or_default();
        // There may be nobody listening.
        let _ = self.acts.send(patch.clone());
        ([(header::CONTENT_TYPE, "application/json")], patch).into_response()
    }
}

/// What cannot be done, in plain words.
fn refused(error: &Error) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).into_response()
}

/// The answer to a page that has not seen the last act yet.
fn behind() -> Response {
    (StatusCode::CONFLICT, "The review has changed meanwhile in another window.").into_response()
}

async fn open(State(shared): At) -> Response {
    let review = shared.review();
    let (undo, redo) = review.can_undo_redo();
    let rows = review.state().rows.len();
    Json(Opened {
        version: review.version(),
        ko: &review.documents().ko.name,
        en: &review.documents().en.name,
        journal: review.path().display().to_string(),
        outputs: shared.outputs.iter().map(|output| output.path.display().to_string()).collect(),
        formats: FORMATS.iter().filter(|info| info.is_written() && info.format != Format::Moses).map(|info| info.name).collect(),
        pieces: [review.state().pieces.ko.len(), review.state().pieces.en.len()],
        rows: review.short(0, rows),
        rules: review.rules(),
        undo,
        redo,
    })
    .into_response()
}

#[derive(Deserialize)]
struct Window {
    from: usize,
    to: usize,
}

async fn rows(State(shared): At, Query(window): Query<Window>) -> Response {
    let review = shared.review();
    #[derive(Serialize)]
    struct Rows<T> {
        version: u64,
        rows: T,
    }
    Json(Rows { version: review.version(), rows: review.full(window.from, window.to) }).into_response()
}

/// What rows are looked for; what is left out does not matter.
#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    text: String,
    #[serde(default)]
    rule: String,
    #[serde(default, rename = "type")]
    bead_type: String,
}

async fn find(State(shared): At, Query(wanted): Query<Wanted>) -> Response {
    let review = shared.review();
    let text = wanted.text.to_lowercase();
    let has_rule = |findings: &[RowFinding]| wanted.rule.is_empty() || findings.iter().any(|f| f.name == wanted.rule);
    let bead_type: Option<BeadType> = wanted.bead_type.parse().ok();
    let found = review.state().rows.iter().zip(review.findings()).enumerate().filter(|(_, (row, findings))| {
        let is_of_type = bead_type.is_none_or(|t| t == BeadType { ko: row.pieces.ko.len(), en: row.pieces.en.len() });
        let has_text = || {
            let Sides { ko, en } = export::texts(review.state(), review.documents(), row);
            [&ko, &en, &row.note].iter().any(|own| own.to_lowercase().contains(&text))
        };
        is_of_type && has_rule(findings) && (text.is_empty() || has_text())
    });
    Json(found.map(|(number, _)| number).collect::<Vec<_>>()).into_response()
}

/// An act, and what its page knew.
#[derive(Deserialize)]
struct Asked {
    version: u64,
    act: Act,
}

async fn act(State(shared): At, Json(asked): Json<Asked>) -> Response {
    let mut review = shared.review();
    if asked.version != review.version() {
        return behind();
    }
    match review.act(&asked.act) {
        Ok(change) => shared.tell(&review, &change),
        Err(error) => refused(&error),
    }
}

#[derive(Deserialize)]
struct Known {
    version: u64,
}

async fn realign(State(shared): At, Json(known): Json<Known>) -> Response {
    let mut review = shared.review();
    if known.version != review.version() {
        return behind();
    }
    match review.realign() {
        Ok(change) => shared.tell(&review, &change),
        Err(error) => refused(&error),
    }
}

/// Writes the files that the program was started with.
fn save_all(shared: &Shared) -> Result<()> {
    let bitext = shared.review().bitext();
    let write = |output: &Output| write_to(output.format, &Filter::usual(output.format).view(&bitext), &output.path);
    shared.outputs.iter().try_for_each(write)
}

async fn save(State(shared): At) -> Response {
    match save_all(&shared) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refused(&error),
    }
}

/// Saves, and ends the program.
async fn end(State(shared): At) -> Response {
    let saved = save_all(&shared);
    if let Err(error) = saved {
        return refused(&error);
    }
    let ending = Arc::clone(&shared);
    tokio::spawn(async move {
        // The answer goes out first.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        ending.end.notify_one();
    });
    StatusCode::NO_CONTENT.into_response()
}

#[derive(Deserialize)]
struct Export {
    format: String,
}

async fn download(State(shared): At, Query(export): Query<Export>) -> Response {
    let written = |format: Format| -> Result<Vec<u8>> {
        let bitext = shared.review().bitext();
        let mut out = Vec::new();
        write(format, &Filter::usual(format).view(&bitext), &mut out)?;
        Ok(out)
    };
    let format: Result<Format> = export.format.parse();
    match format.and_then(|format| Ok((format, written(format)?))) {
        Ok((format, bytes)) => {
            let ending = format.info().endings.first().copied().unwrap_or("txt");
            let name = format!("attachment; filename=\"review.{ending}\"");
            ([(header::CONTENT_TYPE, "application/octet-stream".to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
                .into_response()
        }
        Err(error) => refused(&error),
    }
}

/// Acts as they happen; a page that fell behind is told to load anew.
async fn acts(State(shared): At) -> impl IntoResponse {
    let acts = BroadcastStream::new(shared.acts.subscribe()).map(|act| {
        let event = act.map_or_else(|_| Event::default().event("behind").data(""), |patch| Event::default().data(patch));
        Ok::<_, std::convert::Infallible>(event)
    });
    Sse::new(acts).keep_alive(KeepAlive::default())
}
