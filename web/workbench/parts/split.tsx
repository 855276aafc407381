import type { ReactNode } from 'react';

/**
 * List, case and papers side by side from 1,180 px, list and case from 760 px, below that one of them. Without a case
 * the list has the whole width.
 */
export function Split({ list, children }: { readonly list: ReactNode; readonly children: ReactNode }) {
  const isOpen = children !== null && children !== undefined && children !== false;
  return (
    <div className={isOpen ? 'split open' : 'split'}>
      {list}
      {children}
    </div>
  );
}
