import { z } from 'zod';
import { READING_WAYS } from '../domain/authority/paper-readers.ts';
import { PREVIEWS, UPLOADER_KINDS } from '../domain/filing/paper-preview.ts';
import { idOf, Instant, PackCode } from './http-schemas.ts';

/** S5: `name` is null for those who may not read the paper; size and hash are those of the file as it was uploaded. */
export const PaperView = z
  .object({
    /** Of the file: `GET /files/{id}`. */
    id: z.string(),
    kind: PackCode,
    label: z.string(),
    of: z.enum(['claim', 'filing', 'grant']),
    /** Of a paper of one person of the claim. */
    lineId: z.string().nullable(),
    name: z.string().nullable(),
    mediaType: z.string(),
    preview: z.enum(PREVIEWS).meta({
      description:
        'text: the content of `GET /files/{id}/text`; image, pdf: that of `GET /files/{id}`; none: it is only saved',
    }),
    reading: z.enum(READING_WAYS).meta({
      description:
        'How the caller reads it: open: at once; withPurpose: with `?purpose=`, each time; closed: not at all',
    }),
    size: z.int().meta({ description: 'Bytes' }),
    sizeBytes: z.int().meta({ description: 'The same as `size`' }),
    sha256: z.string(),
    version: z.int().min(1),
    versions: z.int().min(1).meta({ description: 'How many versions there are; all of them can be read' }),
    uploadedAt: Instant,
    uploadedBy: z.object({ kind: z.enum(UPLOADER_KINDS), name: z.string() }),
  })
  .meta({ id: 'Paper' });

/** All versions of a document, the newest first. */
export const PaperVersionsAnswer = z.object({ items: z.array(PaperView), nextCursor: z.string().nullable() });

export const FileParams = z.strictObject({ fileId: idOf('fle') });

/** What an auditor reads a paper for (S5): no ID number. */
export const PaperQuery = z.object({
  purpose: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^(?!.*\d{15})/)
    .optional(),
});
