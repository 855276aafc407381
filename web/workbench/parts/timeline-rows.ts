import type { TimelineRow } from './timeline.tsx';

/** One entry of the history of any case, as the server says it. */
export interface Happened {
  readonly seq: number;
  readonly at: string;
  /** Null: the office's own clock. */
  readonly actor: { readonly displayName?: string | null; readonly section?: string | null } | null;
  readonly onBehalfOf?: { readonly displayName: string };
  readonly sentence: string;
  readonly facts?: Facts;
}

type Facts = Readonly<Record<string, unknown>>;

/** What happened, with whom it was done for and the words that its person wrote. */
export function rowsOf(items: readonly Happened[]): readonly TimelineRow[] {
  return items.map(({ seq, at, actor, onBehalfOf, sentence, facts = {} }) => ({
    key: seq,
    at,
    who: actor?.displayName ?? null,
    section: actor?.section ?? null,
    onBehalfOf: onBehalfOf?.displayName ?? null,
    sentence,
    remark: actor === null ? null : writtenIn(facts),
    asked: askedFor(facts),
  }));
}

/** The remark of a person, or the reason where the act takes one; those of the system are no words for people. */
function writtenIn({ remark, reason }: Facts): string | null {
  const written = [remark, reason].find((one) => typeof one === 'string' && one !== '');
  return typeof written === 'string' ? written : null;
}

/** What a return asked for, place by place. */
function askedFor({ corrections }: Facts): readonly { readonly label: string; readonly remark: string }[] {
  return Array.isArray(corrections) ? corrections.flatMap((one: unknown) => placeOf(one)) : [];
}

function placeOf(one: unknown) {
  if (typeof one !== 'object' || one === null || !('label' in one) || typeof one.label !== 'string') {
    return [];
  }
  return [{ label: one.label, remark: 'remark' in one && typeof one.remark === 'string' ? one.remark : '' }];
}
