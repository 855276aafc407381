import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { PackageVersion } from '../../schemas/own-files-schema.ts';
import { inheritedEnvironment } from '../config.ts';
import { sourceDigest } from '../office/source-digest.ts';
import type { Progress } from './progress.ts';
import { StartError } from './start-error.ts';

/** All that the pages are made of; the contract's types lie in the first. */
const SOURCES = ['web/workbench', 'package-lock.json'];
const COMPRESSED = /\.(css|js|mjs|svg)$/;
const STEPS = 2;

export interface BuildOptions {
  /** Of the clone. */
  readonly root: string;
  /** Where the built pages are kept, a folder per digest of their sources. */
  readonly keptIn: string;
  readonly progress: () => Progress;
}

/**
 * The folder of the built pages. They are built when no folder has the digest of their sources, else nothing is done.
 * The folder gets its name last, so that a build that is broken off leaves none.
 * @throws {StartError} with what the build said
 */
export async function builtWorkbench({ root, keptIn, progress }: BuildOptions): Promise<string> {
  const folder = join(keptIn, sourceDigest(root, SOURCES));
  if (existsSync(folder)) {
    return folder;
  }
  const shown = progress();
  shown.at(0, STEPS);
  const unfinished = join(keptIn, `unfinished-${process.pid}`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(keptIn, { recursive: true });
  await runVite(root, unfinished);
  copyPdfData(root, join(unfinished, 'assets'));
  shown.at(1, STEPS);
  await compressAssets(join(unfinished, 'assets'));
  for (const former of readdirSync(keptIn).filter((name) => !name.startsWith('unfinished-'))) {
    rmSync(join(keptIn, former), { recursive: true, force: true });
  }
  renameSync(unfinished, folder);
  shown.done();
  return folder;
}

/**
 * What the PDF library asks for while it shows a file that names more than it holds: character maps, fonts, and the
 * decoder of JPEG 2000; each folder has its licences.
 */
const PDF_DATA = /^(cmaps|standard_fonts)\/|^wasm\/(openjpeg_nowasm_fallback\.js|LICENSE\w*_OPENJPEG)$/;

/** Into a folder that is named by the library's version, as `web/workbench/case/paper-pdf.tsx` asks for it. */
function copyPdfData(root: string, assets: string): void {
  const library = join(root, 'node_modules', 'pdfjs-dist');
  const { version } = PackageVersion.parse(JSON.parse(readFileSync(join(library, 'package.json'), 'utf8')));
  for (const name of namesBelow(library).filter((one) => PDF_DATA.test(one))) {
    const copy = join(assets, `pdf-${version}`, name);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(library, name), copy);
  }
}

function namesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

/** Writes a gzip and a brotli twin beside every text file, so that no request has to compress. */
async function compressAssets(folder: string): Promise<void> {
  await Promise.all(
    namesBelow(folder)
      .filter((name) => COMPRESSED.test(name))
      .map(async (name) => {
        const content = readFileSync(join(folder, name));
        const [zipped, brotli] = await Promise.all([
          promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
          promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
        ]);
        writeFileSync(join(folder, `${name}.gz`), zipped);
        writeFileSync(join(folder, `${name}.br`), brotli);
      }),
  );
}

/** The highest, 11, saves five percent more and takes ten times as long. */
const BROTLI_QUALITY = 9;

/** In a process of its own: the supervisor keeps nothing of the compiler. */
async function runVite(root: string, outDir: string): Promise<void> {
  const program = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [program, 'build', join(root, 'web', 'workbench'), '--outDir', outDir, '--emptyOutDir'];
  let said = '';
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [...args, '--logLevel', 'warn'], {
      cwd: root,
      env: { ...inheritedEnvironment(), NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new StartError({
      zh: `工作台页面未能构建（退出码 ${code}）：\n${said}`,
      en: `The pages of the workbench could not be built (exit code ${code}); what the build said is above.`,
    });
  }
}
