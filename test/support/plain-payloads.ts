import type { Payload } from '@temporalio/common';

export function isPayload(value: object): value is Payload {
  return 'metadata' in value && 'data' in value && value.data instanceof Uint8Array;
}

/** The text of a payload that everybody can read. @throws RangeError for another encoding, SyntaxError for what is no JSON */
export function plainJson({ metadata, data }: Payload): string {
  const encoding = Buffer.from(metadata?.['encoding'] ?? []).toString('utf8');
  const text = Buffer.from(data ?? []).toString('utf8');
  if (encoding === 'binary/null' && text === '') {
    return text;
  }
  if (encoding !== 'json/plain') {
    throw new RangeError(`A payload is not plain JSON but ${encoding}`);
  }
  JSON.parse(text);
  return text;
}
