/** How a page shows a paper beside the case: as text, picture or PDF, or not at all. */
export const PREVIEWS = ['text', 'image', 'pdf', 'none'] as const;
export type Preview = (typeof PREVIEWS)[number];

/** Letters and tables whose text can be read out of them. */
export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const PICTURES: readonly string[] = ['image/png', 'image/jpeg'];

/** By the kind that was detected from the content of the file. */
export function previewOf(mediaType: string): Preview {
  if (PICTURES.includes(mediaType)) {
    return 'image';
  }
  if (mediaType === 'application/pdf') {
    return 'pdf';
  }
  return isPlainText(mediaType) || mediaType === WORD_TYPE || mediaType === SHEET_TYPE ? 'text' : 'none';
}

export function isPlainText(mediaType: string): boolean {
  return mediaType.startsWith('text/plain');
}

/** Who put a paper. */
export const UPLOADER_KINDS = ['applicant', 'official'] as const;
