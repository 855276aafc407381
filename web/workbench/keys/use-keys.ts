import { useEffect, useRef } from 'react';
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

/** Ctrl+K, or ⌘K: also from inside a field, unless an input method composes there. The innermost listener takes it alone. */
export function useControlKey(code: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === code;
      if (isAsked && !event.defaultPrevented && !(isField(event.target) && isComposition(event))) {
        event.preventDefault();
        latest.current();
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [code]);
}
