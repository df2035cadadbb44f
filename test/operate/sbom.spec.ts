import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../support/throw-away.ts';
import { npmRun, root } from './running-server.ts';

interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly object[];
}
interface Bom {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly serialNumber: string;
  readonly version: number;
  readonly metadata: { readonly timestamp: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

describe('The list of what the product is made of', () => {
  const folder = temporaryFolder('sbom');
  let bom: Bom;
  let text = '';
  beforeAll(async () => {
    const file = join(folder.path, 'sbom.json');
    expect(await npmRun(['sbom', '--', '--to', file], {})).toMatchObject({
      code: 0,
      said: expect.stringMatching(/their licences known/),
    });
    text = readFileSync(file, 'utf8');
    bom = JSON.parse(text) as Bom;
  });
  afterAll(() => folder.remove());

  it('is a CycloneDX document in which every reference leads somewhere', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(Number.isNaN(Date.parse(bom.metadata.timestamp))).toBe(false);
    expect(bom.metadata.component).toMatchObject({ type: 'application', name: 'gaita' });
    const refs = [bom.metadata.component, ...bom.components].map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { ref, dependsOn } of bom.dependencies) expect(refs).toEqual(expect.arrayContaining([ref, ...dependsOn]));
    for (const { type, purl, hashes = [], licenses } of bom.components) {
      expect(type).toBe('library');
      expect(purl).toMatch(/^pkg:npm\/(%40[\w.-]+\/)?[\w.-]+@\d/);
      expect(licenses.length).toBeGreaterThan(0);
      for (const { alg, content } of hashes) expect(`${alg} ${content}`).toMatch(/^SHA-(1|256|384|512) [0-9a-f]+$/);
    }
  });

  it('holds every package that is installed for the product, in its version, and none for tests', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string; dev?: boolean; link?: boolean }>;
    };
    const shipped = Object.entries(packages).filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link);
    const listed = new Set(bom.components.map(({ purl }) => decodeURIComponent(purl)));
    const missing = shipped
      .map(([path, { version }]) => `pkg:npm/${path.split('node_modules/').at(-1)}@${version}`)
      .filter((purl) => !listed.has(purl));
    expect(missing).toEqual([]);
    expect([...listed].filter((purl) => /\/(jest|eslint|playwright-core|prettier)@/.test(purl))).toEqual([]);
  });

  it('tells nothing of the machine on which it was made', () => {
    expect(text).not.toMatch(/"distribution"/);
    expect(text).not.toContain(root);
  });
});
