import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const task = (texts: string) =>
  inARow([
    't',
    `<task id="t" name="Check"><documentation>How</documentation><extensionElements><gaita:texts>${texts}</gaita:texts></extensionElements></task>`,
  ]);
const found = (texts: string, languages?: ('en' | 'lv' | 'lt' | 'bg')[]) =>
  findProblems('missing-text', task(texts), { context: { languages } });

describe('labels stand in every language that the model speaks', () => {
  it('so a model in English alone lacks nothing', async () => {
    expect(await found('')).toEqual([]);
  });

  it('so one with some Latvian needs it everywhere', async () => {
    expect(await found('<gaita:text lang="lv" name="Pārbaudīt"/>')).toEqual(['warning t']);
    expect(await found('<gaita:text lang="lv" name="Pārbaudīt" documentation="Kā"/>')).toEqual([]);
  });

  it('or in the languages that the caller wants', async () => {
    expect(await found('', ['en', 'lv', 'bg'])).toEqual(['warning t', 'warning t']);
  });
});
