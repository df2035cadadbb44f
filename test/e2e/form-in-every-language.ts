import { expect, it } from '@jest/globals';
import { languages } from '@gaita/contracts';
import type { TaskView } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import { textsOf } from './shipped-texts.ts';
import { noForeignWords, wordsOf } from './spoken.ts';
import { accessible, desk, fits, phone } from './stage.ts';
import type { Stage } from './stage.ts';
import { labelsOf } from './task-page-model.ts';

interface Setting {
  readonly stage: Stage;
  readonly start: (key: string, businessKey: string) => Promise<TaskView>;
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** Forms that are filled in, left, found again, sent, taken back and signed. */
export function formInEveryLanguage(the: () => Setting): void {
  const claimed = async (businessKey: string, account = 'front-desk-1'): Promise<TaskView> => {
    const task = await the().start('papers', businessKey);
    await the().stage.server.ask(account, 'POST', `/tasks/${task.id}/claim`, {});
    return task;
  };
  const open = async (page: Page, { id }: TaskView): Promise<Page> => {
    await page.goto(`${the().stage.server.url}/tasks/${id}`);
    await page.locator('.task-form input').first().waitFor();
    return page;
  };
  it.each(languages)(
    'keeps in %s what was typed when the browser dies, goes on on a phone with a photo, and over an ended session (checks 1, 13, 15)',
    async (language) => {
      const { stage } = the();
      const t = wordsOf(language);
      const { applicant, summary } = labelsOf(language);
      const task = await claimed(`K-${language}`);
      const first = await open(await stage.window('front-desk-1', desk, language), task);
      await first.getByLabel(applicant).fill('Anna Kļaviņa');
      await first.getByText(t.like('documents.draft.saved')).waitFor();
      await first.context().close();

      const page = await open(await stage.window('front-desk-1', phone, language), task);
      expect(await page.getByLabel(applicant).inputValue()).toBe('Anna Kļaviņa');
      await page.getByText(t('documents.page.step', { number: 1, total: 2 })).waitFor();
      await page.getByRole('button', { name: t('documents.page.next') }).click();
      await page.getByLabel(summary).fill('Two trees');
      await page.getByTestId('camera').setInputFiles({ name: 'image.png', mimeType: 'image/png', buffer: png });
      await page.getByText(t('documents.file.done', { name: 'image.png' })).waitFor();
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page);

      // On a phone the word has no room.
      await page.locator('.draft-status[data-state=saved]').waitFor({ state: 'attached' });
      await page.context().clearCookies();
      const dialog = page.getByRole('dialog', { name: t('signIn.againTitle') });
      // A draft on its way may find the session gone before the click does: then the dialog stands before the button.
      const complete = page.getByRole('button', { name: t('task.complete'), exact: true });
      await complete.click({ timeout: 20_000 }).catch(async (error: unknown) => {
        if (!(await dialog.isVisible())) throw error;
      });
      await dialog.waitFor();
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page);
      await dialog.getByLabel(t('signIn.password'), { exact: true }).fill('demo');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      expect(await page.getByLabel(summary).inputValue()).toBe('Two trees');
      await complete.click();
      await page.getByText(t('done.completed')).waitFor();
      expect((await stage.openTask(task.instanceId)).elementId).toBe('decide');
    },
  );

  it.each(languages)('takes a completion back in %s, and not when a colleague has gone on (check 8)', async (language) => {
    const { stage } = the();
    const t = wordsOf(language);
    const { applicant, summary } = labelsOf(language);
    const task = await claimed(`B-${language}`);
    const page = await open(await stage.window('front-desk-1', desk, language), task);
    const completed = page.getByText(t('done.completed'));
    const back = page.getByRole('button', { name: t('tasks.takeBack') });
    await page.getByLabel(applicant).fill('Liene Kalna');
    await page.getByLabel(summary).fill('A fence along the road');
    await page.getByRole('button', { name: t('task.complete'), exact: true }).click();
    await completed.waitFor();
    await noForeignWords(page, language);
    await back.click();
    await page.waitForURL(`**/tasks/${task.id}`);
    await page.getByLabel(summary).waitFor();
    expect(await page.getByLabel(applicant).inputValue()).toBe('Liene Kalna');
    expect(await page.getByLabel(summary).inputValue()).toBe('A fence along the road');
    await page.getByRole('button', { name: t('task.complete'), exact: true }).click();
    await completed.waitFor();
    await page.setViewportSize(phone);
    await back.waitFor();
    await stage.server.ask('front-desk-2', 'POST', `/tasks/${(await stage.openTask(task.instanceId)).id}/claim`, {});
    await page.getByRole('status').getByText(t.like('tasks.obstacle.task-claimed')).waitFor();
    expect(await back.count()).toBe(0);
    await fits(page);
    await noForeignWords(page, language);
    await accessible(page, 'cannot be taken back');
  });

  it.each(languages)('needs two signatures in %s where the model asks for two (check 23)', async (language) => {
    const { stage } = the();
    const t = wordsOf(language);
    const label = await textsOf('action5', language);
    const task = await stage.improvementAt('action5', `S-${language}`);
    await stage.server.ask('management-representative-1', 'POST', `/tasks/${task.id}/claim`, {});
    const page = await open(await stage.window('management-representative-1', desk, language), task);
    for (const [field, value] of Object.entries({ metric: 'Days', before: '30', after: '19' }))
      await page.getByLabel(label[`results_${field}.label`]!).fill(value);
    await page.getByLabel(label['measurementMethod.label']!).fill('All cases of the quarter');
    await page.getByRole('button', { name: t('task.complete'), exact: true }).click();
    await page.getByText(t('done.toSign')).waitFor();
    const toSign = await stage.openTask(task.instanceId);
    expect(toSign.elementId).toBe('action5');

    const second = await open(await stage.window('service-manager-1', phone, language), toSign);
    await second.getByRole('button', { name: t('task.claim'), exact: true }).click();
    await second.getByText(t('task.yoursToSign')).waitFor();
    await fits(second);
    await noForeignWords(second, language);
    await accessible(second, 'to be signed');
    await second.getByRole('button', { name: t('task.sign'), exact: true }).click();
    await second.getByText(t('done.completed')).waitFor();
    expect((await stage.openTask(task.instanceId)).elementId).toBe('action6');
  });

  it('keeps what was typed while its reader goes through all languages on a phone (check 14)', async () => {
    const { stage } = the();
    const task = await claimed('L-1');
    const page = await open(await stage.window('front-desk-1', phone), task);
    await page.getByLabel(labelsOf('en').applicant).fill('Anna Kļaviņa');
    await page.locator('.account__opener').click();
    for (const language of [...languages.filter((each) => each !== 'en'), 'en'] as const) {
      await page.locator('.account select').selectOption(language);
      await page.getByLabel(labelsOf(language).applicant).waitFor();
      expect(await page.getByLabel(labelsOf(language).applicant).inputValue()).toBe('Anna Kļaviņa');
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page);
    }
  });
}
