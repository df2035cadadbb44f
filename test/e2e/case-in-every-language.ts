import { expect, it } from '@jest/globals';
import { languages } from '@gaita/contracts';
import type { Language, TaskView } from '@gaita/contracts';
import { noForeignWords, wordsOf } from './spoken.ts';
import { accessible, comesTrue, dayFromNow, desk, fits, phone } from './stage.ts';
import type { Stage } from './stage.ts';
import { labelsOf } from './task-page-model.ts';

interface Setting {
  readonly stage: Stage;
  readonly start: (key: string, businessKey: string) => Promise<TaskView>;
}

/** How a day is written (UX.md 3.6). */
const days: { readonly [language in Language]: RegExp } = {
  en: /^until \d{1,2} [A-Z][a-z]+ \d{4}/,
  lv: /^līdz \d\d\.\d\d\.\d{4}/,
  lt: /^iki \d{4}-\d\d-\d\d/,
  bg: /^до \d\d\.\d\d\.\d{4} г\./,
};
/** The other half of the languages on a desk than with people. */
const widthOf = (language: Language) => (['lv', 'bg'].includes(language) ? desk : phone);

/** A case from its application on, and one that ends while somebody works on it. */
export function caseInEveryLanguage(the: () => Setting): void {
  it.each(languages)(
    'receives an application in %s under a number, and tells the case and its term (check 9)',
    async (language) => {
      const { stage } = the();
      const t = wordsOf(language);
      const applicant = `Pēteris Kalns ${language}`;
      await stage.server.ask('front-desk-1', 'PUT', '/processes/permit-tree-felling/draft', {
        seen: 0,
        values: {
          applicant,
          contact: 'peteris@example.org',
          channel: 'counter',
          language: 'lv',
          receivedOn: dayFromNow(0),
          cadastreNumber: '01000010001',
          trees: [{ species: 'oak', girth: 120, count: 1 }],
          applicationReason: 'Danger',
        },
      });
      const page = await stage.window('front-desk-1', widthOf(language), language);
      await page.goto(`${stage.server.url}/start`);
      await page.getByRole('link', { name: t.like('intake.goOn') }).click();
      await comesTrue(page, `[...document.querySelectorAll('.fjs-form input')].some(({ value }) => value === '${applicant}')`);
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page);
      await page.getByRole('button', { name: t('intake.submit') }).click();
      await page.getByText(/^DN-\d{4}-\d{5}$/).waitFor();
      await page.locator('.receipt').getByText(days[language]).waitFor();
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page, 'receipt');
      await page.getByRole('link', { name: t('intake.openCase') }).click();
      const clock = page.getByRole('region', { name: t('clock.title') });
      await clock.getByText(days[language]).first().waitFor();
      await page.locator('.position-badge', { hasText: t('case.here') }).waitFor();
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page);
    },
  );

  it.each(languages)(
    'keeps in %s what was typed without a connection, and when the case was withdrawn (checks 6, 7)',
    async (language) => {
      const { stage, start } = the();
      const t = wordsOf(language);
      const { applicant } = labelsOf(language);
      const { id, instanceId } = await start('papers', `W-${language}`);
      await stage.server.ask('front-desk-1', 'POST', `/tasks/${id}/claim`, {});
      const page = await stage.window('front-desk-1', widthOf(language), language);
      await page.goto(`${stage.server.url}/tasks/${id}`);
      await page.getByLabel(applicant).waitFor();
      await page.context().setOffline(true);
      await page.getByText(t('offline.title')).waitFor();
      await page.getByLabel(applicant).fill('Typed in the lift');
      await page.getByText(t('documents.draft.waiting')).waitFor();
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page, 'without a connection');
      await page.context().setOffline(false);
      await page.getByText(t('offline.title')).waitFor({ state: 'detached' });
      await page.getByText(t.like('documents.draft.saved')).waitFor();
      const { draft } = await stage.server.ask<{ draft: { values: object } }>('front-desk-1', 'GET', `/tasks/${id}/draft`);
      expect(draft.values).toMatchObject({ applicant: 'Typed in the lift' });

      await stage.server.ask('admin', 'POST', `/cases/${instanceId}/cancel`, { reason: 'The applicant wants it no longer' });
      await page.getByText(t.like('refusal.withdrawn')).first().waitFor();
      const typed = page.getByRole('region', { name: t('documents.page.typed') });
      await typed.getByText(`${applicant}: Typed in the lift`).waitFor();
      await page.getByRole('button', { name: t('conflict.copy') }).waitFor();
      await fits(page);
      await noForeignWords(page, language);
      await accessible(page, 'withdrawn');
    },
  );
}
