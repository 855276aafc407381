import { useEffect, useRef, type RefObject } from 'react';
import { COMMANDS, currentKeys, type Command } from './bindings.ts';
import { isComposition, isField } from './belongs-to-text.ts';
import { isModalOpen } from './esc-stack.ts';

export type Commands = Readonly<Partial<Record<Command, () => void>>> & {
  /** 1 to 9. */
  readonly digit?: (n: number) => void;
};

/**
 * While mounted, single keys carry out these commands. Inside a field every key is text; outside one `event.code`
 * decides, whatever an input method says. Below an open dialog, and with Ctrl, Alt or Meta, nothing happens.
 */
export function useKeys(commands: Commands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (isOfChoice(event) || isField(event.target) || isModalOpen() || !currentKeys().areOn) {
        return;
      }
      const act = actOf(event, latest.current);
      if (act !== undefined) {
        event.preventDefault();
        act();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** Arrows go from answer to answer while one of them has the focus. */
function isOfChoice({ target, code }: KeyboardEvent): boolean {
  return target instanceof HTMLInputElement && target.type === 'radio' && code.startsWith('Arrow');
}

function actOf(event: KeyboardEvent, commands: Commands): (() => void) | undefined {
  const code = `${event.shiftKey ? 'Shift+' : ''}${event.code}`;
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (digit !== undefined && commands.digit !== undefined) {
    const { digit: answer } = commands;
    return () => answer(Number(digit));
  }
  // The question mark stands on another key on some layouts.
  const isHelp = event.key === '?';
  const { bindings } = currentKeys();
  const command = COMMANDS.find((one) => (isHelp ? one === 'help' : bindings[one].includes(code)));
  return command === undefined ? undefined : commands[command];
}

interface ControlKey {
  readonly code: string;
  readonly act: () => void;
  readonly within: () => HTMLElement | null;
}

/** Who listens, in the order in which they were opened. */
const controlKeys: ControlKey[] = [];

/**
 * Ctrl+K, or ⌘K: also from inside a field, unless an input method composes there. The innermost takes it alone: what
 * holds the focus `within` it, or else what was opened last.
 */
export function useControlKey(code: string, act: () => void, within?: RefObject<HTMLElement | null>): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const key: ControlKey = { code, act: () => latest.current(), within: () => within?.current ?? null };
    controlKeys.push(key);
    return () => {
      controlKeys.splice(controlKeys.indexOf(key), 1);
    };
  }, [code, within]);
}

document.addEventListener('keydown', (event) => {
  const { target } = event;
  const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isAsked || event.defaultPrevented || (isField(target) && isComposition(event))) {
    return;
  }
  const listening = controlKeys.filter(({ code }) => code === event.code);
  const innermost =
    listening.findLast(({ within }) => target instanceof Node && within()?.contains(target) === true) ??
    listening.at(-1);
  if (innermost !== undefined) {
    event.preventDefault();
    innermost.act();
  }
});
