import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadPolicyLibrary } from '../../main/office/policy-packs.ts';
import { quoteHashes } from './quote-hash.ts';

/** Writes policies/quote-hashes.json: run it after a seed quote changed and was compared with the document's text. */
const policies = fileURLToPath(new URL('../../policies/', import.meta.url));
const hashes = quoteHashes(loadPolicyLibrary(policies, { practice: true }));
writeFileSync(`${policies}/quote-hashes.json`, `${JSON.stringify(hashes, null, 2)}\n`);
console.log(`${Object.keys(hashes).length} quotes`);
