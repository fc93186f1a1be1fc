// The words of the page, in English and Korean.

/** @type {Record<string, [string, string]>} */
const WORDS = {
  accept: ["Accept", "확정"],
  acceptAbove: ["Accept all down to here", "여기까지 모두 확정"],
  accepted: ["accepted", "확정"],
  all: ["All", "모두"],
  anyConfidence: ["Any confidence", "신뢰도 전체"],
  anyRule: ["Any finding", "지적 전체"],
  anyState: ["Any state", "상태 전체"],
  anyType: ["Any type", "유형 전체"],
  because: ["because", "근거"],
  behind: ["The review has changed in another window; here is how it stands now.", "다른 창에서 내용이 바뀌어 새로 불러왔습니다."],
  byHand: ["by hand", "수작업"],
  cancel: ["Cancel", "취소"],
  clear: ["Clear the mark", "표시 지우기"],
  close: ["Close", "닫기"],
  connection: ["The program has ended. Start it again to go on: nothing is lost.", "프로그램이 종료되었습니다. 다시 시작하면 이어서 작업할 수 있습니다. 잃은 내용은 없습니다."],
  cut: ["Choose where to cut: , and . move the cut, S cuts.", "자를 곳을 고르세요. , 와 . 로 옮기고 S로 자릅니다."],
  done: ["{0} of {1} reviewed", "{1}개 중 {0}개 검토"],
  doubtful: ["doubtful", "의심"],
  edit: ["Edit the text", "본문 고치기"],
  editOff: ["Editing is off. Turn it on in the menu Export.", "본문 고치기가 꺼져 있습니다. ‘내보내기’에서 켜 주세요."],
  editOn: ["Allow editing of texts", "본문 고치기 허용"],
  empty: ["There are no pairs here.", "짝이 없습니다."],
  end: ["Save files and finish", "파일 저장 후 끝내기"],
  ended: ["Saved. You can close this window.", "저장했습니다. 창을 닫아도 됩니다."],
  export: ["Export", "내보내기"],
  exportAs: ["Download as", "다른 형식으로 받기"],
  find: ["Find in both texts", "두 글에서 찾기"],
  finding: ["finding", "지적"],
  found: ["{0} shown", "{0}개 표시"],
  gap: ["no partner", "짝 없음"],
  help: ["Keys", "단축키"],
  keptIn: ["Every act is kept in", "모든 작업이 저장되는 곳"],
  likely: ["likely", "보통"],
  link: ["Alignment as a picture: a click goes there", "정렬 그림: 누르면 그곳으로 갑니다"],
  list: ["Pairs", "짝 목록"],
  merge: ["Merge with the next", "다음과 합치기"],
  mergeUp: ["Merge with the one before", "이전과 합치기"],
  move: ["Move this side down whole", "이쪽을 통째로 아래로"],
  moveUp: ["Move this side up whole", "이쪽을 통째로 위로"],
  moved: ["moved", "이동"],
  needsReview: ["needs review", "재검토"],
  nextGap: ["Next that is not 1-1", "다음 1-1 아닌 짝"],
  nextOpen: ["Next unreviewed", "다음 미검토"],
  nextProblem: ["Next problem", "다음 문제"],
  noMore: ["There is no other one.", "더 없습니다."],
  note: ["Note", "메모"],
  nulls: ["no partner", "짝 없음"],
  ok: ["OK", "확인"],
  open: ["not reviewed", "미검토"],
  orElse: ["or else", "다른 후보"],
  pin: ["Pin two rows together", "먼 두 줄 묶기"],
  pinFirst: ["Now go to the row with the other text and press Space again; Esc leaves it.", "짝이 될 줄로 가서 스페이스를 다시 누르세요. Esc는 취소입니다."],
  pinned: ["pinned", "고정"],
  place: ["line {0}", "{0}행"],
  problems: ["with findings", "지적 있음"],
  realign: ["Realign the rest", "나머지 다시 정렬"],
  realigned: ["Realigned in {0} ms: {1} rows are new.", "{0}ms 만에 다시 정렬했습니다. 새 줄 {1}개."],
  reasons: ["Reasons", "근거 보기"],
  redo: ["Redo", "다시 하기"],
  replace: ["Replace in the pairs shown", "보이는 짝에서 바꾸기"],
  replaceBy: ["Replace “{0}” by", "“{0}”을(를) 바꿀 말"],
  replaced: ["{0} texts changed.", "{0}곳을 바꿨습니다."],
  review: ["Needs review", "재검토 표시"],
  save: ["Save files", "파일 저장"],
  saved: ["Saved: {0}", "저장함: {0}"],
  selectSide: ["Choose the side", "언어 고르기"],
  selectRow: ["Row before, row after", "이전 줄, 다음 줄"],
  shiftDown: ["Shift last segment down", "끝 문장 아래로"],
  shiftUp: ["Shift first segment up", "첫 문장 위로"],
  split: ["Split", "나누기"],
  sure: ["sure", "확실"],
  swap: ["Swap the English with the next", "다음과 영어 맞바꾸기"],
  undo: ["Undo", "되돌리기"],
  unlink: ["Unlink", "짝 풀기"],
  was: ["was", "원문"],
};

/** Whether the browser asks for Korean. */
export const isKorean = (navigator.languages[0] ?? navigator.language).toLowerCase().startsWith("ko");

/**
 * The words for a key, with what stands for `{0}`, `{1}`.
 * @param {string} key
 * @param {...(string | number)} values
 */
export function say(key, ...values) {
  const text = WORDS[key]?.[isKorean ? 1 : 0] ?? key;
  return text.replace(/\{(\d)\}/g, (_, number) => String(values[Number(number)] ?? ""));
}
