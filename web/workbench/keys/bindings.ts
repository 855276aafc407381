import { useSyncExternalStore } from 'react';

/** What a single key can ask for. Esc, Ctrl+Enter, Ctrl+K and the digits are fixed. */
export const COMMANDS = [
  'next',
  'previous',
  'select',
  'approve',
  'returnBack',
  'reject',
  'documentBefore',
  'documentAfter',
  'search',
  'help',
] as const;
export type Command = (typeof COMMANDS)[number];

/** Keys by `KeyboardEvent.code`, so that neither layout nor input method moves them. The first one is shown. */
export type Bindings = Readonly<Record<Command, readonly [string, ...string[]]>>;

export const DEFAULT_BINDINGS: Bindings = {
  next: ['KeyJ', 'ArrowDown'],
  previous: ['KeyK', 'ArrowUp'],
  select: ['KeyX'],
  approve: ['KeyA'],
  returnBack: ['KeyR'],
  reject: ['KeyD'],
  documentBefore: ['BracketLeft'],
  documentAfter: ['BracketRight'],
  search: ['Slash'],
  help: ['Shift+Slash'],
};

export interface KeySettings {
  readonly areOn: boolean;
  readonly bindings: Bindings;
}

let settings: KeySettings = { areOn: true, bindings: DEFAULT_BINDINGS };
const listeners = new Set<() => void>();

export function currentKeys(): KeySettings {
  return settings;
}

/** Takes over what the person has chosen: a code per command, in place of its first one. Arrows stay what they are. */
export function chooseKeys(areOn: boolean, chosen: Readonly<Partial<Record<string, string>>>): void {
  const own = COMMANDS.map((command) => {
    const code = chosen[command];
    const [usual, ...others] = DEFAULT_BINDINGS[command];
    return [command, [code ?? usual, ...others]] as const;
  });
  settings = { areOn, bindings: { ...DEFAULT_BINDINGS, ...Object.fromEntries(own) } };
  listeners.forEach((listener) => listener());
}

/** A key that two commands would have with these choices. */
export function keyOfTwo(chosen: Readonly<Partial<Record<string, string>>>): string | undefined {
  const codes = COMMANDS.map((command) => chosen[command] ?? DEFAULT_BINDINGS[command][0]);
  return codes.find((code, place) => codes.indexOf(code) !== place);
}

export function useKeySettings(): KeySettings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentKeys);
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  BracketLeft: '[',
  BracketRight: ']',
  Slash: '/',
  'Shift+Slash': '?',
};

/** As it stands on the key: `KeyA` is A. */
export function keyLabel(code: string): string {
  return SHOWN[code] ?? code.replace(/^(Key|Digit)/, '');
}
