/** A line of the Dockerfile that runs without Docker, with its build stage. */
export type Step = { readonly stage: string } & (
  | {
      readonly kind: 'copy';
      readonly from: string | undefined;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'environment'; readonly variables: Readonly<Record<string, string>> }
);

/** Lines that only the engine runs: files outside the project's folder, the user, published ports. */
const ENGINE_ONLY = /^(WORKDIR \/app|USER node|EXPOSE \d+|CMD \[.*\]|RUN mkdir .*)$/;

/** Reads the Dockerfile's lines. Throws for a line that it does not know, so that none is passed over silently. */
export function readSteps(text: string): { readonly node: string; readonly steps: readonly Step[] } {
  const steps: Step[] = [];
  const nodes = new Set<string>();
  let stage = '';
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const from = /^FROM node:(\d+\.\d+\.\d+)-\S+(?: AS (\w+))?$/.exec(line);
    if (from !== null) {
      nodes.add(from[1] ?? '');
      stage = from[2] ?? 'image';
    } else if (!ENGINE_ONLY.test(line)) {
      steps.push(stepOf(stage, line));
    }
  }
  const [node, ...others] = nodes;
  if (node === undefined || others.length > 0) {
    throw new Error(`All stages stand on one Node: ${[...nodes].join(', ')}`);
  }
  return { node, steps };
}

function stepOf(stage: string, line: string): Step {
  const [word = '', ...rest] = line.split(/\s+/);
  if (word === 'RUN' && /^RUN (npm|node) /.test(line)) {
    return { stage, kind: 'run', command: line.slice('RUN '.length) };
  }
  if (word === 'ENV') {
    return { stage, kind: 'environment', variables: Object.fromEntries(rest.map((pair) => pair.split('=', 2))) };
  }
  if (word === 'COPY') {
    const from = rest[0]?.startsWith('--from=') === true ? rest[0].slice('--from='.length) : undefined;
    const paths = (from === undefined ? rest : rest.slice(1)).map((path) => path.replace(/^\/app\//, ''));
    return { stage, kind: 'copy', from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
  }
  throw new Error(`A line of the Dockerfile that is not known here: ${line}`);
}
