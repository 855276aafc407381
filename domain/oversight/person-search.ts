const ID_NUMBER = /^(?:\d{15}|\d{17}[\dX])$/;

/** The ID number of 15 or 18 characters that a text is, however it is spaced; null if it is none. */
export function wholeIdNumber(text: string): string | null {
  const bare = text.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
  return ID_NUMBER.test(bare) ? bare : null;
}
