import { describe, expect, it } from 'vitest';
import { documentType } from '../../../api/kernel/document-type.ts';
import { workbookParts, zipOf } from '../../support/zip-writer.ts';

describe('documents', () => {
  it.each([
    [Buffer.from('%PDF-1.4'), 'application/pdf'],
    [Buffer.from('\r\n%PDF-1.4'), 'application/pdf'],
    [Buffer.from(`${' '.repeat(1_000)}%PDF-1.4`), 'application/pdf'],
    [Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png'],
    [Buffer.from('ffd8ffe0', 'hex'), 'image/jpeg'],
    [Buffer.from('教学计划'), 'text/plain; charset=utf-8'],
    [Buffer.from('d6d0ceb5', 'hex'), 'text/plain; charset=gb18030'],
    [zipOf(workbookParts('')), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('F20: are known by their content: %#', async (content, mediaType) => {
    expect(await documentType(content)).toBe(mediaType);
  });

  it('with macros and programs are refused', async () => {
    await expect(documentType(zipOf({ '[Content_Types].xml': '', 'word/vbaProject.bin': 'x' }))).rejects.toMatchObject({
      code: 'FILE_HAS_MACROS',
    });
    await expect(documentType(Buffer.from('MZ\u0001\u0002\0\0'))).rejects.toMatchObject({
      code: 'FILE_TYPE_UNSUPPORTED',
    });
    await expect(documentType(zipOf({ 'a.exe': 'x' }))).rejects.toMatchObject({ code: 'FILE_TYPE_UNSUPPORTED' });
  });
});
