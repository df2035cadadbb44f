import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AccessibilityResult } from '../../apps/web/src/accessibility/statement.ts';
import { isFullyCompliant, known, statesOf } from '../../apps/web/src/accessibility/statement.ts';
import type { CheckedScreen } from '../e2e/checked-screens.ts';
import { checkedScreens, screenOf } from '../e2e/checked-screens.ts';
import { statementOf } from './statement-of.mjs';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const result = JSON.parse(read('apps/web/src/accessibility/result.json')) as AccessibilityResult;
/** Of each part of the product the screens that people use most. */
const everyScreen = [
  ...['/sign-in', '/first-administrator', '/accessibility', '/settings'],
  ...['/work', '/tasks/:id', '/cases/:id'],
  ...['/people/me', '/people/matrix', '/people/alignment', '/people/substitutes', '/people/posts', '/people/conflicts'],
  ...['/people/roles/case-handler', '/people/accounts', '/ops', '/ops/audit', '/ops/personal-data'],
];
const wanted = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };

describe('The accessibility statement', () => {
  it('stands on a run of the tests with the axe-core that is installed, on a phone too', () => {
    expect(result.axe).toBe(wanted.devDependencies['axe-core']);
    expect(result.languages).toEqual(['bg', 'en', 'lt', 'lv']);
    expect(result.widths).toEqual(expect.arrayContaining([320, 360, 1280]));
    expect(statesOf(result)).toBeGreaterThan(120);
    expect(result.screens.map(({ screen }) => screen)).toEqual(expect.arrayContaining(everyScreen));
    expect(Date.parse(result.date)).toBeGreaterThan(Date.UTC(2026, 0, 1));
  });

  it('claims no more than the tests found since', () => {
    if (!existsSync(checkedScreens)) return;
    const lines = readFileSync(checkedScreens, 'utf8').trim().split('\n');
    const found = statementOf(
      lines.map((line) => JSON.parse(line) as CheckedScreen),
      result.date,
    );
    const stated = result.violations.map(({ screen, rule }) => `${screen} ${rule}`);
    expect(stated).toEqual(expect.arrayContaining(found.violations.map(({ screen, rule }) => `${screen} ${rule}`)));
  });

  it('is full compliance only where nothing was found and nothing is known', () => {
    expect(isFullyCompliant(result)).toBe(
      result.violations.length === 0 && (known.noncompliance as readonly string[]).length === 0,
    );
    expect(isFullyCompliant({ violations: [{ screen: '/work', rule: 'label' }] })).toBe(false);
  });

  it('is made of screens and their states, each once however often it was looked at', () => {
    const seen = (screen: string, state: string, language: string, rules: string[] = []) => ({
      ...{ screen, state, rules, language },
      ...{ width: language === 'lv' ? 360 : 1280, version: '4' },
    });
    expect(screenOf('http://x/tasks/01kjpwd6m0000068sv11hax8?a=1')).toBe('/tasks/:id');
    expect(screenOf('http://x/processes/residence-declaration/edit')).toBe('/processes/residence-declaration/edit');
    const looked = [
      seen('/work', 'page', 'lv'),
      seen('/work', 'page', 'bg', ['label']),
      seen('/work', 'page', 'lv'),
      seen('/work', 'empty', 'lv'),
      seen('/cases', 'page', 'lv'),
    ];
    const statement = statementOf(looked, '2026-01-02');
    expect(statement).toEqual({
      date: '2026-01-02',
      axe: '4',
      languages: ['bg', 'lv'],
      widths: [360, 1280],
      screens: [
        { screen: '/cases', states: [{ state: 'page', languages: ['lv'], widths: [360] }] },
        {
          screen: '/work',
          states: [
            { state: 'empty', languages: ['lv'], widths: [360] },
            { state: 'page', languages: ['bg', 'lv'], widths: [360, 1280] },
          ],
        },
      ],
      violations: [{ screen: '/work', rule: 'label' }],
    });
    expect(statesOf(statement)).toBe(3);
  });
});
