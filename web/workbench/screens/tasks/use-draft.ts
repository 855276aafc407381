import { useEffect, useRef, useSyncExternalStore, type Dispatch } from 'react';
import { isLost } from '../../api/problem.ts';
import { readDraft, type Draft } from '../../api/resources/drafts.ts';
import type { Task } from '../../api/resources/tasks.ts';
import {
  AGAIN_MS,
  forgetRefusal,
  isDraftRefused,
  keepAsPageGoes,
  keepUntilKept,
  onDraftRefused,
  sendAsPageGoes,
  unkeptDraft,
} from './draft-keeper.ts';
import { NOTHING_TYPED, OF_NO_ACT, type Ruling, type Typed, type Typing } from './typed.ts';

/** How often what was typed is kept on the server, while it changes. */
const PAUSE_MS = 700;

/**
 * What is typed is kept on the server and stands there again when the case is opened anew; no storage of the browser
 * holds it. A draft that got no answer disturbs nobody: the words are still on the page, and are sent again.
 * @returns whether the server refused what was typed last
 */
export function useDraft({ id, hasDraft }: Task, typed: Typed, onType: Dispatch<Typing>): boolean {
  const latest = useRef(typed);
  /** What the server has, or is on its way there. */
  const kept = useRef(NOTHING_TYPED);
  /** What was kept before stands on the page, so what is sent does not replace it unseen. */
  const isRead = useRef(!hasDraft);
  useEffect(() => {
    latest.current = typed;
  }, [typed]);
  useEffect(() => {
    const waiting = unkeptDraft(id);
    if (kept.current !== NOTHING_TYPED || (waiting === undefined && !hasDraft)) {
      return undefined;
    }
    const show = (draft: Draft) => {
      isRead.current = true;
      const before = typedOf(draft);
      const isUntouched = latest.current === NOTHING_TYPED;
      kept.current = isUntouched ? before : kept.current;
      onType({ kind: 'all', typed: isUntouched ? before : withNewer(before, latest.current) });
    };
    if (waiting !== undefined) {
      show(waiting);
      return undefined;
    }
    return readUntilRead(id, show, () => {
      isRead.current = true;
    });
  }, [id, hasDraft, onType]);
  useEffect(() => {
    const keep = () => {
      if (kept.current !== latest.current) {
        kept.current = latest.current;
        keepUntilKept(id, draftOf(latest.current));
      }
    };
    const keepAtOnce = () => {
      if (isRead.current && kept.current !== latest.current) {
        kept.current = latest.current;
        keepAsPageGoes(id, draftOf(latest.current));
      } else {
        sendAsPageGoes();
      }
    };
    const keepIfHidden = () => document.hidden && keepAtOnce();
    const keeping = setInterval(() => isRead.current && keep(), PAUSE_MS);
    document.addEventListener('visibilitychange', keepIfHidden);
    window.addEventListener('pagehide', keepAtOnce);
    return () => {
      clearInterval(keeping);
      document.removeEventListener('visibilitychange', keepIfHidden);
      window.removeEventListener('pagehide', keepAtOnce);
      keep();
    };
  }, [id]);
  useEffect(() => forgetRefusal(id), [id]);
  return useSyncExternalStore(onDraftRefused, () => isDraftRefused(id));
}

/** Asks for the draft until there is an answer. @returns what ends it */
function readUntilRead(id: string, onRead: (draft: Draft) => void, onNone: () => void): () => void {
  let isOver = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  async function ask(): Promise<void> {
    try {
      const draft = await readDraft(id);
      if (!isOver) {
        onRead(draft);
      }
    } catch (error) {
      if (!isOver && isLost(error)) {
        waiting = setTimeout(() => void ask(), AGAIN_MS);
      } else if (!isOver) {
        onNone();
      }
    }
  }
  void ask();
  return () => {
    isOver = true;
    clearTimeout(waiting);
  };
}

/** What was typed while the draft was on its way stands over it. */
function withNewer(draft: Typed, typed: Typed): Typed {
  return {
    answers: { ...draft.answers, ...typed.answers },
    rulings: { ...draft.rulings, ...typed.rulings },
    corrections: { ...draft.corrections, ...typed.corrections },
    remarks: { ...draft.remarks, ...typed.remarks },
  };
}

function draftOf({ answers, rulings, corrections, remarks }: Typed): Draft {
  const linesOf = (choice: Ruling['isAccepted']) =>
    Object.entries(rulings)
      .filter(([, { isAccepted }]) => isAccepted === choice)
      .map(([lineId, { code, remark }]) => ({ lineId, code, remark }));
  return {
    answers: { ...answers },
    acceptLines: linesOf(true),
    refuseLines: linesOf(false),
    openLines: linesOf(null),
    corrections: Object.entries(corrections).map(([pointer, words]) => ({ pointer, remark: words })),
    remark: Object.values(remarks).at(-1) ?? '',
    remarks: { ...remarks },
  };
}

function typedOf(draft: Draft): Typed {
  const { answers = {}, acceptLines = [], refuseLines = [], openLines = [], corrections = [], remark = '' } = draft;
  const rulings = [
    ...acceptLines.map((line) => [line.lineId, rulingOf(line, true)] as const),
    ...refuseLines.map((line) => [line.lineId, rulingOf(line, false)] as const),
    ...openLines.map((line) => [line.lineId, rulingOf(line, null)] as const),
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
  isAccepted: Ruling['isAccepted'],
): Ruling {
  return { isAccepted, code, remark };
}
