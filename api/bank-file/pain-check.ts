import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XsdValidator } from 'libxml2-wasm';
import { Problem } from '../kernel/problem.ts';

const FILE_NAME = 'pain.001.001.09.xsd';

/** A schema and the name by which an operator finds it. */
interface SchemaFile {
  readonly path: URL | string;
  readonly name: string;
}

const OWN: SchemaFile = {
  path: new URL(`../../schemas/xsd/${FILE_NAME}`, import.meta.url),
  name: `schemas/xsd/${FILE_NAME}`,
};

/** Says what of a file does not fit the schema of its message, or null. */
export type PainCheck = (xml: string) => Promise<string | null>;

/**
 * Checks files against our part of the message's schema and, where the office laid the official one into the folder `xsd`
 * of its packs, against that too. The schemas are read with the first file; after one that cannot be read they are read anew
 * with the next file.
 * @throws Problem SCHEMA_NOT_READABLE, which names it
 */
export function createPainCheck(policies: string | undefined): PainCheck {
  const official = policies === undefined ? null : join(policies, 'xsd', FILE_NAME);
  let validators: Promise<readonly XsdValidator[]> | null = null;
  return async (xml) => {
    const others = official !== null && existsSync(official) ? [{ path: official, name: `xsd/${FILE_NAME}` }] : [];
    validators ??= readSchemas([OWN, ...others]);
    const reading = validators;
    for (const validator of await forgottenIfFailed(reading)) {
      const defect = await defectOf(xml, validator);
      if (defect !== null) {
        return defect;
      }
    }
    return null;
  };

  async function forgottenIfFailed(reading: Promise<readonly XsdValidator[]>): Promise<readonly XsdValidator[]> {
    try {
      return await reading;
    } catch (error) {
      validators = validators === reading ? null : validators;
      throw error;
    }
  }
}

async function readSchemas(files: readonly SchemaFile[]): Promise<readonly XsdValidator[]> {
  const xml = await import('libxml2-wasm');
  const validators: XsdValidator[] = [];
  for (const { path, name } of files) {
    try {
      const schema = xml.XmlDocument.fromBuffer(readFileSync(path));
      try {
        validators.push(xml.XsdValidator.fromDoc(schema));
      } finally {
        schema.dispose();
      }
    } catch (error) {
      for (const validator of validators) {
        validator.dispose();
      }
      const defect = error instanceof xml.XmlLibError ? error.message : fileErrorOf(error);
      throw defect === null
        ? error
        : new Problem('SCHEMA_NOT_READABLE', { facts: { file: name, defect: defect.slice(0, 500) } });
    }
  }
  return validators;
}

/** The code of the file system, as `EACCES`; its sentence would tell a path of the server. */
function fileErrorOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
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
