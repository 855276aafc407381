import { useSyncExternalStore } from 'react';

interface Look {
  readonly density: string;
  readonly theme: 'light' | 'dark' | 'system';
}

const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
/** Before anybody has signed in, pages are light. */
let worn: Look['theme'] = 'light';

/** Puts on what a person has chosen; the styles read it from the root element. */
export function wear({ density, theme }: Look): void {
  document.documentElement.dataset['density'] = density;
  worn = theme;
  paint();
}

/** What antd draws follows the same choice. */
export function useIsDark(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isDark);
}

function isDark(): boolean {
  return worn === 'dark' || (worn === 'system' && system.matches);
}

function paint(): void {
  document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

system.addEventListener('change', paint);
