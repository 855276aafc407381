import { useEffect, useRef, type Dispatch } from 'react';
import { keepDraft, readDraft, type Draft } from '../../api/resources/drafts.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { NOTHING_TYPED, OF_NO_ACT, type Ruling, type Typed, type Typing } from './typed.ts';

/** How often what was typed is kept on the server, while it changes. */
const PAUSE_MS = 700;

/**
 * What is typed is kept on the server and stands there again when the case is opened anew; the browser keeps nothing. A
 * draft that cannot be kept disturbs nobody: the words are still on the page.
 */
export function useDraft(task: Task, typed: Typed, onType: Dispatch<Typing>): void {
  const { id, hasDraft } = task;
  const latest = useRef(typed);
  const isKept = useRef(true);
  useEffect(() => {
    isKept.current = isKept.current && latest.current === typed;
    latest.current = typed;
  }, [typed]);
  useEffect(() => {
    // Only into an empty case: what was typed meanwhile is newer than what was kept.
    if (hasDraft && latest.current === NOTHING_TYPED) {
      void readDraft(id).then(
        (draft) => latest.current === NOTHING_TYPED && onType({ kind: 'all', typed: typedOf(draft) }),
        () => undefined,
      );
    }
  }, [id, hasDraft, onType]);
  useEffect(() => {
    const keep = () => {
      if (!isKept.current) {
        isKept.current = true;
        void keepDraft(id, draftOf(latest.current)).catch(() => undefined);
      }
    };
    const keeping = setInterval(keep, PAUSE_MS);
    return () => {
      clearInterval(keeping);
      keep();
    };
  }, [id]);
}

function draftOf({ answers, rulings, corrections, remarks }: Typed): Draft {
  const lines = Object.entries(rulings).map(([lineId, ruling]) => ({ lineId, ...ruling }));
  return {
    answers: { ...answers },
    acceptLines: lines
      .filter((line) => line.isAccepted)
      .map(({ lineId, code, remark: why }) => ({ lineId, code, remark: why })),
    refuseLines: lines
      .filter((line) => !line.isAccepted)
      .map(({ lineId, code, remark: why }) => ({ lineId, code, remark: why })),
    corrections: Object.entries(corrections).map(([pointer, words]) => ({ pointer, remark: words })),
    remark: Object.values(remarks).at(-1) ?? '',
    remarks: { ...remarks },
  };
}

function typedOf(draft: Draft): Typed {
  const { answers = {}, acceptLines = [], refuseLines = [], corrections = [], remark = '' } = draft;
  const rulings = [
    ...acceptLines.map((line) => [line.lineId, rulingOf(line, true)] as const),
    ...refuseLines.map((line) => [line.lineId, rulingOf(line, false)] as const),
  ];
  return {
    answers,
    rulings: Object.fromEntries(rulings),
    corrections: Object.fromEntries(corrections.map(({ pointer, remark: words = '' }) => [pointer, words])),
    remarks: draft.remarks ?? (remark === '' ? {} : { [OF_NO_ACT]: remark }),
  };
}

function rulingOf(
  { code = '', remark = '' }: { readonly code?: string; readonly remark?: string },
  isAccepted: boolean,
): Ruling {
  return { isAccepted, code, remark };
}
