import type { Variable } from '../../schemas/config-schemas.ts';
import { readSecretFile, wrongVariable } from '../config.ts';

/** A variable that has a `…_FILE` beside it. */
type KeyVariable = {
  readonly [Name in Variable]: `${Name}_FILE` extends Variable ? Name : never;
}[Variable];

/** The text of a key, from its variable or from the file that its other variable names. @throws {StartError} */
export function keyText<Name extends KeyVariable>(
  value: string | undefined,
  file: string | undefined,
  variable: Name,
): readonly [text: string, variable: Name | `${Name}_FILE`] {
  if (value !== undefined) {
    return [value, variable];
  }
  if (file === undefined) {
    throw wrongVariable(variable);
  }
  return [readSecretFile(file, `${variable}_FILE`).toString('utf8'), `${variable}_FILE`];
}

/** Keys in PEM, one after the other, or in base64 separated by commas, as `openssl` writes both. */
export function derOf(text: string): readonly Buffer[] {
  const bodies = text.includes('-----BEGIN')
    ? [...text.matchAll(/-----BEGIN [A-Z ]+-----([^-]+)-----END/g)].map(([, body = '']) => body)
    : text.split(',');
  return bodies.map((body) => Buffer.from(body.replaceAll(/\s/g, ''), 'base64')).filter(({ length }) => length > 0);
}
