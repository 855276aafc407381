import { useEffect, useRef } from 'react';
import { isComposition, isField } from './belongs-to-text.ts';

interface Layer {
  readonly close: () => void;
  /** What lies below does not hear single keys while it is open. */
  readonly isModal: boolean;
  /** Out of a field one leaves the field first: what is closed is the whole page of a record. */
  readonly leavesFields: boolean;
}

/** What is open, the innermost last. One Esc closes one of them. */
const layers: Layer[] = [];

export function isModalOpen(): boolean {
  return layers.some((layer) => layer.isModal);
}

/** While mounted and `isOpen`, Esc calls `close`, unless something further in is open. */
export function useEscape(close: () => void, { isOpen = true, isModal = false, leavesFields = false } = {}): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!isOpen) {
      return undefined;
    }
    const layer: Layer = { close: () => latest.current(), isModal, leavesFields };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [isOpen, isModal, leavesFields]);
}

document.addEventListener('keydown', (event) => {
  const composes = isField(event.target) && isComposition(event);
  const innermost = layers.at(-1);
  if (event.key !== 'Escape' || composes || innermost === undefined) {
    return;
  }
  event.preventDefault();
  const { target } = event;
  if (innermost.leavesFields && isField(target) && target instanceof HTMLElement) {
    target.blur();
    return;
  }
  innermost.close();
});
