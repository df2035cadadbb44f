import { expect, it } from '@jest/globals';
import { languages } from '@gaita/contracts';
import type { TaskView } from '@gaita/contracts';
import { noForeignWords, wordsOf } from './spoken.ts';
import { accessible, comesTrue, desk, fits, phone } from './stage.ts';
import type { Stage } from './stage.ts';

interface Setting {
  readonly stage: Stage;
  readonly start: (key: string, businessKey: string) => Promise<TaskView>;
}

/** Lists that several people work in, on a desk and on a phone at once. */
export function listInEveryLanguage(the: () => Setting): void {
  it.each(languages)('greys in %s what a colleague takes, and refuses who forces it (check 2)', async (language) => {
    const { stage, start } = the();
    const t = wordsOf(language);
    const [task] = [await start('papers', `T-${language}-1`), await start('papers', `T-${language}-2`)];
    const pages = [
      await stage.window('front-desk-2', desk, language),
      await stage.window('front-desk-2', phone, language),
    ] as const;
    for (const page of pages) {
      await page.goto(`${stage.server.url}/work?view=group&q=t-${language}`);
      await page.locator('.inbox-row__number', { hasText: `T-${language}-1` }).waitFor();
    }
    await stage.server.ask('front-desk-1', 'POST', `/tasks/${task.id}/claim`, {});
    const taken = t.like('inbox.takenBy', { time: '\\d\\d:\\d\\d' });
    await Promise.all(pages.map((page) => page.getByRole('row').getByText(taken).waitFor()));
    for (const page of pages) {
      expect(await page.locator('.inbox-row__number').allTextContents()).toEqual([`T-${language}-1`, `T-${language}-2`]);
      await noForeignWords(page, language);
      await accessible(page, 'taken by a colleague');
    }
    const forced = await pages[0].request.post(`${stage.server.url}/api/v1/tasks/${task.id}/claim`, {
      data: {},
      headers: { origin: stage.server.url },
    });
    expect(forced.status()).toBe(409);
  });

  it.each(languages)('leads in %s back to the same filter, order and place of the list (check 3)', async (language) => {
    const { stage, start } = the();
    const t = wordsOf(language);
    for (let at = 10; at < 26; at++) await start('papers', `Z-${language}-${at}`);
    const page = await stage.window('front-desk-1', phone, language);
    const list = `/work?view=group&q=z-${language}&sort=-case`;
    await page.goto(stage.server.url + list);
    const row = page.getByRole('row').filter({ hasText: `Z-${language}-18` });
    await row.waitFor();
    await row.getByRole('button', { name: t('task.claimNamed', { task: 'Check the papers' }) }).click();
    await page.getByText(t('documents.page.step', { number: 1, total: 2 })).waitFor();
    const field = page.locator('.task-form input').first();
    await field.fill('Anna');
    await page.getByRole('button', { name: t('documents.page.next') }).click();
    await page.getByRole('button', { name: t('task.complete'), exact: true }).click();
    await page.waitForURL(`**${list}`);
    await comesTrue(page, `document.activeElement.textContent.includes('Z-${language}-17')`);
    // The case has gone on to its next task, in the same place.
    await page.getByRole('row', { name: new RegExp(`Decide.*Z-${language}-18`) }).waitFor();
    expect(await page.getByRole('row', { name: new RegExp(`Check the papers.*Z-${language}-18`) }).count()).toBe(0);
    expect(await page.evaluate<number>('scrollY')).toBeGreaterThan(100);
    await fits(page);
  });
}
