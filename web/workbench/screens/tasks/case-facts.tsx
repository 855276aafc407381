import type { ReactNode } from 'react';

/** Facts with their words, in columns. */
export function FactList({ facts }: { readonly facts: readonly (readonly [word: string, value: ReactNode])[] }) {
  return (
    <dl className="fact-list">
      {facts.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
