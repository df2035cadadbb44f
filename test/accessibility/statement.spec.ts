import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AccessibilityResult } from '../../apps/web/src/accessibility/statement.ts';
import { isFullyCompliant, known, statesOf } from '../../apps/web/src/accessibility/statement.ts';
import type { CheckedScreen } from '../e2e/checked-screens.ts';
import { checkedScreens, screenOf } from '../e2e/checked-screens.ts';
import { statementOf } from './statement-of.mjs';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const result = JSON.parse(read('apps/web/src/accessibility/result.json')) as AccessibilityResult;
const wanted = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };

describe('The accessibility statement', () => {
  it('stands on a run of the tests with the axe-core that is installed, on a phone too', () => {
    expect(result.axe).toBe(wanted.devDependencies['axe-core']);
    expect(result.languages).toContain('en');
    expect(result.widths).toEqual(expect.arrayContaining([360, 1280]));
    expect(statesOf(result)).toBeGreaterThanOrEqual(20);
    expect(result.screens.map(({ screen }) => screen)).toEqual(expect.arrayContaining(['/sign-in', '/work', '/tasks/:id']));
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

  it('is made of screens, each once however often it was looked at', () => {
    const seen = (screen: string, rules: string[] = []) => ({ screen, rules, width: 360, language: 'lv', version: '4' });
    expect(screenOf('http://x/tasks/01kjpwd6m0000068sv11hax8?a=1')).toBe('/tasks/:id');
    expect(screenOf('http://x/processes/residence-declaration/edit')).toBe('/processes/residence-declaration/edit');
    expect(statementOf([seen('/work'), seen('/work', ['label']), seen('/cases', [])], '2026-01-02')).toEqual({
      date: '2026-01-02',
      axe: '4',
      languages: ['lv'],
      widths: [360],
      screens: [
        { screen: '/cases', states: 1 },
        { screen: '/work', states: 2 },
      ],
      violations: [{ screen: '/work', rule: 'label' }],
    });
  });
});
