/**
 * Characters that programs of banks show when they read GB 18030: those of the basic plane and the Han characters of the
 * others. The standard has codes for every character, but emoji, private and unassigned ones have no sign there.
 */
export function isShownInGb18030(text: string): boolean {
  return Array.from(text).every(
    (character) =>
      !/[\p{Co}\p{Cn}\p{Cs}\p{Extended_Pictographic}\uFFFD]/u.test(character) &&
      ((character.codePointAt(0) ?? 0) <= LAST_OF_BASIC_PLANE || /\p{Script=Han}/u.test(character)),
  );
}

const LAST_OF_BASIC_PLANE = 0xff_ff;

/** The number of the first row with such a character, as a spreadsheet counts rows; null if there is none. */
export function firstRowNotShown(rows: readonly (readonly string[])[]): number | null {
  const position = rows.findIndex((cells) => !cells.every(isShownInGb18030));
  return position === -1 ? null : position + 1;
}
