import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { languages } from '@gaita/contracts';
import type { StartedView, TaskView } from '@gaita/contracts';
import { smallModel, userTask } from '../support/small-model.ts';
import { browserProgram } from './browser.ts';
import { caseInEveryLanguage } from './case-in-every-language.ts';
import { formInEveryLanguage } from './form-in-every-language.ts';
import { Keyboard } from './keyboard.ts';
import { listInEveryLanguage } from './list-in-every-language.ts';
import { peopleInEveryLanguage } from './people-in-every-language.ts';
import { wordsOf } from './spoken.ts';
import { Stage, accessible, becomes, comesTrue, desk, fits, phone } from './stage.ts';
import { decide, model, papers, papersTexts } from './task-page-model.ts';
import { textsOf } from './shipped-texts.ts';

jest.setTimeout(600_000);

const inBrowser = browserProgram === undefined ? describe.skip : describe;
/** Prepared by one role, decided by another: never by the same person. */
const permit = smallModel('permit', [userTask('draft', 'case-handler'), userTask('decide', 'decision-maker')]);
const errand = smallModel('errand', [userTask('fetch', 'management-representative')]);

/** The main flows of the day, each in each language. */
inBrowser('the day of staff', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    const deploy = (name: string, files: { readonly [file: string]: string }) =>
      stage.server.ask('admin', 'POST', '/deployments', {
        institution: 'shared',
        name,
        resources: Object.entries(files).map(([file, content]) => ({ name: file, content })),
      });
    await deploy('errand', { 'errand.bpmn': errand });
    await deploy('permit', { 'permit.bpmn': permit });
    await deploy('papers', {
      'papers.bpmn': model,
      'papers.form': JSON.stringify(papers),
      'papers.texts.json': JSON.stringify(papersTexts),
      'decide.form': JSON.stringify(decide),
    });
  });
  afterAll(() => stage?.close());
  /** What a test leaves open would be the next task of another one. */
  const left: string[] = [];
  afterEach(async () => {
    for (const id of left.splice(0))
      await stage.server.ask('admin', 'POST', `/cases/${id}/cancel`, { reason: 'The test is over' });
    await stage.clear();
  });

  const start = async (key: string, businessKey: string): Promise<TaskView> => {
    const { instanceId } = await stage.server.ask<StartedView>('admin', 'POST', `/processes/${key}/start`, { businessKey });
    return stage.openTask(instanceId);
  };
  const widths = [desk, phone];
  const each = languages.flatMap((language) => widths.map((viewport) => ({ language, width: viewport.width, viewport })));

  it.each(each)(
    'is done without a mouse in $language at $width px: sign in, take the next task, fill in, complete, claim and complete another, see a case (checks 3, 12)',
    async ({ language, width, viewport }) => {
      const t = wordsOf(language);
      const number = `K-${language}-${width}-`;
      left.push((await stage.improvementAt('action3', `P-${language}-${width}`)).instanceId);
      const page = await stage.window(undefined, viewport, language);
      await page.addInitScript(`addEventListener('pointerdown', () => (window.usedMouse = true), true)`);
      const keys = new Keyboard(page);
      await page.goto(`${stage.server.url}/work`);
      await page.getByRole('heading', { level: 1, name: t('signIn.title') }).waitFor();
      await keys.tabTo(t('signIn.account'));
      await keys.type('management-representative-1');
      await keys.tabTo(t('signIn.password'));
      await keys.type('demo');
      await keys.press('Enter');
      await page.waitForURL('**/work');
      await page.getByRole('heading', { level: 1, name: t('place.work') }).waitFor();
      await keys.tabTo(t('work.takeNext'));
      await keys.press('Enter');
      await page.waitForURL('**/tasks/**');
      const partDone = (await textsOf('action3', language))['percentDone.label']!;
      await page.getByLabel(partDone).waitFor();
      await keys.tabTo(partDone);
      await keys.type('100');
      await keys.press('Control+Enter');
      await page.getByText(t('done.completed')).waitFor();

      const [first, , last] = [
        await start('errand', `${number}1`),
        await start('errand', `${number}2`),
        await start('errand', `${number}3`),
      ];
      left.push(first.instanceId, last.instanceId);
      // Until the list is there the page is short, and what stands below it moves away from who has reached it.
      await page.locator('.inbox-row__number, .empty-state').first().waitFor();
      await keys.tabTo(t('inbox.views.group'));
      await keys.press('Enter');
      await page.waitForURL('**/work?view=group');
      if (viewport === phone) {
        await keys.tabTo(t('inbox.filter'));
        await keys.press('Enter');
      }
      await keys.tabTo(t('inbox.q'));
      await keys.type(number);
      await page.waitForURL(`**/work?view=group&q=${number}`);
      // The longer list stays until the narrower one is there.
      await becomes(() => page.locator('.inbox-row__number').allTextContents(), [`${number}1`, `${number}2`, `${number}3`]);
      await keys.tabTo('fetch');
      await keys.press('ArrowDown');
      expect(await keys.here()).toContain(`${number}2`);
      await keys.press('c');
      await page.getByText(t('inbox.claimed', { count: 1 })).waitFor();
      await keys.press('Enter');
      await page.waitForURL('**/tasks/**');
      await page.getByRole('button', { name: t('task.complete'), exact: true }).waitFor();
      await keys.press('Control+Enter');
      // The last task of a case asks before it ends it.
      await page.getByRole('dialog').waitFor();
      await keys.tabTo(t('task.complete'));
      await keys.press('Enter');
      await page.waitForURL(`**/work?view=group&q=${number}`);
      await comesTrue(page, `document.activeElement.textContent.includes('${number}3')`);
      expect(await keys.here()).toContain(`${number}3`);
      await accessible(page);

      await keys.press('Enter');
      await page.waitForURL(`**/tasks/${last.id}`);
      await page.getByRole('button', { name: t('task.claim'), exact: true }).waitFor();
      await keys.tabTo(`${number}3`);
      await keys.press('Enter');
      await page.waitForURL(`**/cases/${last.instanceId}`);
      await page.getByRole('heading', { level: 2, name: t('case.openTasks') }).waitFor();
      await keys.tabTo('fetch');
      await fits(page);
      await accessible(page);
      expect(await page.evaluate('window.usedMouse')).toBeUndefined();
    },
  );

  listInEveryLanguage(() => ({ stage, start }));
  formInEveryLanguage(() => ({ stage, start }));
  caseInEveryLanguage(() => ({ stage, start }));
  peopleInEveryLanguage(() => ({ stage, start }));
});
