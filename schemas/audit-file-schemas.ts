import { z } from 'zod';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A root as it is published and kept apart (api §12); digests are hexadecimal, the signature is base64. */
export const AuditRootLine = z.object({
  day: z.iso.date(),
  sequenceFrom: z.int(),
  sequenceTo: z.int(),
  root: Digest,
  signature: z.string(),
});

/** The last place of the sequence that a worker has sealed. */
export const AuditHead = z.object({ sequence: z.int(), seal: Digest });
