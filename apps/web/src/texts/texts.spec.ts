import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import bg from './bg.ts';
import en from './en.ts';
import later from './later/en.ts';
import lt from './lt.ts';
import lv from './lv.ts';
import modellerBg from './modeller/bg.json' with { type: 'json' };
import modellerLt from './modeller/lt.json' with { type: 'json' };
import modellerLv from './modeller/lv.json' with { type: 'json' };

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree)
      .filter(([key]) => key !== '$unreviewed')
      .flatMap(([key, value]) =>
        typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
      ),
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const bare = (texts: Map<string, string>) => new Set([...texts.keys()].map((key) => key.replace(plural, '')));
const english = flat(en);
const others = { lv: flat(lv), lt: flat(lt), bg: flat(bg) };
const counted = [...english.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ''));
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();

describe.each(Object.entries(others))('interface texts in %s', (language, texts) => {
  it('say everything that English says, and nothing more', () => {
    expect([...bare(texts)].sort()).toEqual([...bare(english)].sort());
  });

  it('have every plural form that the language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    expect(counted.length).toBeGreaterThan(10);
    for (const key of counted)
      expect([key, [...texts.keys()].filter((each) => each.replace(plural, '') === key).length]).toEqual([key, forms.length]);
  });

  it('leave out no value that English shows', () => {
    for (const [key, text] of texts) {
      const original = english.get(key) ?? english.get(key.replace(plural, '_other')) ?? '';
      expect([key, placeholders(text)]).toEqual([key, placeholders(original)]);
    }
  });
});

it.each(['en', 'lv', 'lt', 'bg'])('has each text of %s in one part only', (language) => {
  const folder = join(import.meta.dirname, language);
  const keys = readdirSync(folder).flatMap((part) => Object.keys(JSON.parse(readFileSync(join(folder, part), 'utf8')) as object));
  const owned = keys.filter((key) => key !== '$unreviewed');
  expect(owned.length).toBeGreaterThan(20);
  expect(new Set(owned).size).toBe(owned.length);
});

/** What a key in the sources looks like; `${…}` in it stands for any one step. */
const quoted = /['"]([a-zA-Z][\w$-]*(?:\.[\w$-]+)+)['"]|`([a-zA-Z](?:\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`\s/$])*)`/g;

it('has no text that nothing says', () => {
  const source = join(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.spec\.|^texts\//.test(path),
  );
  const said = files.flatMap((path) => [...readFileSync(join(source, path), 'utf8').matchAll(quoted)]);
  const plain = new Set(said.map(([, key]) => key));
  const composed = [...new Set(said.map(([, , template]) => template))]
    .filter((template) => template !== undefined && template.includes('.'))
    .map((template) => template!.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '*').replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'))
    .map((pattern) => new RegExp(`^${pattern.replaceAll('\\*', '[^.]+')}$`));
  const unused = [...bare(english)].filter((key) => !plain.has(key) && !composed.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});

it('names what it says in the modeller in the same three languages', () => {
  expect(Object.keys(modellerLt)).toEqual(Object.keys(modellerLv));
  expect(Object.keys(modellerBg)).toEqual(Object.keys(modellerLv));
});

/** Sources that come with a screen's own script: what they import, and what that imports; what is fetched later is not among them. */
function withImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  const imported = readFileSync(path, 'utf8').matchAll(/^(?:import|export)(?! type)[^;]*? from '(\.[^']+\.tsx?)';/gm);
  for (const [, name = ''] of imported) withImports(join(dirname(path), name), found);
  return found;
}

it.each(['main.tsx', 'sign-in/sign-in-page.tsx', 'shell/app-shell.tsx', 'settings/first-view.tsx', 'work/inbox-page.tsx'])(
  'has at once whatever %s says',
  (screen) => {
    const source = join(import.meta.dirname, '..');
    const keys = Object.keys(later).filter((key) => !key.startsWith('$'));
    const foreign = new RegExp(`(?:\\bt\\(|text: )\\s*['"\`](?:${keys.join('|')})\\.[a-zA-Z]+`, 'g');
    const files = [...withImports(join(source, screen))].filter((path) => !path.includes('/texts/'));
    expect(files.length).toBeGreaterThan(5);
    expect(files.flatMap((path) => readFileSync(path, 'utf8').match(foreign) ?? [])).toEqual([]);
  },
);
