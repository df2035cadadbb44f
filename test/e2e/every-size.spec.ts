import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { StartedView } from '@gaita/contracts';
import { browserProgram, violations } from './browser.ts';
import { beyondTheWindow, cutOff } from './cut-off.ts';
import { dayFromNow, Stage } from './stage.ts';
import { model, papers, papersTexts } from './task-page-model.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
/** 320 is a window of 1280 pixels at 400 % (WCAG 2.1, 1.4.10). */
const widths = [1280, 360, 320];
const looks = [
  { theme: 'light', textSize: '' },
  { theme: 'dark', textSize: '' },
  { theme: 'contrast', textSize: '200%' },
];

/** Who opens what, and what is there once the page has come. `{task}`, `{case}` and `{job}` are made before. */
const screens: readonly (readonly [account: string, path: string, ready: string])[] = [
  ['', '/sign-in', '#password'],
  ['', '/accessibility', 'h2'],
  ['front-desk-1', '/work?view=group', '.inbox-row__number'],
  ['front-desk-1', '/work?q=nowhere', '.empty-state'],
  ['front-desk-1', '/tasks/{task}', '.task-form input'],
  ['front-desk-1', '/tasks/unknown', 'h1'],
  ['front-desk-1', '/ops/jobs/{job}', 'progress, [role=progressbar]'],
  ['front-desk-1', '/start', '.start-list'],
  ['front-desk-1', '/start/permit-tree-felling', '.fjs-form input'],
  ['front-desk-1', '/cases', '.rows__main'],
  ['front-desk-1', '/settings', '#sessions-title'],
  ['front-desk-1', '/ops/audit', 'h1'],
  ['case-handler-1', '/cases/{case}', '.position-badge'],
  ['personnel-manager-1', '/people/me', '.section'],
  ['personnel-manager-1', '/people/matrix', '.rows'],
  ['personnel-manager-1', '/people/alignment', '.people-check'],
  ['personnel-manager-1', '/people/substitutes', '.rows, .empty-state'],
  ['personnel-manager-1', '/people/posts', '.rows, .empty-state'],
  ['personnel-manager-1', '/people/roles/case-handler', '.people-parts'],
  ['admin', '/people/conflicts', '.duty-pair'],
  ['admin', '/people/accounts', '.rows'],
  ['admin', '/processes', '.rows__main'],
  ['admin', '/processes/improvement/edit', '.djs-shape'],
  ['admin', '/ops', 'main a'],
  ['admin', '/ops/audit', '.rows'],
  ['admin', '/ops/personal-data', 'h2'],
];

inBrowser('every screen', () => {
  let stage: Stage;
  const made = { task: '', case: '', job: '' };

  beforeAll(async () => {
    stage = await Stage.open();
    const { server } = stage;
    await server.ask('admin', 'POST', '/deployments', {
      name: 'papers',
      resources: [
        { name: 'papers.bpmn', content: model },
        { name: 'papers.form', content: JSON.stringify(papers) },
        { name: 'papers.texts.json', content: JSON.stringify(papersTexts) },
      ],
    });
    const start = async () => {
      const { instanceId } = await server.ask<StartedView>('admin', 'POST', '/processes/papers/start', {
        businessKey: 'E-2026-00017',
      });
      return stage.openTask(instanceId);
    };
    made.task = (await start()).id;
    await server.ask('front-desk-1', 'POST', `/tasks/${made.task}/claim`, {});
    const other = await start();
    made.job = (
      await server.ask<{ id: string }>('front-desk-1', 'POST', '/bulk/tasks', { act: 'hand-back', tasks: { ids: [other.id] } })
    ).id;
    const permit = await server.ask<StartedView>('front-desk-1', 'POST', '/processes/permit-tree-felling/start', {
      receipt: true,
      variables: {
        applicant: 'Anna Bērziņa',
        contact: 'anna@example.org',
        channel: 'counter',
        language: 'lv',
        receivedOn: dayFromNow(0),
        cadastreNumber: '01000010001',
        trees: [{ species: 'oak', girth: 120, count: 1 }],
        applicationReason: 'Danger',
      },
    });
    made.case = permit.instanceId;
  }, 600_000);
  afterAll(() => stage?.close());
  afterEach(() => stage.clear());

  // In the language with the longest words.
  it.each(screens)('is whole in every width and look: %s %s', async (account, path, ready) => {
    const page = await stage.window(account || undefined, undefined, 'bg');
    await page.goto(stage.server.url + path.replace(/\{(\w+)\}/, (_, name: keyof typeof made) => made[name]));
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('load');
    const found: string[] = [];
    for (const { theme, textSize } of looks) {
      await page.evaluate(
        `document.documentElement.dataset.theme = '${theme}'; document.documentElement.style.fontSize = '${textSize}'`,
      );
      for (const width of widths) {
        await page.setViewportSize({ width, height: 740 });
        const look = async () => {
          await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))');
          return [
            ...(await beyondTheWindow(page)),
            ...(await cutOff(page)),
            ...(width === 360 ? [] : await violations(page, theme === 'light' ? undefined : `colours: ${theme}`)),
          ];
        };
        let here = await look();
        // What measures itself has done so a moment later.
        if (here.length > 0) {
          await page.waitForTimeout(500);
          here = await look();
        }
        // Letters twice as large at 400 % leave no room for the unit of a number in a list within a form.
        const isUnit = (line: string) => width === 320 && textSize === '200%' && line.startsWith('span.fjs-input-adornment-text');
        found.push(...here.filter((line) => !isUnit(line)).map((each) => `${width} ${theme}: ${each}`));
        const shots = process.env['GAITA_SHOTS'];
        if (shots)
          await page.screenshot({
            path: `${shots}/${account}${path.replace(/\W+/g, '-')}-${theme}-${width}.png`,
            fullPage: true,
          });
      }
    }
    expect(found).toEqual([]);
  });
});
