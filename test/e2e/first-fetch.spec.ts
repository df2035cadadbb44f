import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { builtWeb } from './built-web.ts';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

/** Scripts that a browser must have before a screen stands, compressed, in bytes. */
function scriptsOf(web: string, sources: readonly string[]): number {
  const chunks = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8')) as { readonly [source: string]: Chunk };
  const files = new Set<string>();
  const add = (source: string): void => {
    const chunk = chunks[source];
    if (!chunk) throw new Error(`No chunk is made of ${source}.`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(add);
  };
  ['index.html', ...sources].forEach(add);
  return [...files].reduce((sum, file) => sum + compressed(join(web, file)), 0);
}

/** Small ones are sent as they are. */
function compressed(path: string): number {
  try {
    return readFileSync(`${path}.gz`).length;
  } catch {
    return readFileSync(path).length;
  }
}

describe.each(['en', 'lv', 'lt', 'bg'])('the first page in %s', (language) => {
  const texts = `src/texts/first/${language}.ts`;

  it.each([
    ['signing in', ['src/sign-in/sign-in-page.tsx']],
    ['the list of work', ['src/shell/app-shell.tsx', 'src/settings/first-view.tsx', 'src/work/inbox-page.tsx']],
  ])(
    'needs less than 200 kB of scripts for %s',
    async (_, screens) => {
      const bytes = scriptsOf(await builtWeb(), [texts, ...screens]);
      expect(bytes).toBeGreaterThan(50_000);
      expect(bytes).toBeLessThan(200_000);
    },
    600_000,
  );
});
