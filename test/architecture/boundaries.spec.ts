import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../support/throw-away.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const config = join(root, 'test/architecture/boundaries.cjs');
const { forbidden } = createRequire(import.meta.url)(config) as { forbidden: { name: string }[] };

const packageNames = ['contracts', 'calendar', 'expressions', 'bpmn', 'engine', 'lean'];
const features =
  'platform audit identity notifications models instances duties case-clock tasks timers jobs messages registry documents views live bulk privacy scripts services waits improvements analysis operations engine-rest open-api demo operate'.split(
    ' ',
  );

/** A small house with the rooms of the real one, in which files are put where they must not be. */
const folder = temporaryFolder('boundaries');
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder.path, path)), { recursive: true });
  writeFileSync(join(folder.path, path), text);
};

const build = () => {
  cpSync(join(root, 'tsconfig.json'), join(folder.path, 'tsconfig.json'));
  cpSync(join(root, 'package.json'), join(folder.path, 'package.json'));
  for (const name of packageNames) {
    write(`packages/${name}/src/index.ts`, 'export const open = 1;\n');
    write(`packages/${name}/src/inside.ts`, 'export const inside = 1;\n');
    const exports = { '.': { '@gaita/source': './src/index.ts', default: './dist/index.js' } };
    write(`packages/${name}/package.json`, JSON.stringify({ name: `@gaita/${name}`, type: 'module', exports }));
  }
  for (const name of features) {
    write(`apps/server/src/${name}/index.ts`, 'export const open = 1;\n');
    write(`apps/server/src/${name}/inside.ts`, 'export const inside = 1;\n');
  }
  write('apps/web/src/main.tsx', "import { open } from '@gaita/contracts';\nexport const page = open;\n");
  const modules = join(folder.path, 'node_modules');
  mkdirSync(join(modules, '@gaita'), { recursive: true });
  for (const name of packageNames) symlinkSync(join(folder.path, 'packages', name), join(modules, '@gaita', name));
  for (const name of readdirSync(join(root, 'node_modules')).filter((entry) => !entry.startsWith('.') && entry !== '@gaita')) {
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
};

/** For each rule a file that breaks it and, unless the rule is about something else, nothing but it. */
const violations: Record<string, { file: string; text: string }> = {
  'no-circular': { file: 'packages/bpmn/src/snake.ts', text: "import './tail.ts';\nexport const head = 1;\n" },
  'packages-know-no-app': {
    file: 'packages/engine/src/knows-app.ts',
    text: "import '../../../apps/server/src/tasks/index.ts';\n",
  },
  'packages-do-no-io': {
    file: 'packages/calendar/src/does-io.ts',
    text: "import { readFileSync } from 'node:fs';\nreadFileSync('x');\n",
  },
  'no-bpmn-engine-in-the-product': {
    file: 'apps/server/src/instances/uses-bpmn-engine.ts',
    text: "import { Engine } from 'bpmn-engine';\nnew Engine();\n",
  },
  'web-knows-no-server': { file: 'apps/web/src/knows-server.ts', text: "import '../../server/src/tasks/index.ts';\n" },
  'packages-by-the-front-door': {
    file: 'apps/server/src/models/back-door.ts',
    text: "import '../../../../packages/bpmn/src/inside.ts';\n",
  },
  'features-by-the-front-door': { file: 'apps/server/src/tasks/back-door.ts', text: "import '../instances/inside.ts';\n" },
  'only-the-queue-touches-bullmq': {
    file: 'apps/server/src/timers/touches-bullmq.ts',
    text: "import { Queue } from 'bullmq';\nnew Queue('x');\n",
  },
};
for (const [i, name] of packageNames.entries()) {
  const above = packageNames[i + 1];
  if (above === undefined) continue;
  violations[`${name}-uses-only-the-floors-below`] = {
    file: `packages/${name}/src/climbs.ts`,
    text: `import { open } from '@gaita/${above}';\nexport const climbed = open;\n`,
  };
}
const climbs: Record<string, string> = {
  platform: 'audit',
  audit: 'identity',
  identity: 'notifications',
  notifications: 'models',
  models: 'instances',
  instances: 'duties',
  duties: 'tasks',
  'case-clock': 'tasks',
  tasks: 'registry',
  timers: 'jobs',
  jobs: 'messages',
  messages: 'services',
  registry: 'privacy',
  documents: 'privacy',
  views: 'live',
  live: 'bulk',
  bulk: 'privacy',
  privacy: 'services',
  scripts: 'operations',
  services: 'operations',
  waits: 'operations',
  improvements: 'analysis',
  analysis: 'engine-rest',
  operations: 'demo',
  'engine-rest': 'demo',
  'open-api': 'demo',
  demo: 'engine-rest',
  operate: 'demo',
};
for (const [name, above] of Object.entries(climbs)) {
  violations[`${name}-uses-only-the-floors-below`] = {
    file: `apps/server/src/${name}/climbs.ts`,
    text: `import type { open } from '../${above}/index.ts';\nexport type Climbed = typeof open;\n`,
  };
}

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

const check = (): Violation[] => {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'apps', 'packages'],
    {
      cwd: folder.path,
      encoding: 'utf8',
      maxBuffer: 64_000_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
};

describe('the import rules', () => {
  beforeAll(build);
  afterAll(() => folder.remove());

  it('let a house pass that keeps them', () => {
    expect(check()).toEqual([]);
  });

  it('bite, each of them, where a file breaks them', () => {
    write('packages/bpmn/src/tail.ts', "import './snake.ts';\nexport const tail = 1;\n");
    for (const { file, text } of Object.values(violations)) write(file, text);
    const found = check().map(({ rule, from }) => `${rule.name} in ${from}`);
    // the topmost package has no floor above it: there is nothing that it must not use
    const names = forbidden.map(({ name }) => name).filter((name) => name !== 'lean-uses-only-the-floors-below');
    expect(Object.keys(violations).sort()).toEqual([...names].sort());
    for (const name of names) expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${name} in `)));
    for (const [name, { file }] of Object.entries(violations).filter(([name]) => name !== 'no-circular')) {
      expect(found).toContain(`${name} in ${file}`);
    }
  });

  it('know every folder of the house', () => {
    const server = readdirSync(join(root, 'apps/server/src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(features).toEqual(expect.arrayContaining(server.map(({ name }) => name).filter((name) => name !== 'migrations')));
    expect(packageNames).toEqual(expect.arrayContaining(readdirSync(join(root, 'packages'))));
    expect(readFileSync(config, 'utf8')).toContain('front-door');
  });
});
