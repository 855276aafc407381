import type { ReactNode } from 'react';

export type Tone = 'ok' | 'warn' | 'bad' | 'plain';

/** A word of state; its colour says nothing that the word does not. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={tone === 'plain' ? 'mark' : `mark ${tone}`}>{children}</span>;
}
