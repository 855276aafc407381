/** Inputs in which nothing is typed. */
const NOT_TEXT = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range', 'color']);

export function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) {
    return !NOT_TEXT.has(target.type);
  }
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/**
 * The key is the input method's. The first key of a composition, and the Enter that ends it, come with `keyCode` 229
 * and without `isComposing`; nothing but the old property says so.
 */
export function isComposition(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}
