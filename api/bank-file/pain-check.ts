import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XsdValidator } from 'libxml2-wasm';

const FILE_NAME = 'pain.001.001.09.xsd';
const OWN = new URL(`../../schemas/xsd/${FILE_NAME}`, import.meta.url);

/** Says what of a file does not fit the schema of its message, or null. */
export type PainCheck = (xml: string) => Promise<string | null>;

/**
 * Checks files against our part of the message's schema and, where the office laid the official one into the folder `xsd`
 * of its packs, against that too. The schemas are read with the first file.
 */
export function createPainCheck(policies: string | undefined): PainCheck {
  const official = policies === undefined ? null : join(policies, 'xsd', FILE_NAME);
  let validators: Promise<readonly XsdValidator[]> | null = null;
  return async (xml) => {
    validators ??= readSchemas([OWN, ...(official !== null && existsSync(official) ? [official] : [])]);
    for (const validator of await validators) {
      const defect = await defectOf(xml, validator);
      if (defect !== null) {
        return defect;
      }
    }
    return null;
  };
}

async function readSchemas(files: readonly (URL | string)[]): Promise<readonly XsdValidator[]> {
  const { XmlDocument, XsdValidator: Validator } = await import('libxml2-wasm');
  return files.map((file) => {
    const schema = XmlDocument.fromBuffer(readFileSync(file));
    try {
      return Validator.fromDoc(schema);
    } finally {
      schema.dispose();
    }
  });
}

async function defectOf(xml: string, validator: XsdValidator): Promise<string | null> {
  const { XmlDocument, XmlLibError } = await import('libxml2-wasm');
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return null;
  } catch (error) {
    if (error instanceof XmlLibError) {
      return error.message;
    }
    throw error;
  } finally {
    document.dispose();
  }
}
